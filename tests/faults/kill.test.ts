import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testPassword } from '../fixtures/county.ts';
import { reopen, value } from '../make-desk.ts';
import { bundleDeskChild } from './bundle-desk-child.ts';
import { whatIsLost } from './check-survival.ts';
import { openDriverLog } from './driver-log.ts';
import { deskWithPupils } from './pupils.ts';
import { type Acknowledged, startDeskChild, workThrough } from './session-driver.ts';

const rounds = 50;
const folder = mkdtempSync(join(tmpdir(), 'kaoji-kill-'));
const script = await bundleDeskChild();
afterAll(() => {
  script.remove();
  rmSync(folder, { recursive: true, force: true });
});

test(`随机时刻 kill -9 共 ${rounds} 次：显示已保存的一样不丢`, { timeout: 600_000 }, async () => {
  const log = openDriverLog<Acknowledged>(join(folder, 'driver.log'));
  const profile = join(folder, 'profile');
  const { desk, pupils } = await deskWithPupils(profile, 300);
  desk.desk.close();
  let killedMidway = 0;
  let next = 0;
  for (let round = 0; round < rounds; round++) {
    const child = await startDeskChild(script.path, profile, join(profile, 'county'));
    value(await child.call('session.signIn', { loginName: 'clerk1', password: testPassword }));
    const delay = 20 + ((round * 7919) % 480);
    const timer = setTimeout(() => child.kill('SIGKILL'), delay);
    const before = log.read().filter((one) => one.kind === 'done').length;
    await workThrough(child, log, pupils.slice(next), round);
    clearTimeout(timer);
    child.kill('SIGKILL');
    await child.gone;
    const done = log.read().filter((one) => one.kind === 'done').length;
    // the pupil in hand is left behind with what was saved of him; the next round starts with the one after
    next += done - before + 1;
    killedMidway += 1;
    const again = await reopen(desk);
    value(await again.call('session.signIn', { loginName: 'clerk1', password: testPassword }));
    expect(whatIsLost(again.db(), log.read()), `round ${round}, killed after ${delay} ms`).toEqual([]);
    again.desk.close();
  }
  const lines = log.read();
  console.log(
    `实测：kill -9 ${killedMidway} 次，确认过的保存 ${lines.length} 条（完成 ${lines.filter((one) => one.kind === 'done').length} 人），丢失 0`,
  );
  expect(lines.filter((one) => one.kind === 'done').length).toBeGreaterThan(10);
  log.close();
});
