import { demoSetupBody } from '../../../scripts/demo-data/setup-body.ts';
import { makeDesk, value } from '../../make-desk.ts';
import { warmHeavy } from '../../warm-heavy.ts';
import { rosterDeskOver } from './roster-desk.ts';
import { csv, headers, pupilRow } from './sheets.ts';

// Played by roster-crash.test.ts in a process of its own: imports 900 rows and kills itself at the named moment.

const [folder = '', moment] = process.argv.slice(2);
const heavy = warmHeavy();
const test = await makeDesk({ folder, services: { heavy }, county: demoSetupBody() });
await test.as('clerk1');
const desk = rosterDeskOver(test, heavy);
const file = csv([[...headers], ...Array.from({ length: 900 }, (_, at) => pupilRow(at + 1))]);

function dieOnce(sql: string): void {
  if (desk.count(sql) >= 200) process.kill(process.pid, 'SIGKILL');
  setImmediate(() => dieOnce(sql));
}

if (moment === 'reading') {
  dieOnce('SELECT count(*) FROM import_row');
  await desk.read('名册.csv', file);
} else {
  const { batchId } = await desk.read('名册.csv', file);
  const sql = moment === 'accepting' ? 'candidacy' : `candidacy WHERE status = 'preRegistered'`;
  dieOnce(`SELECT count(*) FROM ${sql}`);
  value(await test.call('roster.accept', { batchId }));
}
