import type { Reply } from '../../shared/contract/call.ts';
import type { Fault } from '../../shared/contract/faults.ts';
import { type CallName, contract } from '../../shared/contract/index.ts';
import type { Actor } from '../../shared/domain/role.ts';
import { failed, type Result } from '../../shared/lib/result.ts';
import { writeAudit } from '../db/store/audit.ts';
import { createRecorder } from '../db/store/record.ts';
import type { CommandContext, LongContext, Services } from '../platform/act.ts';
import type { Logger } from '../platform/logger.ts';
import type { Gate } from '../security/gate.ts';
import { accessFault } from './access.ts';
import type { AccessLog } from './access-log.ts';
import { brokenFault, storageFault } from './broken.ts';
import { formProblem } from './form-problem.ts';
import type { Registry } from './registry.ts';

export type DispatchOptions = {
  readonly gate: Gate;
  readonly registry: Registry;
  readonly services: Services;
  readonly accessLog: AccessLog;
  readonly logger: Logger;
};

const somebodyElse: Fault = { kind: 'forbidden', message: '登录的人换了，这一步没有办。由原来的人重新登录再办。' };

export type Dispatch = (name: string, raw: unknown) => Promise<Reply<unknown>>;

// biome-ignore lint/suspicious/noExplicitAny: the registry is typed per name; inside one function the names are erased
type Erased = any;

/**
 * The one way in (DESIGN §3): known name, role, zod parse, then prepare and one BEGIN IMMEDIATE for a command. A fault
 * rolls back; a bug is logged under a number that the clerk can read out, and nothing of it is written.
 */
export function makeDispatch(options: DispatchOptions): Dispatch {
  const { gate, logger } = options;
  return async function dispatch(name, raw) {
    const started = performance.now();
    const reply = await run(options, name, raw);
    const outcome = reply.ok ? 'ok' : reply.fault.kind;
    logger.call(Object.hasOwn(contract, name) ? name : 'unknown', outcome, performance.now() - started);
    if (!reply.ok && reply.fault.kind !== 'invalid' && reply.fault.kind !== 'locked')
      auditFault(gate, name, reply.fault);
    return reply;
  };
}

async function run(options: DispatchOptions, name: string, raw: unknown): Promise<Reply<unknown>> {
  if (!Object.hasOwn(contract, name)) return failed({ kind: 'forbidden', message: '没有这个功能。重新打开本程序。' });
  const known = name as CallName;
  const spec = contract[known];
  const closed = accessFault(known, spec.access, options.gate.session());
  if (closed) return failed(closed);
  const input = spec.input.safeParse(raw);
  if (!input.success) {
    return failed({ kind: 'invalid', problems: input.error.issues.map(formProblem) });
  }
  try {
    const result = (await handle(options, known, input.data)) as Result<unknown, Fault>;
    if (!result.ok) return result;
    return { ok: true, value: spec.output.parse(result.value) };
  } catch (error) {
    return failed(storageFault(error) ?? brokenFault(error, known, options));
  }
}

function handle(options: DispatchOptions, name: CallName, input: Erased): Erased {
  const { gate, registry, services } = options;
  const atGate = registry.gate[name] as Erased;
  if (atGate) return atGate(input, gate, services);
  const db = gate.db();
  const actor = gate.session()?.actor;
  if (!db || !actor) throw new Error(`${name} needs an open desk`);
  const { clock, ids } = gate.options;
  const query = (registry.queries as Record<string, Erased>)[name];
  if (query) {
    options.accessLog.note(db, actor, name, input);
    return query(input, { db, actor, clock });
  }
  const long = (registry.long as Record<string, Erased>)[name];
  const context: LongContext = { db, actor, clock, ids, transact: (step) => transact(options, name, actor, step) };
  if (long) return long(input, context, services);
  const command = (registry.commands as Record<string, Erased>)[name];
  if (!command) throw new Error(`no handler for ${name}`);
  return runCommand(options, name, command, input, context);
}

async function runCommand(
  options: DispatchOptions,
  name: CallName,
  command: Erased,
  input: Erased,
  context: LongContext,
): Promise<Erased> {
  let prepared: unknown;
  if (command.prepare) {
    const result = await command.prepare(input, context, options.services);
    if (!result.ok) return result;
    prepared = result.value;
    // the person may have locked or left while files were read
    const closed = accessFault(name, contract[name].access, options.gate.session());
    if (closed) return failed(closed);
    if (options.gate.session()?.actor.userId !== context.actor.userId) return failed(somebodyElse);
  }
  const result = transact(options, name, context.actor, (step) => command.act(input, prepared, step));
  if (result.ok) options.services.emit({ kind: 'changed', nouns: command.changes });
  return result;
}

/** One BEGIN IMMEDIATE around a step; a fault or an exception leaves nothing behind. */
function transact<T>(
  options: DispatchOptions,
  call: string,
  actor: Actor,
  step: (context: CommandContext) => Result<T, Fault>,
): Result<T, Fault> {
  const { gate } = options;
  const db = gate.db();
  if (!db) return failed({ kind: 'locked', message: '本机已关闭。重新打开并登录；没办完的都在。' });
  const { clock, ids, appVersion } = gate.options;
  const record = createRecorder({ db, actor, call, clock, ids, appVersion });
  db.client.exec('BEGIN IMMEDIATE');
  try {
    const result = step({ db, actor, clock, ids, record });
    db.client.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    if (db.client.inTransaction) db.client.exec('ROLLBACK');
    throw error;
  }
}

function auditFault(gate: Gate, name: string, fault: Fault): void {
  const db = gate.db();
  const actor = gate.session()?.actor ?? null;
  if (!db || db.client.inTransaction) return;
  const reference = fault.kind === 'broken' ? fault.reference : null;
  try {
    writeAudit(db, {
      at: gate.options.clock.now(),
      actor,
      call: name.slice(0, 60),
      outcome: fault.kind,
      subjectId: null,
      reference,
    });
  } catch {
    // a full disk must not turn a clear answer into a crash
  }
}
