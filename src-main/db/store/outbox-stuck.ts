import type { DeskDb } from '../open.ts';

export type StuckRow = {
  readonly messageId: string;
  readonly candidacyId: string;
  readonly fullName: string;
  readonly className: string | null;
  readonly state: 'waiting' | 'refused';
  readonly deskSeq: number;
  readonly reason: string | null;
  readonly attempts: number;
  readonly since: string;
  /** who took the photo: the one who mends a refused record */
  readonly capturedBy: string | null;
  readonly day: string | null;
  readonly dayNo: number | null;
};

/**
 * What does not go on by itself: refused by the region and not yet back at the desk, or tried and held up by something of
 * its own. The oldest first, at most `limit`.
 */
export function listStuck(db: DeskDb, limit: number): StuckRow[] {
  return db
    .statement(
      `SELECT o.message_id AS messageId, c.id AS candidacyId, c.full_name AS fullName, k.name AS className, o.state, o.desk_seq AS deskSeq,
         coalesce(p.reason, o.last_trouble) AS reason, o.attempts, coalesce(p.received_at, o.created_at) AS since,
         u.display_name AS capturedBy, b.day, b.day_no AS dayNo
       FROM outbox o JOIN candidacy c ON c.id = o.candidacy_id
       LEFT JOIN school_class k ON k.id = c.class_id LEFT JOIN user_account u ON u.id = c.captured_by
       LEFT JOIN receipt p ON p.message_id = o.message_id
       LEFT JOIN batch_record r ON r.message_id = o.message_id LEFT JOIN batch b ON b.id = r.batch_id
       WHERE (o.state = 'refused' AND c.status = 'refusedByRegion' AND c.revision = o.revision)
         OR (o.state = 'waiting' AND o.last_trouble IS NOT NULL)
       ORDER BY o.desk_seq LIMIT ?`,
    )
    .all(limit) as StuckRow[];
}
