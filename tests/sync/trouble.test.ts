import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { type FaultKind, startFaultProxy } from './fault-proxy.ts';
import { makeRunner as makeAnyRunner, type RunnerChoice } from './make-runner.ts';
import { type Pupil, pupilData, releasePupils } from './release-pupils.ts';
import { rewriteOutbox } from './rewrite-outbox.ts';

/** version 1, as towards a receiver that knows nothing newer */
const makeRunner = (desk: TestDesk, url: string | null, choice: RunnerChoice = {}) =>
  makeAnyRunner(desk, url, { ...choice, speaks: 1 });

describe('送不到时说得清', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  let pupils: readonly Pupil[];
  beforeAll(async () => {
    receiver = await makeReceiver();
    desk = await makeDesk();
    pupils = await releasePupils(desk, [pupilData(1), pupilData(2), pupilData(3)], 700);
  });
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });

  const outboxStates = () => desk.db().statement('SELECT state FROM outbox ORDER BY desk_seq').pluck().all();

  test.each<[string, FaultKind, RegExp]>([
    ['登录网页', 'html', /这个网络要先登录网页/],
    ['转到别处', 'redirect', /这个网络要先登录网页/],
    ['中间设备报错', 'busy', /接收端正忙/],
    ['一直断', 'cutBefore', /没有应答/],
    ['一直没有回音', 'eaten', /没有应答/],
  ])('%s', async (_name, fault, sentence) => {
    const proxy = await startFaultProxy(receiver.url, { faultOf: () => fault });
    const summary = await makeRunner(desk, proxy.url, { idleMs: 150 }).push();
    expect(summary.trouble).toMatch(sentence);
    expect(summary.trouble).not.toMatch(/请|！|失败|无效|非法/u);
    expect(summary).toMatchObject({ received: 0, waiting: 3 });
    expect(outboxStates()).toEqual(['waiting', 'waiting', 'waiting']);
    await proxy.stop();
  });

  test('地址上没有人', async () => {
    expect((await makeRunner(desk, 'http://127.0.0.1:9').push()).trouble).toMatch(/没送到：.*没有应答/u);
  });

  test('地址上是别的服务', async () => {
    const other = createServer((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect((await makeRunner(desk, `http://127.0.0.1:${port}`).push()).trouble).toContain('不是自治区接收端');
    other.close();
  });

  test('还没有设地址', async () => {
    expect((await makeRunner(desk, null).push()).trouble).toContain('还没有设接收地址');
  });

  test('一份被退回：有原因、有人管，其余照送', async () => {
    const [first, second, third] = pupils;
    // the region's rules see what a desk with a wrong build let through
    rewriteOutbox(desk, second?.candidacyId ?? '', (body) => ({ ...body, teacherApproval: null }));
    const summary = await makeRunner(desk, receiver.url).push();
    expect(summary).toMatchObject({ received: 2, refused: 1, waiting: 0, trouble: null });
    const row = (id: string | undefined) =>
      desk.db().statement('SELECT status, return_reason AS reason FROM candidacy WHERE id = ?').get(id) as {
        status: string;
        reason: string | null;
      };
    expect([row(first?.candidacyId).status, row(third?.candidacyId).status]).toEqual(['received', 'received']);
    expect(row(second?.candidacyId).status).toBe('refusedByRegion');
    expect(row(second?.candidacyId).reason).toMatch(/^自治区退回：.*班主任.*下一步：.*采集员王敏/u);
    const { call } = await desk.as('clerk1');
    const sums = value(await call('custody.sums', { classId: null }));
    expect(sums.balanced).toBe(true);
    expect(sums.parts.find((part) => part.part === 'refused')?.count).toBe(1);
    const [name] = value(await call('custody.names', { part: 'refused', classId: null }));
    expect(name).toMatchObject({ candidacyId: second?.candidacyId, note: row(second?.candidacyId).reason });
  });

  test('本机的照片坏了：这一份不送、说出来，其余照送', async () => {
    const [broken, good] = await releasePupils(desk, [pupilData(4), pupilData(5)], 800);
    const photo =
      "UPDATE photo_blob SET bytes = x'ffd8' WHERE sha256 = (SELECT photo_sha256 FROM outbox WHERE candidacy_id = ?)";
    desk.db().client.prepare(photo).run(broken?.candidacyId);
    const summary = await makeRunner(desk, receiver.url).push();
    expect(summary).toMatchObject({ received: 1, waiting: 1 });
    expect(summary.trouble).toContain('校验值不符');
    const line = desk.db().statement('SELECT state, attempts, last_trouble FROM outbox WHERE candidacy_id = ?');
    expect(line.get(broken?.candidacyId)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(line.get(good?.candidacyId)).toMatchObject({ state: 'acknowledged', last_trouble: null });
  });
});
