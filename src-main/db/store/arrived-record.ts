import { decideByApplication } from '#shared/domain/candidacy-acts.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import { readReceiptBody } from '#shared/wire/receipt.ts';
import type { RegionContext } from '../../platform/act.ts';
import { accountById, insertSomebodyElsewhere } from './account.ts';
import { meetSamePerson, type NoPlace } from './arrived-record-same.ts';
import { type Arrival, arrivalsOf, messageOfArrival } from './brought-message.ts';
import { type CandidacyPatch, type CandidacyRow, findCandidacy, insertCandidacy, saveCandidacy } from './candidacy.ts';
import { replaceResumeAndFamily } from './candidacy-data.ts';
import { columnsOf, findPlace } from './candidacy-keys.ts';
import { findCapture, insertCapture, photoLength, takeIntoUse } from './capture.ts';
import { openConflict } from './case-file-conflict.ts';
import { openDuplicateCases } from './case-file-open.ts';
import { subjectOf } from './decision.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { recordNumber } from './number-history.ts';

/**
 * A pupil joins a school here from another county (3.1c): the record comes as the region holds it, with photo, number and
 * receipt, and is in effect here from now on; nothing of it is captured or given anew. One that left this county before
 * comes back under its own id. Parked until the photo is here, and while another record holds the person or the number.
 */
export function applyArrival(context: RegionContext, notice: Arrival): NoticeOutcome {
  const { db } = context;
  const message = messageOfArrival(notice);
  if (!message) return { state: 'refused', reason: '转来的记录和通知对不上，报自治区核对' };
  const { name, code } = notice.joiningSchool;
  const school = db.statement('SELECT id FROM school WHERE code = ? AND is_own = 1').pluck().get(code);
  if (typeof school !== 'string')
    return { state: 'parked', reason: `转入学校“${name}”（${code}）不在本考区的学校清单里；核对清单，或报自治区` };
  if (photoLength(db, message.photo.sha256) === 0)
    return { state: 'parked', reason: '等照片：联网时自动取，或随自治区的回执包来' };
  const local = findCandidacy(db, notice.candidacyId);
  if (local && local.status !== 'closed') return meetHere(context, notice, local);
  const met = meetSamePerson(context, notice, message);
  if (!met.ok) return parkedWithCase(context, notice, met.fault);
  const row = writeRecord(context, notice, message, local);
  met.value.joinInto(row);
  openDuplicateCases(context, row);
  return { state: 'applied', reason: null };
}

/** The same transfer told again changes nothing; a record that never left is for people. */
function meetHere(context: RegionContext, notice: Arrival, local: CandidacyRow): NoticeOutcome {
  const isKnown = arrivalsOf(context.db, local.id).some(({ applicationId }) => applicationId === notice.applicationId);
  if (isKnown) return { state: 'applied', reason: null };
  const state = candidacyStatusLabel(local.status as Parameters<typeof candidacyStatusLabel>[0]);
  return parkedWithCase(context, notice, {
    reason: `这份记录就在本考区，现在是“${state}”；转出的决定到了、或核对清楚了再用`,
    sentence: `自治区通知${local.fullName}从别的旗县转籍转来，可这份记录就在本考区，现在是“${state}”，没有动它。报自治区核对`,
    candidacyIds: [local.id],
  });
}

function parkedWithCase(context: RegionContext, { noticeId }: Arrival, { reason, ...about }: NoPlace): NoticeOutcome {
  openConflict(context, { kind: 'regionConflict', about: noticeId, ...about });
  return { state: 'parked', reason };
}

function writeRecord(
  context: RegionContext,
  notice: Arrival,
  message: CandidacyMessage,
  local: CandidacyRow | null,
): CandidacyRow {
  const { db, clock, ids, record } = context;
  const at = clock.now();
  const patch = columnsFrom(context, notice, message);
  const row = local
    ? saveCandidacy(db, local, { ...patch, status: comeBack(local, notice) }, at)
    : insertCandidacy(db, { ...patch, id: message.candidacyId, origin: message.source }, at);
  replaceResumeAndFamily(db, row.id, message.data.resume, message.data.family);
  const entry = { candidacyId: row.id, because: 'changed', at } as const;
  for (const value of [...notice.formerNumbers, notice.candidacyNo])
    recordNumber(db, { ...entry, id: ids.uuid(), kind: 'candidacyNo', value });
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'enrolmentNo', value: message.data.enrolmentNo });
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'documentNumber', value: message.data.documentNumber });
  keepPhoto(context, message);
  const receipt = readReceiptBody(notice.receipt.body);
  record({
    kind: 'candidacy.arrived',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: {
      noticeId: notice.noticeId,
      applicationId: notice.applicationId,
      from: notice.fromSchool,
      to: { schoolId: row.schoolId, classId: row.classId, ...notice.joiningSchool },
      status: row.status,
      candidacyNo: row.candidacyNo,
      messageId: message.messageId,
      revision: row.revision,
      photoSha256: message.photo.sha256,
      receipt: receipt && { outcome: receipt.outcome, receivedAt: receipt.receivedAt },
      decidedBy: notice.decidedBy,
      decidedAt: notice.decidedAt,
    },
  });
  return row;
}

function comeBack(local: CandidacyRow, { standing }: Arrival): string {
  const act = standing === 'suspended' ? 'transfer.arriveOnLeave' : 'transfer.arrive';
  const { result } = decideByApplication(act, subjectOf(local, local.regulationEdition));
  if (!result.ok) throw new Error('a record that is not closed came back');
  return result.value.next;
}

/** Who entered, captured and released it did so elsewhere: those names stay in the message, none of them is of this office. */
function columnsFrom({ db }: RegionContext, notice: Arrival, { data, ...message }: CandidacyMessage) {
  const { code, name } = notice.joiningSchool;
  const place = findPlace(db, { schoolCode: code, classCode: notice.classCode, cohortYear: data.cohortYear });
  const approval = message.teacherApproval;
  return {
    ...columnsOf({ ...data, schoolCode: code, schoolName: name, classCode: notice.classCode, className: null }),
    status: notice.standing,
    revision: message.revision,
    entryCategory: message.entryCategory,
    schoolId: place?.schoolId ?? null,
    classId: place?.classId ?? null,
    seatNo: null,
    candidacyNo: notice.candidacyNo,
    documentState: message.documentState,
    enteredBy: null,
    capturedBy: null,
    reviewedBy: null,
    releasedBy: null,
    approvedByTeacher: approval?.by.displayName ?? null,
    approvedByTeacherAt: approval?.at ?? null,
    approvalIsForeign: approval ? 1 : 0,
    returnReason: null,
    heldCompletion: null,
    flags: JSON.stringify(message.flags),
    regulationEdition: message.regulationEdition,
    completedAt: message.captured.at,
  } satisfies CandidacyPatch;
}

/** The photo counts as it was accepted; its original stayed in the county that took it. */
function keepPhoto(
  context: RegionContext,
  { captured, candidacyId, revision, photo, officeId }: CandidacyMessage,
): void {
  const { db } = context;
  if (!findCapture(db, captured.captureId)) {
    insertCapture(db, {
      id: captured.captureId,
      candidacyId,
      revision,
      state: 'draft',
      source: captured.source,
      device: captured.device,
      originalSha256: photo.sha256,
      derivedSha256: photo.sha256,
      profileEdition: photo.profileEdition,
      crop: '{}',
      measurements: '{}',
      takenBy: standInOf(context, officeId),
      takenAt: captured.at,
      verdict: 'notMeasured',
      causes: '[]',
      perceptualHash: null,
    });
  }
  takeIntoUse(db, candidacyId, captured.captureId, revision);
}

/** A shot names an account: one that nobody can sign in with stands for everybody of the county it came from. */
function standInOf({ db, clock }: RegionContext, officeId: string): string {
  const standIn = {
    id: officeId,
    loginName: `arrived-${officeId}`,
    displayName: '转出旗县的登记台',
    role: 'clerk',
  } as const;
  if (!accountById(db, officeId)) insertSomebodyElsewhere(db, standIn, clock.now());
  return officeId;
}
