import { setImmediate, setTimeout } from 'node:timers/promises';
import { createFrameReader, type Frame, frameTypes } from '#shared/wire/frame.ts';
import type { ProblemCode } from '#shared/wire/push.ts';
import type { AckLine } from '#shared/wire/push-v2.ts';
import type { Receiver } from './accept-record.ts';
import { takeChanges } from './change-intake.ts';
import type { Sender } from './desk-door.ts';
import type { Intake } from './intake.ts';
import { joinPieces } from './join-pieces.ts';
import { readChangeLines, readRecordLines } from './read-records.ts';
import { checkLines } from './sender-check.ts';
import { contiguousNumber } from './store/arrived-number.ts';

/** How one stream went, for the log: counts and sizes, nothing of what was in it. */
export type StreamEnd = {
  readonly records: number;
  readonly bytes: number;
  /** null = ended in order; 'cut' = the line broke; else the fault that was told */
  readonly code: ProblemCode | 'cut' | null;
};

type StreamPort = {
  /** who has opened it */
  readonly sender: Sender;
  readonly body: AsyncIterable<Uint8Array>;
  readonly write: (line: AckLine) => void;
  /** true when the receiver is being stopped: what has begun is finished, nothing new is taken */
  readonly isStopping: () => boolean;
  /** resolves when that happens: a stream on which nothing comes is ended too */
  readonly stopped: Promise<'stopped'>;
  /** the problem behind an error that was thrown */
  readonly codeOf: (error: unknown) => ProblemCode;
};

const heartbeatMs = 2000;
/** bytes of photos of one stream that may be under way to the disk; then reading waits, and TCP slows the sender down */
const mostUnderWay = 1024 * 1024;
/** the rest of a photo that has begun is waited for so long: one write and one flush instead of two of each */
const restMs = 20;
/** and when nothing has come for so long, what has come of it is written down without waiting for it any more */
const pauseMs = 5;

/**
 * Takes one stream of frames. Texts are kept before what follows them is read, photos go on beside each other. Every
 * line that goes back speaks of something that is committed. A cut line loses nothing that was acknowledged.
 */
export async function takeStream(receiver: Receiver, intake: Intake, port: StreamPort): Promise<StreamEnd> {
  const reader = createFrameReader();
  const from = { deviceId: '', incarnation: '' };
  const photos = createPhotoLane(intake, port.write);
  let [records, bytes] = [0, 0];
  let waiting: readonly Frame[] = [];
  const heart = setInterval(() => port.write({ t: receiver.now() }), heartbeatMs);
  /** what has come of photos and is not taken yet: whole frames, and what is there of the last one */
  const begun = (): readonly Frame[] => {
    const unfinished = reader.unfinishedPiece();
    const { frames, open } = joinPieces(unfinished ? [...waiting, unfinished] : waiting);
    return open ? [...frames, open] : frames;
  };
  /** the line broke: what came of photos until then is kept, so that nobody has to send it again */
  const cut = async (): Promise<StreamEnd> => {
    for (const frame of begun()) await photos.take(frame);
    await photos.settled();
    return { records, bytes, code: 'cut' };
  };
  const stop = async (code: ProblemCode): Promise<StreamEnd> => {
    await photos.settled().catch(() => undefined);
    port.write({ bad: code });
    return { records, bytes, code };
  };
  const isHolding = () => waiting.length > 0;
  const hasBegun = () => !reader.atBoundary();
  port.write({ t: receiver.now() });
  try {
    for await (const chunk of untilStopped(port.body, port.stopped, isHolding, hasBegun)) {
      if (chunk === 'pause') {
        // nothing more is there to read: from here on what has come outlives this process
        for (const frame of begun()) intake.spool(frame);
        continue;
      }
      bytes += chunk?.length ?? 0;
      const read = chunk === null ? [] : reader.push(chunk);
      if ('fault' in read) return await stop('bad-frame');
      const { frames, open } = joinPieces([...waiting, ...read]);
      const isHeld = open !== null && chunk !== null && open.payload.length < mostUnderWay;
      waiting = isHeld && open ? [open] : [];
      for (const frame of isHeld || !open ? frames : [...frames, open]) {
        if (port.isStopping()) return await stop('busy');
        if (frame.type === frameTypes.end) {
          await photos.settled();
          const contiguous =
            from.deviceId === '' ? 0 : await contiguousNumber(receiver.db, from.deviceId, from.incarnation);
          port.write({ end: 1, contiguous });
          return { records, bytes, code: null };
        }
        if (frame.type === frameTypes.photo) {
          intake.spool(frame);
          await photos.take(frame);
        }
        if (frame.type === frameTypes.changes) {
          const changes = readChangeLines(frame);
          if (!changes) return await stop('bad-frame');
          for (const line of await takeChanges(receiver, port.sender, changes)) port.write(line);
          records += changes.length;
        }
        if (frame.type !== frameTypes.records) continue;
        const lines = readRecordLines(frame);
        const first = lines?.[0]?.envelope;
        if (!lines || !first) return await stop('bad-frame');
        const { good, bad } = checkLines(port.sender, lines);
        for (const line of bad) port.write(line);
        if (good.length > 0) for (const line of await intake.records(good)) port.write(line);
        records += lines.length;
        Object.assign(from, { deviceId: first.deviceId, incarnation: first.incarnation });
      }
    }
    if (port.isStopping()) return await stop('busy');
    return await cut();
  } catch (error) {
    if (!isCut(error)) return await stop(port.codeOf(error));
    return await cut().catch((fault: unknown) => stop(port.codeOf(fault)));
  } finally {
    clearInterval(heart);
  }
}

/**
 * What comes, until the receiver is stopped; 'pause' = a frame or a photo has begun, and its rest is still on its way; null =
 * something is held back, and its rest did not come soon, or never will.
 */
async function* untilStopped(
  body: AsyncIterable<Uint8Array>,
  stopped: Promise<'stopped'>,
  isHolding: () => boolean,
  hasBegun: () => boolean,
): AsyncGenerator<Uint8Array | 'pause' | null> {
  const chunks = body[Symbol.asyncIterator]();
  let next = chunks.next();
  for (;;) {
    const isOpen = isHolding() || hasBegun();
    if (isOpen && (await isSlower(next))) yield 'pause';
    const came = await Promise.race([next, stopped, ...(isHolding() ? [setTimeout(restMs, 'nothing' as const)] : [])]);
    if (came === 'stopped') return;
    if (came === 'nothing' || (came.done && isHolding())) yield null;
    else if (came.done) return;
    else {
      yield came.value;
      next = chunks.next();
    }
  }
}

/** True where `next` has not come after a pause: at a busy moment the pause is over before anybody has looked at the line. */
async function isSlower(next: Promise<unknown>): Promise<boolean> {
  for (const wait of [() => setTimeout(pauseMs, 'pause' as const), () => setImmediate('pause' as const)])
    if ((await Promise.race([next, wait()])) !== 'pause') return false;
  return true;
}

/** Photos of one stream on their way to the disk. Both calls throw what went wrong with an earlier one. */
function createPhotoLane(
  intake: Intake,
  write: (line: AckLine) => void,
): { take(frame: Frame): Promise<void>; settled(): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  let held = 0;
  let fault: { readonly error: unknown } | null = null;
  const check = () => {
    if (fault) throw fault.error;
  };
  const begin = async (frame: Frame): Promise<void> => {
    try {
      for (const line of await intake.photo(frame)) write(line);
    } catch (error) {
      fault ??= { error };
    }
  };
  return {
    async take(frame) {
      check();
      held += frame.payload.length;
      const one: Promise<void> = begin(frame).finally(() => {
        held -= frame.payload.length;
        underWay.delete(one);
      });
      underWay.add(one);
      while (held > mostUnderWay) await Promise.race(underWay);
      check();
    },
    async settled() {
      await Promise.all(underWay);
      check();
    },
  };
}

function isCut(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'EPIPE';
}
