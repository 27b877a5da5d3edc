import { and, eq, sql } from 'drizzle-orm';
import type { ParsedInput } from '#shared/contract/index.ts';
import type { Applicant } from '#shared/domain/applicant.ts';
import type { ApplicationKind } from '#shared/domain/application-kind.ts';
import type { ApplicationPlace, ApplicationState } from '#shared/domain/application-status.ts';
import type { ForeignCertificate, ForeignLine } from '#shared/domain/foreign-result.ts';
import type { StepKind } from '#shared/domain/procedure-step.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { DeskDb } from '../open.ts';
import { type ApplicationRow, application } from '../schema/application.ts';
import type { CandidacyRow } from './candidacy.ts';

export type { ApplicationRow };

/** The request as a form sends it. */
export type ApplicationForm = ParsedInput<'application.start'>['request'];
export type CorrectionChanges = Extract<ApplicationForm, { kind: 'correction' }>['changes'];

/**
 * The request as it is kept. A private candidate's data are in the candidacy itself; a correction keeps what stood there
 * before beside what is asked for.
 */
export type ApplicationRequest =
  | { readonly kind: 'privateRegistration' }
  | { readonly kind: 'correction'; readonly changes: CorrectionChanges; readonly from: CorrectionChanges }
  | {
      readonly kind: 'transfer';
      /** where the candidate was when it was asked for; null = no school */
      readonly from: { readonly code: string; readonly name: string } | null;
      readonly joiningSchool: { readonly code: string | null; readonly name: string };
      readonly applicant: Applicant;
    }
  | { readonly kind: 'suspension'; readonly applicant: Applicant; readonly from: string; readonly until: string | null }
  | { readonly kind: 'reinstatement'; readonly applicant: Applicant; readonly on: string }
  | {
      readonly kind: 'recognitionOfResults';
      readonly certificate: ForeignCertificate;
      readonly lines: readonly ForeignLine[];
    }
  | { readonly kind: 'certificateOfResults'; readonly purpose: string }
  | { readonly kind: 'reopening'; readonly reason: string };

/** An application with everything an act on it needs. */
export type ApplicationView = {
  readonly row: ApplicationRow;
  readonly candidacy: CandidacyRow;
  readonly kind: ApplicationKind;
  readonly place: ApplicationPlace;
  readonly steps: readonly [StepKind, ...StepKind[]];
  readonly request: ApplicationRequest;
  readonly edition: Edition;
};

/** Puts a stored row and its candidacy together. */
export function applicationView(row: ApplicationRow, candidacy: CandidacyRow, edition: Edition): ApplicationView {
  return {
    row,
    candidacy,
    kind: row.kind as ApplicationKind,
    place: { state: row.state as ApplicationState, step: row.step },
    steps: JSON.parse(row.steps) as [StepKind, ...StepKind[]],
    request: JSON.parse(row.request) as ApplicationRequest,
    edition,
  };
}

/** The step an application stands at; the last one where it is closed. */
export function stepAt({ steps, place }: Pick<ApplicationView, 'steps' | 'place'>): StepKind {
  return steps[place.step] ?? steps[0];
}

type FindById = ReturnType<typeof prepareFindById>;
/** A queue reads hundreds of them; building the query takes 25 times as long as the read itself. */
const findById = new WeakMap<DeskDb, FindById>();

function prepareFindById(db: DeskDb) {
  const byId = eq(application.id, sql.placeholder('id'));
  return db.orm.select().from(application).where(byId).prepare();
}

/** One application, whatever its scope, or null. */
export function findApplication(db: DeskDb, id: string): ApplicationRow | null {
  const find = findById.get(db) ?? prepareFindById(db);
  findById.set(db, find);
  return find.get({ id }) ?? null;
}

/** The application of a kind that is under way for a candidate, or null. */
export function runningApplication(db: DeskDb, candidacyId: string, kind: ApplicationKind): ApplicationRow | null {
  const id = db
    .statement(
      `SELECT id FROM application WHERE candidacy_id = ? AND kind = ?
         AND state IN ('draft', 'waitingForWindow', 'atStep', 'returned')`,
    )
    .pluck()
    .get(candidacyId, kind) as string | undefined;
  return id === undefined ? null : findApplication(db, id);
}

/** What else is under way for the candidate of an application, oldest first. */
export function otherRunning(
  db: DeskDb,
  { id, candidacyId }: Pick<ApplicationRow, 'id' | 'candidacyId'>,
): ApplicationRow[] {
  const ids = db
    .statement(
      `SELECT id FROM application WHERE candidacy_id = ? AND id <> ?
         AND state IN ('draft', 'waitingForWindow', 'atStep', 'returned') ORDER BY started_at, rowid`,
    )
    .pluck()
    .all(candidacyId, id) as string[];
  return ids.flatMap((other) => findApplication(db, other) ?? []);
}

/** Writes a new application, version 1. */
export function insertApplication(db: DeskDb, row: ApplicationRow): ApplicationRow {
  return db.orm.insert(application).values(row).returning().get();
}

/**
 * The only way to change an application: applies `patch`, raises the version by one, returns the new row. A row that moved
 * on since it was read in the same transaction is a bug and throws.
 */
export function saveApplication(
  db: DeskDb,
  before: ApplicationRow,
  patch: Partial<Omit<ApplicationRow, 'id' | 'version'>>,
): ApplicationRow {
  const saved = db.orm
    .update(application)
    .set({ ...patch, version: before.version + 1 })
    .where(and(eq(application.id, before.id), eq(application.version, before.version)))
    .returning()
    .get();
  if (!saved) throw new Error('saveApplication: the row moved on inside the transaction');
  return saved;
}
