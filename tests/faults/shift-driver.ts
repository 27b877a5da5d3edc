import type { CallName, Input, Output } from '../../shared/contract/index.ts';
import { testPassword } from '../fixtures/county.ts';
import type { DriverLog } from './driver-log.ts';
import { type Acknowledged, type DeskChild, workThrough } from './session-driver.ts';

/** pupils of one shift: one of them is returned by the teacher, another by the reviewer */
const pupilsOfAShift = 4;

/** The desk was killed: the end of the work, no error. */
class ChildGone extends Error {}

/**
 * Everybody's work in turn on one desk, over and over until the child dies: the class teacher approves and returns, the
 * clerk completes, the reviewer approves, returns and releases, the desk pushes. `round` decides who begins, so that the
 * moment of death meets each of them. Every answer goes to the log before the next call.
 */
export async function workShifts(child: DeskChild, log: DriverLog<Acknowledged>, round: number): Promise<void> {
  const dead = child.gone.then(() => null);
  const step = async <N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await Promise.race([child.call(name, input), dead]);
    if (reply === null) throw new ChildGone();
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.fault).slice(0, 800)}`);
    return reply.value;
  };
  const sign = async (loginName: string) => {
    await step('session.signOut', {});
    await step('session.signIn', { loginName, password: testPassword });
  };
  const note = (event: string, candidacyIds: readonly string[]) => {
    for (const candidacyId of candidacyIds) log.write({ kind: 'act', candidacyId, event });
  };
  const many = (result: Output<'review.approve'>): readonly string[] => {
    if (result.failed.length > 0) throw new Error(JSON.stringify(result.failed[0]));
    return result.done;
  };

  const teacher = async () => {
    await sign('teacher1');
    const waiting = await step('preRegistration.list', { classId: null, status: 'waiting' });
    const [first, ...others] = waiting.slice(0, pupilsOfAShift).map(itemOf);
    if (first === undefined) return;
    await step('preRegistration.return', { ...first, reasons: ['住址没有填'] });
    note('candidacy.returnedByTeacher', [first.candidacyId]);
    if (others.length === 0) return;
    note('candidacy.approvedByTeacher', many(await step('preRegistration.approve', { items: others })));
  };
  let shift = 0;
  const clerk = async () => {
    await sign('clerk1');
    const [line] = (await step('desk.classes', {})).filter((one) => one.waiting > 0);
    if (line === undefined) return;
    const { pupils } = await step('desk.queue', { classId: line.classId });
    const waiting = pupils.filter((one) => one.status === 'awaitingCapture').slice(0, pupilsOfAShift);
    shift += 1;
    await workThrough(
      child,
      log,
      waiting.map((one) => one.candidacyId),
      round * 100 + shift,
    );
  };
  const reviewer = async () => {
    await sign('reviewer1');
    const [first, ...others] = (await step('review.list', { stage: 'completed', classId: null })).map(itemOf);
    if (first !== undefined) {
      await step('review.return', { ...first, reason: '背景不均匀' });
      note('candidacy.returnedToDesk', [first.candidacyId]);
    }
    if (others.length > 0) note('candidacy.reviewed', many(await step('review.approve', { items: others })));
    for (const { caseId, asks } of await step('case.list', { state: 'open' }))
      if (asks === 'samePerson')
        await step('case.decide', { caseId, decision: 'different', reason: '两个人，证件核对过' });
    const items = (await step('review.list', { stage: 'reviewed', classId: null })).map(itemOf);
    if (items.length > 0) note('candidacy.released', many(await step('release.perform', { items })));
  };
  const seen = new Set(log.read().map((one) => (one.kind === 'receipt' ? one.messageId : '')));
  const push = async () => {
    await sign('reviewer1');
    const { trouble, refused } = await step('sync.pushNow', {});
    if (trouble !== null || refused > 0) throw new Error(trouble ?? 'refused');
    for (const { messageId, candidacyId } of await step('sync.outbox', { state: 'acknowledged' })) {
      if (!seen.has(messageId)) log.write({ kind: 'receipt', candidacyId, messageId });
      seen.add(messageId);
    }
  };

  const shifts = [teacher, clerk, reviewer, push];
  try {
    for (let turn = round; ; turn++) await shifts[turn % shifts.length]?.();
  } catch (error) {
    if (!(error instanceof ChildGone)) throw error;
  }
}

function itemOf({ candidacyId, version }: { readonly candidacyId: string; readonly version: number }) {
  return { candidacyId, version };
}
