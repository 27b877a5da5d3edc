import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Reply } from '../../shared/contract/call.ts';
import type { CallName, Input, Output } from '../../shared/contract/index.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import type { DriverLog } from './driver-log.ts';

const projectRoot = join(import.meta.dirname, '../..');

/** One thing the screen called saved, or was about to save, written down by the driver itself before it goes on. */
export type Acknowledged =
  /** about to be sent: it may be on disk although no answer came */
  | { readonly kind: 'typing'; readonly candidacyId: string; readonly address: string }
  | { readonly kind: 'field'; readonly candidacyId: string; readonly address: string }
  | { readonly kind: 'shot'; readonly candidacyId: string; readonly captureId: string; readonly sha256: string }
  | { readonly kind: 'done'; readonly candidacyId: string; readonly outcome: string }
  /** an act of teacher, reviewer or release, by the event it leaves */
  | { readonly kind: 'act'; readonly candidacyId: string; readonly event: string }
  /** the outbox showed the record as received */
  | { readonly kind: 'receipt'; readonly candidacyId: string; readonly messageId: string };

export type DeskChild = {
  readonly process: ChildProcess;
  call<N extends CallName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>;
  kill(signal: 'SIGKILL' | 'SIGSTOP'): void;
  readonly gone: Promise<void>;
};

/** Starts a desk in a process of its own and waits until it answers. `script`: see bundle-desk-child.ts. */
export async function startDeskChild(
  script: string,
  profile: string,
  county: string,
  synchronous: 'FULL' | 'NORMAL' = 'FULL',
): Promise<DeskChild> {
  const child = fork(script, [projectRoot, profile, county, synchronous], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (reply: Reply<unknown>) => void>();
  let last = 0;
  const ready = new Promise<void>((resolve) => waiting.set(0, () => resolve()));
  child.on('message', (message: { id: number; reply: Reply<unknown> }) => {
    waiting.get(message.id)?.(message.reply);
    waiting.delete(message.id);
  });
  const gone = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
  });
  await Promise.race([
    ready,
    gone.then(() => {
      throw new Error('the desk child ended before it was ready');
    }),
  ]);
  const call = (name: string, input: unknown): Promise<Reply<unknown>> => {
    last += 1;
    const id = last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      child.send({ id, name, input }, (error) => {
        if (error) waiting.delete(id);
      });
    });
  };
  return { process: child, call: call as DeskChild['call'], kill: (signal) => child.kill(signal), gone };
}

/**
 * A clerk's work, key by key: the address read off the card grows by a character per save, a shot, sometimes a retake,
 * completion. Every acknowledgement goes to the log before the next step. Ends when the child dies or pupils run out.
 */
export async function workThrough(
  child: DeskChild,
  log: DriverLog<Acknowledged>,
  pupils: readonly string[],
  seed: number,
): Promise<number> {
  let steps = 0;
  const dead = child.gone.then(() => null);
  const step = async <N extends CallName>(name: N, input: Input<N>): Promise<Output<N> | null> => {
    const reply = await Promise.race([child.call(name, input), dead]);
    if (reply === null) return null;
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.fault).slice(0, 800)}`);
    steps += 1;
    return reply.value;
  };
  for (const [index, candidacyId] of pupils.entries()) {
    const opened = await step('desk.open', { candidacyId });
    if (!opened) return steps;
    const lastFour = opened.line.documentLastFour;
    const address = `新惠镇第${seed}街${index}号`;
    for (let length = 3; length <= address.length; length += 3) {
      const typed = address.slice(0, length);
      log.write({ kind: 'typing', candidacyId, address: typed });
      const saved = await step('desk.saveDraft', {
        candidacyId,
        reading: { address: typed, lastFour },
        documentState: 'shown',
      });
      if (!saved) return steps;
      log.write({ kind: 'field', candidacyId, address: typed });
    }
    const shot = await takeShot(candidacyId, seed * 1000 + index);
    if (!shot) return steps;
    const sheet = await step('desk.open', { candidacyId });
    if (!sheet) return steps;
    const done = await step('desk.complete', {
      candidacyId,
      version: sheet.line.version,
      captureId: shot,
      pupilConfirmed: true,
      warnReason: '测试',
    });
    if (!done) return steps;
    log.write({ kind: 'done', candidacyId, outcome: done.outcome });
  }
  return steps;

  async function takeShot(candidacyId: string, picture: number): Promise<string | null> {
    const derived = makeJpeg(picture);
    const original = makeJpeg(picture + 7, 640, 480);
    const stored = await step('desk.storeShot', {
      candidacyId,
      original,
      derived,
      source: 'live',
      device: 'test',
      crop: {},
      measurements: {},
      perceptualHash: null,
    });
    if (!stored) return null;
    log.write({
      kind: 'shot',
      candidacyId,
      captureId: stored.captureId,
      sha256: createHash('sha256').update(derived).digest('hex'),
    });
    return stored.captureId;
  }
}
