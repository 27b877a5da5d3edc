import type { DeskDb } from '../open.ts';
import type { OutboxRow } from '../schema/outbox.ts';

export type { OutboxRow };
export type OutboxState = 'waiting' | 'acknowledged' | 'refused';

const columns = `message_id AS messageId, desk_seq AS deskSeq, candidacy_id AS candidacyId, revision, body,
  body_sha256 AS bodySha256, photo_sha256 AS photoSha256, event_seq AS eventSeq, state, attempts,
  last_trouble AS lastTrouble, created_at AS createdAt, incarnation`;

/** Messages without a receipt behind `afterDeskSeq`, in the desk's order. */
export function waitingMessages(db: DeskDb, afterDeskSeq: number, limit: number): OutboxRow[] {
  return db
    .statement(`SELECT ${columns} FROM outbox WHERE state = 'waiting' AND desk_seq > ? ORDER BY desk_seq LIMIT ?`)
    .all(afterDeskSeq, limit) as OutboxRow[];
}

/** One message, or null. */
export function findMessage(db: DeskDb, messageId: string): OutboxRow | null {
  const row = db.statement(`SELECT ${columns} FROM outbox WHERE message_id = ?`).get(messageId) as
    | OutboxRow
    | undefined;
  return row ?? null;
}

/** How many messages are in each state. */
export function countMessages(db: DeskDb): Record<OutboxState, number> {
  const rows = db.statement('SELECT state, count(*) AS count FROM outbox GROUP BY state').all() as {
    state: OutboxState;
    count: number;
  }[];
  const of = (state: OutboxState) => rows.find((row) => row.state === state)?.count ?? 0;
  return { waiting: of('waiting'), acknowledged: of('acknowledged'), refused: of('refused') };
}

/** Settles a waiting message; only a verified receipt may call this (src-main/sync/apply-receipt.ts). */
export function settleMessage(db: DeskDb, messageId: string, state: 'acknowledged' | 'refused'): void {
  db.statement("UPDATE outbox SET state = ?, last_trouble = NULL WHERE message_id = ? AND state = 'waiting'").run(
    state,
    messageId,
  );
}

/** Notes a try that brought no receipt, with its sentence. */
export function noteAttempt(db: DeskDb, messageId: string, trouble: string): void {
  db.statement(
    "UPDATE outbox SET attempts = attempts + 1, last_trouble = ? WHERE message_id = ? AND state = 'waiting'",
  ).run(trouble, messageId);
}

export type OutboxListRow = Pick<
  OutboxRow,
  'messageId' | 'candidacyId' | 'revision' | 'deskSeq' | 'createdAt' | 'attempts'
> & {
  readonly state: OutboxState;
  readonly fullName: string;
  readonly reason: string | null;
  readonly receivedAt: string | null;
};

/** The outbox with names and answers, newest first, at most `limit`; `state` 'all' lists everything. */
export function listMessages(db: DeskDb, state: OutboxState | 'all', limit: number): OutboxListRow[] {
  return db
    .statement(
      `SELECT o.message_id AS messageId, o.candidacy_id AS candidacyId, c.full_name AS fullName, o.revision,
         o.desk_seq AS deskSeq, o.state, o.created_at AS createdAt, o.attempts,
         coalesce(r.reason, o.last_trouble) AS reason, r.received_at AS receivedAt
       FROM outbox o JOIN candidacy c ON c.id = o.candidacy_id LEFT JOIN receipt r ON r.message_id = o.message_id
       ${state === 'all' ? '' : 'WHERE o.state = @state'} ORDER BY o.desk_seq DESC LIMIT @limit`,
    )
    .all(state === 'all' ? { limit } : { state, limit }) as OutboxListRow[];
}
