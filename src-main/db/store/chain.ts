import type { DeskDb } from '../open.ts';
import { type ChainedEvent, chainStart, eventHash, payloadDigest } from './record.ts';

export type ChainReport = { readonly events: number; readonly intact: boolean; readonly firstBroken: number | null };

type Row = ChainedEvent & {
  readonly hash: string;
  readonly salt: string | null;
  readonly content: string | null;
  readonly blankedBy: string | null;
};

/**
 * Walks the whole chain: sequence without gaps, each link over the one before, each payload true to its digest.
 * A blanked payload is accepted only together with the retention act that names it.
 */
export function verifyChain(db: DeskDb): ChainReport {
  let previousHash = chainStart;
  let events = 0;
  for (const row of allEvents(db)) {
    events += 1;
    const links = row.seq === events && row.previousHash === previousHash && eventHash(row) === row.hash;
    if (!links || !payloadHolds(db, row)) return { events, intact: false, firstBroken: row.seq };
    previousHash = row.hash;
  }
  return { events, intact: true, firstBroken: null };
}

function allEvents(db: DeskDb): IterableIterator<Row> {
  return db.client
    .prepare(
      `SELECT e.seq, e.id, e.kind, e.subject_noun AS subjectNoun, e.subject_id AS subjectId, e.actor_id AS actorId,
         e.actor_role AS actorRole, e.device_time AS deviceTime, e.monotonic_ms AS monotonicMs, e.boot_id AS bootId,
         e.payload_digest AS payloadDigest, e.previous_hash AS previousHash, e.hash,
         p.salt, p.content, p.blanked_by AS blankedBy
       FROM event e LEFT JOIN event_payload p ON p.event_seq = e.seq ORDER BY e.seq`,
    )
    .iterate() as IterableIterator<Row>;
}

function payloadHolds(db: DeskDb, row: Row): boolean {
  if (row.content !== null && row.salt !== null) return payloadDigest(row.salt, row.content) === row.payloadDigest;
  if (row.blankedBy === null) return false;
  const act = db.statement("SELECT 1 FROM event WHERE id = ? AND kind = 'retention.purged'").get(row.blankedBy);
  return act !== undefined;
}
