import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { CandidateData, DocumentState } from '#shared/domain/candidate-field.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { CandidacyFacts, EnrolmentRecord, EntryCategory, NumberHolder } from '#shared/regulation/facts.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { Clock } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, heldCompletionOf } from './candidacy.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { hasShot } from './capture.ts';
import { differencesOf, lastDifferences } from './difference.ts';
import { type Draft, findDraft } from './draft.ts';
import {
  type ComparisonLine,
  compareDocument,
  documentComparison,
  unsettledFields,
  withSettledValues,
} from './facts-comparison.ts';
import { editionById, editionInForce, readInstallation } from './office.ts';

export type FactsContext = { readonly db: DeskDb; readonly actor: Actor; readonly clock: Clock };

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
 * for a held completion the clerk who made it. `actor` and `clock` are facts too.
 */
export function readDeskView(context: FactsContext, row: CandidacyRow, clerkId: string): DeskView {
  const { db } = context;
  const stored = candidateDataOf(db, row);
  const draft = findDraft(db, row.id, clerkId);
  const reading = draft?.reading ?? {};
  const comparisons = compareDocument(stored, reading, lastDifferences(differencesOf(db, row.id)));
  const data = withSettledValues(stored, comparisons, reading);
  const documentState = draft?.documentState ?? (row.documentState as DocumentState | null);
  const facts: CandidacyFacts = {
    ...recordFacts(context, row, data),
    documentState,
    documentComparison: documentComparison(comparisons, reading),
    unsettledDifferences: unsettledFields(comparisons),
  };
  return { stored, data, draft, documentState, comparisons, facts, edition: editionOf(db, row, context.clock.today()) };
}

/** Facts about a stored record and the account that acts, without the desk's work on it (teacher, review, release). */
export function recordFacts(
  { db, actor, clock }: FactsContext,
  row: CandidacyRow,
  data: CandidateData = candidateDataOf(db, row),
): CandidacyFacts {
  const entryCategory = row.entryCategory as EntryCategory;
  return {
    ...dataFacts({ db, actor, clock }, data, row.id, entryCategory),
    status: row.status as CandidacyStatus,
    hasShot: hasShot(db, row.id),
    teacherApproval:
      row.approvedByTeacher === null
        ? null
        : {
            by: row.approvedByTeacher,
            on: row.approvedByTeacherAt ?? row.updatedAt,
            foreign: row.approvalIsForeign === 1,
          },
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
  { db, actor, clock }: FactsContext,
  data: CandidateData,
  candidacyId: string | null,
  entryCategory: EntryCategory,
): CandidacyFacts {
  const enrolmentListImported = hasEnrolmentList(db);
  return {
    ...data,
    today: clock.today(),
    now: clock.now(),
    entryCategory,
    enrolmentListImported,
    // without a list the answer stays unknown: a check that compares a file with itself is none (DESIGN §5)
    ...(enrolmentListImported && { enrolmentRecord: enrolmentRecordOf(db, data) }),
    schoolArea: data.schoolCode === null ? null : schoolAreaOf(db, data.schoolCode),
    ownSchoolCodes: db.statement('SELECT code FROM school WHERE is_own = 1 ORDER BY code').pluck().all() as string[],
    officeAreaCode: readInstallation(db).examAreaCode,
    documentHolders: documentHolders(db, data, candidacyId),
    registrationWindows: registrationWindows(db, data.cohortYear),
    actorId: actor.userId,
    actorRole: actor.role,
    actorSchoolId: actor.schoolId,
    actorClassIds: actor.classIds,
  };
}

/** The edition a candidacy is judged by: the one in force when it began (DESIGN §5). */
export function editionOf(db: DeskDb, row: Pick<CandidacyRow, 'regulationEdition'>, today: string): Edition {
  const own = editionById(db, row.regulationEdition);
  return own ? parsedEdition(own) : editionToday(db, today);
}

/** The edition in force today; with a clock set back before the first one, the first one. Throws before set-up. */
export function editionToday(db: DeskDb, today: string): Edition {
  const row = editionInForce(db, 'regulation', today) ?? firstEdition(db);
  if (!row) throw new Error('no edition of the regulation');
  return parsedEdition(row);
}

function firstEdition(db: DeskDb) {
  const id = db.statement(`SELECT id FROM edition WHERE kind = 'regulation' ORDER BY in_force_from LIMIT 1`).pluck();
  return editionById(db, String(id.get() ?? ''));
}

function parsedEdition(row: { readonly id: string; readonly inForceFrom: string; readonly content: string }): Edition {
  const content = JSON.parse(row.content) as { parameters?: Edition['parameters'] };
  return { id: row.id, inForceFrom: row.inForceFrom, parameters: content.parameters ?? {} };
}

const acceptedList = `b.kind = 'enrolmentList' AND b.state = 'accepted'`;

function hasEnrolmentList(db: DeskDb): boolean {
  return db.statement(`SELECT 1 FROM import_batch b WHERE ${acceptedList} LIMIT 1`).get() !== undefined;
}

function enrolmentRecordOf(db: DeskDb, data: CandidateData): EnrolmentRecord | null {
  const find = (column: string, value: string) =>
    db
      .statement(
        `SELECT r.school_code AS schoolCode, r.school_name AS schoolName, r.full_name AS fullName,
           r.document_number AS documentNumber
         FROM enrolment_record r JOIN import_batch b ON b.id = r.import_batch_id
         WHERE r.${column} = ? AND ${acceptedList} ORDER BY b.created_at DESC LIMIT 1`,
      )
      .get(value) as EnrolmentRecord | undefined;
  const byNumber = data.enrolmentNo === null ? undefined : find('enrolment_no', data.enrolmentNo);
  return byNumber ?? find('document_number', data.documentNumber) ?? null;
}

function schoolAreaOf(db: DeskDb, schoolCode: string): CandidacyFacts['schoolArea'] {
  const row = db
    .statement(
      `SELECT s.exam_area_code AS code, coalesce(a.name, s.exam_area_code) AS name
       FROM school s LEFT JOIN exam_area a ON a.code = s.exam_area_code WHERE s.code = ?`,
    )
    .get(schoolCode) as { code: string; name: string } | undefined;
  return row ?? null;
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

function registrationWindows(db: DeskDb, cohortYear: number | null): CandidacyFacts['registrationWindows'] {
  return db
    .statement(
      `SELECT opens_at AS opensAt, closes_at AS closesAt FROM exam_window
       WHERE kind = 'registration' AND (cohort_year IS NULL OR cohort_year = ?) ORDER BY opens_at`,
    )
    .all(cohortYear) as { opensAt: string; closesAt: string }[];
}
