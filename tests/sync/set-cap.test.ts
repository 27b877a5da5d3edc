import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSpeedLimit } from '../../src-main/sync/speed-limit.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';

describe('sync.setCap：限速', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await makeDesk();
  });
  afterAll(() => desk.close());
  const events = () => desk.db().statement(`SELECT count(*) FROM event WHERE kind = 'sync.capChanged'`).pluck().get();

  test('审核员和管理员能设，记一次；同样的再设不再记；空着就不限；重读还在', async () => {
    const { call } = await desk.as('reviewer1');
    value(await call('sync.setCap', { kbps: 256 }));
    value(await call('sync.setCap', { kbps: 256 }));
    expect([value(await call('sync.status', {})).capKbps, events()]).toEqual([256, 1]);
    const { call: asAdmin } = await desk.as('admin');
    value(await asAdmin('sync.setCap', { kbps: null }));
    expect([value(await asAdmin('sync.status', {})).capKbps, events()]).toEqual([null, 2]);
  });

  test('送到一半改限速，下一块起就算', () => {
    let cap: number | null = null;
    const limit = createSpeedLimit(() => cap, 0);
    expect(limit.take(1_000_000, 1000)).toBe(0);
    cap = 80;
    // 10 bytes a millisecond, with a quarter second ahead
    expect(limit.take(10_000, 1000)).toBe(0);
    expect(limit.take(10_000, 1000)).toBe(750);
    cap = null;
    expect(limit.take(10_000, 1000)).toBe(0);
  });
});
