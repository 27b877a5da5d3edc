import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '../../shared/contract/call.ts';
import type { CallName, Input, Output } from '../../shared/contract/index.ts';
import type { FilePicker } from './ports.ts';

type Call = <N extends CallName>(name: N, input: Input<N>) => Promise<Reply<Output<N>>>;
/** The part of the gate that tells the screens what is going on. */
type Door = { phase(): string; preparing: string | null };
type UntypedDispatch = (name: string, raw: unknown) => Promise<Reply<unknown>>;

/** File dialogs that can be told beforehand what the next answer is: the demo county brings its own files. */
export type PreparedDialogs = FilePicker & { answerNext(path: string): void };

/** Wraps the real dialogs. Only main can prepare an answer; the screens still never name a path. */
export function preparedDialogs(dialogs: FilePicker): PreparedDialogs {
  let next: string | null = null;
  return {
    answerNext(path) {
      next = path;
    },
    open(title, extensions) {
      const prepared = next;
      next = null;
      return prepared === null ? dialogs.open(title, extensions) : Promise.resolve(prepared);
    },
    openFolder: (title) => dialogs.openFolder(title),
    save: (title, name, extensions) => dialogs.save(title, name, extensions),
  };
}

export type DemoFolders = {
  /** the shipped files */
  readonly demo: string;
  readonly profile: string;
};

/**
 * First start of the demo county: sets the office up from the shipped file and imports the region's enrolment list and
 * the school's roster, all through the same calls that people use. A desk that was killed meanwhile goes on where it
 * stopped; on any other desk that is set up nothing happens. The screens meanwhile say what is going on; `say` gets the
 * same Chinese lines.
 */
export async function provisionDemoCounty(
  door: Door,
  dispatch: UntypedDispatch,
  dialogs: PreparedDialogs,
  folders: DemoFolders,
  say: (line: string) => void,
): Promise<void> {
  const call = (async (name: string, input: unknown) => await dispatch(name, input)) as Call;
  const unfinished = join(folders.profile, 'demo-unfinished');
  const isNew = door.phase() === 'newProfile';
  if (!isNew && !existsSync(unfinished)) return;
  const tell = (line: string) => {
    door.preparing = line;
    say(line);
  };
  try {
    writeFileSync(unfinished, '');
    if (isNew) await setUp(call, tell);
    await importAll(call, dialogs, folders.demo, tell);
    rmSync(unfinished);
  } finally {
    door.preparing = null;
  }
  say('演示旗县准备好了。登录名和密码显示在登录页上。');
}

async function setUp(call: Call, say: (line: string) => void): Promise<void> {
  say('第一次打开：正在准备演示旗县的单位、学校和账户……');
  const preview = must(await call('setup.useDemo', {}));
  must(await call('setup.perform', { token: preview.token, deskName: '演示 1 号台', administrator: null }));
}

async function importAll(
  call: Call,
  dialogs: PreparedDialogs,
  demoFolder: string,
  say: (line: string) => void,
): Promise<void> {
  say('正在准备演示旗县的名册……');
  const { demoAccounts } = must(await call('gate.state', {}));
  const administrator = demoAccounts.find((account) => account.role === 'officeAdministrator');
  if (!administrator?.password) throw new Error('the demo county has no administrator');
  const { loginName, password } = administrator;
  // somebody has begun to use the half-prepared desk and changed the password: it is theirs now
  if (!(await call('session.signIn', { loginName, password })).ok) return;
  await importFile(call, dialogs, 'enrolmentList', join(demoFolder, 'enrolment-list.xlsx'), say);
  await importFile(call, dialogs, 'roster', join(demoFolder, 'roster.xlsx'), say);
  must(await call('session.signOut', {}));
}

async function importFile(
  call: Call,
  dialogs: PreparedDialogs,
  kind: 'roster' | 'enrolmentList',
  path: string,
  say: (line: string) => void,
): Promise<void> {
  if (!existsSync(path)) return;
  const before = must(await call('roster.batches', {})).filter((batch) => batch.kind === kind);
  if (before.some((batch) => batch.state === 'accepted')) return;
  dialogs.answerNext(path);
  say(kind === 'roster' ? '正在导入演示名册（600 人）……' : '正在导入演示学籍名单……');
  const chosen = must(await call('roster.chooseFile', { kind }));
  if (!chosen) return;
  const summary = await untilPreviewed(call, chosen.batchId);
  const accepted = must(await call('roster.accept', { batchId: summary.batchId }));
  say(`${kind === 'roster' ? '名册' : '学籍名单'}：导入 ${accepted.good} 行`);
}

async function untilPreviewed(call: Call, batchId: string): Promise<Output<'roster.batch'>['summary']> {
  for (;;) {
    const { summary } = must(await call('roster.batch', { batchId }));
    if (summary.state === 'previewed') return summary;
    if (summary.state !== 'reading') throw new Error(`demo import stopped in state ${summary.state}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function must<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`demo county: ${reply.fault.kind}`);
  return reply.value;
}
