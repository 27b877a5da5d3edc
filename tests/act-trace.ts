import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '../shared/contract/call.ts';
import { type CallName, contract } from '../shared/contract/index.ts';
import type { DeskDb } from '../src-main/db/open.ts';

/** What a test has seen of an act: it went through; it was closed to somebody or refused; sent twice, it wrote once. */
export type Seen = 'done' | 'notDone' | 'twice';
export type SeenLine = { readonly act: CallName; readonly seen: Seen };

const folder = process.env['KAOJI_ACT_TRACE'];

/**
 * Watches the acts of one test desk where KAOJI_ACT_TRACE names a folder (npm test does; scripts/act-tests.ts reads it). An act
 * counts as sent twice when the same input comes again after it went through, and neither event nor message is added.
 */
export function watchActs(
  db: () => DeskDb | null,
): (name: string, input: unknown, send: () => Promise<Reply<unknown>>) => Promise<Reply<unknown>> {
  if (!folder) return (_name, _input, send) => send();
  const seen = new Set<string>();
  const through = new Set<string>();
  const note = (act: CallName, what: Seen): void => {
    if (seen.has(`${act} ${what}`)) return;
    seen.add(`${act} ${what}`);
    appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify({ act, seen: what } satisfies SeenLine)}\n`);
  };
  return async (name, input, send) => {
    const act = name as CallName;
    if (!Object.hasOwn(contract, name) || contract[act].kind !== 'command') return send();
    const same = `${name} ${fingerprint(input)}`;
    const before = through.has(same) ? written(db()) : null;
    const reply = await send();
    note(act, reply.ok ? 'done' : 'notDone');
    if (before !== null && written(db()) === before) note(act, 'twice');
    if (reply.ok) through.add(same);
    return reply;
  };
}

function fingerprint(input: unknown): string {
  const plain = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  return createHash('sha256').update(JSON.stringify(input, plain)).digest('hex');
}

/** How much the acts of this desk have written: events, and messages on their way out. */
function written(db: DeskDb | null): string | null {
  if (!db) return null;
  return JSON.stringify(
    db.statement('SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM outbox) AS messages').get(),
  );
}
