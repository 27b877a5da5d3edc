import { setImmediate } from 'node:timers/promises';
import { setBits } from '#shared/photo/perceptual-hash.ts';
import type { DeskDb } from '../open.ts';

/**
 * The hashes of every stored shot, kept beside the database: SQLite cannot count bits, and reading 300,000 hashes takes
 * longer than a shutter may. Shots are only ever added, so it follows by row id; which of them count is asked of the
 * database for the few that are alike.
 */
type HashIndex = { last: number; count: number; rowids: Float64Array; high: Uint32Array; low: Uint32Array };

type StoredHash = { readonly rowid: number; readonly hash: string };
export type ShotAlike = { readonly rowid: number; readonly distance: number };

/** Shots read at one go while the index fills: about 20 ms at worst, so that the window stays alive. */
const portion = 10_000;

const indexes = new WeakMap<DeskDb, HashIndex>();
const filling = new WeakMap<DeskDb, Promise<void>>();

/**
 * Takes in what is not in the index yet: in portions at the first call after opening, a few shots afterwards. Await it
 * before the transaction that asks `shotsAlike`.
 */
export function fillHashIndex(db: DeskDb): Promise<void> {
  const index = indexes.get(db);
  if (index) {
    takeInNewer(db, index);
    return Promise.resolve();
  }
  const running = filling.get(db) ?? fillCalmly(db).finally(() => filling.delete(db));
  filling.set(db, running);
  return running;
}

async function fillCalmly(db: DeskDb): Promise<void> {
  const index = emptyIndex();
  for (const _ of portions(db, index)) await setImmediate();
  indexes.set(db, index);
}

/**
 * For a transaction that brings many shots and could not await `fillHashIndex`: reads what is there once, and not again for
 * each of them. Call before the first shot is added. Forgotten as soon as the transaction has ended, whichever way: a
 * transaction here never waits for anything.
 */
export function holdHashIndex(db: DeskDb): void {
  if (indexes.has(db)) return;
  const held = filledAtOnce(db);
  indexes.set(db, held);
  queueMicrotask(() => {
    if (indexes.get(db) === held) indexes.delete(db);
  });
}

/** Row ids of the stored shots whose hash differs from `hash` (16 hex digits) in at most `limit` bits, nearest first. */
export function shotsAlike(db: DeskDb, hash: string, limit: number): ShotAlike[] {
  const index = indexes.get(db) ?? filledAtOnce(db);
  const wanted = halves(hash);
  const found: ShotAlike[] = [];
  for (let at = 0; at < index.count; at++) {
    const distance = differingBits(wanted, index.high[at] as number, index.low[at] as number);
    if (distance <= limit) found.push({ rowid: index.rowids[at] as number, distance });
  }
  // not yet in the index, and perhaps never: this transaction may still be rolled back
  for (const row of newerShots(db, index.last)) {
    if (row.hash === null) continue;
    const distance = differingBits(wanted, ...halves(row.hash));
    if (distance <= limit) found.push({ rowid: row.rowid, distance });
  }
  return found.sort((a, b) => a.distance - b.distance || a.rowid - b.rowid);
}

function filledAtOnce(db: DeskDb): HashIndex {
  const index = emptyIndex();
  for (const _ of portions(db, index));
  if (!db.client.inTransaction) indexes.set(db, index);
  return index;
}

/** Reads the hashes that are there now over their own narrow index; a step is one portion. */
function* portions(db: DeskDb, index: HashIndex): Generator<void> {
  index.last = Number(db.statement('SELECT coalesce(max(rowid), 0) FROM capture').pluck().get());
  const read = db.statement(
    `SELECT rowid AS rowid, perceptual_hash AS hash FROM capture
     WHERE perceptual_hash IS NOT NULL AND (perceptual_hash, rowid) > (?, ?) AND rowid <= ?
     ORDER BY perceptual_hash, rowid LIMIT ?`,
  );
  let after: StoredHash = { rowid: 0, hash: '' };
  for (;;) {
    const rows = read.all(after.hash, after.rowid, index.last, portion) as StoredHash[];
    addAll(index, rows);
    if (rows.length < portion) return;
    after = rows.at(-1) ?? after;
    yield;
  }
}

function newerShots(db: DeskDb, last: number): { rowid: number; hash: string | null }[] {
  return db
    .statement('SELECT rowid AS rowid, perceptual_hash AS hash FROM capture WHERE rowid > ? ORDER BY rowid')
    .all(last) as { rowid: number; hash: string | null }[];
}

function takeInNewer(db: DeskDb, index: HashIndex): void {
  if (db.client.inTransaction) return;
  const rows = newerShots(db, index.last);
  addAll(
    index,
    rows.flatMap(({ rowid, hash }) => (hash === null ? [] : [{ rowid, hash }])),
  );
  index.last = rows.at(-1)?.rowid ?? index.last;
}

function addAll(index: HashIndex, rows: readonly StoredHash[]): void {
  makeRoom(index, index.count + rows.length);
  for (const row of rows) {
    const [high, low] = halves(row.hash);
    index.rowids[index.count] = row.rowid;
    index.high[index.count] = high;
    index.low[index.count] = low;
    index.count += 1;
  }
}

function emptyIndex(): HashIndex {
  return { last: 0, count: 0, rowids: new Float64Array(0), high: new Uint32Array(0), low: new Uint32Array(0) };
}

function makeRoom(index: HashIndex, needed: number): void {
  if (needed <= index.rowids.length) return;
  const size = Math.max(1024, 2 ** Math.ceil(Math.log2(needed)));
  const rowids = new Float64Array(size);
  const high = new Uint32Array(size);
  const low = new Uint32Array(size);
  rowids.set(index.rowids);
  high.set(index.high);
  low.set(index.low);
  Object.assign(index, { rowids, high, low });
}

function halves(hash: string): readonly [high: number, low: number] {
  return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8), 16)];
}

function differingBits(wanted: readonly [number, number], high: number, low: number): number {
  return setBits(wanted[0] ^ high) + setBits(wanted[1] ^ low);
}
