import { nameKey } from '../shared/lib/names.ts';
import type { DeskDb } from '../src-main/db/open.ts';
import { type TestDesk, value } from '../tests/make-desk.ts';
import { benchDesk, openBenchDesk } from './bench-desk.ts';
import type { FilledPupil } from './fill.ts';
import { fillApart } from './fill-process.ts';
import { interleaved, timed } from './measure.ts';
import { ownMemory } from './memory.ts';
import type { Benchmark, Line, Memory } from './report.ts';

const limit = 20;
const afterAll = '\u{10FFFF}';
const goalMs = 20;

/** One way of asking: what people type, and the shortest statement that finds the same rows by one index. */
type Question = {
  readonly label: string;
  readonly texts: (pupils: readonly FilledPupil[]) => readonly string[];
  readonly raw: string;
  readonly parameters: (text: string) => Record<string, string>;
};

const columns = `c.id, c.version, c.status, c.full_name, c.sex, c.birth_date, c.school_id, c.class_id, c.seat_no,
  c.document_number, c.held_completion, c.flags`;
const range = (column: string) =>
  `SELECT ${columns} FROM candidacy c WHERE c.${column} >= @text AND c.${column} < @end LIMIT ${limit}`;
const exact = (column: string) => `SELECT ${columns} FROM candidacy c WHERE c.${column} = @text LIMIT ${limit}`;
const prefixOf = (text: string) => ({ text, end: text + afterAll });
const onlyText = (text: string) => ({ text });
const names = (length: number) => (pupils: readonly FilledPupil[]) =>
  pupils
    .filter((pupil) => [...pupil.fullName].length > length && !pupil.fullName.includes('·'))
    .map((pupil) => nameKey([...pupil.fullName].slice(0, length).join('')));

const questions: readonly Question[] = [
  { label: '姓（一个字）', texts: names(1), raw: range('name_key'), parameters: prefixOf },
  { label: '姓名前两个字', texts: names(2), raw: range('name_key'), parameters: prefixOf },
  {
    label: '拼音首字母',
    texts: (pupils) => pupils.map((pupil) => pupil.pinyinInitials).filter((text) => /^[a-z]{2,}$/.test(text)),
    raw: range('pinyin_initials'),
    parameters: prefixOf,
  },
  {
    label: '证件号',
    texts: (pupils) => pupils.map((pupil) => pupil.documentNumber),
    raw: exact('document_number'),
    parameters: onlyText,
  },
  {
    label: '末四位',
    texts: (pupils) => pupils.map((pupil) => pupil.documentNumber.slice(-4)),
    raw: `SELECT ${columns} FROM candidacy c WHERE c.id IN
      (SELECT DISTINCT candidacy_id FROM number_history h WHERE substr(h.value, -4) = @text LIMIT ${limit})`,
    parameters: onlyText,
  },
  {
    label: '学籍号',
    texts: (pupils) => pupils.map((pupil) => pupil.enrolmentNo),
    raw: exact('enrolment_no'),
    parameters: onlyText,
  },
  {
    label: '查无此人',
    texts: (pupils) => pupils.map((pupil) => `${pupil.fullName.slice(0, 1)}㐀㐀`),
    raw: range('name_key'),
    parameters: prefixOf,
  },
];

/** desk.search as the screen calls it, in files of 30,000 and 300,000 candidacies. */
export const search: Benchmark = {
  name: 'search',
  async run({ quick, rounds, folder }) {
    let desk = await benchDesk(folder, 'search');
    const sizes = quick ? [3000, 30_000] : [30_000, 300_000];
    const lines: Line[] = [];
    const memory: Memory[] = [];
    const notes: string[] = [];
    let filled = 0;
    for (const size of sizes) {
      desk.desk.close();
      let kept: FilledPupil[] = [];
      const keepEvery = Math.ceil((size - filled) / 1200);
      const fillMs = await timed(async () => {
        kept = await fillApart({ folder: desk.folder, from: filled, until: size, keepEvery });
      });
      filled = size;
      desk = await openBenchDesk(desk.folder);
      await desk.as('clerk1');
      notes.push(
        `${size} 人：直接写入用 ${(fillMs / 1000).toFixed(1)} s，文件 ${fileMegabytes(desk.db())} MB（没有照片）`,
      );
      for (const question of questions)
        lines.push(await measure(desk, size, question, kept, rounds ?? (quick ? 4 : 8)));
      memory.push(ownMemory(`本进程，${size} 人时`));
    }
    desk.close();
    notes.push(`每次最多 ${limit} 人；每个词只查一次，两边的词不同，缓存是登记台自己的大小。`);
    return {
      title: '查找：desk.search（分派、权限、校验、访问记录都在内）',
      baseline: '同一连接上一条按索引的语句，取回同样的人',
      lines,
      memory,
      notes,
    };
  },
};

async function measure(
  desk: TestDesk,
  size: number,
  question: Question,
  pupils: readonly FilledPupil[],
  rounds: number,
): Promise<Line> {
  const texts = [...new Set(question.texts(pupils))];
  const raw = desk.db().client.prepare(question.raw);
  await mustFindTheSame(desk, question, texts.slice(0, 20));
  // each text is asked once, by one of the two: whoever came second would find the pages in the cache
  const share = Math.floor(texts.length / rounds / 2);
  const textsOf = (turn: number) => texts.slice(turn * share, (turn + 1) * share);
  const done = await interleaved(
    rounds,
    async (round) => {
      const times: number[] = [];
      for (const text of textsOf(2 * round)) times.push(await timed(() => desk.call('desk.search', { text, limit })));
      return times;
    },
    async (round) => {
      const times: number[] = [];
      for (const text of textsOf(2 * round + 1)) times.push(await timed(() => raw.all(question.parameters(text))));
      return times;
    },
  );
  return { label: `${size} 人 · ${question.label}`, rounds: done, goal: { at: 'p95', ms: goalMs } };
}

/** A baseline that finds other people would be no baseline. */
async function mustFindTheSame(desk: TestDesk, question: Question, texts: readonly string[]): Promise<void> {
  const raw = desk.db().client.prepare(question.raw);
  for (const text of texts) {
    const ours = value(await desk.call('desk.search', { text, limit })).map((hit) => hit.candidacyId);
    const theirs = (raw.all(question.parameters(text)) as { id: string }[]).map((row) => row.id);
    if (ours.toSorted().join() !== theirs.toSorted().join())
      throw new Error(`${question.label}: ${ours.length} people against ${theirs.length} of the baseline`);
  }
}

function fileMegabytes(db: DeskDb): number {
  const pages = Number(db.client.pragma('page_count', { simple: true }));
  return Math.round((pages * Number(db.client.pragma('page_size', { simple: true }))) / 2 ** 20);
}
