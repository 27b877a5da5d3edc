import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoSetupBody } from '../../../scripts/demo-data/setup-body.ts';
import { preparedDialogs, provisionDemoCounty } from '../../../src-main/platform/demo-county.ts';
import { makeDesk, type TestDesk } from '../../make-desk.ts';
import { warmHeavy } from '../../warm-heavy.ts';

const demo = join(import.meta.dirname, '../../../demo');
const heavy = warmHeavy();
const open: TestDesk[] = [];
afterAll(() => {
  heavy.close();
  open.at(-1)?.close();
});

const noDialogs = () =>
  preparedDialogs({ open: async () => null, openFolder: async () => null, save: async () => null });

/** Prepares the demo county; the process ends at the call that `diesAt` picks. */
async function provision(
  desk: TestDesk,
  dialogs: ReturnType<typeof noDialogs>,
  diesAt: (name: string, input: unknown) => boolean = () => false,
): Promise<string[]> {
  const lines: string[] = [];
  const dispatch = async (name: string, input: unknown) => {
    if (diesAt(name, input)) throw new Error('killed');
    return desk.desk.dispatch(name, input);
  };
  const folders = { demo, profile: desk.folder };
  await provisionDemoCounty(desk.desk.gate, dispatch, dialogs, folders, (line) => lines.push(line)).catch((error) => {
    if (!String(error).includes('killed')) throw error;
  });
  return lines;
}

const openAt = (folder?: string) => {
  const dialogs = noDialogs();
  const services = { heavy, files: dialogs };
  const made = makeDesk({ setUp: false, county: demoSetupBody(), services, ...(folder && { folder }) });
  return made.then((desk) => {
    open.push(desk);
    return { desk, dialogs };
  });
};
const count = (desk: TestDesk, sql: string) => Number(desk.db().client.prepare(sql).pluck().get());

test('演示旗县准备到一半程序被杀：下次打开接着准备，名册还在', { timeout: 120_000 }, async () => {
  const { desk: first, dialogs } = await openAt();
  let accepted = 0;
  await provision(first, dialogs, (name) => name === 'roster.accept' && ++accepted === 2);
  expect(count(first, 'SELECT count(*) FROM candidacy')).toBe(0);

  first.desk.close();
  const { desk: again, dialogs: newDialogs } = await openAt(first.folder);
  const lines = await provision(again, newDialogs);
  expect(lines.filter((line) => line.includes('学籍名单'))).toEqual([]);
  expect(lines.at(-1)).toContain('准备好了');
  await again.as('admin1');
  expect(count(again, `SELECT count(*) FROM candidacy WHERE status <> 'staged'`)).toBe(600);
  expect(count(again, `SELECT count(*) FROM import_batch WHERE kind = 'enrolmentList' AND state = 'accepted'`)).toBe(1);
  expect(existsSync(join(again.folder, 'demo-unfinished'))).toBe(false);

  again.desk.close();
  const third = await openAt(first.folder);
  expect(await provision(third.desk, third.dialogs)).toEqual([]);
});
