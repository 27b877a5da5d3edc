import type { ParsedInput } from '#shared/contract/index.ts';
import type { DeskDb } from '../open.ts';

/** Which form of whose, and about what; `subjectId` null = something new that has no id yet. */
export type FormDraftKey = Omit<ParsedInput<'draft.save'>, 'content'> & { readonly userId: string };
/** `content` is the text the form gave, `savedAt` a UTC instant. */
export type FormDraft = { readonly content: string; readonly savedAt: string };

const parts = ({ userId, form, subjectId }: FormDraftKey) => [userId, form, subjectId ?? ''] as const;

/** Replaces what is kept of this form as a whole. */
export function keepFormDraft(db: DeskDb, key: FormDraftKey, draft: FormDraft): void {
  db.statement(
    `INSERT INTO form_draft (user_id, form, subject_id, content, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (user_id, form, subject_id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
  ).run(...parts(key), draft.content, draft.savedAt);
}

/** What is kept of this form, or null. Nobody sees the draft of another. */
export function findFormDraft(db: DeskDb, key: FormDraftKey): FormDraft | null {
  const row = db
    .statement('SELECT content, saved_at AS savedAt FROM form_draft WHERE user_id = ? AND form = ? AND subject_id = ?')
    .get(...parts(key)) as FormDraft | undefined;
  return row ?? null;
}

/** Removes it: the act is done, or the person does not want it. */
export function removeFormDraft(db: DeskDb, key: FormDraftKey): void {
  db.statement('DELETE FROM form_draft WHERE user_id = ? AND form = ? AND subject_id = ?').run(...parts(key));
}
