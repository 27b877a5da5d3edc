import type { DeskDb } from '../open.ts';
import { readContiguous } from './sync-line.ts';

/** Where this desk's numbers have holes, as far as both sides know. */
export type OutboxGaps = {
  /** the receiver's word: nothing up to here is missing; null = it said nothing yet */
  readonly contiguous: number | null;
  /** numbers without a receipt although later ones have theirs, the lowest first, at most `limit` */
  readonly missing: readonly number[];
  readonly missingCount: number;
  /** receipts behind the first hole */
  readonly behind: number;
  /** the receiver lacks a number that has its receipt here: up to where everything has its receipt */
  readonly disputedUntil: number | null;
};

/** Highest number up to which every message has its receipt. */
export function settledUntil(db: DeskDb): number {
  const first = db.statement(`SELECT min(desk_seq) FROM outbox WHERE state = 'waiting'`).pluck().get() as number | null;
  if (first !== null) return first - 1;
  return Number(db.statement('SELECT max(coalesce(max(desk_seq), 0), 0) FROM outbox').pluck().get());
}

/** A region that was put back from a backup does not get a record again that it had refused: its number stays away there. */
function isRefused(db: DeskDb, number: number): boolean {
  return db.statement('SELECT state FROM outbox WHERE desk_seq = ?').pluck().get(number) === 'refused';
}

/** Compares what has its receipt with what the receiver last said about gaps. */
export function outboxGaps(db: DeskDb, limit: number): OutboxGaps {
  const said = readContiguous(db);
  const until = settledUntil(db);
  // each of these is one look into the index by state and number, however long the season
  const last = (state: string) => `coalesce((SELECT max(desk_seq) FROM outbox WHERE state = '${state}'), 0)`;
  const hole = `state = 'waiting' AND desk_seq < max(${last('acknowledged')}, ${last('refused')})`;
  const isShort = said !== null && said.settledUntil !== null && said.number < said.settledUntil;
  const isDisputed = isShort && !isRefused(db, said.number + 1);
  return {
    contiguous: said?.number ?? null,
    missing: db
      .statement(`SELECT desk_seq FROM outbox WHERE ${hole} ORDER BY desk_seq LIMIT ?`)
      .pluck()
      .all(limit) as number[],
    missingCount: Number(db.statement(`SELECT count(*) FROM outbox WHERE ${hole}`).pluck().get()),
    behind: Number(
      db
        .statement(`SELECT count(*) FROM outbox WHERE state IN ('acknowledged', 'refused') AND desk_seq > ?`)
        .pluck()
        .get(until),
    ),
    disputedUntil: isDisputed ? said.settledUntil : null,
  };
}
