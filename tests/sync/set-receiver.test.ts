import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setReceiver } from '../../src-main/commands/sync/set-receiver.ts';
import { readSetting } from '../../src-main/db/store/office.ts';
import { createRecorder } from '../../src-main/db/store/record.ts';
import { statusSentence } from '../../src-main/queries/sync/status-sentence.ts';
import { retryDelay } from '../../src-main/sync/retry-delay.ts';
import { makeDesk, type TestDesk } from '../make-desk.ts';

describe('接收地址', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await makeDesk();
    await desk.as('admin');
  });
  afterAll(() => desk.close());

  const set = (url: string | null) => {
    const actor = desk.desk.gate.session()?.actor;
    if (!actor) throw new Error('nobody is signed in');
    const { ids } = desk.desk.gate.options;
    const db = desk.db();
    const record = createRecorder({ db, actor, call: 'sync.setReceiver', clock: desk.clock, ids, appVersion: 'test' });
    db.client.exec('BEGIN IMMEDIATE');
    const result = setReceiver.act({ url }, undefined, { db, actor, clock: desk.clock, ids, record });
    db.client.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
    return result;
  };

  test.each(['https://region.example.cn/kaoji', 'http://127.0.0.1:4870', 'http://localhost:4870', 'http://[::1]:4870'])(
    '可以：%s',
    (url) => {
      expect(set(url).ok).toBe(true);
      expect(readSetting(desk.db(), 'receiverUrl')).toBe(url);
    },
  );

  test.each([
    'http://region.example.cn',
    'http://10.0.0.8:4870',
    'http://127.0.0.1.example.cn',
    'ftp://127.0.0.1',
    'https://user:secret@region.example.cn',
    'https://region.example.cn/?key=1',
    'javascript:alert(1)',
  ])('不可以：%s，原来的不变', (url) => {
    const before = readSetting(desk.db(), 'receiverUrl');
    expect(set(url)).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(readSetting(desk.db(), 'receiverUrl')).toBe(before);
  });

  test('清空', () => {
    expect(set(null).ok).toBe(true);
    expect(readSetting(desk.db(), 'receiverUrl')).toBeNull();
  });
});

describe('送达状态的一句话', () => {
  const figures = {
    receiverUrl: 'https://x',
    waiting: 0,
    acknowledged: 0,
    refused: 0,
    changes: { waiting: 0, held: 0, taken: true },
    running: false,
    pausedAt: null,
    bytesPerSecond: null,
    secondsLeft: null,
    clockDifferenceMs: null,
  };
  test.each([
    [{}, '没有要送的。'],
    [{ acknowledged: 52 }, '已送达 52 份，都有回执。'],
    [{ waiting: 37 }, '还有 37 份未送达，都存在本机。可以继续登记。'],
    [{ waiting: 37, running: true }, '还有 37 份未送达，正在送。可以继续登记。'],
    [{ waiting: 37, running: true, secondsLeft: 700 }, '还有 37 份未送达，预计 12 分钟。可以继续登记。'],
    [
      { waiting: 37, running: true, bytesPerSecond: 9000, secondsLeft: 700 },
      '还有 37 份未送达，信号弱，预计 12 分钟。可以继续登记。',
    ],
    [
      { waiting: 37, pausedAt: '2026-11-24T02:31:00.000Z' },
      '还有 37 份未送达，都存在本机。10:31 起暂停了自动送、自动取，按“现在送出”接着来。',
    ],
    [{ waiting: 3, receiverUrl: null }, '3 份存在本机，还没有设接收地址。由管理员填写。'],
    [{ acknowledged: 36, refused: 1 }, '已送达 36 份，都有回执。自治区退回过 1 份，看“退回”。'],
    [{ clockDifferenceMs: 2 * 3_600_000 }, '没有要送的。本机比自治区慢 2 小时。不影响登记；由管理员校时。'],
    [{ clockDifferenceMs: -10 * 60_000 }, '没有要送的。本机比自治区快 10 分钟。不影响登记；由管理员校时。'],
    [{ clockDifferenceMs: 4 * 60_000 }, '没有要送的。'],
    [
      { acknowledged: 52, changes: { waiting: 3, held: 0, taken: true } },
      '已送达 52 份，都有回执。另有 3 项变动待送。',
    ],
    [
      { waiting: 2, changes: { waiting: 3, held: 1, taken: true } },
      '还有 2 份未送达，都存在本机。可以继续登记。另有 3 项变动待送，其中 1 项等记录的回执。',
    ],
    [
      { acknowledged: 1, changes: { waiting: 3, held: 3, taken: false } },
      '已送达 1 份，都有回执。另有 3 项变动待送，自治区的接收程序还不收变动，换了新的就自己送。',
    ],
  ])('%j', (change, sentence) => {
    expect(statusSentence({ ...figures, ...change })).toBe(sentence);
  });

  test('再试的间隔渐长，有上限，各台错开', () => {
    expect([1, 2, 3, 10].map((failures) => retryDelay(failures, 0.5))).toEqual([30_000, 60_000, 120_000, 600_000]);
    expect(retryDelay(1, 0)).toBeLessThan(retryDelay(1, 0.99));
  });
});
