import type { Actor, Role } from '../../../shared/domain/role.ts';
import type { DeskDb } from '../open.ts';

export type AuditLine = {
  readonly at: string;
  readonly actor: Actor | null;
  readonly call: string;
  /** done, read, or the kind of fault */
  readonly outcome: string;
  readonly subjectId: string | null;
  readonly reference: string | null;
};

/** Writes an audit line that belongs to no event: a read of one person, a sign-in, a refused attempt. */
export function writeAudit(db: DeskDb, line: AuditLine): void {
  db.statement(
    'INSERT INTO audit_entry (at, user_id, role, call, outcome, subject_id, reference) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(
    line.at,
    line.actor?.userId ?? null,
    line.actor?.role ?? null,
    line.call,
    line.outcome,
    line.subjectId,
    line.reference,
  );
}

export type AuditView = {
  readonly seq: number;
  readonly at: string;
  readonly displayName: string | null;
  readonly role: Role | null;
  readonly call: string;
  readonly outcome: string;
  readonly subject: string | null;
  readonly reference: string | null;
};

/** Newest first; `before` pages on by sequence. */
export function listAudit(db: DeskDb, before: number | null, limit: number): AuditView[] {
  return db
    .statement(
      `SELECT a.seq, a.at, u.display_name AS displayName, a.role, a.call, a.outcome, a.subject_id AS subject, a.reference
       FROM audit_entry a LEFT JOIN user_account u ON u.id = a.user_id
       WHERE (@before IS NULL OR a.seq < @before) ORDER BY a.seq DESC LIMIT @limit`,
    )
    .all({ before, limit }) as AuditView[];
}
