import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HaveAnswerV2 } from '../../shared/wire/push-v2.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { deskForSync } from '../../src-main/sync/desk-for-sync.ts';
import type { OpenHttpStream } from '../../src-main/sync/http-stream.ts';
import type { PushDesk } from '../../src-main/sync/push.ts';
import { pushByStreams } from '../../src-main/sync/push-engine.ts';
import { makeDesk, type TestDesk } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { makeRunner } from './make-runner.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

const nothing = { v: 2, held: [], text: [], undecided: [], parked: [], missing: [], photos: [] } as const;

describe('送的一趟在本机出了错：停下，说清，再试', () => {
  let desk: TestDesk;
  let receiver: TestReceiver;
  beforeAll(async () => {
    desk = await makeDesk();
    receiver = await makeReceiver();
    await releasePupils(desk, [pupilData(401), pupilData(402)], 401);
  });
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });

  /** a line on which nothing is answered and nothing dies by itself; the first one drops where `drops` */
  const silentLine = (drops: boolean) => {
    const live = new Set<object>();
    let opened = 0;
    const open: OpenHttpStream = ({ listener }) => {
      opened += 1;
      const isFirst = opened === 1;
      const stream = {
        write() {
          if (drops && isFirst) setTimeout(() => listener.over({ complete: false, error: null }));
        },
        end: () => undefined,
        destroy: () => void live.delete(stream),
      };
      live.add(stream);
      listener.connected();
      return stream;
    };
    return { open, live };
  };
  /** a desk whose disk takes nothing any more */
  const fullDesk = (): PushDesk => {
    const { ids, appVersion } = desk.desk.gate.options;
    const open = deskForSync({ db: desk.db(), clock: desk.clock, ids, appVersion });
    return {
      ...open,
      transact: (step) =>
        open.transact((context) => {
          step(context);
          throw new Error('disk full');
        }),
    };
  };
  type Have = (ids: readonly string[], isAgain: boolean) => Partial<HaveAnswerV2>;
  const run = (line: OpenHttpStream, have: Have) =>
    pushByStreams(fullDesk(), {
      exchange: {
        haveV2: async (ids, _photos, isAgain) => ({
          ok: true,
          value: { ...nothing, ...have(ids, isAgain) } as HaveAnswerV2,
        }),
      },
      url: 'http://127.0.0.1:9/v2/push',
      openStream: line,
      signal: new AbortController().signal,
      regionPublicKey: readInstallation(desk.db()).regionPublicKey,
      count: { sent: 0, received: 0, joined: 0, refused: 0 },
      cap: () => null,
      startMode: 'stream',
      onMode: () => undefined,
      onContiguous: () => undefined,
      roundTripMs: 50,
      idleMs: 600_000,
      onReceipt: () => undefined,
      onProgress: () => undefined,
    });

  test.each<[string, boolean, Have]>([
    ['一开始就问出一份等人处理', false, (ids) => ({ undecided: [...ids] })],
    ['线路断了以后才问出来', true, (ids, isAgain) => (isAgain ? { undecided: [...ids] } : { missing: [...ids] })],
  ])('%s，本机记不下：这一趟结束，线路都关了', async (_name, drops, have) => {
    const line = silentLine(drops);
    await expect(run(line.open, have)).rejects.toThrow('disk full');
    expect(line.live.size).toBe(0);
  });

  test('照片坏了要搁下，本机记不下：出在线路的事件里，也是这一趟的错', async () => {
    const { client } = desk.db();
    const sound = client.prepare('SELECT message_id AS id, photo_sha256 AS hash FROM outbox').all() as {
      id: string;
      hash: string;
    }[];
    client.pragma('foreign_keys = OFF');
    client.prepare('UPDATE outbox SET photo_sha256 = ?').run('c'.repeat(64));
    const line = silentLine(false);
    await expect(run(line.open, (ids) => ({ missing: [...ids] }))).rejects.toThrow('disk full');
    expect(line.live.size).toBe(0);
    for (const { id, hash } of sound)
      client.prepare('UPDATE outbox SET photo_sha256 = ? WHERE message_id = ?').run(hash, id);
    client.pragma('foreign_keys = ON');
  });

  test('说清出了什么事，自己排下一次；好了以后照送', async () => {
    const runner = makeRunner(desk, receiver.url, { diesAfterTransactions: 2, automatic: true });
    await expect(runner.push()).rejects.toThrow('power cut');
    const { running, trouble, nextTryAt } = runner.state();
    expect([running, nextTryAt]).toEqual([false, expect.any(String)]);
    expect(trouble).toMatch(/本机出了错，没送完的都在本机.*再试/u);
    await runner.close();
    expect(await makeRunner(desk, receiver.url).push()).toMatchObject({ waiting: 0, trouble: null });
  });
});
