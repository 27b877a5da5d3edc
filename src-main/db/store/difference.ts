import { eq, sql } from 'drizzle-orm';
import type { DeskDb } from '../open.ts';
import { type DeskDifferenceRow, deskDifference } from '../schema/desk-work.ts';

export type { DeskDifferenceRow };

/** Keeps both values of a settled difference; an earlier answer on the same field stays as it was. */
export function insertDifference(db: DeskDb, row: DeskDifferenceRow): void {
  db.orm.insert(deskDifference).values(row).run();
}

/** One settled difference, or null. */
export function findDifference(db: DeskDb, id: string): DeskDifferenceRow | null {
  return db.orm.select().from(deskDifference).where(eq(deskDifference.id, id)).get() ?? null;
}

/** Every settled difference of a candidacy, oldest first: in the order they were stored, whatever the clock said. */
export function differencesOf(db: DeskDb, candidacyId: string): DeskDifferenceRow[] {
  return db.orm
    .select()
    .from(deskDifference)
    .where(eq(deskDifference.candidacyId, candidacyId))
    .orderBy(sql`rowid`)
    .all();
}

/** The answer that holds for each field: the last one given. */
export function lastDifferences(rows: readonly DeskDifferenceRow[]): ReadonlyMap<string, DeskDifferenceRow> {
  return new Map(rows.map((row) => [row.field, row]));
}
