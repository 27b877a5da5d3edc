import { isAtTheDesk } from '#shared/domain/candidacy-acts.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { CommandContext } from '../../platform/act.ts';
import { type CandidacyRow, findCandidacy, saveCandidacy } from './candidacy.ts';
import { capturesOf } from './capture.ts';
import { openConflict } from './case-file-conflict.ts';
import { completeWhatWaited } from './decision-held.ts';
import { contentSha256, findStand, saveStand } from './desk-stand.ts';
import { hasDraft } from './draft.ts';
import { isHandedOver } from './parcel-log.ts';
import type { Arriving, PupilArrival } from './pupil-arrival.ts';
import { completeFromBundle, pupilBundle } from './pupil-bundle.ts';

/**
 * A pupil who is here already came out once more: what the office did since. Nobody worked on it here: it stands as there, by an
 * act that names what changed. Somebody did: a teacher's approval is added to that work; anything else becomes a case and the work
 * here goes on counting. Work that was handed over and came back returned is this desk's again.
 */
export function takeLaterSlice(
  context: CommandContext,
  arriving: Arriving,
  own: CandidacyRow,
  row: () => CandidacyRow,
): PupilArrival {
  const { db, clock } = context;
  const { line, deviceId } = arriving;
  const { id, version } = line.candidacy;
  const before = findStand(db, id, deviceId, 'in');
  // an older parcel, read late or again
  if (before && version <= before.version) return 'known';
  const here = pupilBundle(db, id) ?? line;
  const became = meet(context, arriving, own, row());
  // what was not taken is no ground of the work here, and does not make it untouched
  const taken = became === 'changed' && {
    ownVersion: findCandidacy(db, id)?.version ?? own.version,
    contentSha256: contentSha256(line),
  };
  const { ownVersion, contentSha256: text } = taken || before || { ownVersion: 0, contentSha256: contentSha256(here) };
  const stand = { candidacyId: id, deviceId, way: 'in', version, ownVersion, contentSha256: text };
  saveStand(db, { ...stand, notedAt: clock.now() });
  return became;
}

function meet(context: CommandContext, arriving: Arriving, own: CandidacyRow, row: CandidacyRow): PupilArrival {
  const { db } = context;
  const { line, deviceId } = arriving;
  const before = findStand(db, own.id, deviceId, 'in');
  if (isHandedOver(db, own)) return hasOurWork(context, arriving) ? standAsThere(context, arriving, own, row) : 'known';
  if (before?.ownVersion === own.version && !hasWork(context, own)) return standAsThere(context, arriving, own, row);
  const here = pupilBundle(db, own.id);
  const isSame = here !== null && contentSha256(here) === contentSha256(line);
  const isAsBefore = before?.contentSha256 === contentSha256(line);
  if (!isSame && !isAsBefore) return tellApart(context, arriving, own);
  if (own.status === 'preRegistered' && row.status === 'awaitingCapture')
    return addApproval(context, arriving, own, row);
  // returned there while it was worked on here
  if (row.status === 'returned' && own.status !== 'returned') return tellApart(context, arriving, own);
  return 'known';
}

/** True if the other desk has every shot of here: it has read what was handed over. */
function hasOurWork({ db }: CommandContext, { line }: Arriving): boolean {
  const theirs = new Set(line.captures.map((one) => one['id']));
  return capturesOf(db, line.candidacy.id).every((one) => theirs.has(one.id));
}

function hasWork({ db }: CommandContext, own: CandidacyRow): boolean {
  const isOpen = isAtTheDesk(own.status as CandidacyStatus) && own.heldCompletion === null;
  return !isOpen || capturesOf(db, own.id).length > 0 || hasDraft(db, own.id);
}

function standAsThere(context: CommandContext, arriving: Arriving, own: CandidacyRow, row: CandidacyRow): PupilArrival {
  const { db, record } = context;
  const { line, deskName, sha256 } = arriving;
  const here = pupilBundle(db, own.id);
  const names = Object.keys(line.candidacy).filter((name) => !unseen.includes(name));
  const values = (from: object | undefined, name: string) =>
    (from as Record<string, unknown> | undefined)?.[name] ?? null;
  const changes = Object.fromEntries(
    names.flatMap((name) => {
      const [from, to] = [values(own, name), values(row, name)];
      return from === to ? [] : [[name, { from, to }] as const];
    }),
  );
  const isSameText = here !== null && contentSha256(here) === contentSha256(line);
  if (Object.keys(changes).length === 0 && isSameText) return 'known';
  const { createdAt, importBatchId } = own;
  completeFromBundle(db, line, { ...row, createdAt, importBatchId, version: own.version + 1 });
  record({
    kind: 'candidacy.changedByOffice',
    subjectNoun: 'candidacy',
    subjectId: own.id,
    payload: { deskName, parcel: sha256, changes, reason: row.returnReason },
  });
  return 'changed';
}

/** Columns that differ between two desks without anybody having changed anything. */
const unseen: readonly string[] = [
  'version',
  'createdAt',
  'updatedAt',
  'importBatchId',
  'enteredBy',
  'approvedByTeacher',
];

/** The class teacher agreed at the office: a fact beside the work here. What waited for it is judged again. */
function addApproval(context: CommandContext, arriving: Arriving, own: CandidacyRow, row: CandidacyRow): PupilArrival {
  const { db, clock, record } = context;
  const { approvedByTeacher, approvedByTeacherAt, approvalIsForeign } = row;
  const approval = { status: 'awaitingCapture' as const, approvedByTeacher, approvedByTeacherAt, approvalIsForeign };
  const saved = saveCandidacy(db, own, approval, clock.now());
  const changes = { status: { from: own.status, to: saved.status } };
  record({
    kind: 'candidacy.changedByOffice',
    subjectNoun: 'candidacy',
    subjectId: own.id,
    payload: { deskName: arriving.deskName, parcel: arriving.sha256, changes },
  });
  completeWhatWaited(context, saved);
  return 'changed';
}

function tellApart(context: CommandContext, { line, deskName }: Arriving, own: CandidacyRow): PupilArrival {
  const { id, version, status } = line.candidacy;
  const words = (state: string) => candidacyStatusLabel(state as CandidacyStatus, own.entryCategory === 'private');
  const sentence = `“${deskName}”后来改了${own.fullName}（那边是“${words(status)}”），本机已经办过（“${words(own.status)}”），本机的没有动。核对两边的内容，要改的退回登记台重办`;
  openConflict(context, { kind: 'deskConflict', about: `${id} ${version}`, sentence, candidacyIds: [own.id] });
  return 'differs';
}
