import type { CalendarDraft } from '#shared/domain/calendar-draft.ts';
import type { DeskDb } from '../open.ts';

/** The office's draft as stored: who drew it last, upon which calendar. */
export type StoredCalendarDraft = {
  /** the id that its calendar will have */
  readonly editionId: string;
  readonly version: number;
  readonly baseEditionId: string | null;
  readonly draft: CalendarDraft;
  readonly drawnBy: string;
  readonly drawnByName: string;
  readonly savedAt: string;
};

/** The draft of the office; null = none is being drawn. */
export function findCalendarDraft(db: DeskDb): StoredCalendarDraft | null {
  const row = db
    .statement(
      `SELECT d.edition_id AS editionId, d.version, d.base_edition_id AS baseEditionId, d.content, d.drawn_by AS drawnBy,
         u.display_name AS drawnByName, d.saved_at AS savedAt
       FROM calendar_draft d JOIN user_account u ON u.id = d.drawn_by`,
    )
    .get() as (Omit<StoredCalendarDraft, 'draft'> & { readonly content: string }) | undefined;
  if (!row) return null;
  const { content, ...rest } = row;
  return { ...rest, draft: JSON.parse(content) as CalendarDraft };
}

/** Writes the draft in place of the one before. The caller has compared versions and holds the transaction. */
export function saveCalendarDraft(db: DeskDb, saved: Omit<StoredCalendarDraft, 'drawnByName'>): void {
  db.statement(
    `INSERT INTO calendar_draft (id, edition_id, version, base_edition_id, content, drawn_by, saved_at)
     VALUES (1, @editionId, @version, @baseEditionId, @content, @drawnBy, @savedAt)
     ON CONFLICT (id) DO UPDATE SET edition_id = excluded.edition_id, version = excluded.version,
       base_edition_id = excluded.base_edition_id, content = excluded.content, drawn_by = excluded.drawn_by,
       saved_at = excluded.saved_at`,
  ).run({ ...saved, draft: undefined, content: JSON.stringify(saved.draft) });
}

/** Forgets the draft: it was confirmed or is not wanted. */
export function removeCalendarDraft(db: DeskDb): void {
  db.statement('DELETE FROM calendar_draft').run();
}
