import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeActsOfRegion } from '../../src-main/bridge/acts-of-region.ts';
import { createNoticeTaking } from '../../src-main/commands/region/take-notices.ts';
import { readPullCursor } from '../../src-main/db/store/inbox.ts';
import { writeSetting } from '../../src-main/db/store/office.ts';
import type { PullRunner } from '../../src-main/platform/ports.ts';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { createPullRunner } from '../../src-main/sync/pull-runner.ts';
import { type ApplicationScene, makeApplicationScene, privateCandidate } from '../fixtures/application-scene.ts';
import { countyBody } from '../fixtures/county.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { type FaultKind, startFaultProxy } from './fault-proxy.ts';
import { type LineFault, startLineProxy } from './line-proxy.ts';

/** a dead line is noticed after this long, so that a test need not wait eight seconds */
const idleMs = 300;
const parkedOnes = 20;

/** What else can happen to a pull; altered lines, half pages, a full disk and no answer at all are in pull.test.ts. */
describe('取回的时候线路坏着', () => {
  let receiver: TestReceiver;
  let scene: ApplicationScene;
  let http: ReturnType<typeof createHttpCall>;
  let puller: PullRunner;
  let sequence = 300;
  beforeAll(async () => {
    receiver = await makeReceiver();
    scene = await makeApplicationScene();
    http = createHttpCall(idleMs);
    const onBug = (error: unknown) => {
      throw error;
    };
    puller = createPullRunner({
      desk: makeActsOfRegion(scene.desk.desk.gate, createNoticeTaking(onBug)),
      call: http.call,
      emit: (event) => scene.desk.events.push(event),
      automatic: false,
      onBug,
    });
  });
  afterAll(async () => {
    await puller.close();
    http.close();
    scene.desk.close();
    await receiver.stop();
  });

  const pull = (url: string) => {
    writeSetting(scene.desk.db(), 'receiverUrl', url, scene.desk.clock.now(), null);
    return puller.pull();
  };
  /** the region agrees to one application that waits for it, in the midst of words about applications nobody here knows */
  const issued = async () => {
    sequence += 1;
    const one = await scene.start('clerk', null, privateCandidate(sequence));
    await scene.attach('clerk', one.applicationId, 'householdProof');
    await scene.submit('clerk', one.applicationId);
    await scene.agree('reviewer', one.applicationId);
    const agreed = (application: string) => ({
      ...{ act: 'decide', office: countyBody.office.id, outcome: 'agreed', by: '自治区教育考试院' },
      application,
    });
    const strangers = Array.from({ length: parkedOnes }, () => agreed(v7()));
    const acts = [...strangers.slice(0, parkedOnes / 2), agreed(one.applicationId), ...strangers.slice(parkedOnes / 2)];
    const token = await readFile(join(receiver.folder, 'admin-token'), 'utf8');
    const answer = await fetch(`${receiver.url}/v2/notices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ acts }),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    return { ...one, before: scene.count('inbox') };
  };
  const effects = ({ applicationId }: { readonly applicationId: string }) =>
    scene.desk
      .db()
      .statement("SELECT count(*) FROM event WHERE subject_id = ? AND kind LIKE 'application.%'")
      .pluck()
      .get(applicationId);
  const expectOnce = async (one: Awaited<ReturnType<typeof issued>>) => {
    expect(scene.count('inbox') - one.before).toBe(parkedOnes + 1);
    expect(scene.column(one.candidacyId, 'status')).toBe('awaitingCapture');
    const [cursor, events, happened] = [readPullCursor(scene.desk.db()), scene.count('event'), effects(one)];
    // nothing is left behind, and from the very first notice on nothing comes twice
    expect(await pull(receiver.url)).toEqual({ applied: 0, parked: 0, refused: 0, known: 0, trouble: null });
    writeSetting(scene.desk.db(), 'pullCursor', null, scene.desk.clock.now(), null);
    expect(await pull(receiver.url)).toMatchObject({ applied: 0, parked: 0, refused: 0, trouble: null });
    expect([readPullCursor(scene.desk.db()), scene.count('event'), effects(one)]).toEqual([cursor, events, happened]);
  };
  const untilWhole = async (url: string) => {
    for (let run = 0; run < 8; run += 1) if ((await pull(url)).trouble === null) return;
    throw new Error('eight runs were not enough');
  };

  test.each<[string, readonly FaultKind[]]>([
    ['前两次的回答被吞掉', ['eaten', 'eaten']],
    ['每次问到一半断、答完断', ['cutBefore', 'cutAfter', 'cutBefore', 'cutAfter', 'cutAfter']],
    ['中间设备把每个请求送两遍', Array.from({ length: 20 }, () => 'duplicate')],
    ['回答老是只到一半', ['truncated', 'truncated', 'truncated', 'truncated']],
    ['先是登录网页回 200，再是 502，再吞掉', ['html', 'busy', 'busy', 'busy', 'eaten', 'truncated', 'redirect']],
  ])(
    '%s：一条不多一条不少，每件事一次',
    async (_name, faults) => {
      const one = await issued();
      let asked = 0;
      const proxy = await startFaultProxy(receiver.url, {
        faultOf: (path) => (path.startsWith('/v2/pull') ? (faults[asked++] ?? 'pass') : 'pass'),
      });
      await untilWhole(proxy.url);
      expect(new Set(proxy.seen.map(({ fault }) => fault))).toEqual(
        new Set(faults[0] === 'duplicate' ? ['pass', 'duplicate'] : ['pass', ...faults]),
      );
      await proxy.stop();
      await expectOnce(one);
    },
    60_000,
  );

  test('同一页里每条来两遍：第二遍不算', async () => {
    const one = await issued();
    const proxy = await startFaultProxy(receiver.url, {
      faultOf: (path) => (path.startsWith('/v2/pull') ? 'alter' : 'pass'),
      alter: (page) => page.replaceAll(/^(\{"c".*)$/gmu, '$1\n$1'),
    });
    expect(await pull(proxy.url)).toMatchObject({
      applied: 1,
      parked: parkedOnes,
      known: parkedOnes + 1,
      trouble: null,
    });
    await proxy.stop();
    await expectOnce(one);
  });

  test.each<[string, (connection: number) => LineFault]>([
    ['每条线路才走几百字节就被重置', (index) => (index < 6 ? { answerBytes: 700 + index * 900 } : {})],
    ['线路过一会儿就没了声音（黑洞）', (index) => (index < 3 ? { silentAfterBytes: 400 + index * 600 } : {})],
    ['十条里七条的回答被吞掉', (index) => ([0, 1, 3, 4, 6, 8, 9].includes(index % 10) ? { eatsAnswers: true } : {})],
  ])(
    '%s：一条不多一条不少，每件事一次',
    async (_name, faultOf) => {
      const one = await issued();
      const line = await startLineProxy(receiver.url, { faultOf });
      await untilWhole(line.url);
      expect(line.seen.connections).toBeGreaterThan(1);
      await line.stop();
      await expectOnce(one);
    },
    60_000,
  );

  test.each([['2019-02-01T00:00:00.000Z'], ['2041-07-01T00:00:00.000Z']])('本机的钟是 %s：照取', async (wrong) => {
    const one = await issued();
    const right = scene.desk.clock.now();
    scene.desk.clock.set(wrong);
    expect(await pull(receiver.url)).toMatchObject({ applied: 1, parked: parkedOnes, trouble: null });
    scene.desk.clock.set(right);
    await expectOnce(one);
  });

  test('取到一半这一趟停了：下一趟从游标接着取', async () => {
    const one = await issued();
    let asked = 0;
    const proxy = await startFaultProxy(receiver.url, {
      faultOf: (path) =>
        path.startsWith('/v2/pull')
          ? ((['truncated', 'cutAfter', 'cutAfter', 'cutAfter'] as const)[asked++] ?? 'pass')
          : 'pass',
    });
    expect((await pull(proxy.url)).trouble).not.toBeNull();
    await proxy.stop();
    expect(scene.count('inbox') - one.before).toBeGreaterThan(0);
    expect(scene.count('inbox') - one.before).toBeLessThan(parkedOnes + 1);
    await untilWhole(receiver.url);
    await expectOnce(one);
  });
});
