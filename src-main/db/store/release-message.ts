import type { DocumentState } from '#shared/domain/candidate-field.ts';
import { type Finding, openFindings } from '#shared/domain/finding.ts';
import { photoIsNobodyElses, photoIsNotOverridden } from '#shared/regulation/rules/desk-photo.ts';
import {
  buildCandidacyMessage,
  type CandidacyMessage,
  type CandidacyMessageFacts,
} from '#shared/wire/candidacy-message.ts';
import type { DeskEventRecord, RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { accountById } from './account.ts';
import { broughtMessage } from './brought-message.ts';
import { type CandidacyRow, flagsOf } from './candidacy.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { lastEventOf } from './candidacy-history.ts';
import { capturesOf, photoFileDevice, photoLength } from './capture.ts';
import { differencesOfCompletion } from './difference-holding.ts';
import { readInstallation } from './office.ts';
import { readRegionClock } from './region-clock.ts';

/**
 * What the region is told of findings whose own words name other pupils, or why a photo may differ: health and belief stay
 * in the office, and the region gets each of those pupils in a message of their own.
 */
const sentenceForRegion: Readonly<Record<string, string>> = {
  [photoIsNotOverridden.id]: '照片没有通过检查，由第二人放行',
  [photoIsNobodyElses.id]: '照片和另一名学生的照片几乎一样，写明了原因',
};

type Person = CandidacyMessageFacts['released']['by'];

/**
 * What a release tells the region about one record: the whole of it, in the words of shared/wire. `row` is the record as
 * released, `released` who of this office answers for it, and since when. A released record without photo or review is a bug and throws.
 */
export function releaseMessage(
  context: RegionContext,
  row: CandidacyRow,
  findings: readonly Finding[],
  released: CandidacyMessageFacts['released'],
): Omit<NonNullable<DeskEventRecord['message']>, 'batchId'> {
  const { db, clock, ids } = context;
  const office = readInstallation(db);
  const capture = capturesOf(db, row.id).find((one) => one.state === 'used');
  const brought = broughtMessage(db, row.id);
  const reviewed = reviewOf(db, row, brought);
  if (!capture || !reviewed) throw new Error('release of a record without photo or review');
  const messageId = ids.uuid();
  const data = candidateDataOf(db, row);
  const body = buildCandidacyMessage({
    messageId,
    deviceId: office.deviceId,
    officeId: office.officeId,
    examAreaCode: office.examAreaCode,
    incarnation: office.incarnation,
    candidacyId: row.id,
    revision: row.revision,
    replaces: lastReleasedRevision(db, row, brought),
    entryCategory: row.entryCategory as 'enrolled' | 'private',
    candidacyNo: row.candidacyNo,
    source: row.origin as 'roster' | 'assisted',
    data: { ...data, resume: [...data.resume], family: [...data.family] },
    documentState: row.documentState as DocumentState | null,
    differences: differencesOfCompletion(db, row).map((difference) => ({
      field: difference.field,
      rosterValue: difference.rosterValue,
      documentValue: difference.documentValue,
      settled: difference.settled as 'roster' | 'document',
      documentPictureSha256: difference.documentPictureSha256,
      settledBy: person(db, difference.settledBy),
      settledAt: difference.settledAt,
    })),
    teacherApproval: teacherApproval(db, row),
    captured: {
      // taken at another desk: whoever took it has no account here
      by: capture.id === brought?.captured.captureId ? brought.captured.by : person(db, capture.takenBy),
      at: capture.takenAt,
      captureId: capture.id,
      source: capture.source as 'live' | 'still' | 'file',
      // shots from before carry the name of a folder
      device: capture.source === 'file' ? photoFileDevice : capture.device,
    },
    reviewed,
    released,
    photo: {
      sha256: capture.derivedSha256,
      byteLength: photoLength(db, capture.derivedSha256),
      profileEdition: capture.profileEdition,
      // an original that stayed where it was taken is named all the same
      originalSha256:
        capture.id === brought?.captured.captureId ? brought.photo.originalSha256 : capture.originalSha256,
    },
    findings: openFindings(findings).map(({ ruleId, verdict, consequence, sentence }) => ({
      ruleId,
      verdict,
      consequence,
      sentence: sentenceForRegion[ruleId] ?? sentence,
    })),
    flags: [...flagsOf(row)],
    regulationEdition: row.regulationEdition,
    clock: {
      deviceTime: released.at,
      monotonicMs: Math.round(clock.monotonicMs()),
      bootId: clock.bootId,
      ...readRegionClock(db),
    },
  });
  return { messageId, revision: row.revision, body, photoSha256: capture.derivedSha256 };
}

/** Who reviewed the record, and when; of one that came as a whole from another desk that desk's message says it. */
function reviewOf(
  db: DeskDb,
  row: CandidacyRow,
  brought: CandidacyMessage | null,
): CandidacyMessage['reviewed'] | null {
  const here = lastEventOf(db, row.id, 'candidacy.reviewed');
  if (here && row.reviewedBy !== null) return { by: person(db, row.reviewedBy), at: here.at };
  return brought?.reviewed ?? null;
}

/** A revision that never left the house replaces nothing at the region. */
function lastReleasedRevision(db: DeskDb, row: CandidacyRow, brought: CandidacyMessage | null): number | null {
  const own = db
    .statement('SELECT max(revision) FROM outbox WHERE candidacy_id = ? AND revision < ?')
    .pluck()
    .get(row.id, row.revision) as number | null;
  const others = brought && brought.revision < row.revision ? brought.revision : null;
  return own === null || others === null ? (own ?? others) : Math.max(own, others);
}

function teacherApproval(db: DeskDb, row: CandidacyRow): CandidacyMessageFacts['teacherApproval'] {
  if (row.approvedByTeacher === null) return null;
  const foreign = row.approvalIsForeign === 1;
  const by = foreign ? { id: null, displayName: row.approvedByTeacher } : person(db, row.approvedByTeacher);
  return { by, at: asInstant(row.approvedByTeacherAt ?? row.createdAt), foreign };
}

/** A roster may give the day alone: the wire has instants, so the day begins at 00:00 in +08:00. */
function asInstant(at: string): string {
  return /^\d{4}-\d{2}-\d{2}$/u.test(at) ? new Date(`${at}T00:00:00+08:00`).toISOString() : at;
}

function person(db: DeskDb, userId: string): Person {
  return { id: userId, displayName: accountById(db, userId)?.displayName ?? '' };
}
