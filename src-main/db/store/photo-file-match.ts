import { toHalfWidth } from '#shared/lib/width.ts';
import { photoFileLimit } from '../../../shared/domain/list-limit.ts';
import type { DeskDb } from '../open.ts';
import { type PupilLine, pupilLines } from './candidacy-line.ts';
import { currentShotOf } from './capture.ts';
import { type PhotoFileRow, proposePupil } from './photo-file.ts';
import type { Matching } from './photo-folder.ts';

type Proposal = Pick<PhotoFileRow, 'candidacyId' | 'matchedBy' | 'openWhy'>;
type File = Pick<PhotoFileRow, 'id' | 'fileName' | 'takenAt' | 'matchedBy' | 'state'>;

const open = (openWhy: string): Proposal => ({ candidacyId: null, matchedBy: null, openWhy });
const found = (candidacyId: string, matchedBy: string): Proposal => ({ candidacyId, matchedBy, openWhy: null });
const byName = new Intl.Collator('zh-Hans-CN', { numeric: true });
/** Shortest run of letters and digits that is asked for: candidacy numbers are longer. */
const SHORTEST_NUMBER = 6;

/** Whose photo one file is, by the numbers or the seat in its own name. By order nothing is known of a single file. */
export function proposeFor(db: DeskDb, file: File, matching: Matching): void {
  if (matching.way === 'number') proposePupil(db, file.id, byNumber(db, file.fileName));
  if (matching.way === 'seat') proposePupil(db, file.id, bySeat(pupilsToMatch(db, matching.classId), file.fileName));
}

/**
 * Proposes anew for all of `files`; those assigned by hand are left as they are. In an order, files that cannot be used
 * stand in the place of somebody who then gets none.
 */
export function proposeForAll(db: DeskDb, files: readonly File[], matching: Matching): void {
  const free = files.filter((file) => file.matchedBy !== 'hand');
  if (matching.way === 'number') {
    for (const file of free) proposePupil(db, file.id, byNumber(db, file.fileName));
    return;
  }
  const pupils = pupilsToMatch(db, matching.classId);
  if (matching.way === 'seat') {
    for (const file of free) proposePupil(db, file.id, bySeat(pupils, file.fileName));
    return;
  }
  const inOrder = sortFiles(free, matching.fileOrder);
  const called = pupilsInOrder(db, files, matching);
  for (const [index, file] of inOrder.entries()) {
    const pupil = called[index];
    if (file.state === 'refused' || file.state === 'known') continue;
    proposePupil(db, file.id, pupil ? found(pupil.candidacyId, 'order') : open('名单已经排完，这张多出来了。按人指定'));
  }
}

/** Whom an order of the class list would call: awaiting capture, not marked absent, not assigned by hand, no photo from a file yet. */
export function pupilsInOrder(db: DeskDb, files: readonly File[], matching: Matching): readonly PupilLine[] {
  const byHand = new Set(
    files.filter((file) => file.matchedBy === 'hand').map((file) => (file as PhotoFileRow).candidacyId),
  );
  const pupils = pupilsToMatch(db, matching.classId).filter(
    ({ status, absence, candidacyId }) =>
      status === 'awaitingCapture' && absence !== 'absent' && !byHand.has(candidacyId) && !hasFile(db, candidacyId),
  );
  return matching.listOrder === 'seat' ? pupils : pupils.toSorted((a, b) => byName.compare(a.fullName, b.fullName));
}

/** True if the shot that counts came from a file: that file is used up, so the pupil has no place in the order. */
function hasFile(db: DeskDb, candidacyId: string): boolean {
  const source = db
    .statement(`SELECT source FROM capture WHERE id = ${currentShotOf('?')}`)
    .pluck()
    .get(candidacyId);
  return source === 'file';
}

/** Files by name, numbers as numbers, or by the time the camera wrote; files without a time come last, by name. */
export function sortFiles<T extends Pick<PhotoFileRow, 'fileName' | 'takenAt'>>(
  files: readonly T[],
  order: Matching['fileOrder'],
): readonly T[] {
  const named = files.toSorted((a, b) => byName.compare(a.fileName, b.fileName));
  if (order === 'name') return named;
  const timeOf = (file: T): string => file.takenAt ?? '~';
  // digits and '~' only, and '~' stands behind every digit: a language's order would put it in front
  return named.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}

function pupilsToMatch(db: DeskDb, classId: string | null): readonly PupilLine[] {
  return pupilLines(db, {
    where: `c.class_id = @classId AND c.status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'setAside')`,
    parameters: { classId: classId ?? '' },
    orderBy: 'c.seat_no IS NULL, c.seat_no, c.pinyin_full, c.id',
    limit: photoFileLimit,
  });
}

/** Any candidacy, enrolment or document number that a person ever had, anywhere in the name; two people = nobody. */
function byNumber(db: DeskDb, fileName: string): Proposal {
  const numbers =
    toHalfWidth(baseName(fileName))
      .toUpperCase()
      .match(/[A-Z0-9]+/gu) ?? [];
  const holders = new Map<string, string>();
  for (const number of numbers) {
    if (number.length < SHORTEST_NUMBER) continue;
    const rows = db
      .statement(
        `SELECT h.candidacy_id AS id, h.kind FROM number_history h JOIN candidacy c ON c.id = h.candidacy_id
         WHERE h.value = ? AND c.status NOT IN ('staged', 'joined', 'withdrawn', 'void') ORDER BY h.until IS NOT NULL`,
      )
      .all(number) as { id: string; kind: string }[];
    for (const { id, kind } of rows) if (!holders.has(id)) holders.set(id, kind);
  }
  const [first, second] = holders;
  if (first && second) return open(`文件名里的号码对得上 ${holders.size} 个人。看过照片后按人指定`);
  if (first) return found(first[0], first[1]);
  const long = numbers.find((number) => /^[A-Z]?\d{17}[\dX]$/u.test(number));
  if (long) return open(`末四位 ${long.slice(-4)} 的号码在名册里没有，可能抄错一位。按人指定`);
  return open('文件名里没有名册上的号码。按人指定，或换按座号、按名单次序认人');
}

/** How cameras begin the names that they count by themselves: IMG_12, DSC 12, P1000012 (3), MVI_12. */
const cameraCounter = /^_?(?:IMG|DSC[NFI]?|P\d{4,}|MG|MVI|CIMG|SAM|PICT|HPIM|GOPR|DJI|VID|PXL|WIN)(?![A-Za-z])/iu;

/** The only number of one to three digits in the name is the seat; what a camera counts is none. */
function bySeat(pupils: readonly PupilLine[], fileName: string): Proposal {
  const name = toHalfWidth(baseName(fileName)).trim();
  if (cameraCounter.test(name))
    return open('文件名是相机自己编的，里面的数字不是座号。按人指定，或把文件名改成座号再选');
  const numbers = name.match(/(?<![A-Za-z0-9])\d{1,3}(?![A-Za-z0-9])/gu) ?? [];
  const seats = [...new Set(numbers.map(Number))];
  const [seat, another] = seats;
  if (seat === undefined) return open('文件名里没有座号（1 至 3 位数字）。按人指定');
  if (another !== undefined) return open(`文件名里有几个数字（${seats.join('、')}），认不出哪个是座号。按人指定`);
  const holders = pupils.filter((pupil) => pupil.seatNo === seat);
  const [pupil] = holders;
  if (pupil && holders.length === 1) return found(pupil.candidacyId, 'seatNo');
  return open(pupil ? `座号 ${seat} 有 ${holders.length} 个人。按人指定` : `班里没有座号 ${seat}。按人指定`);
}

/** The name without the folder above it and without its ending. */
function baseName(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf('/') + 1).replace(/\.[A-Za-z0-9]{1,5}$/u, '');
}
