import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { whenImportRests } from '../../../src-main/commands/roster/index.ts';
import { recoverImports } from '../../../src-main/commands/roster/recover-imports.ts';
import { makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { warmHeavy } from '../../warm-heavy.ts';
import { rosterDeskOver } from '../roster/roster-desk.ts';
import { type Cell, csv, xlsx } from '../roster/sheets.ts';
import { publishSitting, sitting } from './sittings.ts';

const heavy = warmHeavy();
let scene: Scene;
let id: string;
let number: string;
beforeEach(async () => {
  scene = await makeScene({ heavy });
  publishSitting(scene.desk);
  id = (await scene.completed(pupil(1))).id;
  number = String(scene.column(id, 'candidacy_no'));
  await scene.do('administrator', 'roster.batches', {});
});
afterEach(() => {
  scene.desk.close();
  heavy.close();
});

const header = ['考籍号', '姓名', '考次', '科目', '结果'];
const line = (...change: readonly [string, string, string?, string?, string?]): Cell[] => {
  const [subject, outcome, term = '2026 年秋季考次', name = '钱子', no = number] = change;
  return [no, name, term, subject, outcome];
};
const desk = () => rosterDeskOver(scene.desk, heavy);
const read = (rows: readonly (readonly Cell[])[], name = '成绩.csv') =>
  desk().read(name, csv([header, ...rows]), 'subjectResults');
const accept = async (batchId: string) => {
  const reply = await scene.desk.call('roster.accept', { batchId });
  if (!reply.ok) throw new Error(JSON.stringify(reply.fault));
  return reply.value;
};
const results = () =>
  scene.desk.db().statement('SELECT subject, sitting, outcome, source_row FROM subject_result ORDER BY rowid').all();
/** What the tiles of exam entry say of these subjects: outcome and source. */
const shown = async (...labels: readonly string[]) =>
  (
    await scene.do('clerk', 'examEntry.offer', { candidacyId: id, sitting, subjects: null, foreignLanguage: null })
  ).subjects
    .filter((subject) => labels.includes(subject.label))
    .map(({ label, results: known }) => [label, ...known.map(({ outcome, source }) => `${outcome} ${source}`)]);
const passed = async () =>
  (
    await scene.do('clerk', 'examEntry.offer', { candidacyId: id, sitting, subjects: null, foreignLanguage: null })
  ).subjects
    .filter((subject) => subject.why.some((finding) => finding.ruleId === 'exam-entry.not-passed'))
    .map((subject) => subject.label);

it('XLSX 和 CSV 一样读；预览不写，导入后合格的科目不再开放；每条记着来源', async () => {
  const rows = [line('语文', '合格'), line('政治', '不合格'), line('生物', '合格', '2026年秋季考次')];
  const preview = await desk().read('成绩.xlsx', await xlsx([['2026 年成绩'], header, ...rows]), 'subjectResults');
  expect(preview).toMatchObject({ kind: 'subjectResults', state: 'previewed', good: 3, rejected: 0 });
  expect(results()).toEqual([]);
  expect(await accept(preview.batchId)).toMatchObject({ state: 'accepted', good: 3 });
  expect(results()).toEqual([
    { subject: '01', sitting, outcome: 'pass', source_row: 3 },
    { subject: '04', sitting, outcome: 'fail', source_row: 4 },
    { subject: '09', sitting, outcome: 'pass', source_row: 5 },
  ]);
  expect(await shown('语文', '数学', '思想政治')).toEqual([
    ['语文', 'pass 2026 年秋季考次，成绩文件“成绩.xlsx”'],
    ['数学'],
    ['思想政治', 'fail 2026 年秋季考次，成绩文件“成绩.xlsx”'],
  ]);
  expect(
    scene.count(`subject_result r JOIN import_batch b ON b.id = r.import_batch_id AND b.file_sha256 = r.source_sha256`),
  ).toBe(3);
  expect(scene.events(preview.batchId)).toEqual(['subjectResults.accepted']);
  expect(await passed()).toEqual(['语文', '生物学']);
  for (const act of ['DELETE FROM subject_result', `UPDATE subject_result SET outcome = 'pass'`])
    expect(() => scene.desk.db().client.exec(act)).toThrow(/never changed/);
});

it('同一份再导入一次，什么也不变', async () => {
  const rows = [line('语文', '合格'), line('数学', '不合格')];
  await accept((await read(rows)).batchId);
  const again = await read(rows, '成绩 2.csv');
  expect(again).toMatchObject({ good: 0, updated: 0, unchanged: 2, problem: '2 行全部已在库，没有变化，不用再导入' });
  expect(results()).toHaveLength(2);
});

it('每一坏行说出行、列、值和怎么改；好行照常导入', async () => {
  const rows = [
    line('语文', '合格'),
    line('数学', '合格', undefined, undefined, 'G150430201005119999'),
    line('数学', '合格', undefined, '包·呼格吉勒'),
    line('理综', '合格'),
    line('物理', 'A'),
    line('化学', '合格', ''),
    line('历史', '合格', undefined, undefined, '1.50430E+18'),
    line('地理', '合格', undefined, ''),
    line('数学', '合格', undefined, undefined, ''),
  ];
  const preview = await read(rows);
  expect(preview).toMatchObject({ good: 1, rejected: 8 });
  const page = await scene.desk.call('roster.rows', {
    batchId: preview.batchId,
    only: 'bad',
    field: null,
    offset: 0,
    limit: 50,
  });
  if (!page.ok) throw new Error('no rows');
  expect(page.value.rows.flatMap((row) => row.problems.map((p) => [p.row, p.fieldLabel, p.value, p.code]))).toEqual([
    [3, '考籍号', 'G150430201005119999', 'candidacyNoUnknown'],
    [4, '姓名', '包·呼格吉勒', 'nameDiffers'],
    [5, '科目', '理综', 'subject'],
    [6, '结果', 'A', 'outcome'],
    [7, '考次', '', 'sittingMissing'],
    [8, '考籍号', '1.50430E+18', 'scientific'],
    [9, '姓名', '', 'nameMissing'],
    [10, '考籍号', '', 'candidacyNoMissing'],
  ]);
  for (const row of page.value.rows) expect(row.problems[0]?.sentence).toMatch(/。./);
  await accept(preview.batchId);
  expect(results()).toHaveLength(1);
});

it('互相矛盾的两行都不进；重复的只进一行；不认识的考次照原样记', async () => {
  const rows = [
    line('语文', '合格'),
    line('数学', '合格'),
    line('语文', '不合格'),
    line('数学', '合格'),
    line('语文', '合格', '2025 年冬季考试'),
  ];
  const preview = await read(rows);
  expect(await desk().problems(preview.batchId)).toEqual(['2 contradicts', '4 contradicts', '5 duplicateInFile']);
  await accept(preview.batchId);
  expect(results()).toEqual([
    { subject: '02', sitting, outcome: 'pass', source_row: 3 },
    { subject: '01', sitting: '2025 年冬季考试', outcome: 'pass', source_row: 6 },
  ]);
});

it('自治区改过的结果以后导入的为准，先说出原来的；旧的留着', async () => {
  await accept((await read([line('语文', '合格')])).batchId);
  const preview = await read([line('语文', '不合格')], '更正.csv');
  expect(preview).toMatchObject({ good: 0, updated: 1 });
  expect(await desk().problems(preview.batchId, 'all')).toEqual(['2 outcomeChanges']);
  await accept(preview.batchId);
  expect(results()).toHaveLength(2);
  expect(await passed()).toEqual([]);
});

it('以前的考籍号也找得到人', async () => {
  scene.desk.db().statement('UPDATE candidacy SET candidacy_no = ? WHERE id = ?').run('P0001', id);
  const preview = await read([line('语文', '合格'), line('数学', '合格', undefined, undefined, 'p0001')]);
  expect(preview).toMatchObject({ good: 2, rejected: 0 });
});

it('打不开的、不是表格的文件一条也不写', async () => {
  for (const [name, text] of [
    ['成绩.xlsx', '%PDF-1.7'],
    ['空.csv', ''],
    ['只有表头.csv', header.join(',')],
  ] as const) {
    expect(await desk().read(name, text, 'subjectResults'), name).toMatchObject({ state: 'failed' });
  }
  expect(results()).toEqual([]);
});

it('写到一半断电：重新打开后一条也没有，预览还在', async () => {
  await accept((await read([line('数学', '合格')])).batchId);
  const { batchId } = await read([line('语文', '合格')], '第二份.csv');
  const db = scene.desk.db();
  // what a power cut between copying and commit leaves
  db.statement(`UPDATE import_batch SET state = 'accepting' WHERE id = ?`).run(batchId);
  db.statement(
    `INSERT INTO subject_result (id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256, import_batch_id, source_row) VALUES ('r', ?, ?, ?, '01', 'pass', 's', ?, 2)`,
  ).run(id, number, sitting, batchId);
  expect(await passed()).toEqual(['数学']);
  recoverImports(db, scene.desk.clock);
  expect(results()).toHaveLength(1);
  await scene.do('administrator', 'roster.batches', {});
  expect(await accept(batchId)).toMatchObject({ state: 'accepted', good: 1 });
});

it('只有管理员能导入、接着办；登记员、学校看不到也办不了', async () => {
  const { batchId } = await read([line('语文', '合格')]);
  for (const who of ['clerk', 'school'] as const) {
    const path = join(scene.desk.folder, '别人.csv');
    writeFileSync(path, csv([header, line('语文', '合格')]));
    scene.desk.files.open = path;
    expect(await scene.ask(who, 'roster.chooseFile', { kind: 'subjectResults' }), who).toMatchObject({
      ok: false,
      fault: { kind: 'forbidden' },
    });
    expect(await scene.ask(who, 'roster.accept', { batchId }), who).toMatchObject({
      ok: false,
      fault: { kind: 'forbidden' },
    });
  }
  expect(await scene.do('clerk', 'roster.batches', {})).toEqual([]);
  expect(await scene.do('auditor', 'roster.batches', {})).toHaveLength(1);
  await whenImportRests(batchId);
  expect(results()).toEqual([]);
});
