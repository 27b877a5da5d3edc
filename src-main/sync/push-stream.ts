import { PUSH_MEDIA_TYPE } from '../../shared/wire/push-v2.ts';
import { type AckLine, createAckReader } from './ack-reader.ts';
import { type ExchangeFault, faultOfError, faultOfRefusal, isAckAnswer, type Refusal } from './exchange-fault.ts';
import type { HttpStream, OpenHttpStream } from './http-stream.ts';
import { chunkSize, createStreamWindow } from './stream-window.ts';

/** One frame to send, and how to know that the receiver has it. */
export type OutgoingFrame = { readonly bytes: Uint8Array; readonly isAnswered: () => boolean };

/** Not connected yet; connected, and nothing heard; something was heard. */
export type StreamStanding = 'opening' | 'standing' | 'speaking';

export type StreamPort = {
  readonly url: string;
  readonly open: OpenHttpStream;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** milliseconds to wait before `bytes` may go */
  readonly limit: (bytes: number) => number;
  /** the next frame of at most about `room` bytes, photos in pieces of `piece`; null = nothing now */
  readonly next: (room: number, piece: number) => OutgoingFrame | null;
  /** the last frame of a stream */
  readonly endFrame: () => Uint8Array;
  readonly onLines: (lines: readonly AckLine[]) => void;
  /** milliseconds without a byte after which the line is dead */
  readonly idleMs: (standing: StreamStanding) => number;
  /** bytes that may go before the first answer */
  readonly firstWindow: () => number;
};

export type StreamEnd = {
  /** null = ended in order */
  readonly fault: ExchangeFault | null;
  /** the line stood and took bytes, and not one line of answer came while they went: something in between collects them */
  readonly isMute: boolean;
  readonly ms: number;
};

export type PushStream = {
  readonly ended: Promise<StreamEnd>;
  /** looks for work and for a dead line; called every moment */
  tick(): void;
  /** no more work: says so and waits for the receiver's last line */
  finish(): void;
  goodput(): number;
  /** true once a line of answer has come while the body was on its way */
  hasHeard(): boolean;
};

/** answers come, and yet nothing that was sent is acknowledged: that is no working line either */
const stalledMs = 30_000;
/** how long the last line may take */
const farewellMs = 4000;

/**
 * One streaming PUT: sends frames while less than the window is un-acknowledged, and hands every line of the answer on as
 * it comes. It never throws, and ends by itself when the line dies.
 */
export function openPushStream(port: StreamPort): PushStream {
  const startedAt = port.now();
  const window = createStreamWindow(startedAt, port.firstWindow());
  const reader = createAckReader();
  let under: (OutgoingFrame & { readonly sentAt: number })[] = [];
  let heardAt = startedAt;
  let movedAt = startedAt;
  let heldUntil = 0;
  let held: OutgoingFrame | null = null;
  let isConnected = false;
  let hasSpoken = false;
  let hasSent = false;
  let finishedAt: number | null = null;
  let refusal: Refusal | null = null;
  let settle: (end: StreamEnd) => void = () => undefined;
  let isOver = false;
  const ended = new Promise<StreamEnd>((resolve) => {
    settle = resolve;
  });
  let connection: HttpStream | null = null;

  const over = (fault: ExchangeFault | null, isSilent = false) => {
    if (isOver) return;
    isOver = true;
    port.signal.removeEventListener('abort', onAbort);
    connection?.destroy();
    settle({ fault, isMute: isSilent && isConnected && hasSent && !hasSpoken, ms: port.now() - startedAt });
  };
  const onAbort = () => over({ kind: 'stopped' });
  const standing = (): StreamStanding => (hasSpoken ? 'speaking' : isConnected ? 'standing' : 'opening');

  const sweep = () => {
    const now = port.now();
    const answered = under.filter((one) => one.isAnswered());
    if (answered.length === 0) return;
    under = under.filter((one) => !answered.includes(one));
    movedAt = now;
    window.acked(
      answered.reduce((sum, one) => sum + one.bytes.length, 0),
      now,
    );
  };
  const pump = () => {
    for (;;) {
      // what is given to a line that does not stand yet waits with it, and another would carry it
      if (isOver || finishedAt !== null || !connection || !isConnected) return;
      const now = port.now();
      const underBytes = under.reduce((sum, one) => sum + one.bytes.length, 0);
      const room = window.size(now) - underBytes;
      if (!held && (room <= 0 || now < heldUntil)) return;
      if (!held) {
        held = port.next(room, chunkSize(window.goodput(now)));
        if (!held) return;
        heldUntil = now + port.limit(held.bytes.length);
      }
      if (now < heldUntil) return;
      if (under.length === 0) movedAt = now;
      if (!hasSent) window.began(now);
      hasSent = true;
      connection.write(held.bytes);
      under.push({ ...held, sentAt: now });
      held = null;
    }
  };
  const onBytes = (chunk: Uint8Array) => {
    heardAt = port.now();
    if (refusal) return void refusal.chunks.push(chunk);
    const read = reader.push(chunk);
    if (!read.ok) return over(read.fault);
    if (read.value.length > 0) hasSpoken = true;
    port.onLines(read.value);
    const stop = read.value.find((line) => line.kind === 'end' || line.kind === 'fatal');
    if (stop?.kind === 'end') return over(null);
    if (stop?.kind === 'fatal') return over(stop.fault);
    sweep();
    pump();
  };

  if (port.signal.aborted) over({ kind: 'stopped' });
  else {
    port.signal.addEventListener('abort', onAbort);
    connection = port.open({
      url: port.url,
      mediaType: `${PUSH_MEDIA_TYPE}; v=2`,
      length: null,
      listener: {
        connected() {
          isConnected = true;
          heardAt = port.now();
          pump();
        },
        head(status, mediaType) {
          heardAt = port.now();
          if (!isAckAnswer(status, mediaType)) refusal = { status, mediaType, chunks: [] };
        },
        bytes: onBytes,
        over({ error }) {
          if (refusal) return over(faultOfRefusal(refusal));
          over(error === null ? { kind: 'noAnswer' } : faultOfError(error, port.signal));
        },
      },
    });
    pump();
  }

  return {
    ended,
    goodput: () => window.goodput(port.now()),
    hasHeard: () => hasSpoken,
    tick() {
      const now = port.now();
      const isDead = now - heardAt > port.idleMs(standing());
      const isStalled = under.length > 0 && now - movedAt > stalledMs;
      const isLate = finishedAt !== null && now - finishedAt > farewellMs;
      if (isDead || isStalled || isLate) return over(isLate ? null : { kind: 'noAnswer' }, isDead);
      sweep();
      pump();
    },
    finish() {
      if (isOver || finishedAt !== null || !connection) return;
      finishedAt = port.now();
      connection.write(port.endFrame());
      connection.end();
    },
  };
}
