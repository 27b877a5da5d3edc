import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { demoSetupBody } from '../../../scripts/demo-data/setup-body.ts';
import { makeDesk, value } from '../../make-desk.ts';
import { warmHeavy } from '../../warm-heavy.ts';
import { type RosterDesk, rosterDeskOver } from './roster-desk.ts';

// each test starts three processes
vi.setConfig({ testTimeout: 120_000 });

/** Runs import-and-die.ts, which kills itself with SIGKILL at the named moment, and opens the profile again. */
async function afterDeath(moment: 'reading' | 'accepting' | 'accepted'): Promise<RosterDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-crash-'));
  const script = join(import.meta.dirname, 'import-and-die.ts');
  const run = spawnSync(process.execPath, [script, folder, moment], { encoding: 'utf8' });
  expect(run.signal, run.stderr).toBe('SIGKILL');
  const heavy = warmHeavy();
  const test = await makeDesk({ folder, services: { heavy }, county: demoSetupBody() });
  await test.as('clerk1');
  return rosterDeskOver(test, heavy);
}

test('读到一半断电：下次打开说明没有读完，什么也不留', async () => {
  const desk = await afterDeath('reading');
  const [batch] = value(await desk.test.call('roster.batches', {}));
  expect(batch).toMatchObject({ state: 'failed', problem: expect.stringContaining('没有写入任何数据。重新选择文件') });
  expect(desk.count('SELECT count(*) FROM import_row')).toBe(0);
  desk.close();
});

test('写入途中断电：一个半成品也没有，回到预览，再导入一次就好', async () => {
  const desk = await afterDeath('accepting');
  expect(desk.count('SELECT count(*) FROM candidacy')).toBe(0);
  expect(desk.count('SELECT count(*) FROM number_history')).toBe(0);
  const [batch] = value(await desk.test.call('roster.batches', {}));
  expect(batch).toMatchObject({ state: 'previewed', good: 900 });
  expect(value(await desk.test.call('roster.accept', { batchId: batch!.batchId }))).toMatchObject({
    state: 'accepted',
    good: 900,
  });
  expect(desk.count(`SELECT count(*) FROM candidacy WHERE status = 'preRegistered'`)).toBe(900);
  desk.close();
});

test('接受之后、其余的人还没有放出来就断电：下次打开补齐', async () => {
  const desk = await afterDeath('accepted');
  // as after a file of more than one step: some pupils of the accepted import are still staged
  desk.test
    .db()
    .client.prepare(`UPDATE candidacy SET status = 'staged' WHERE substr(document_number, 15, 3) < '300'`)
    .run();
  const staged = desk.count(`SELECT count(*) FROM candidacy WHERE status = 'staged'`);
  expect(staged).toBeGreaterThan(200);
  desk.test.desk.close();
  const again = await makeDesk({ folder: desk.test.folder, county: demoSetupBody() });
  await again.as('clerk1');
  expect(again.db().client.prepare(`SELECT count(*) FROM candidacy WHERE status = 'preRegistered'`).pluck().get()).toBe(
    900,
  );
  again.close();
});

test('刚接受完就断电：一个不少', async () => {
  const desk = await afterDeath('accepted');
  expect(desk.count(`SELECT count(*) FROM candidacy WHERE status = 'preRegistered'`)).toBe(900);
  expect(desk.count(`SELECT count(*) FROM event WHERE kind = 'roster.accepted'`)).toBe(1);
  expect(desk.count('SELECT count(*) FROM import_row')).toBe(0);
  desk.close();
});
