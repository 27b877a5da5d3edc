import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Reply } from '../shared/contract/call.ts';
import type { DeskEvent } from '../shared/contract/channel.ts';
import type { CallName, Input, Output } from '../shared/contract/index.ts';
import type { SetupBody } from '../shared/wire/setup-file.ts';
import type { DeskDb } from '../src-main/db/open.ts';
import { type Desk, openDesk } from '../src-main/desk.ts';
import type { Services } from '../src-main/platform/act.ts';
import type { Clock, Ids } from '../src-main/platform/ports.ts';
import { watchActs } from './act-trace.ts';
import { countyBody, writeCounty } from './fixtures/county.ts';
import { layOutMigrated, migrationsFolder } from './migrated-file.ts';

/** A test signs in tens of thousands of times, and each time the slow hash would take 3 ms of a processor. */
export const cheapKdf = { n: 16, r: 1, p: 1 } as const;

export type TestClock = Clock & { set(now: string): void; advance(ms: number): void };

/** A clock that only moves when told to. */
export function fixedClock(start = '2026-11-23T02:00:00.000Z'): TestClock {
  let at = Date.parse(start);
  const began = at;
  return {
    now: () => new Date(at).toISOString(),
    today: () => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10),
    monotonicMs: () => at - began,
    bootId: '00000000-0000-7000-8000-000000000001',
    set: (now) => {
      at = Date.parse(now);
    },
    advance: (ms) => {
      at += ms;
    },
  };
}

export type TestFiles = { open: string | null; save: string | null };

export type TestDesk = {
  readonly desk: Desk;
  readonly clock: TestClock;
  readonly events: DeskEvent[];
  /** calls at the moment of each event, before the desk goes on; answers how to stop that */
  onEvent(listener: (event: DeskEvent) => void): () => void;
  /** what the file dialogs answer next */
  readonly files: TestFiles;
  readonly folder: string;
  /** the real encrypted database, open */
  readonly db: () => DeskDb;
  call<N extends CallName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>;
  /** signs in with an account of tests/fixtures/county.ts and calls; throws if sign-in is refused */
  as(loginName: string): Promise<{ call: TestDesk['call'] }>;
  close(): void;
};

export type MakeDeskOptions = {
  readonly services?: Partial<Services>;
  readonly clock?: TestClock;
  /** false: leave the profile new */
  readonly setUp?: boolean;
  readonly deskName?: string;
  readonly folder?: string;
  /** another county than tests/fixtures/county.ts */
  readonly county?: SetupBody;
  /** ids of its own, so that a run can be repeated exactly */
  readonly ids?: Ids;
  /** true: it runs the migrations itself, as every real desk does, and is no copy */
  readonly migratesItself?: boolean;
};

/** A desk on a real encrypted file in a fresh folder, set up as the test county (tests/fixtures/county.ts), without pupils. */
export async function makeDesk(options: MakeDeskOptions = {}): Promise<TestDesk> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'kaoji-desk-'));
  const files: TestFiles = { open: null, save: null };
  const clock = options.clock ?? fixedClock();
  const made = build(folder, clock, files, options);
  if (options.setUp !== false && !existsSync(join(folder, 'desk'))) {
    // the set-up file is the same for every desk of the county; each gets a device of its own
    const preview = value(await made.call('setup.useDemo', {}));
    value(
      await made.call('setup.perform', {
        token: preview.token,
        deskName: options.deskName ?? '1号台',
        administrator: null,
      }),
    );
  }
  return made;
}

/** Opens the same profile again, as after a restart. */
export async function reopen(desk: TestDesk, services: Partial<Services> = {}): Promise<TestDesk> {
  desk.desk.close();
  return build(desk.folder, desk.clock, { open: null, save: null }, { services });
}

/** The value of a reply, or an error that shows the fault. */
export function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`unexpected fault: ${JSON.stringify(reply.fault)}`);
  return reply.value;
}

function build(
  folder: string,
  clock: TestClock,
  files: TestFiles,
  { services = {}, county, ids = { uuid: () => v7() }, migratesItself = false }: MakeDeskOptions,
): TestDesk {
  const events: DeskEvent[] = [];
  const listeners = new Set<(event: DeskEvent) => void>();
  const desk = openDesk({
    profileFolder: folder,
    migrationsFolder,
    ...(!migratesItself && { layOut: layOutMigrated }),
    demoFolder: writeCounty(folder, county),
    clock,
    ids,
    appVersion: 'test',
    kdfCost: cheapKdf,
    // a test pushes when it says so
    automaticPush: false,
    emit(event) {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
    services: { ...refusingServices(files), ...services },
  });
  const watch = watchActs(() => desk.gate.db());
  const call = (async (name: string, input: unknown) =>
    await watch(name, input, () => desk.dispatch(name, input))) as TestDesk['call'];
  return {
    desk,
    clock,
    events,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    files,
    folder,
    db() {
      const db = desk.gate.db();
      if (!db) throw new Error('desk is closed');
      return db;
    },
    call,
    async as(loginName) {
      // not asked of gate.state, which reads the whole set-up file and checks its signature: tens of thousands of times
      const account = (county ?? countyBody).accounts.find((one) => one.loginName === loginName);
      if (!account) throw new Error(`no demo account ${loginName}`);
      if (desk.gate.session()) await call('session.signOut', {});
      value(await call('session.signIn', { loginName, password: account.password }));
      return { call };
    },
    close() {
      desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function refusingServices(files: TestFiles): Omit<Services, 'emit'> {
  return {
    files: { open: async () => files.open, openFolder: async () => files.open, save: async () => files.save },
    heavy: { run: () => Promise.reject(new Error('this test gives no heavy process')) },
    camera: { devices: async () => [], take: () => Promise.reject(new Error('this test gives no camera')) },
    pdf: () => Promise.reject(new Error('this test gives no printer')),
  };
}
