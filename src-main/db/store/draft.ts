import type { Output } from '#shared/contract/index.ts';
import type { DocumentState } from '#shared/domain/candidate-field.ts';
import type { DeskDb } from '../open.ts';

type DraftOutput = NonNullable<Output<'desk.open'>['draft']>;
/** What the clerk has read off the document so far; a missing or null part was not read. */
export type DocumentReading = DraftOutput['reading'];
export type Draft = {
  readonly savedAt: string;
  readonly reading: DocumentReading;
  readonly documentState: DocumentState | null;
};

/** Replaces this clerk's unfinished work on a pupil as a whole. */
export function saveDraft(db: DeskDb, candidacyId: string, userId: string, draft: Draft): void {
  db.statement(
    `INSERT INTO draft (candidacy_id, user_id, content, saved_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (candidacy_id, user_id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
  ).run(
    candidacyId,
    userId,
    JSON.stringify({ reading: draft.reading, documentState: draft.documentState }),
    draft.savedAt,
  );
}

/** Unfinished work of one clerk on one pupil, or null. Nobody sees the draft of another. */
export function findDraft(db: DeskDb, candidacyId: string, userId: string): Draft | null {
  const row = db
    .statement('SELECT content, saved_at AS savedAt FROM draft WHERE candidacy_id = ? AND user_id = ?')
    .get(candidacyId, userId) as { content: string; savedAt: string } | undefined;
  return row ? { ...(JSON.parse(row.content) as Omit<Draft, 'savedAt'>), savedAt: row.savedAt } : null;
}

/** Removes the drafts of everybody on a pupil: the desk work is done. */
export function removeDrafts(db: DeskDb, candidacyId: string): void {
  db.statement('DELETE FROM draft WHERE candidacy_id = ?').run(candidacyId);
}

/** True if somebody has begun the desk's work on this pupil. */
export function hasDraft(db: DeskDb, candidacyId: string): boolean {
  return db.statement('SELECT 1 FROM draft WHERE candidacy_id = ? LIMIT 1').get(candidacyId) !== undefined;
}
