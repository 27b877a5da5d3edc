import { and, eq, sql } from 'drizzle-orm';
import { tightNumber } from '#shared/lib/width.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, candidacy } from '../schema/candidacy.ts';

export type { CandidacyRow };

/** What an act may change of a candidacy. Key, version and times are kept by the store. */
export type CandidacyPatch = Partial<Omit<CandidacyRow, 'id' | 'version' | 'createdAt' | 'updatedAt'>>;

type FindById = ReturnType<typeof prepareFindById>;
/** Every act reads its candidacy first; building the query takes 25 times as long as the read itself. */
const findById = new WeakMap<DeskDb, FindById>();

function prepareFindById(db: DeskDb) {
  const byId = eq(candidacy.id, sql.placeholder('id'));
  return db.orm.select().from(candidacy).where(byId).prepare();
}

/** One candidacy, whatever its scope, or null. Staged rows belong to an import in preview and are not there. */
export function findCandidacy(db: DeskDb, id: string): CandidacyRow | null {
  const find = findById.get(db) ?? prepareFindById(db);
  findById.set(db, find);
  const row = find.get({ id });
  return row && row.status !== 'staged' ? row : null;
}

/** Live candidacies by id, in one read; ids that are not there are missing from the map. */
export function findCandidacies(db: DeskDb, ids: readonly string[]): ReadonlyMap<string, CandidacyRow> {
  const rows = db.orm
    .select()
    .from(candidacy)
    .where(
      sql`${candidacy.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND ${candidacy.status} <> 'staged'`,
    )
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes a new candidacy, version 1. `at` is the UTC instant of the act. */
export function insertCandidacy(
  db: DeskDb,
  row: Omit<typeof candidacy.$inferInsert, 'version' | 'createdAt' | 'updatedAt'>,
  at: string,
): CandidacyRow {
  return db.orm
    .insert(candidacy)
    .values({ ...row, version: 1, createdAt: at, updatedAt: at })
    .returning()
    .get();
}

type UpdateColumns = ReturnType<typeof prepareUpdate>;
/** By the columns that an act changes, which are few sets: building the statement takes four times as long as the write. */
const updates = new WeakMap<DeskDb, Map<string, UpdateColumns>>();

function prepareUpdate(db: DeskDb, columns: readonly string[]) {
  const isBefore = and(
    eq(candidacy.id, sql.placeholder('idBefore')),
    eq(candidacy.version, sql.placeholder('versionBefore')),
  );
  const set = Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]));
  return db.orm.update(candidacy).set(set).where(isBefore).returning().prepare();
}

function updateOf(db: DeskDb, columns: readonly string[]): UpdateColumns {
  const prepared = updates.get(db) ?? new Map<string, UpdateColumns>();
  updates.set(db, prepared);
  const name = [...columns].sort().join();
  const update = prepared.get(name) ?? prepareUpdate(db, columns);
  prepared.set(name, update);
  return update;
}

/**
 * The only way to change a candidacy: applies `patch`, raises the version by one, stamps the change, returns the new row.
 * `before` must be the row as read in the same transaction; a row that moved on since then is a bug and throws.
 */
export function saveCandidacy(db: DeskDb, before: CandidacyRow, patch: CandidacyPatch, at: string): CandidacyRow {
  const changed = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const set = { ...changed, version: before.version + 1, updatedAt: at };
  const saved = updateOf(db, Object.keys(set)).get({ ...set, idBefore: before.id, versionBefore: before.version });
  if (!saved) throw new Error('saveCandidacy: the row moved on inside the transaction');
  return saved;
}

/** Codes that travel with the record, as stored in `flags`. */
export function flagsOf(row: Pick<CandidacyRow, 'flags'>): readonly string[] {
  return JSON.parse(row.flags) as string[];
}

/** Desk work that is finished but waits for the class teacher. */
export type HeldCompletion = {
  readonly captureId: string;
  readonly clerkId: string;
  readonly at: string;
  readonly revision: number;
  readonly documentState: string | null;
  readonly warnReason: string | null;
};

/** The held completion of a row, or null. */
export function heldCompletionOf(row: Pick<CandidacyRow, 'heldCompletion'>): HeldCompletion | null {
  return row.heldCompletion === null ? null : (JSON.parse(row.heldCompletion) as HeldCompletion);
}

/** True if this is the whole of one of the numbers that the record has now, however it was typed. */
export function isNumberOf(
  { documentNumber, enrolmentNo, candidacyNo }: Pick<CandidacyRow, 'documentNumber' | 'enrolmentNo' | 'candidacyNo'>,
  typed: string | null,
): boolean {
  const number = tightNumber(typed ?? '');
  return number !== '' && [documentNumber, enrolmentNo, candidacyNo].includes(number);
}
