import { v7 } from 'uuid';
import { buildReceiptBody } from '../../shared/wire/receipt.ts';
import type { RegionNotice } from '../../shared/wire/region-notice.ts';
import { findMessage } from '../../src-main/db/store/outbox.ts';
import { applyReceipt, verifyReceipt } from '../../src-main/sync/apply-receipt.ts';
import { deskForSync } from '../../src-main/sync/desk-for-sync.ts';
import { regionKeys } from '../fixtures/county.ts';
import { acceptance, signedNotice } from '../fixtures/region-notice.ts';
import { signText } from '../fixtures/sign-text.ts';
import { attempt, chance, counted, note, rows, type World } from './world.ts';

type Content = Parameters<typeof signedNotice>[0];
type Decision = Extract<RegionNotice, { kind: 'stepDecision' }>;
type Outcome = 'stored' | 'refused' | 'joined';

/** The region answers the message with a signed receipt, taken in the way the push takes it in. */
export function giveReceipt(world: World, messageId: string, outcome: Outcome): void {
  const { db, clock } = world.desk;
  const sent = findMessage(db(), messageId);
  if (!sent) throw new Error('no such message');
  const reason = { code: 'walk', sentence: '照片与证件不像同一人', next: '当面核对后重拍' };
  const body = buildReceiptBody({
    messageId,
    bodySha256: sent.bodySha256,
    photoSha256: sent.photoSha256,
    outcome,
    reason: outcome === 'refused' ? reason : null,
    canonicalCandidacyId: outcome === 'refused' ? null : outcome === 'joined' ? v7() : sent.candidacyId,
    caseId: null,
    receivedAt: clock.now(),
  });
  const signed = { body, signature: signText(body, regionKeys.privateKey) };
  const receipt = verifyReceipt(signed, sent, regionKeys.publicKey);
  if (!receipt) throw new Error('the receipt does not verify');
  const sync = deskForSync({ db: db(), clock, ids: { uuid: () => v7() }, appVersion: 'test' });
  const applied = sync.transact((context) => applyReceipt(context, signed, receipt));
  if (!applied.ok) throw new Error(`receipt: ${JSON.stringify(applied.fault)}`);
  note(world, `receipt ${outcome}`);
  counted(world, `receipt.${outcome}`, applied.value.applied);
}

/** Signs one notice and lets the office take it in. */
export async function giveNotice(
  world: World,
  act: string,
  content: Content,
  straight = false,
): Promise<string | null> {
  const notice = signedNotice(content, { issuedAt: world.desk.clock.now() });
  const reply = await attempt(
    world,
    { act, who: 'admin', name: 'region.apply', input: { notices: [notice] } },
    straight,
  );
  keepWhatIsFrozen(world);
  if (!reply.ok) return null;
  return (reply.value as { lines: { state: string | null; reason: string | null }[] }).lines[0]?.state ?? null;
}

/** The region accepts a revision; the record is in effect. */
export function accept(world: World, candidacyId: string, revision: number, straight = false): Promise<string | null> {
  return giveNotice(world, 'region.apply acceptance', acceptance(candidacyId, revision), straight);
}

/** The region's word on a step of an application. */
export function decide(
  world: World,
  { applicationId, step, outcome }: Pick<Decision, 'applicationId' | 'step' | 'outcome'>,
  straight = false,
): Promise<string | null> {
  const number = chance(world, 50) ? `S${150_430_000_000 + world.serial()}` : null;
  const content = {
    kind: 'stepDecision',
    applicationId,
    step,
    outcome,
    reason: outcome === 'agreed' ? null : '户籍证明看不清',
    decidedBy: '自治区教育考试院',
    decidedAt: world.desk.clock.now(),
    candidacyNo: outcome === 'agreed' ? number : null,
  } as const;
  return giveNotice(world, `region.apply ${outcome}`, content, straight);
}

/** The region tells results of one candidate, under the number that is theirs. */
export async function giveResults(world: World, candidacyId: string, straight = false): Promise<void> {
  const [numbered] = rows<{ candidacyNo: string | null }>(
    world,
    'SELECT candidacy_no AS candidacyNo FROM candidacy WHERE id = ?',
    candidacyId,
  );
  if (!numbered?.candidacyNo) return;
  const results = (['01', '02'] as const).map((subject) => {
    const outcome: 'pass' | 'fail' = chance(world, 70) ? 'pass' : 'fail';
    return { sitting: 'walk-1', subject, outcome };
  });
  const decidedAt = world.desk.clock.now();
  const { candidacyNo } = numbered;
  await giveNotice(
    world,
    'region.apply results',
    { kind: 'subjectResults', candidacyId, candidacyNo, source: '成绩公布', decidedAt, results },
    straight,
  );
}

export const identityColumns =
  'full_name AS fullName, document_number AS documentNumber, document_type AS documentType, ethnicity';

/** Résumé and family of a record as text, to compare. */
export function restOf(world: World, candidacyId: string): string {
  const resume = rows(
    world,
    'SELECT position, from_month, until_month, place FROM resume_entry WHERE candidacy_id = ? ORDER BY 1',
    candidacyId,
  );
  const family = rows(
    world,
    'SELECT position, relation, full_name, workplace, phone FROM family_member WHERE candidacy_id = ? ORDER BY 1',
    candidacyId,
  );
  return JSON.stringify([resume, family]);
}

/** Writes down what stood in every record that has just taken effect. */
function keepWhatIsFrozen(world: World): void {
  const found = rows<Record<string, unknown> & { id: string }>(
    world,
    `SELECT id, ${identityColumns} FROM candidacy WHERE status = 'inEffect'`,
  );
  for (const { id, ...identity } of found)
    if (!world.frozen.has(id)) world.frozen.set(id, { identity, rest: restOf(world, id) });
}
