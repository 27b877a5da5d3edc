import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testPassword } from '../fixtures/county.ts';
import { reopen, value } from '../make-desk.ts';
import { makeReceiver } from '../receiver/make-receiver.ts';
import { bundleDeskChild } from './bundle-desk-child.ts';
import { whatIsLost } from './check-survival.ts';
import { openDriverLog } from './driver-log.ts';
import { deskWithPupils } from './pupils.ts';
import { type Acknowledged, startDeskChild } from './session-driver.ts';
import { workShifts } from './shift-driver.ts';

const rounds = 50;
const folder = mkdtempSync(join(tmpdir(), 'kaoji-kill-'));
const everyKind = [
  ...['field', 'shot', 'done', 'receipt'],
  ...['candidacy.approvedByTeacher', 'candidacy.returnedByTeacher', 'candidacy.reviewed'],
  ...['candidacy.returnedToDesk', 'candidacy.released'],
];
const script = await bundleDeskChild();
const receiver = await makeReceiver();
afterAll(async () => {
  await receiver.stop();
  script.remove();
  rmSync(folder, { recursive: true, force: true });
});

test(`随机时刻 kill -9 共 ${rounds} 次：显示已保存的一样不丢`, { timeout: 600_000 }, async () => {
  const log = openDriverLog<Acknowledged>(join(folder, 'driver.log'));
  const profile = join(folder, 'profile');
  const { desk } = await deskWithPupils(profile, 400, false);
  const administrator = await desk.as('admin');
  value(await administrator.call('sync.setReceiver', { url: receiver.url }));
  desk.desk.close();
  const seldom = () => {
    const counts = countKinds(log.read());
    return everyKind.some((kind) => (counts[kind] ?? 0) <= 5);
  };
  let round = 0;
  // a slow machine gets less far before it dies: further rounds live longer, until every kind of act was among them
  for (; round < rounds || (round < rounds * 3 && seldom()); round++) {
    const child = await startDeskChild(script.path, profile, join(profile, 'county'));
    value(await child.call('session.signIn', { loginName: 'clerk1', password: testPassword }));
    const delay = 20 + ((round * 7919) % 480) * (1 + 3 * Math.floor(round / rounds));
    const timer = setTimeout(() => child.kill('SIGKILL'), delay);
    await workShifts(child, log, round);
    clearTimeout(timer);
    await child.gone;
    const again = await reopen(desk);
    value(await again.call('session.signIn', { loginName: 'clerk1', password: testPassword }));
    expect(whatIsLost(again.db(), log.read()), `round ${round}, killed after ${delay} ms`).toEqual([]);
    again.desk.close();
  }
  const lines = log.read();
  const counts = countKinds(lines);
  console.log(`实测：kill -9 ${round} 次，确认过的保存 ${lines.length} 条，丢失 0：${JSON.stringify(counts)}`);
  for (const kind of everyKind) expect(counts[kind] ?? 0, kind).toBeGreaterThan(5);

  // what died on its way is sent again, and the region has each record once
  const last = await reopen(desk);
  await last.as('reviewer1');
  value(await last.call('sync.pushNow', {}));
  const sums = last.db().statement('SELECT count(*) AS sent, count(DISTINCT candidacy_id) AS people FROM outbox').get();
  const { counts: atRegion } = await receiver.report();
  expect(value(await last.call('sync.outbox', { state: 'waiting' }))).toEqual([]);
  expect({ sent: atRegion.messages, people: atRegion.persons }).toEqual(sums);
  last.desk.close();
  log.close();
});

function countKinds(lines: readonly Acknowledged[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of lines) {
    const kind = one.kind === 'act' ? one.event : one.kind;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
