import type { Output } from '#shared/contract/index.ts';
import { spareShotLabel } from '#shared/labels/spare-shot.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import { photoFileLimit } from '../../../shared/domain/list-limit.ts';
import { maskNumbersIn } from '../../../shared/lib/mask.ts';
import type { DeskDb } from '../open.ts';
import { type PupilLine, pupilLines } from './candidacy-line.ts';
import { filesWith, type PhotoFileRow, type StagedFor, stagedFor } from './photo-file.ts';
import { type ShotOfOther, shotsLikeFiles, type Twin, twinsOf } from './photo-file-alike.ts';
import { type FirstShot, firstShotsOf } from './photo-file-second-shot.ts';
import { causesIn } from './photo-verdict.ts';

export type FileLine = Output<'photoFiles.rows'>['rows'][number];
type Note = FileLine['notes'][number];

/** What the notes of one line are made of. */
type Around = {
  readonly pupil: PupilLine | null;
  readonly samePupil: readonly StagedFor[];
  readonly twins: readonly Twin[];
  readonly shots: readonly ShotOfOther[];
  readonly firstShot: FirstShot | null;
};

/** The files `ids` of one folder as the screens show them, in the order of `ids`. */
export function fileLines(db: DeskDb, folderId: string, ids: readonly string[]): FileLine[] {
  const files = new Map(filesWith(db, ids).map((file) => [file.id, file]));
  const candidacyIds = [...files.values()].flatMap((file) => file.candidacyId ?? []);
  const pupils = new Map(
    pupilLines(db, {
      where: `c.id IN (SELECT value FROM json_each(@candidacyIds)) AND c.status <> 'staged'`,
      parameters: { candidacyIds: JSON.stringify(candidacyIds) },
      orderBy: 'c.id',
      limit: photoFileLimit,
    }).map((line) => [line.candidacyId, line]),
  );
  const samePupil = groupBy(stagedFor(db, folderId, candidacyIds), (file) => file.candidacyId);
  const twins = groupBy(twinsOf(db, ids), (twin) => twin.fileId);
  const shots = groupBy(shotsLikeFiles(db, ids), (shot) => shot.fileId);
  const isOrder = [...files.values()].some((file) => file.matchedBy === 'order');
  const firstShots = new Map(isOrder ? firstShotsOf(db, folderId, ids).map((first) => [first.fileId, first]) : []);
  return ids.flatMap((id) => {
    const file = files.get(id);
    if (file === undefined) return [];
    const pupil = file.candidacyId === null ? null : (pupils.get(file.candidacyId) ?? null);
    const others = file.candidacyId === null ? [] : (samePupil.get(file.candidacyId) ?? []);
    return fileLine(file, {
      pupil,
      samePupil: others.filter((other) => other.id !== id),
      twins: twins.get(id) ?? [],
      shots: shots.get(id) ?? [],
      firstShot: firstShots.get(id) ?? null,
    });
  });
}

function fileLine(file: PhotoFileRow, around: Around): FileLine {
  const notes = file.state === 'staged' ? notesOf(file, around) : [];
  const gate =
    file.verdict === null
      ? null
      : { verdict: file.verdict as NonNullable<FileLine['gate']>['verdict'], causes: causesIn(file.causes ?? '[]') };
  const passes = gate?.verdict === 'good' || gate?.verdict === 'warn';
  return {
    fileId: file.id,
    fileName: maskNumbersIn(file.fileName),
    state: file.state as FileLine['state'],
    sentence: file.sentence,
    picture: file.derivedSha256,
    takenAt: file.takenAt,
    turn: file.turn,
    gate,
    pupil: around.pupil,
    matchedBy: file.matchedBy as FileLine['matchedBy'],
    notes,
    // a shot too many and somebody absent whom nobody noted make the numbers of an order fit: each is looked at by itself
    ready:
      file.state === 'staged' && around.pupil !== null && passes && notes.length === 0 && file.matchedBy !== 'order',
  };
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** What speaks against attaching a staged file now, worst first; each is a sentence with the way on. */
function notesOf(file: PhotoFileRow, { pupil, samePupil, twins, shots, firstShot }: Around): Note[] {
  const notes: Note[] = [];
  const add = (kind: Note['kind'], sentence: string, beside: Note['beside'] = null): unknown =>
    notes.push({ kind, sentence, beside });
  if (pupil === null) {
    const [shot] = shots;
    const like = shot ? `与 ${shot.fullName} 现在的照片相同。` : '';
    add('open', `${like}${file.openWhy ?? '还没有定是谁。按人指定'}`, shot ? { captureId: shot.captureId } : null);
  } else if (pupil.status !== 'awaitingCapture') add('notAwaiting', notAwaitingSentence(pupil));
  const [other] = samePupil;
  if (other)
    add('samePupil', `${maskNumbersIn(other.fileName)} 也定给了这名学生。留一张，另一张改人或不用`, {
      fileId: other.id,
      picture: other.derivedSha256 ?? '',
    });
  const [twin] = twins;
  if (twin)
    add('samePicture', `与 ${maskNumbersIn(twin.fileName)} 是同一个画面。同一个人就留一张；两个人，把认错的那张改人`, {
      fileId: twin.otherId,
      picture: twin.picture,
    });
  if (firstShot)
    add(
      'secondShot',
      `比 ${maskNumbersIn(firstShot.fileName)} 只晚 ${firstShot.seconds} 秒，可能是同一个人拍了两张。是的话，多的那张定为“不用”，原因选“${spareShotLabel('betterOne')}”，再按“重新认人”`,
      { fileId: firstShot.otherId, picture: firstShot.picture },
    );
  const ofOther = pupil && shots.find((shot) => shot.candidacyId !== pupil.candidacyId);
  if (ofOther)
    add('looksLike', `与 ${ofOther.fullName} 现在的照片相同，可能认错了人。看过两张照片再定`, {
      captureId: ofOther.captureId,
    });
  if (pupil?.status === 'awaitingCapture' && pupil.captureId !== null)
    add('hasPhoto', '这名学生已有一张照片。附上后以这张为准，原来的留着', { captureId: pupil.captureId });
  return notes;
}

/** Why no photo file can be attached to a pupil in this state. */
export function notAwaitingSentence({ fullName, status }: Pick<PupilLine, 'fullName' | 'status'>): string {
  const state = candidacyStatusLabel(status);
  if (status === 'preRegistered') return `${fullName}${state}，还不能附照片。班主任同意后再确认`;
  if (status === 'returned') return `${fullName}${state}，还不能附照片。改正并同意后再确认`;
  return `${fullName}${state}，照片已定。要换，由审核员或管理员安排重拍`;
}
