import { eq } from 'drizzle-orm';
import type { DeskDb } from '../open.ts';
import { type CaseFileRow, caseFile } from '../schema/case-file.ts';

export type { CaseFileRow };

/** Why two records may be one person; none of them ever turns a pupil away (DESIGN §4). */
const duplicateCaseKinds = ['duplicateDocument', 'sameNameAndBirth', 'nearDocument'] as const;
export type DuplicateCaseKind = (typeof duplicateCaseKinds)[number];

export type NewCase = {
  readonly id: string;
  readonly kind: string;
  /** one Chinese sentence: who, what, where to look */
  readonly sentence: string;
  readonly facts: unknown;
  readonly candidacyIds: readonly string[];
  readonly at: string;
};

/** Opens a case for people to decide. */
export function openCase(db: DeskDb, entry: NewCase): void {
  db.orm
    .insert(caseFile)
    .values({
      id: entry.id,
      kind: entry.kind,
      state: 'open',
      sentence: entry.sentence,
      facts: JSON.stringify(entry.facts),
      openedAt: entry.at,
    })
    .run();
  const add = db.statement('INSERT INTO case_subject (case_id, candidacy_id) VALUES (?, ?)');
  for (const candidacyId of entry.candidacyIds) add.run(entry.id, candidacyId);
}

/** One case, or null. */
export function findCase(db: DeskDb, id: string): CaseFileRow | null {
  return db.orm.select().from(caseFile).where(eq(caseFile.id, id)).get() ?? null;
}

/** True if a case about both records is open, or was closed with "two people": it is not asked twice. */
export function caseExistsBetween(db: DeskDb, kind: string, oneId: string, otherId: string): boolean {
  return (
    db
      .statement(
        `SELECT 1 FROM case_subject one
           JOIN case_subject other ON other.case_id = one.case_id AND other.candidacy_id = ?
           JOIN case_file f ON f.id = one.case_id
         WHERE one.candidacy_id = ? AND f.kind = ?`,
      )
      .get(otherId, oneId, kind) !== undefined
  );
}
