import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../../../shared/domain/role.ts';
import type { DeskEventRecord, RecordEvent } from '../../platform/act.ts';
import type { Clock, Ids } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import { insertChange } from './change-message.ts';
import { findingsText } from './decision-findings.ts';

/** The hash that the first event of a desk follows. */
export const chainStart = '0'.repeat(64);

export type ChainedEvent = {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly subjectNoun: string;
  readonly subjectId: string;
  readonly actorId: string | null;
  readonly actorRole: string | null;
  readonly deviceTime: string;
  readonly monotonicMs: number;
  readonly bootId: string;
  readonly payloadDigest: string;
  readonly previousHash: string;
};

/** SHA-256 over salt and content: a blanked payload cannot be guessed back from its digest. */
export function payloadDigest(salt: string, content: string): string {
  return sha256(`${salt}\n${content}`);
}

/** The link of the chain: every column of the event but the hash itself. */
export function eventHash(event: ChainedEvent): string {
  return sha256(
    JSON.stringify([
      event.previousHash,
      event.seq,
      event.id,
      event.kind,
      event.subjectNoun,
      event.subjectId,
      event.actorId,
      event.actorRole,
      event.deviceTime,
      event.monotonicMs,
      event.bootId,
      event.payloadDigest,
    ]),
  );
}

export type RecorderOptions = {
  readonly db: DeskDb;
  readonly actor: Actor | null;
  readonly call: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly appVersion: string;
};

/**
 * The only door to event, audit, decision and outbox (DESIGN §3). Call inside the act's transaction. Writes one event
 * with its salted payload, its audit line, the findings of the decision, and what the region is told of it, if anything.
 */
export function createRecorder({ db, actor, call, clock, ids, appVersion }: RecorderOptions): RecordEvent {
  return function record(event: DeskEventRecord) {
    if (!db.client.inTransaction) throw new Error(`record(${event.kind}) outside a transaction`);
    const last = db.statement('SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: string }
      | undefined;
    const now = clock.now();
    const salt = randomBytes(16).toString('hex');
    const content = JSON.stringify(event.payload ?? null);
    const chained: ChainedEvent = {
      seq: (last?.seq ?? 0) + 1,
      id: ids.uuid(),
      kind: event.kind,
      subjectNoun: event.subjectNoun,
      subjectId: event.subjectId,
      actorId: actor?.userId ?? null,
      actorRole: actor?.role ?? null,
      deviceTime: now,
      monotonicMs: Math.round(clock.monotonicMs()),
      bootId: clock.bootId,
      payloadDigest: payloadDigest(salt, content),
      previousHash: last?.hash ?? chainStart,
    };
    db.statement(
      `INSERT INTO event (seq, id, kind, subject_noun, subject_id, actor_id, actor_role, device_time, monotonic_ms,
         boot_id, payload_digest, previous_hash, hash)
       VALUES (@seq, @id, @kind, @subjectNoun, @subjectId, @actorId, @actorRole, @deviceTime, @monotonicMs,
         @bootId, @payloadDigest, @previousHash, @hash)`,
    ).run({ ...chained, hash: eventHash(chained) });
    db.statement('INSERT INTO event_payload (event_seq, salt, content) VALUES (?, ?, ?)').run(
      chained.seq,
      salt,
      content,
    );
    db.statement(
      `INSERT INTO audit_entry (at, user_id, role, call, outcome, subject_id, event_seq)
       VALUES (?, ?, ?, ?, 'done', ?, ?)`,
    ).run(now, actor?.userId ?? null, actor?.role ?? null, call, event.subjectId, chained.seq);
    const candidacyId = event.subjectNoun === 'candidacy' ? event.subjectId : event.candidacyId;
    if (event.findings && candidacyId !== undefined) {
      db.statement(
        'INSERT INTO decision_record (id, event_seq, candidacy_id, act, findings, app_version) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(ids.uuid(), chained.seq, candidacyId, call, findingsText(event.findings), appVersion);
    }
    if (event.message) writeMessage(db, event, chained.seq, now);
    if (event.change) insertChange(db, event.change, chained.seq, now);
    return { eventSeq: chained.seq };
  };
}

function writeMessage(db: DeskDb, event: DeskEventRecord, eventSeq: number, now: string): void {
  const message = event.message;
  if (!message) return;
  const seq = db.statement('SELECT max(coalesce(max(desk_seq), 0), 0) + 1 AS next FROM outbox').get() as {
    next: number;
  };
  db.statement(
    `INSERT INTO outbox (message_id, desk_seq, candidacy_id, revision, body, body_sha256, photo_sha256, event_seq, state,
       created_at, incarnation)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, (SELECT incarnation FROM installation))`,
  ).run(
    message.messageId,
    seq.next,
    event.subjectId,
    message.revision,
    message.body,
    sha256(message.body),
    message.photoSha256,
    eventSeq,
    now,
  );
  const inBatch = db
    .statement('UPDATE batch_record SET message_id = ? WHERE batch_id = ? AND candidacy_id = ? AND revision = ?')
    .run(message.messageId, message.batchId, event.subjectId, message.revision);
  if (inBatch.changes !== 1) throw new Error('a message for the region outside its batch');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
