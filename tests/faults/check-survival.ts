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
  const finished = new Set(acknowledged.filter((one) => one.kind === 'done').map((one) => one.candidacyId));
  const lastTyped = new Map<string, string>();
  for (const one of acknowledged) {
    if (one.kind === 'field') lastTyped.set(one.candidacyId, one.address);
    if (one.kind === 'shot' && !shotIsThere(db, one.captureId, one.sha256)) lost.push(`shot ${one.captureId}`);
    if (one.kind === 'done' && !isDone(db, one.candidacyId, one.outcome)) lost.push(`completion ${one.candidacyId}`);
  }
  for (const [candidacyId, typed] of lastTyped) {
    if (!finished.has(candidacyId) && !textIsThere(db, candidacyId, typed)) lost.push(`typed text of ${candidacyId}`);
  }
  return lost;
}

function shotIsThere(db: DeskDb, captureId: string, sha256: string): boolean {
  const bytes = db
    .statement('SELECT b.bytes FROM capture c JOIN photo_blob b ON b.sha256 = c.derived_sha256 WHERE c.id = ?')
    .pluck()
    .get(captureId) as Buffer | undefined;
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
}

function isDone(db: DeskDb, candidacyId: string, outcome: string): boolean {
  const row = db.statement('SELECT status, held_completion AS held FROM candidacy WHERE id = ?').get(candidacyId) as
    | { status: string; held: string | null }
    | undefined;
  if (row === undefined) return false;
  return outcome === 'held' ? row.held !== null : row.status === 'completed';
}

function textIsThere(db: DeskDb, candidacyId: string, typed: string): boolean {
  const draft = db.statement('SELECT content FROM draft WHERE candidacy_id = ?').pluck().get(candidacyId) as
    | string
    | undefined;
  if (draft?.includes(typed)) return true;
  // the completion may have been committed without its answer reaching the driver
  const row = db.statement('SELECT status FROM candidacy WHERE id = ?').pluck().get(candidacyId);
  return row === 'completed';
}
