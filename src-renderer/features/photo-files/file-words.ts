import type { Output } from '#shared/contract/index.ts';
import { shotVerdictLabel } from '#shared/labels/photo-verdict.ts';
import { sexLabel } from '#shared/labels/sex.ts';
import { verdictLooks } from '../../photo/verdict-look.ts';
import type { StatusShapeName } from '../../ui/status-shapes.tsx';
import type { Tone } from '../../ui/tokens.ts';

export type Folder = Output<'photoFiles.folder'>;
export type FileLine = Output<'photoFiles.rows'>['rows'][number];
export type Only = 'all' | 'ready' | 'alone' | 'open' | 'trouble' | 'unused' | 'attached';
export type Look = { readonly tone: Tone; readonly shape: StatusShapeName; readonly word: string };

const states: Readonly<Record<Exclude<FileLine['state'], 'staged'>, Look>> = {
  waiting: { tone: 'waiting', shape: 'hollow', word: '还没读' },
  refused: { tone: 'refused', shape: 'stop', word: '不能用' },
  known: { tone: 'waiting', shape: 'joined', word: '重复' },
  rejected: { tone: 'returned', shape: 'back', word: '不用' },
  attached: { tone: 'done', shape: 'tick', word: '已附上' },
};

/** Where a file stands. */
export function stateLook(line: FileLine): Look {
  if (line.state !== 'staged') return states[line.state];
  if (line.ready) return { tone: 'underWay', shape: 'quarter', word: '可确认' };
  if (line.pupil === null) return { tone: 'waiting', shape: 'hollow', word: '待定' };
  if (isOnlyInOrder(line)) return { tone: 'underWay', shape: 'quarter', word: '单独确认' };
  return { tone: 'setAside', shape: 'flag', word: '有疑问' };
}

/** Nothing speaks against it, and nothing but its place in the order of a list for it. */
export function isOnlyInOrder(line: FileLine): boolean {
  return line.state === 'staged' && line.matchedBy === 'order' && doubts(line).length === 0;
}

/** Who is meant, besides the name: what can be seen of a face first. */
export function pupilWords({ sex, seatNo }: NonNullable<FileLine['pupil']>): string {
  return `${sexLabel(sex)} · 座号 ${seatNo ?? '未排'}`;
}

/** What is seen at once: a picture with a name under it. */
export function shownKey({ fileId, pupil, picture }: FileLine): string {
  return `${fileId} ${pupil?.candidacyId} ${picture}`;
}

/** What the gate said. */
export function verdictLook(verdict: keyof typeof verdictLooks): Look {
  return { ...verdictLooks[verdict], word: shotVerdictLabel(verdict) };
}

const matchedWords = {
  candidacyNo: '考籍号',
  enrolmentNo: '学籍号',
  documentNumber: '证件号',
  seatNo: '座号',
  order: '名单次序',
  hand: '按人指定',
} as const;

/** How a pupil was found: 按证件号. */
export function matchedWord(by: NonNullable<FileLine['matchedBy']>): string {
  return by === 'hand' ? matchedWords.hand : `按${matchedWords[by]}`;
}

/** What a picture beside the file is. */
const besideWords: Readonly<Record<FileLine['notes'][number]['kind'], string>> = {
  notAwaiting: '现在的照片',
  hasPhoto: '现在的照片',
  samePupil: '也定给这名学生',
  samePicture: '同一个画面',
  secondShot: '前一张',
  looksLike: '别人的照片',
  open: '别人的照片',
};

/** The pictures to lay beside a file, each once, under the first reason for it. */
export function besides({ notes }: FileLine) {
  const keyOf = (beside: NonNullable<FileLine['notes'][number]['beside']>): string =>
    'captureId' in beside ? beside.captureId : beside.fileId;
  const seen = new Map<string, { readonly beside: Parameters<typeof keyOf>[0]; readonly word: string }>();
  for (const { kind, beside } of notes)
    if (beside && !seen.has(keyOf(beside))) seen.set(keyOf(beside), { beside, word: besideWords[kind] });
  return [...seen].map(([key, shown]) => ({ key, ...shown }));
}

/** Everything that speaks against a photo, in order: what it would be attached to, then what the gate saw. */
export function doubts(line: FileLine): readonly string[] {
  const causes = line.gate?.verdict === 'bad' ? line.gate.causes.filter(({ severity }) => severity === 'reject') : [];
  const unmeasured = line.gate?.verdict === 'notMeasured' ? ['没有检查过这张照片，由人看清楚再定'] : [];
  return [...line.notes.map((note) => note.sentence), ...unmeasured, ...causes.map((cause) => cause.sentence)];
}

/** Why this file cannot be attached now; null = it can, if a person says so. */
export function whyNotAttach(line: FileLine | null): string | null {
  if (line === null) return '先选一张照片';
  if (line.state !== 'staged') return line.sentence ?? `这张${stateLook(line).word}`;
  if (line.pupil === null) return '还没有定是谁。先指定学生';
  return line.notes.find((note) => note.kind === 'notAwaiting')?.sentence ?? null;
}
