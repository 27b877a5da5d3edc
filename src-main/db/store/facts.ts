import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { CandidateData, DocumentState } from '#shared/domain/candidate-field.ts';
import type { CandidacyFacts, EnrolmentRecord, EntryCategory, NumberHolder } from '#shared/regulation/facts.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { DeskDb } from '../open.ts';
import { privateApprovalOf } from './application-approval.ts';
import { type CandidacyRow, heldCompletionOf } from './candidacy.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { codeTablesFor } from './code-table.ts';
import { differencesOf, lastDifferences } from './difference.ts';
import { type Draft, findDraft } from './draft.ts';
import {
  type ComparisonLine,
  compareDocument,
  documentComparison,
  unsettledFields,
  withSettledValues,
} from './facts-comparison.ts';
import { acceptedList, editionOf, type FactsContext, newestListFirst, officeFacts } from './facts-office.ts';
import { windowFacts } from './facts-window.ts';
import { photoFacts } from './photo-gate.ts';
import { recognitionOf } from './recognised-result.ts';

/** Everything the desk knows about one candidacy at one moment: what the screens show and what the rules judge. */
export type DeskView = {
  /** the record as stored */
  readonly stored: CandidateData;
  /** the record as it will be: with the card's values where the pupil confirmed them */
  readonly data: CandidateData;
  readonly draft: Draft | null;
  readonly documentState: DocumentState | null;
  readonly comparisons: readonly ComparisonLine[];
  readonly facts: CandidacyFacts;
  readonly edition: Edition;
};

/**
 * Loads a candidacy for the desk's rules. `clerkId` names whose reading of the document counts: the clerk at the desk, or
 * for a held completion the clerk who made it; `captureId` the shot, null = the one that counts now. `actor` and `clock`
 * are facts too.
 */
export function readDeskView(
  context: FactsContext,
  row: CandidacyRow,
  clerkId: string,
  captureId: string | null,
): DeskView {
  const { db } = context;
  const stored = candidateDataOf(db, row);
  const draft = findDraft(db, row.id, clerkId);
  const reading = draft?.reading ?? {};
  const comparisons = compareDocument(
    officeFacts(context).codeTables,
    stored,
    reading,
    lastDifferences(differencesOf(db, row.id)),
  );
  const data = withSettledValues(stored, comparisons, reading);
  const documentState = draft?.documentState ?? (row.documentState as DocumentState | null);
  const facts: CandidacyFacts = {
    ...recordFacts(context, row, data),
    ...(captureId !== null && photoFacts(db, row.id, captureId)),
    documentState,
    documentComparison: documentComparison(comparisons, reading),
    unsettledDifferences: unsettledFields(comparisons),
  };
  return { stored, data, draft, documentState, comparisons, facts, edition: editionOf(context, row) };
}

/** Facts about a stored record and the account that acts, without the desk's work on it (teacher, review, release). */
export function recordFacts(
  context: FactsContext,
  row: CandidacyRow,
  data: CandidateData = candidateDataOf(context.db, row),
): CandidacyFacts {
  const { db } = context;
  return {
    ...dataFacts(context, data, row.id, row.entryCategory as EntryCategory),
    status: row.status as CandidacyStatus,
    ...photoFacts(db, row.id, null),
    // the desk keeps no answer of its own: the guardian signs on the printed form
    guardianConsent: null,
    teacherApproval:
      row.approvedByTeacher === null
        ? null
        : {
            by: row.approvedByTeacher,
            on: row.approvedByTeacherAt ?? row.updatedAt,
            foreign: row.approvalIsForeign === 1,
          },
    privateApproval: row.entryCategory === 'private' ? privateApprovalOf(db, row.id) : null,
    recognition: recognitionOf(db, row.id),
    candidacyNo: row.candidacyNo,
    candidacyNoHolders: row.candidacyNo === null ? [] : candidacyNoHolders(db, row.candidacyNo, row.id),
    enteredBy: row.enteredBy,
    capturedBy: row.capturedBy ?? heldCompletionOf(row)?.clerkId ?? null,
    pupilSchoolId: row.schoolId,
    pupilClassId: row.classId,
  };
}

/** Facts of a record that need not exist yet (assisted entry): the data, the lists, the calendar, the account. */
export function dataFacts(
  context: FactsContext,
  data: CandidateData,
  candidacyId: string | null,
  entryCategory: EntryCategory,
): CandidacyFacts {
  const { db, actor, clock } = context;
  const office = officeFacts(context);
  return {
    ...data,
    today: clock.today(),
    now: clock.now(),
    entryCategory,
    codeTables: codeTablesFor(db, office.codeTables, data, candidacyId),
    enrolmentListImported: office.enrolmentListImported,
    // without a list the answer stays unknown: a check that compares a file with itself is none (DESIGN §5)
    ...(office.enrolmentListImported && { enrolmentRecord: enrolmentRecordOf(db, data) }),
    schoolArea: data.schoolCode === null ? null : (office.schoolAreas.get(data.schoolCode) ?? null),
    ownSchoolCodes: office.ownSchoolCodes,
    officeCounty: office.county,
    documentHolders: documentHolders(db, data, candidacyId),
    ...windowFacts(office.windows, data.cohortYear),
    actorId: actor.userId,
    actorRole: actor.role,
    actorSchoolId: actor.schoolId,
    actorClassIds: actor.classIds,
    // only a transfer lets a second school in (application-facts.ts)
    joiningSchoolId: null,
  };
}

function enrolmentRecordOf(db: DeskDb, data: CandidateData): EnrolmentRecord | null {
  const find = (column: string, value: string) =>
    db
      .statement(
        `SELECT r.school_code AS schoolCode, r.school_name AS schoolName, r.full_name AS fullName,
           r.document_number AS documentNumber
         FROM enrolment_record r JOIN import_batch b ON b.id = r.import_batch_id
         WHERE r.${column} = ? AND ${acceptedList} ORDER BY ${newestListFirst} LIMIT 1`,
      )
      .get(value) as EnrolmentRecord | undefined;
  const byNumber = data.enrolmentNo === null ? undefined : find('enrolment_no', data.enrolmentNo);
  return byNumber ?? find('document_number', data.documentNumber) ?? null;
}

const holderColumns = `SELECT c.id AS candidacyId, c.full_name AS fullName, s.name AS schoolName
  FROM candidacy c LEFT JOIN school s ON s.id = c.school_id`;
const currentHolder = `c.status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'closed') AND c.id <> @except`;

function documentHolders(db: DeskDb, data: CandidateData, except: string | null): NumberHolder[] {
  return db
    .statement(
      `${holderColumns} WHERE c.document_number = @number AND c.document_type = @type AND ${currentHolder} LIMIT 20`,
    )
    .all({ number: data.documentNumber, type: data.documentType, except: except ?? '' }) as NumberHolder[];
}

/** Other living records that hold a candidacy number now. */
export function candidacyNoHolders(db: DeskDb, candidacyNo: string, except: string): NumberHolder[] {
  return db
    .statement(`${holderColumns} WHERE c.candidacy_no = @number AND ${currentHolder}`)
    .all({ number: candidacyNo, except }) as NumberHolder[];
}
