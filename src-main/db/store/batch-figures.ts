import type { DeskDb } from '../open.ts';

/** Where the records of a batch stand. `records` = waiting + received + joined + refused. */
export type BatchFigures = {
  readonly records: number;
  /** the receiver holds the text, the photo; a receipt says both */
  readonly text: number;
  readonly photo: number;
  readonly waiting: number;
  readonly received: number;
  readonly joined: number;
  readonly refused: number;
  /** of the received and joined ones */
  readonly inEffect: number;
  /** of the waiting ones: tried, and something is in the way */
  readonly stuck: number;
};

const isOut = `o.state <> 'waiting'`;

/** The figures of one batch; of a prepared one only how many it holds. */
export function batchFigures(db: DeskDb, batchId: string): BatchFigures {
  return db
    .statement(
      `SELECT count(*) AS records,
         coalesce(sum(r.text_at IS NOT NULL OR ${isOut}), 0) AS text,
         coalesce(sum(r.photo_at IS NOT NULL OR ${isOut}), 0) AS photo,
         coalesce(sum(o.state IS NULL OR o.state = 'waiting'), 0) AS waiting,
         coalesce(sum(o.state = 'acknowledged' AND p.outcome = 'stored'), 0) AS received,
         coalesce(sum(o.state = 'acknowledged' AND p.outcome = 'joined'), 0) AS joined,
         coalesce(sum(o.state = 'refused'), 0) AS refused,
         coalesce(sum(o.state = 'acknowledged' AND c.status IN ('inEffect', 'suspended', 'closed')), 0) AS inEffect,
         coalesce(sum(o.state = 'waiting' AND o.last_trouble IS NOT NULL), 0) AS stuck
       FROM batch_record r JOIN candidacy c ON c.id = r.candidacy_id
       LEFT JOIN outbox o ON o.message_id = r.message_id LEFT JOIN receipt p ON p.message_id = r.message_id
       WHERE r.batch_id = ? AND r.left_at IS NULL`,
    )
    .get(batchId) as BatchFigures;
}

export type BatchMember = {
  readonly candidacyId: string;
  readonly fullName: string;
  readonly className: string | null;
  readonly revision: number;
  readonly status: string;
  readonly isPrivate: number;
  readonly outboxState: 'waiting' | 'acknowledged' | 'refused' | null;
  readonly textAt: string | null;
  readonly photoAt: string | null;
  readonly reason: string | null;
  readonly receivedAt: string | null;
  readonly leftReason: string | null;
};

/** The records of a batch in its order, those taken out at the end, at most `limit`. */
export function batchMembers(db: DeskDb, batchId: string, limit: number): BatchMember[] {
  return db
    .statement(
      `SELECT c.id AS candidacyId, c.full_name AS fullName, k.name AS className, r.revision, c.status,
         c.entry_category = 'private' AS isPrivate, o.state AS outboxState, r.text_at AS textAt, r.photo_at AS photoAt,
         coalesce(p.reason, o.last_trouble) AS reason, p.received_at AS receivedAt, r.left_reason AS leftReason
       FROM batch_record r JOIN candidacy c ON c.id = r.candidacy_id LEFT JOIN school_class k ON k.id = c.class_id
       LEFT JOIN outbox o ON o.message_id = r.message_id LEFT JOIN receipt p ON p.message_id = r.message_id
       WHERE r.batch_id = ? ORDER BY r.left_at IS NOT NULL, r.position LIMIT ?`,
    )
    .all(batchId, limit) as BatchMember[];
}
