import { createHash } from 'node:crypto';
import type { DeskDb } from '../../src-main/db/open.ts';
import { verifyChain } from '../../src-main/db/store/chain.ts';
import type { Acknowledged } from './session-driver.ts';

/**
 * What is missing of everything that was called saved, as sentences; empty = nothing lost. A later state of the same
 * pupil may have replaced an earlier one, an earlier state may not stand for a later one.
 */
export function whatIsLost(db: DeskDb, acknowledged: readonly Acknowledged[]): string[] {
  const lost: string[] = [];
  const integrity = db.client.pragma('integrity_check', { simple: true });
  if (integrity !== 'ok') lost.push(`integrity_check: ${integrity}`);
  const chain = verifyChain(db);
  if (!chain.intact) lost.push(`chain broken at ${chain.firstBroken}`);
  const counted = new Map<string, { candidacyId: string; event: string; times: number }>();
  const count = (candidacyId: string, event: string) => {
    const key = `${candidacyId} ${event}`;
    counted.set(key, { candidacyId, event, times: (counted.get(key)?.times ?? 0) + 1 });
  };
  const lastTyped = new Map<string, string>();
  const onItsWay = new Map<string, string>();
  for (const one of acknowledged) {
    if (one.kind === 'typing') onItsWay.set(one.candidacyId, one.address);
    if (one.kind === 'field') lastTyped.set(one.candidacyId, one.address);
    if (one.kind === 'shot' && !shotIsThere(db, one.captureId, one.sha256)) lost.push(`shot ${one.captureId}`);
    if (one.kind === 'done') {
      lastTyped.delete(one.candidacyId);
      if (one.outcome === 'completed') count(one.candidacyId, 'candidacy.completed');
      else if (!isHeld(db, one.candidacyId)) lost.push(`held completion of ${one.candidacyId}`);
    }
    if (one.kind === 'act') count(one.candidacyId, one.event);
    if (one.kind === 'receipt' && !receiptIsThere(db, one.messageId)) lost.push(`receipt ${one.messageId}`);
  }
  for (const { candidacyId, event, times } of counted.values()) {
    if (eventsOf(db, candidacyId, event) < times) lost.push(`${event} of ${candidacyId}`);
  }
  for (const [candidacyId, typed] of lastTyped) {
    const completions = counted.get(`${candidacyId} candidacy.completed`)?.times ?? 0;
    // a text begun anew may have taken its place without the answer reaching the driver
    const texts = [typed, onItsWay.get(candidacyId) ?? typed];
    if (!texts.some((text) => textIsThere(db, candidacyId, text, completions)))
      lost.push(`typed text of ${candidacyId}`);
  }
  return [...lost, ...halfWritten(db)];
}

const statusAfter = {
  'candidacy.entered': 'preRegistered',
  'candidacy.approvedByTeacher': 'awaitingCapture',
  'candidacy.returnedByTeacher': 'returned',
  'candidacy.completed': 'completed',
  'candidacy.reviewed': 'reviewed',
  'candidacy.returnedToDesk': 'awaitingCapture',
  'candidacy.released': 'released',
  'candidacy.received': 'received',
} as const;

/** Acts of which one part is there and another is not: state against event, message against release and receipt. */
function halfWritten(db: DeskDb): string[] {
  const states = db
    .statement(
      `SELECT c.id, c.status, (SELECT e.kind FROM event e WHERE e.subject_id = c.id
         AND e.kind IN (SELECT value FROM json_each(@kinds)) ORDER BY e.seq DESC LIMIT 1) AS kind FROM candidacy c`,
    )
    .all({ kinds: JSON.stringify(Object.keys(statusAfter)) }) as { id: string; status: string; kind: string }[];
  const torn = states
    .filter(({ status, kind }) => statusAfter[kind as keyof typeof statusAfter] !== status)
    .map(({ id, status, kind }) => `${id} is ${status} after ${kind}`);
  const wrongSums = [
    ['released', `SELECT count(*) FROM event WHERE kind = 'candidacy.released'`, 'SELECT count(*) FROM outbox'],
    [
      'received',
      `SELECT count(*) FROM event WHERE kind = 'candidacy.received'`,
      `SELECT count(*) FROM receipt r JOIN outbox o ON o.message_id = r.message_id WHERE o.state = 'acknowledged'`,
    ],
  ] as const;
  const number = (sql: string) => Number(db.statement(sql).pluck().get());
  return [
    ...torn,
    ...wrongSums.filter(([, events, rows]) => number(events) !== number(rows)).map(([what]) => `half ${what}`),
  ];
}

function eventsOf(db: DeskDb, candidacyId: string, event: string): number {
  return Number(
    db.statement('SELECT count(*) FROM event WHERE subject_id = ? AND kind = ?').pluck().get(candidacyId, event),
  );
}

function receiptIsThere(db: DeskDb, messageId: string): boolean {
  const row = db
    .statement(`SELECT o.state FROM outbox o JOIN receipt r ON r.message_id = o.message_id WHERE o.message_id = ?`)
    .pluck()
    .get(messageId);
  return row === 'acknowledged';
}

function shotIsThere(db: DeskDb, captureId: string, sha256: string): boolean {
  const bytes = db
    .statement('SELECT b.bytes FROM capture c JOIN photo_blob b ON b.sha256 = c.derived_sha256 WHERE c.id = ?')
    .pluck()
    .get(captureId) as Buffer | undefined;
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
}

function isHeld(db: DeskDb, candidacyId: string): boolean {
  const held = db.statement('SELECT held_completion FROM candidacy WHERE id = ?').pluck().get(candidacyId);
  return typeof held === 'string' || eventsOf(db, candidacyId, 'candidacy.completed') > 0;
}

function textIsThere(db: DeskDb, candidacyId: string, typed: string, completions: number): boolean {
  const draft = db.statement('SELECT content FROM draft WHERE candidacy_id = ?').pluck().get(candidacyId) as
    | string
    | undefined;
  // the completion may have been committed without its answer reaching the driver
  return draft?.includes(typed) === true || eventsOf(db, candidacyId, 'candidacy.completed') > completions;
}
