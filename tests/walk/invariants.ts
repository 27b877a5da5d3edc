import { isSideBySide, type StepKind } from '../../shared/domain/procedure-step.ts';
import { ledgerOf } from '../../src-main/custody/ledger.ts';
import type { CorrectionChanges } from '../../src-main/db/store/application.ts';
import { verifyChain } from '../../src-main/db/store/chain.ts';
import { countCustody } from '../../src-main/db/store/custody.ts';
import { identityColumns, restOf } from './region.ts';
import { rows, type World } from './world.ts';

/** What must hold at every moment of the walk; throws with what does not. */
export function checkInvariants(world: World): void {
  frozenStays(world);
  stepsAreInOrder(world);
  outboxStays(world);
  for (const [what, sql] of Object.entries(nothingFound)) {
    const found = rows(world, sql);
    if (found.length > 0) throw new Error(`${what}: ${JSON.stringify(found.slice(0, 3))}`);
  }
  const ledger = ledgerOf(countCustody(world.desk.db(), null));
  if (!ledger.balanced) throw new Error(`the ledger does not balance: ${JSON.stringify(ledger)}`);
}

/** The chain of events over everything that was written. */
export function checkChain(world: World): void {
  const report = verifyChain(world.desk.db());
  if (!report.intact) throw new Error(`the chain is broken: ${JSON.stringify(report)}`);
}

/** Came as a whole from another county: the steps before were taken there, the shot is here. */
const hasArrived = (id: string) =>
  `EXISTS (SELECT 1 FROM event e WHERE e.subject_id = ${id} AND e.kind = 'candidacy.arrived')`;

/** Each must find nothing. A person who prepared an application before a decision does not make that decision. */
const nothingFound = {
  'two current holders of one number': `SELECT candidacy_no, count(*) FROM candidacy WHERE candidacy_no IS NOT NULL
    AND status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'closed') GROUP BY candidacy_no HAVING count(*) > 1`,
  'two eyes on a record': `SELECT id, status FROM candidacy WHERE reviewed_by IN (entered_by, captured_by)
    OR released_by IN (entered_by, captured_by) OR approved_by_teacher IN (entered_by, captured_by)`,
  'decided by somebody who prepared it': `SELECT s.application_id, s.position FROM application_step s
    JOIN application a ON a.id = s.application_id WHERE s.by_user IS NOT NULL AND s.act IN ('agreed', 'rejected') AND (
      s.by_user = a.started_by
      OR EXISTS (SELECT 1 FROM application_step p WHERE p.application_id = s.application_id AND p.position < s.position
        AND p.by_user = s.by_user AND (p.act IN ('amended', 'submitted') OR (p.act = 'agreed' AND p.step <> s.step)))
      OR EXISTS (SELECT 1 FROM evidence e WHERE e.application_id = s.application_id AND e.added_by = s.by_user
        AND e.added_at < s.at))`,
  'gaps between the steps taken': `SELECT application_id, count(*), max(position) FROM application_step
    GROUP BY application_id HAVING count(*) <> max(position) OR min(position) <> 1`,
  'a private record without its application': `SELECT id FROM candidacy c WHERE entry_category = 'private'
    AND status IN ('awaitingCapture', 'completed', 'reviewed', 'released', 'received', 'inEffect') AND NOT EXISTS (
      SELECT 1 FROM application a WHERE a.candidacy_id = c.id AND a.kind = 'privateRegistration' AND a.state = 'carriedOut')`,
  'a school changed without a transfer': `SELECT e.subject_id FROM event e WHERE e.kind = 'candidacy.transferred' AND NOT EXISTS (
      SELECT 1 FROM application a WHERE a.candidacy_id = e.subject_id AND a.kind = 'transfer' AND a.state = 'carriedOut')`,
  'two certificates of one candidate that stand': `SELECT candidacy_id FROM certificate WHERE withdrawn_at IS NULL
    GROUP BY candidacy_id HAVING count(*) > 1`,
  'a certificate whose application was not carried out': `SELECT c.number FROM certificate c WHERE NOT EXISTS (
      SELECT 1 FROM application a WHERE a.id = c.application_id AND a.kind = 'certificateOfResults' AND a.state = 'carriedOut')`,
  'results taken over without the region': `SELECT r.id FROM recognised_result r WHERE NOT EXISTS (
      SELECT 1 FROM application_step s JOIN application a ON a.id = s.application_id WHERE a.id = r.application_id
        AND s.act = 'agreed' AND json_extract(a.steps, '$[' || s.step || ']') = 'regionDecide')`,
  'results that were taken back and nobody was told': `SELECT w.application_id FROM recognition_withdrawal w WHERE NOT EXISTS (
      SELECT 1 FROM event e JOIN application a ON a.id = w.application_id WHERE e.seq = w.event_seq
        AND e.kind = 'recognition.withdrawn' AND e.subject_id = a.candidacy_id)`,
  'suspended without an application': `SELECT c.id FROM candidacy c WHERE c.status = 'suspended' AND NOT EXISTS (
      SELECT 1 FROM application a WHERE a.candidacy_id = c.id AND a.kind = 'suspension' AND a.state = 'carriedOut')
    AND NOT ${hasArrived('c.id')}`,
  'entered for an exam while suspended': `SELECT c.id FROM candidacy c JOIN exam_entry x ON x.candidacy_id = c.id
    WHERE c.status = 'suspended' AND x.state = 'entered' AND x.entered_at > (
      SELECT max(a.closed_at) FROM application a WHERE a.candidacy_id = c.id AND a.kind = 'suspension' AND a.state = 'carriedOut')`,
  'in effect without the steps before': `SELECT id FROM candidacy WHERE status IN ('released', 'received', 'inEffect')
    AND (captured_by IS NULL OR reviewed_by IS NULL OR released_by IS NULL
      OR (entry_category = 'enrolled' AND approved_by_teacher IS NULL))
    AND NOT ${hasArrived('candidacy.id')}`,
  'came from another county without its photo': `SELECT c.id FROM candidacy c WHERE ${hasArrived('c.id')}
    AND NOT EXISTS (SELECT 1 FROM capture p JOIN photo_blob b ON b.sha256 = p.derived_sha256
      WHERE p.candidacy_id = c.id AND p.state = 'used')`,
} as const;

/** 2.2, 2.3a: résumé and family stay; name, document and ethnicity are what carried-out corrections made of them. */
function frozenStays(world: World): void {
  for (const [candidacyId, { identity, rest }] of world.frozen) {
    if (restOf(world, candidacyId) !== rest) throw new Error(`resume or family changed in effect: ${candidacyId}`);
    const corrections = rows<{ request: string }>(
      world,
      `SELECT request FROM application WHERE candidacy_id = ? AND kind = 'correction' AND state = 'carriedOut' ORDER BY closed_at, rowid`,
      candidacyId,
    );
    const expected: Record<string, unknown> = { ...identity };
    for (const { request } of corrections) {
      const { changes } = JSON.parse(request) as { changes: CorrectionChanges };
      for (const key of Object.keys(identity)) expected[key] = changes[key as keyof CorrectionChanges] ?? expected[key];
    }
    const [now] = rows(world, `SELECT ${identityColumns} FROM candidacy WHERE id = ?`, candidacyId);
    if (JSON.stringify(now) !== JSON.stringify(expected))
      throw new Error(`changed without a correction: ${JSON.stringify({ candidacyId, now, expected })}`);
  }
}

/** What is carried out was agreed to at each step behind the last submission, one after the other. */
function stepsAreInOrder(world: World): void {
  const done = rows<{ id: string; steps: string }>(
    world,
    `SELECT id, steps FROM application WHERE state = 'carriedOut'`,
  );
  const find = `SELECT act, step FROM application_step WHERE application_id = ? ORDER BY position`;
  for (const { id, steps } of done) {
    const taken = rows<{ act: string; step: number }>(world, find, id);
    const after = taken.slice(taken.findLastIndex(({ act }) => act === 'submitted') + 1);
    const agreed = after.filter(({ act }) => act === 'agreed').map(({ step }) => step);
    const kinds = JSON.parse(steps) as StepKind[];
    const chain = kinds.map((_, index) => index).slice(1);
    // both schools of a transfer in any order, before everything behind them (3.1c)
    const inOrder = agreed.filter((step) => !isSideBySide(kinds[step] ?? 'apply'));
    const behind = agreed.findLastIndex((step) => isSideBySide(kinds[step] ?? 'apply'));
    const isMixed = behind >= kinds.filter(isSideBySide).length;
    if (isMixed || [...agreed].sort().join() !== chain.join() || inOrder.join() !== [...inOrder].sort().join())
      throw new Error(`a step was skipped: ${id} ${steps} ${JSON.stringify(taken)}`);
  }
}

function outboxStays(world: World): void {
  const ids = new Set(rows<{ id: string }>(world, 'SELECT message_id AS id FROM outbox').map(({ id }) => id));
  for (const id of world.outbox) if (!ids.has(id)) throw new Error(`a message vanished from the outbox: ${id}`);
  for (const id of ids) world.outbox.add(id);
}
