import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '#shared/contract/index.ts';
import type { RosterKind } from '#shared/domain/roster-field.ts';
import type { SetupBody } from '#shared/wire/setup-file.ts';
import { demoSetupBody } from '../../../scripts/demo-data/setup-body.ts';
import { whenImportRests } from '../../../src-main/commands/roster/index.ts';
import type { Heavy } from '../../../src-main/platform/ports.ts';
import { makeDesk, type TestDesk, value } from '../../make-desk.ts';
import { warmHeavy } from '../../warm-heavy.ts';

export type Summary = Output<'roster.accept'>;

export type RosterDesk = {
  readonly test: TestDesk;
  /** writes a file, chooses it and waits until nothing goes on any more */
  read(name: string, bytes: Uint8Array | string, kind?: RosterKind): Promise<Summary>;
  /** the same without waiting */
  choose(name: string, bytes: Uint8Array | string, kind?: RosterKind): Promise<string>;
  /** waits until no work of the import goes on */
  settled(batchId: string): Promise<void>;
  summary(batchId: string): Promise<Summary>;
  /** every problem of every row, as `row code` */
  problems(batchId: string, only?: 'bad' | 'all' | 'cases'): Promise<string[]>;
  count(sql: string): number;
  close(): void;
};

/** A desk set up as the demo county (three own schools, thirteen classes), with the heavy jobs in a real process. */
export async function makeRosterDesk(loginName: string, body: SetupBody = demoSetupBody()): Promise<RosterDesk> {
  const heavy = warmHeavy();
  const test = await makeDesk({ services: { heavy }, county: body });
  await test.as(loginName);
  return rosterDeskOver(test, heavy);
}

/** The same over a desk that is already open. */
export function rosterDeskOver(test: TestDesk, heavy: Heavy & { close(): void }): RosterDesk {
  const choose: RosterDesk['choose'] = async (name, bytes, kind = 'roster') => {
    const path = join(test.folder, name);
    writeFileSync(path, bytes);
    test.files.open = path;
    const chosen = value(await test.call('roster.chooseFile', { kind }));
    if (!chosen) throw new Error('nothing chosen');
    return chosen.batchId;
  };
  const summary = async (batchId: string) => value(await test.call('roster.batch', { batchId })).summary;
  return {
    test,
    choose,
    settled: whenImportRests,
    summary,
    async read(name, bytes, kind) {
      const batchId = await choose(name, bytes, kind);
      await whenImportRests(batchId);
      return summary(batchId);
    },
    async problems(batchId, only = 'bad') {
      const page = value(await test.call('roster.rows', { batchId, only, field: null, offset: 0, limit: 500 }));
      return page.rows.flatMap((row) => row.problems.map((problem) => `${row.row} ${problem.code}`));
    },
    count: (sql) => Number(test.db().client.prepare(sql).pluck().get()),
    close() {
      heavy.close();
      test.close();
    },
  };
}
