import { createHash } from 'node:crypto';
import { isAtTheDesk } from '#shared/domain/candidacy-acts.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { ReceiptBody } from '#shared/wire/receipt.ts';
import type { RegainedMessage } from '#shared/wire/regain-v2.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { RegionContext } from '../../platform/act.ts';
import { nameFormerMessage, putInFormerBatch } from './batch-former.ts';
import {
  type CandidacyPatch,
  type CandidacyRow,
  findCandidacy,
  heldCompletionOf,
  insertCandidacy,
  saveCandidacy,
} from './candidacy.ts';
import { replaceResumeAndFamily } from './candidacy-data.ts';
import { columnsOf, findPlace } from './candidacy-keys.ts';
import { capturesOf, findCapture, insertCapture, readPhoto, storePhoto, takeIntoUse } from './capture.ts';
import { openConflict } from './case-file-conflict.ts';
import { openDuplicateCases } from './case-file-open.ts';
import { recordNumber } from './number-history.ts';
import { editedHere, openEditedConflict } from './regain-edits.ts';
import { keepPerson } from './regain-person.ts';
import { hasMessageOfRevision, insertRegained, insertSentMessage, isBesideAlready } from './regained-message.ts';

/** A message that the region held and this file has lost. Its receipt is proven, its photo (if here) has its hash. */
export type LostMessage = {
  readonly message: CandidacyMessage;
  readonly deskSeq: number;
  readonly body: string;
  readonly receipt: SignedText;
  readonly photo: Uint8Array | null;
};

/** What the region gives back, readable, of this desk, with a receipt that holds for it. */
export type ProvenLost = {
  readonly regained: RegainedMessage;
  readonly message: CandidacyMessage;
  readonly receipt: ReceiptBody;
};

/** taken: the record stands as it was sent, its message waits for the receipt; older, case: the record stays as it is here. */
export type Regained = 'taken' | 'older' | 'case';

/**
 * What the region gives back of one record, in the caller's transaction. Where nothing was done here since the file was put
 * back, the record becomes what it was when it was sent. Where other work was done, both stay and a case is open.
 */
export function takeBack(context: RegionContext, lost: LostMessage): Regained {
  const { message } = lost;
  const local = findCandidacy(context.db, message.candidacyId);
  if (local && (local.revision > message.revision || isFurther(local, message)))
    return keepBeside(context, lost, 'older');
  if (local && isWorkedAnew(context, local, message)) {
    if (!isBesideAlready(context.db, local.id)) openConflict(context, anewConflict(local, message));
    return keepBeside(context, lost, 'case');
  }
  restoreRecord(context, local, lost);
  return 'taken';
}

/** The same revision here is further than sending: its message is simply not known here any more. */
function isFurther(local: CandidacyRow, { revision }: CandidacyMessage): boolean {
  const ahead = ['received', 'inEffect', 'suspended', 'closed', 'joined'];
  return local.revision === revision && ahead.includes(local.status);
}

/** Work of somebody on this revision that is not the one that was sent: another photo, another message, another end. */
function isWorkedAnew({ db }: RegionContext, local: CandidacyRow, message: CandidacyMessage): boolean {
  if (hasMessageOfRevision(db, local.id, message.revision) || isBesideAlready(db, local.id)) return true;
  if (local.revision < message.revision && !isAtTheDesk(local.status as CandidacyStatus)) return false;
  const { captureId } = message.captured;
  const held = heldCompletionOf(local);
  if (held) return held.captureId !== captureId;
  if (isAtTheDesk(local.status as CandidacyStatus)) return false;
  const used = capturesOf(db, local.id).find((one) => one.state === 'used');
  return used?.id !== captureId;
}

function anewConflict(local: CandidacyRow, { messageId }: CandidacyMessage) {
  const sentence = `${local.fullName}在恢复之前已经送过自治区，恢复以后又办了一次，两份都留着。核对哪一份对；要改就退回重办，自治区按最新的一份`;
  return { kind: 'regionConflict', about: messageId, sentence, candidacyIds: [local.id] } as const;
}

function keepBeside({ db, clock, record }: RegionContext, lost: LostMessage, became: 'older' | 'case'): Regained {
  const { message } = lost;
  insertRegained(db, { ...namesOf(lost), became, regainedAt: clock.now() });
  record({
    kind: 'candidacy.regainedBeside',
    subjectNoun: 'candidacy',
    subjectId: message.candidacyId,
    payload: { messageId: message.messageId, revision: message.revision, became },
  });
  return became;
}

function restoreRecord(context: RegionContext, local: CandidacyRow | null, lost: LostMessage): void {
  const { db, clock, ids, record } = context;
  const { message, body, deskSeq } = lost;
  for (const person of [message.captured.by, message.reviewed.by, message.released.by]) keepPerson(context, person);
  const { entryCategory, source: origin, candidacyId: id, revision } = message;
  const patch = columnsFrom(context, local, message);
  const edited = local && editedHere(context, local, message);
  // the batch names the record, and the state follows: a record of its own first
  const known = local ?? insertCandidacy(db, { ...patch, status: 'reviewed', id, entryCategory, origin }, clock.now());
  putInFormerBatch(db, {
    candidacyId: id,
    revision,
    releasedAt: message.released.at,
    releasedBy: message.released.by.id,
    newId: ids.uuid(),
    now: clock.now(),
  });
  const row = saveCandidacy(db, known, patch, clock.now());
  replaceResumeAndFamily(db, row.id, message.data.resume, message.data.family);
  for (const [kind, value] of [
    ['documentNumber', message.data.documentNumber],
    ['enrolmentNo', message.data.enrolmentNo],
    ['candidacyNo', message.candidacyNo],
  ] as const) {
    recordNumber(db, { id: ids.uuid(), candidacyId: row.id, kind, value, because: 'changed', at: clock.now() });
  }
  restoreCapture(context, lost);
  const { eventSeq } = record({
    kind: 'candidacy.regained',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { messageId: message.messageId, revision, incarnation: message.incarnation, deskSeq },
  });
  insertSentMessage(db, {
    ...namesOf(lost),
    bodySha256: createHash('sha256').update(body, 'utf8').digest('hex'),
    // of a refused one there may be no photo any more
    photoSha256: readPhoto(db, message.photo.sha256) ? message.photo.sha256 : null,
    incarnation: message.incarnation,
    eventSeq,
    at: clock.now(),
  });
  nameFormerMessage(db, id, revision, message.messageId);
  insertRegained(db, { ...namesOf(lost), became: 'taken', regainedAt: clock.now() });
  if (edited) openEditedConflict(context, edited, message);
  // entered again under another id since: a case, as for any two records of one person
  if (!local) openDuplicateCases(context, row);
}

function namesOf({ message, deskSeq, body, receipt }: LostMessage) {
  const { messageId, candidacyId, revision } = message;
  return {
    messageId,
    candidacyId,
    revision,
    deskSeq,
    body,
    receiptBody: receipt.body,
    receiptSignature: receipt.signature,
  };
}

function columnsFrom({ db }: RegionContext, local: CandidacyRow | null, message: CandidacyMessage) {
  const { data, teacherApproval } = message;
  const place = findPlace(db, data);
  const approval = teacherApproval && {
    approvedByTeacher: teacherApproval.foreign ? teacherApproval.by.displayName : teacherApproval.by.id,
    approvedByTeacherAt: teacherApproval.at,
    approvalIsForeign: teacherApproval.foreign ? 1 : 0,
  };
  return {
    ...columnsOf(data),
    status: 'released',
    revision: message.revision,
    schoolId: place?.schoolId ?? local?.schoolId ?? null,
    classId: place?.classId ?? local?.classId ?? null,
    candidacyNo: message.candidacyNo,
    documentState: message.documentState,
    capturedBy: message.captured.by.id,
    reviewedBy: message.reviewed.by.id,
    releasedBy: message.released.by.id,
    ...(approval ?? {}),
    returnReason: null,
    heldCompletion: null,
    flags: JSON.stringify(message.flags),
    regulationEdition: message.regulationEdition,
    completedAt: message.captured.at,
  } satisfies CandidacyPatch;
}

/**
 * The photo that was sent comes back; the original did not leave the desk and is gone with the file of then. Of a refused
 * record there may be none: it is taken anew.
 */
function restoreCapture({ db }: RegionContext, { message, photo }: LostMessage): void {
  const { captured, candidacyId, revision } = message;
  const { sha256, originalSha256, profileEdition } = message.photo;
  if (!photo && !readPhoto(db, sha256)) return;
  if (!findCapture(db, captured.captureId)) {
    if (photo) storePhoto(db, { sha256, bytes: photo });
    insertCapture(db, {
      id: captured.captureId,
      candidacyId,
      revision,
      state: 'draft',
      source: captured.source,
      device: captured.device,
      originalSha256: readPhoto(db, originalSha256) ? originalSha256 : sha256,
      derivedSha256: sha256,
      profileEdition,
      crop: '{}',
      measurements: '{}',
      takenBy: captured.by.id ?? '',
      takenAt: captured.at,
      verdict: 'notMeasured',
      causes: '[]',
      perceptualHash: null,
    });
  }
  takeIntoUse(db, candidacyId, captured.captureId, revision);
}
