import type { Output } from '#shared/contract/index.ts';
import type { EvidenceKind } from '#shared/domain/evidence-kind.ts';
import { evidenceLabel } from '#shared/labels/application.ts';
import type { DeskDb } from '../open.ts';
import { type EvidencePageRow, type EvidenceRow, evidence, evidencePage } from '../schema/application.ts';
import { type PhotoBytes, storePhoto } from './capture.ts';

export type { EvidenceRow };
export type EvidenceItem = Output<'application.sheet'>['evidence'][number];
export type PageArrangement = EvidenceItem['pages'][number];

/** Attaches evidence with its pages, in their order. */
export function insertEvidence(
  db: DeskDb,
  row: Omit<EvidenceRow, 'removedBy' | 'removedAt'>,
  pages: readonly PhotoBytes[],
): void {
  db.orm
    .insert(evidence)
    .values({ ...row, removedBy: null, removedAt: null })
    .run();
  for (const [index, page] of pages.entries()) {
    storePhoto(db, page);
    db.orm
      .insert(evidencePage)
      .values({ evidenceId: row.id, position: index + 1, pictureSha256: page.sha256, turns: 0, covers: '[]' })
      .run();
  }
}

/** Evidence by id, taken out or not, or null. */
export function findEvidence(db: DeskDb, evidenceId: string): EvidenceRow | null {
  const row = db
    .statement(
      `SELECT id, application_id AS applicationId, kind, source, file_sha256 AS fileSha256, added_by AS addedBy,
         added_at AS addedAt, removed_by AS removedBy, removed_at AS removedAt FROM evidence WHERE id = ?`,
    )
    .get(evidenceId) as EvidenceRow | undefined;
  return row ?? null;
}

/** The evidence attached last and still there, or null. */
export function lastEvidence(db: DeskDb, applicationId: string): EvidenceRow | null {
  const id = db
    .statement('SELECT id FROM evidence WHERE application_id = ? AND removed_at IS NULL ORDER BY rowid DESC LIMIT 1')
    .pluck()
    .get(applicationId) as string | undefined;
  return id === undefined ? null : findEvidence(db, id);
}

/** Takes evidence out; it stays in the record. */
export function removeEvidence(db: DeskDb, evidenceId: string, by: string, at: string): void {
  db.statement('UPDATE evidence SET removed_by = ?, removed_at = ? WHERE id = ?').run(by, at, evidenceId);
}

/** Kinds of evidence that are attached now. */
export function evidenceGiven(db: DeskDb, applicationId: string): EvidenceKind[] {
  return db
    .statement('SELECT DISTINCT kind FROM evidence WHERE application_id = ? AND removed_at IS NULL ORDER BY kind')
    .pluck()
    .all(applicationId) as EvidenceKind[];
}

/** The evidence of an application as people see it, in the order it was attached; without the pictures. */
export function evidenceOf(db: DeskDb, applicationId: string): EvidenceItem[] {
  const rows = db
    .statement(
      `SELECT e.id AS evidenceId, e.kind, e.source, u.display_name AS addedBy, e.added_at AS addedAt
       FROM evidence e JOIN user_account u ON u.id = e.added_by
       WHERE e.application_id = ? AND e.removed_at IS NULL ORDER BY e.rowid`,
    )
    .all(applicationId) as Omit<EvidenceItem, 'kindLabel' | 'pages'>[];
  return rows.map((row) => ({
    ...row,
    kindLabel: evidenceLabel(row.kind),
    pages: pagesOf(db, row.evidenceId).map(({ position, turns, covers }) => ({
      position,
      turns,
      covers: JSON.parse(covers) as PageArrangement['covers'],
    })),
  }));
}

/** The pieces of evidence that are attached now, in the order they were attached. */
export function evidenceRowsOf(db: DeskDb, applicationId: string): (EvidenceRow & { readonly kind: EvidenceKind })[] {
  return db
    .statement(
      `SELECT id, application_id AS applicationId, kind, source, file_sha256 AS fileSha256, added_by AS addedBy,
         added_at AS addedAt, removed_by AS removedBy, removed_at AS removedAt
       FROM evidence WHERE application_id = ? AND removed_at IS NULL ORDER BY rowid`,
    )
    .all(applicationId) as (EvidenceRow & { readonly kind: EvidenceKind })[];
}

/** The pages of evidence, in their order. */
export function pagesOf(db: DeskDb, evidenceId: string): EvidencePageRow[] {
  return db
    .statement(
      `SELECT evidence_id AS evidenceId, position, picture_sha256 AS pictureSha256, turns, covers
       FROM evidence_page WHERE evidence_id = ? ORDER BY position`,
    )
    .all(evidenceId) as EvidencePageRow[];
}

/** Turns and covers of one page. */
export function arrangePage(db: DeskDb, evidenceId: string, page: PageArrangement): void {
  db.statement('UPDATE evidence_page SET turns = ?, covers = ? WHERE evidence_id = ? AND position = ?').run(
    page.turns,
    JSON.stringify(page.covers),
    evidenceId,
    page.position,
  );
}
