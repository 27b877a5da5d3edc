import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import type { IssueAnswer } from '../../shared/wire/issue-v2.ts';
import { makeActsOfRegion } from '../../src-main/bridge/acts-of-region.ts';
import { createNoticeTaking } from '../../src-main/commands/region/take-notices.ts';
import { readPullCursor } from '../../src-main/db/store/inbox.ts';
import { writeSetting } from '../../src-main/db/store/office.ts';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { createPullRunner } from '../../src-main/sync/pull-runner.ts';
import { type ApplicationScene, makeApplicationScene, privateCandidate } from '../fixtures/application-scene.ts';
import { countyBody } from '../fixtures/county.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { type FaultPlan, startFaultProxy } from './fault-proxy.ts';

const office = countyBody.office.id;

describe('从自治区取回', () => {
  let receiver: TestReceiver;
  let scene: ApplicationScene;
  beforeAll(async () => {
    receiver = await makeReceiver();
    scene = await makeApplicationScene();
  });
  afterAll(async () => {
    scene.desk.close();
    await receiver.stop();
  });

  const issue = async (...acts: unknown[]) => {
    const token = await readFile(join(receiver.folder, 'admin-token'), 'utf8');
    const answer = await fetch(`${receiver.url}/v2/notices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ acts }),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    return ((await answer.json()) as IssueAnswer).notices;
  };
  const agreed = (application: string) => ({
    act: 'decide',
    office,
    application,
    outcome: 'agreed',
    by: '自治区教育考试院',
  });
  const address = (url: string | null) =>
    writeSetting(scene.desk.db(), 'receiverUrl', url, scene.desk.clock.now(), null);
  const pull = (url = receiver.url): Promise<Output<'sync.pullNow'>> => {
    address(url);
    return scene.do('reviewer', 'sync.pullNow', {});
  };
  const pullThrough = async (plan: FaultPlan) => {
    const proxy = await startFaultProxy(receiver.url, plan);
    try {
      return await pull(proxy.url);
    } finally {
      await proxy.stop();
    }
  };
  /** at the region: its decision is awaited */
  const atRegion = async (sequence: number) => {
    const prepared = await scene.start('clerk', null, privateCandidate(sequence));
    await scene.attach('clerk', prepared.applicationId, 'householdProof');
    await scene.submit('clerk', prepared.applicationId);
    await scene.agree('reviewer', prepared.applicationId);
    expect(scene.column(prepared.candidacyId, 'status')).toBe('awaitingRegion');
    return prepared;
  };
  const status = (id: string) => scene.column(id, 'status');
  const cursor = () => readPullCursor(scene.desk.db());
  const inbox = (state: 'parked' | 'setAside') => scene.do('reviewer', 'region.inbox', { state });

  test('社会考生的决定取回以后可以采集；经手人空着，事件、审计都在；再取一遍什么也不变', async () => {
    const one = await atRegion(201);
    await issue(agreed(one.applicationId));
    expect(await pull()).toMatchObject({ applied: 1, parked: 0, refused: 0, trouble: null });
    expect(status(one.candidacyId)).toBe('awaitingCapture');
    const audit = scene.desk
      .db()
      .statement(
        `SELECT user_id AS userId, call FROM audit_entry WHERE event_seq IS NOT NULL ORDER BY rowid DESC LIMIT 1`,
      )
      .get();
    expect(audit).toEqual({ userId: null, call: 'region.apply' });
    const before = scene.count('event');
    // from the beginning of the feed, as after a restored receiver
    writeSetting(scene.desk.db(), 'pullCursor', null, scene.desk.clock.now(), null);
    expect(await pull()).toMatchObject({ applied: 0, known: 1, trouble: null });
    expect(await pull()).toEqual({ applied: 0, parked: 0, refused: 0, known: 0, trouble: null });
    expect(scene.count('event')).toBe(before);
  });

  test('前面的一步还没有的先放着，列出来；旗县同意以后下一次取回就用上，不用再发', async () => {
    const prepared = await scene.start('clerk', null, privateCandidate(203));
    await scene.attach('clerk', prepared.applicationId, 'householdProof');
    await scene.submit('clerk', prepared.applicationId);
    await issue(agreed(prepared.applicationId));
    expect(await pull()).toMatchObject({ applied: 0, parked: 1 });
    expect(await inbox('parked')).toHaveLength(1);
    await scene.agree('reviewer', prepared.applicationId);
    expect(await pull()).toMatchObject({ applied: 1, parked: 0 });
    expect(status(prepared.candidacyId)).toBe('awaitingCapture');
    expect(await inbox('parked')).toEqual([]);
  });

  test('路上被改过的一条放在一边、列出来，其余照用；自己去取时从头取，真的那条就到了', async () => {
    const [first, second, third] = [await atRegion(205), await atRegion(206), await atRegion(207)];
    await issue(...[first, second, third].map((one) => agreed(one.applicationId)));
    const end = await pullThrough({
      faultOf: (path) => (path.startsWith('/v2/pull') ? 'alter' : 'pass'),
      alter: (text) =>
        text
          .split('\n')
          .map((line) => (line.includes(second.applicationId) ? line.replace('agreed', 'rejected') : line))
          .join('\n'),
    });
    expect(end).toMatchObject({ applied: 2, refused: 1, trouble: null });
    expect([first, second, third].map((one) => status(one.candidacyId))).toEqual([
      'awaitingCapture',
      'awaitingRegion',
      'awaitingCapture',
    ]);
    const aside = await inbox('setAside');
    expect(aside.map((line) => line.sentence)).toEqual([expect.stringContaining('签名对不上')]);
    expect(JSON.stringify(aside)).not.toContain(second.applicationId);
    expect(await pull()).toMatchObject({ applied: 1 });
    expect(status(second.candidacyId)).toBe('awaitingCapture');
    expect(() => scene.desk.db().client.exec('DELETE FROM notice_set_aside')).toThrow(/never deleted/u);
  });

  test('断在半路：整行都留下，游标停在最后一行后面，接着取完，一条不多一条不少', async () => {
    // whoever asks later does not get the whole feed again because of what was set aside before
    scene.desk.clock.advance(1000);
    await pull();
    scene.desk.clock.advance(1000);
    const ids = await issue(...Array.from({ length: 20 }, () => agreed(v7())));
    let cuts = 0;
    const end = await pullThrough({
      faultOf: (path) => {
        if (!path.startsWith('/v2/pull') || cuts >= 2) return 'pass';
        cuts += 1;
        return 'truncated';
      },
    });
    // nobody here knows these applications: kept and parked, each once
    expect(end).toMatchObject({ parked: 20, known: 0, trouble: null });
    expect(cuts).toBe(2);
    expect(await inbox('parked')).toHaveLength(ids.length);
  });

  test('磁盘满了：这一趟停下，游标只到存下的为止；腾出以后接着取，一条不多一条不少', async () => {
    const one = await atRegion(209);
    await issue(...Array.from({ length: 80 }, () => agreed(v7())), agreed(one.applicationId));
    const { client } = scene.desk.db();
    client.pragma(`max_page_count = ${Number(client.pragma('page_count', { simple: true })) + 2}`);
    // signing in would open the file anew, without this limit
    address(receiver.url);
    const kept = scene.count('inbox');
    const end = await scene.desk.desk.puller.pull();
    expect(end).toMatchObject({ applied: 0, trouble: expect.stringContaining('磁盘满了') });
    expect(scene.count('inbox') - kept).toBe(end.parked);
    expect(end.parked % 8).toBe(0);
    expect(status(one.candidacyId)).toBe('awaitingRegion');
    client.pragma('max_page_count = 1073741823');
    const rest = await pull();
    expect(rest).toEqual({ applied: 1, parked: 80 - end.parked, refused: 0, known: 0, trouble: null });
    expect(status(one.candidacyId)).toBe('awaitingCapture');
  });

  test('登录网页、没有应答、没有地址：说清楚，游标不动', async () => {
    const before = cursor();
    expect((await pullThrough({ faultOf: () => 'html' })).trouble).toContain('登录网页');
    expect((await pullThrough({ faultOf: (path) => (path.startsWith('/v2') ? 'html' : 'pass') })).trouble).toContain(
      '登录网页',
    );
    expect((await pull('http://127.0.0.1:1')).trouble).toContain('没有应答');
    address(null);
    expect((await scene.do('reviewer', 'sync.pullNow', {})).trouble).toContain('还没有设接收地址');
    expect(cursor()).toBe(before);
    expect(await scene.do('reviewer', 'sync.status', {})).toMatchObject({ pull: { running: false } });
  });
});

describe('自己取', () => {
  test('打开就取，取好了过一会再取，钟拨回去了也取；没有地址时只看先放着的', async () => {
    const receiver = await makeReceiver();
    const scene = await makeApplicationScene();
    const { db, desk, clock } = scene.desk;
    const taking = createNoticeTaking((error) => {
      throw error;
    });
    const asked: string[] = [];
    const real = createHttpCall();
    const runner = createPullRunner({
      desk: makeActsOfRegion(desk.gate, taking),
      call: (request) => {
        asked.push(new URL(request.url).pathname);
        return real.call(request);
      },
      emit: (event) => scene.desk.events.push(event),
      automatic: true,
      everyMs: 60_000,
      lookMs: 20,
      onBug: (error) => {
        throw error;
      },
    });
    const pages = () => asked.filter((path) => path === '/v2/pull').length;
    try {
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(asked).toEqual([]);
      writeSetting(db(), 'receiverUrl', receiver.url, clock.now(), null);
      await expect.poll(pages).toBe(1);
      await expect.poll(() => runner.state().running).toBe(false);
      expect(runner.state()).toMatchObject({ trouble: null, nextTryAt: expect.any(String) });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(pages()).toBe(1);
      clock.advance(70_000);
      await expect.poll(pages).toBe(2);
      await expect.poll(() => runner.state().running).toBe(false);
      // it was in 2041, and somebody sets it right: the next instant lies fifteen years ahead
      clock.advance(-15 * 365 * 86_400_000);
      await expect.poll(pages).toBe(3);
      await expect.poll(() => runner.state().running).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(pages()).toBe(3);
    } finally {
      await runner.close();
      real.close();
      scene.desk.close();
      await receiver.stop();
    }
  });
});
