import type { ApplicationKind } from '../../shared/domain/application-kind.ts';
import {
  addEvidence,
  agree,
  amend,
  type Case,
  caseOf,
  end,
  missingEvidence,
  stepElsewhere,
  submit,
} from './acts-application.ts';
import { makeWayForCertificate } from './acts-certificate.ts';
import {
  approve,
  decideCase,
  mend,
  type Row,
  recordOf,
  release,
  review,
  reviewReturn,
  sendBack,
  visit,
} from './acts-record.ts';
import { farAway } from './county.ts';
import { accept, decide, giveReceipt } from './region.ts';
import { rows, type World } from './world.ts';

const over = ['inEffect', 'suspended', 'joined', 'withdrawn', 'void', 'closed'];
const gone = ['joined', 'withdrawn', 'void', 'closed'];
const most = 14;

/**
 * From wherever the walk has left them, every application is carried out and every record takes effect, by the right
 * people and without withdrawing. Overtaken are only: a reopening whose record took effect meanwhile, which is rejected
 * (2.2 closes it), an application whose record was joined with another by people or the region: it ends there too, and
 * the draft of a certificate for a private candidate.
 */
export async function finish(world: World): Promise<void> {
  world.desk.clock.set(farAway);
  letIn(world);
  for (let left = openCases(world).length; left > 0; left -= 1) await decideCase(world, true);
  for (const { id } of rows<{ id: string }>(
    world,
    // nobody finishes at the desk while results are being recognised
    `SELECT id FROM application WHERE state NOT IN ('carriedOut', 'rejected', 'withdrawn')
     ORDER BY kind <> 'recognitionOfResults', rowid`,
  ))
    await finishCase(world, id);
  for (const { id } of rows<{ id: string }>(world, 'SELECT id FROM candidacy ORDER BY rowid'))
    await finishRecord(world, id);
  const ends = `SELECT kind, count(*) AS n FROM application WHERE state = 'carriedOut' GROUP BY kind`;
  for (const { kind, n } of rows<{ kind: ApplicationKind; n: number }>(world, ends))
    world.tally.carriedOut.set(kind, (world.tally.carriedOut.get(kind) ?? 0) + n);
}

function openCases(world: World): unknown[] {
  return rows(world, `SELECT id FROM case_file WHERE state = 'open'`);
}

/** The clock of the desk lets in what waited; it may also lock, so the next one signs in anew. */
export function letIn(world: World): void {
  world.desk.desk.tick();
  if (world.desk.desk.gate.session()?.locked) world.signedIn = null;
}

async function finishCase(world: World, id: string): Promise<void> {
  for (let round = 0; round < most; round += 1) {
    const one = caseOf(world, id);
    if (one.state === 'carriedOut') {
      world.tally.reached += 1;
      return;
    }
    const row = recordOf(world, one.candidacyId);
    // a transfer into another county takes what else was under way along with it
    if (one.state === 'withdrawn' && row.status === 'closed') return;
    // a word of the region that came early was parked, and is taken when its step comes
    if (one.state === 'rejected' && isRejectedElsewhere(world, id)) return;
    if (isOvertaken(one, row)) return endOvertaken(world, one);
    if (waitsForRecord(one, row)) await stepRecord(world, row);
    else await stepCase(world, one);
    letIn(world);
  }
  throw new Error(
    `the positive end is out of reach: ${JSON.stringify(caseOf(world, id))}\n${world.trail.slice(-8).join('\n')}`,
  );
}

function isRejectedElsewhere(world: World, id: string): boolean {
  const last = `SELECT decision_id FROM application_step WHERE application_id = ? AND act = 'rejected'`;
  return rows<{ decision_id: string | null }>(world, last, id).some(({ decision_id }) => decision_id !== null);
}

/** Another state of the record is needed before this application can go on. */
function waitsForRecord({ kind, due }: Case, { status }: Row): boolean {
  if (kind === 'reopening') return !['released', 'received', 'refusedByRegion'].includes(status);
  if (kind === 'certificateOfResults') return !['inEffect', 'suspended'].includes(status);
  if (kind !== 'recognitionOfResults') return false;
  // what was returned is mended before the school registers
  return status === 'refusedByRegion' || (status === 'returned' && due === 'supplementaryRegister');
}

function isOvertaken(one: Case, row: Row): boolean {
  return (
    gone.includes(row.status) ||
    (one.kind === 'reopening' && ['inEffect', 'suspended'].includes(row.status)) ||
    // no enrolment that could leave: the draft says so, and goes no further
    (one.kind === 'certificateOfResults' && row.category === 'private')
  );
}

/** Nothing is left to be carried out; it must not stay open for ever either. */
async function endOvertaken(world: World, one: Case): Promise<void> {
  const ended = await end(world, one, one.state === 'atStep' ? 'reject' : 'withdraw', true);
  if (!ended)
    throw new Error(`overtaken and cannot be ended: ${JSON.stringify(one)}\n${world.trail.slice(-3).join('\n')}`);
}

async function stepCase(world: World, one: Case): Promise<void> {
  if (one.kind === 'certificateOfResults') await makeWayForCertificate(world, one.candidacyId);
  if (one.state === 'atStep') {
    const step = stepElsewhere(one);
    if (step !== null) await decide(world, { applicationId: one.id, step, outcome: 'agreed' }, true);
    else await agree(world, one, true);
    // an agreement that a rule stops goes back to be mended
    const after = caseOf(world, one.id);
    if (after.version === one.version) await end(world, after, 'return', true);
    return;
  }
  if (one.state === 'waitingForWindow') throw new Error(`waits in an open window: ${JSON.stringify(one)}`);
  const lacking = Math.max(1, missingEvidence(world, one).length);
  for (let papers = 0; papers < lacking; papers += 1) await addEvidence(world, caseOf(world, one.id), true);
  await submit(world, caseOf(world, one.id), true);
  const after = caseOf(world, one.id);
  if (after.state === one.state) await amend(world, after, true);
}

async function finishRecord(world: World, id: string): Promise<void> {
  for (let round = 0; round < most; round += 1) {
    const row = recordOf(world, id);
    if (over.includes(row.status)) {
      if (row.status === 'inEffect' || row.status === 'suspended') world.tally.reached += 1;
      return;
    }
    await stepRecord(world, row);
  }
  throw new Error(`never in effect: ${JSON.stringify(recordOf(world, id))}\n${world.trail.slice(-8).join('\n')}`);
}

/** One step on, by whoever has it. */
async function stepRecord(world: World, row: Row): Promise<void> {
  switch (row.status) {
    case 'preRegistered':
      await approve(world, row, true);
      break;
    case 'returned':
      await mend(world, row, true, true);
      break;
    case 'awaitingCapture':
      await visit(world, row, true);
      break;
    case 'completed':
      await review(world, row, true);
      break;
    case 'reviewed':
      await release(world, row, true);
      break;
    case 'released':
      for (const { id } of rows<{ id: string }>(
        world,
        `SELECT message_id AS id FROM outbox WHERE candidacy_id = ? AND state = 'waiting' ORDER BY desk_seq`,
        row.id,
      ))
        giveReceipt(world, id, 'stored');
      break;
    case 'received':
      await accept(world, row.id, row.revision, true);
      break;
    case 'refusedByRegion':
      await reviewReturn(world, row, true);
      break;
  }
  const after = recordOf(world, row.id);
  // stopped, e.g. by a number that somebody else holds: back to the pupil, who brings the right one
  if (
    after.status === row.status &&
    ['preRegistered', 'awaitingCapture'].includes(row.status) &&
    row.category === 'enrolled'
  )
    await sendBack(world, after, true);
}
