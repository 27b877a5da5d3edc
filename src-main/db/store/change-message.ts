import { createHash } from 'node:crypto';
import type { ToldToRegion } from '../../../shared/contract/shapes.ts';
import type { ChangeKind } from '../../../shared/wire/change-message.ts';
import type { DeskDb } from '../open.ts';
import type { ChangeMessageRow, ChangeReceiptRow } from '../schema/change-message.ts';
import type { OutboxRow, OutboxState } from './outbox.ts';

/** A change as the act hands it to `record`: written in the transaction of the act. */
export type NewChange = {
  readonly messageId: string;
  readonly kind: ChangeKind;
  readonly candidacyId: string;
  /** what it is about: changes of one subject are told one after the other */
  readonly subjectId: string;
  /** true: the region can use it only once it holds the record */
  readonly needsRecord: boolean;
  readonly body: string;
  /** a picture of this database that travels beside the text; left out = none */
  readonly fileSha256?: string;
  /** the opening that told it, of one that came back after a restore; left out = the present one */
  readonly incarnation?: string;
};

/** A change as the push sends it: the shape of a record's row, so that one engine carries both. */
export type OutgoingChange = Pick<
  OutboxRow,
  'messageId' | 'deskSeq' | 'body' | 'bodySha256' | 'photoSha256' | 'incarnation'
>;

/** Adds a change behind all others. Call inside the transaction of its act. */
export function insertChange(db: DeskDb, change: NewChange, eventSeq: number, at: string): void {
  db.statement(
    `INSERT INTO change_message (message_id, change_seq, kind, candidacy_id, subject_id, needs_record, body, body_sha256,
       file_sha256, event_seq, state, created_at, incarnation)
     VALUES (@messageId, (SELECT coalesce(max(change_seq), 0) + 1 FROM change_message), @kind, @candidacyId, @subjectId,
       @needsRecord, @body, @bodySha256, @fileSha256, @eventSeq, 'waiting', @at, coalesce(@incarnation, (SELECT incarnation FROM installation)))`,
  ).run({
    ...change,
    incarnation: change.incarnation ?? null,
    fileSha256: change.fileSha256 ?? null,
    needsRecord: change.needsRecord ? 1 : 0,
    bodySha256: createHash('sha256').update(change.body, 'utf8').digest('hex'),
    eventSeq,
    at,
  });
}

const outgoing = `SELECT message_id AS messageId, change_seq AS deskSeq, body, body_sha256 AS bodySha256,
  file_sha256 AS photoSha256, incarnation FROM change_message`;

/**
 * True of a change that may go now: what it builds on (the record, the change before it) has its receipt. The others wait
 * here, in the open, and are asked about again once that receipt is here. A record that this desk never sends, because it
 * came from another county or was handed over to another desk, has its receipt elsewhere: the region waits for it.
 */
const isReady = `NOT EXISTS (SELECT 1 FROM change_message b WHERE b.subject_id = m.subject_id AND b.state = 'waiting'
    AND b.change_seq < m.change_seq)
  AND (m.needs_record = 0 OR (
    NOT EXISTS (SELECT 1 FROM outbox o WHERE o.candidacy_id = m.candidacy_id)
    AND (EXISTS (SELECT 1 FROM inbox i WHERE i.subject_id = m.candidacy_id AND i.kind = 'arrival' AND i.state = 'applied')
      OR EXISTS (SELECT 1 FROM handed_over_now h WHERE h.candidacy_id = m.candidacy_id))
  ) OR (
    EXISTS (SELECT 1 FROM outbox o WHERE o.candidacy_id = m.candidacy_id AND o.state = 'acknowledged')
    AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.candidacy_id = m.candidacy_id AND o.state = 'waiting'
      AND o.event_seq < m.event_seq)))`;

/** Changes that may go now, behind `afterSeq`, in the desk's order. */
export function readyChanges(db: DeskDb, afterSeq: number, limit: number): OutgoingChange[] {
  return db
    .statement(`${outgoing} m WHERE state = 'waiting' AND change_seq > ? AND ${isReady} ORDER BY change_seq LIMIT ?`)
    .all(afterSeq, limit) as OutgoingChange[];
}

/** Every change without a receipt, in the desk's order: a stick takes them along beside their records. */
export function waitingChanges(db: DeskDb, afterSeq: number, limit: number): OutgoingChange[] {
  return db
    .statement(`${outgoing} WHERE state = 'waiting' AND change_seq > ? ORDER BY change_seq LIMIT ?`)
    .all(afterSeq, limit) as OutgoingChange[];
}

type FoundChange = OutgoingChange & {
  readonly state: OutboxState;
  readonly kind: string;
  readonly candidacyId: string;
};

/** One change, or null. */
export function findChange(db: DeskDb, messageId: string): FoundChange | null {
  const row = db
    .statement(
      `SELECT message_id AS messageId, change_seq AS deskSeq, body, body_sha256 AS bodySha256,
         file_sha256 AS photoSha256, incarnation, state, kind, candidacy_id AS candidacyId
       FROM change_message WHERE message_id = ?`,
    )
    .get(messageId) as FoundChange | undefined;
  return row ?? null;
}

/** How many changes are in each state, and how many of the waiting ones may go now. */
export function countChanges(db: DeskDb): Record<OutboxState | 'ready', number> {
  const rows = db.statement('SELECT state, count(*) AS count FROM change_message GROUP BY state').all() as {
    state: OutboxState;
    count: number;
  }[];
  const of = (state: OutboxState) => rows.find((row) => row.state === state)?.count ?? 0;
  const ready =
    of('waiting') === 0
      ? 0
      : Number(
          db.statement(`SELECT count(*) FROM change_message m WHERE state = 'waiting' AND ${isReady}`).pluck().get(),
        );
  return { waiting: of('waiting'), acknowledged: of('acknowledged'), refused: of('refused'), ready };
}

/**
 * The change of a subject that the next one follows, or null: the last that waits here, else the one that the region took or
 * refused last. By its word, since what came back after a restore is counted behind what was done here meanwhile.
 */
export function lastChangeOf(db: DeskDb, subjectId: string): string | null {
  const id = db
    .statement(
      `SELECT m.message_id FROM change_message m LEFT JOIN change_receipt r ON r.message_id = m.message_id
       WHERE m.subject_id = ? ORDER BY r.received_at IS NULL DESC, r.outcome = 'refused', r.received_at DESC,
         m.change_seq DESC LIMIT 1`,
    )
    .pluck()
    .get(subjectId) as string | undefined;
  return id ?? null;
}

/** True if the region has not answered the last change of this kind on the record yet. */
export function isToTell(db: DeskDb, candidacyId: string, kind: ChangeKind): boolean {
  const state = db
    .statement('SELECT state FROM change_message WHERE candidacy_id = ? AND kind = ? ORDER BY change_seq DESC LIMIT 1')
    .pluck()
    .get(candidacyId, kind);
  return state === 'waiting';
}

/** Notes a try that brought no receipt, with its sentence. */
export function noteChangeAttempt(db: DeskDb, messageId: string, trouble: string): void {
  db.statement(
    "UPDATE change_message SET attempts = attempts + 1, last_trouble = ? WHERE message_id = ? AND state = 'waiting'",
  ).run(trouble, messageId);
}

/** Keeps a verified receipt and settles its change; only src-main/sync/apply-change-receipt.ts may call this. */
export function settleChange(db: DeskDb, receipt: ChangeReceiptRow): void {
  db.statement(
    `INSERT INTO change_receipt (message_id, body, signature, outcome, reason, received_at)
     VALUES (@messageId, @body, @signature, @outcome, @reason, @receivedAt)`,
  ).run(receipt);
  db.statement('UPDATE change_message SET state = ?, last_trouble = NULL WHERE message_id = ?').run(
    receipt.outcome === 'refused' ? 'refused' : 'acknowledged',
    receipt.messageId,
  );
}

export type ChangeLineRow = Pick<
  ChangeMessageRow,
  'messageId' | 'kind' | 'candidacyId' | 'changeSeq' | 'createdAt' | 'attempts' | 'lastTrouble'
> & {
  readonly state: OutboxState;
  readonly fullName: string;
  readonly className: string | null;
  /** the region's reason, in words; null unless refused */
  readonly reason: string | null;
  readonly receivedAt: string | null;
  /** who did it: the one who mends what was refused */
  readonly doneBy: string | null;
  /** 1 = may go now */
  readonly isReady: number;
  /** 1 = a later change of the same kind has been taken since: nothing is left to do */
  readonly isOvertaken: number;
};

const listColumns = `SELECT m.message_id AS messageId, m.kind, m.candidacy_id AS candidacyId, m.change_seq AS changeSeq,
  m.created_at AS createdAt, m.attempts, m.last_trouble AS lastTrouble, m.state, c.full_name AS fullName,
  k.name AS className, r.reason, r.received_at AS receivedAt, u.display_name AS doneBy, (${isReady}) AS isReady,
  EXISTS (SELECT 1 FROM change_message l WHERE l.subject_id = m.subject_id AND l.kind = m.kind
    AND l.change_seq > m.change_seq AND l.state <> 'refused') AS isOvertaken
  FROM change_message m JOIN candidacy c ON c.id = m.candidacy_id LEFT JOIN school_class k ON k.id = c.class_id
  LEFT JOIN change_receipt r ON r.message_id = m.message_id JOIN event e ON e.seq = m.event_seq
  LEFT JOIN user_account u ON u.id = e.actor_id`;

/** Changes with names and answers, newest first, at most `limit`. */
export function listChanges(db: DeskDb, limit: number): ChangeLineRow[] {
  return db.statement(`${listColumns} ORDER BY m.change_seq DESC LIMIT ?`).all(limit) as ChangeLineRow[];
}

/** Changes of one record, newest first. */
export function changesOf(db: DeskDb, candidacyId: string, limit: number): ChangeLineRow[] {
  return db
    .statement(`${listColumns} WHERE m.candidacy_id = ? ORDER BY m.change_seq DESC LIMIT ?`)
    .all(candidacyId, limit) as ChangeLineRow[];
}

/** Changes that do not go on by themselves: refused and not made again since, or tried and held up. The oldest first. */
export function stuckChanges(db: DeskDb, limit: number): ChangeLineRow[] {
  return db
    .statement(
      `SELECT * FROM (${listColumns}
         WHERE m.state = 'refused' OR (m.state = 'waiting' AND m.last_trouble IS NOT NULL))
       WHERE isOvertaken = 0 OR state = 'waiting' ORDER BY changeSeq LIMIT ?`,
    )
    .all(limit) as ChangeLineRow[];
}

/** How an application or a certificate was told; null = it was not to be told so far. */
export function toldToRegion(db: DeskDb, subjectId: string): ToldToRegion | null {
  const last = db
    .statement(
      `SELECT m.state, r.received_at AS receivedAt, coalesce(r.reason, m.last_trouble) AS reason
       FROM change_message m LEFT JOIN change_receipt r ON r.message_id = m.message_id
       WHERE m.subject_id = ? ORDER BY m.change_seq DESC LIMIT 1`,
    )
    .get(subjectId) as Pick<ToldToRegion, 'state' | 'receivedAt' | 'reason'> | undefined;
  if (!last) return null;
  const pages = db
    .statement(
      `SELECT count(*) AS pages, coalesce(sum(state = 'acknowledged'), 0) AS pagesReceived FROM change_message
       WHERE subject_id > @from AND subject_id < @until`,
    )
    .get({ from: `${subjectId}/`, until: `${subjectId}0` }) as Pick<ToldToRegion, 'pages' | 'pagesReceived'>;
  return { ...last, ...pages };
}

/** True where this page of the application was told and not refused. */
export function isPageTold(db: DeskDb, subjectId: string): boolean {
  return (
    db.statement("SELECT 1 FROM change_message WHERE subject_id = ? AND state <> 'refused'").get(subjectId) !==
    undefined
  );
}
