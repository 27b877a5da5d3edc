import { ok } from '../../shared/lib/result.ts';
import type { HaveAnswerV2 } from '../../shared/wire/push-v2.ts';
import type { PushProgress } from '../platform/ports.ts';
import type { AckLine } from './ack-reader.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { createSpeed, pause } from './engine-pace.ts';
import type { Exchange } from './exchange.ts';
import { type ExchangeFault, faultOfCode } from './exchange-fault.ts';
import { createFrameSource, loadOf } from './frame-source.ts';
import type { OpenHttpStream } from './http-stream.ts';
import { type OutgoingBook, recordBook } from './outgoing-book.ts';
import type { PushCount, PushDesk } from './push.ts';
import { createBatchSize, openPushBatch } from './push-batch.ts';
import { createLanes, type LaneMode, type Lanes } from './push-lanes.ts';
import { openPushStream, type StreamPort } from './push-stream.ts';
import { createSpeedLimit } from './speed-limit.ts';
import { createStreamCount } from './stream-count.ts';
import { streamPatience } from './stream-patience.ts';
import { firstWindow } from './stream-window.ts';
import { createTaking, type Taking } from './take-receipts.ts';
import { type Trouble, troubleSentence } from './trouble.ts';

export type EnginePort = {
  readonly exchange: Pick<Exchange, 'haveV2'>;
  readonly url: string;
  readonly openStream: OpenHttpStream;
  readonly signal: AbortSignal;
  readonly regionPublicKey: string;
  readonly count: PushCount;
  /** kilobits per second that the office allows; null = all; asked for every piece */
  readonly cap: () => number | null;
  /** finite batches from the start, where the line was known to collect a request first */
  readonly startMode: LaneMode;
  /** how the line turned out, once something was acknowledged */
  readonly onMode: (mode: LaneMode) => void;
  /** the receiver's word: of this opening of the desk's file nothing below is missing */
  readonly onContiguous: (number: number) => void;
  readonly roundTripMs: number;
  readonly idleMs: number;
  readonly onReceipt: () => void;
  readonly onProgress: (progress: PushProgress) => void;
};

const pageSize = 500;
const tickMs = 100;

/** Sends what waits in the book over several streams and applies what comes back; null = nothing was left behind. */
export async function pushByStreams(
  desk: PushDesk,
  port: EnginePort,
  book: OutgoingBook = recordBook,
): Promise<Trouble | null> {
  const now = () => performance.now();
  const inner = new AbortController();
  const signal = AbortSignal.any([port.signal, inner.signal]);
  const delivery = createDelivery();
  const state: EngineState = { fatal: null, broken: null, kept: null, isFed: false, acks: 0, asking: false };
  // most of it is called out of a socket's events or by nobody who waits: a throw there would leave the run hanging
  const guarded = <T>(step: () => T, otherwise: T): T => {
    try {
      return step();
    } catch (error) {
      state.broken ??= { error };
      inner.abort();
      return otherwise;
    }
  };
  const setAside = (messageId: string, trouble: Trouble) => {
    state.kept = trouble;
    delivery.setAside(messageId, now());
    const note = () => desk.transact(({ db }) => ok(book.noteTrouble(db, messageId, troubleSentence(trouble))));
    guarded(note, ok(undefined));
  };
  const taking = createTaking({
    desk,
    book,
    regionPublicKey: port.regionPublicKey,
    count: port.count,
    onReceipt(messageId) {
      delivery.settled(messageId, now());
      state.acks += 1;
      port.onReceipt();
    },
    onForged() {
      state.fatal = { kind: 'forgedReceipt' };
    },
    onBroken(error) {
      state.broken ??= { error };
    },
  });
  const source = createFrameSource(desk, delivery, {
    book,
    now,
    onDamaged: (messageId) => setAside(messageId, { kind: 'photoDamaged' }),
  });
  const limit = createSpeedLimit(port.cap, now());
  const batchSize = createBatchSize();
  const isDone = () =>
    signal.aborted || state.fatal !== null || state.broken !== null || (state.isFed && delivery.open() === 0);
  const open = (lane: number, mode: LaneMode) => {
    source.begin(lane);
    const stream: StreamPort = {
      url: port.url,
      open: port.openStream,
      signal,
      now,
      limit: (bytes) => limit.take(bytes, now()),
      next: (room, piece) => guarded(() => source.next(lane, room, piece, mode === 'stream'), null),
      endFrame: () => source.end(lane),
      onLines(lines) {
        heardAt = now();
        guarded(() => takeLines(lines, { delivery, taking, state, setAside, port, now }), undefined);
      },
      idleMs: (standing) =>
        streamPatience(standing, port.idleMs, { speaking: lanes.speaking(), silentMs: now() - heardAt }),
      firstWindow: () => firstWindow(mostPerSecond / Math.max(1, count)),
    };
    return mode === 'stream' ? openPushStream(stream) : openPushBatch(stream, batchSize);
  };
  /** when a byte came last, on any stream */
  let heardAt = now();
  const lanes: Lanes = createLanes(
    {
      now,
      sleep: (ms) => pause(ms, signal),
      open,
      // while the receiver is asked what it holds, lines are opened: that takes as long as the question
      hasWork: (lane) =>
        delivery.hasWork(lane, lanes.mode() === 'stream') ||
        (lanes.mode() === 'stream' && !state.isFed && delivery.open() === 0),
      onLost: (lane) => delivery.lost(lane, now()),
      progress: () => state.acks,
      isDone,
    },
    port.startMode,
  );
  const streams = createStreamCount(port.roundTripMs, now());
  const waiting = book.count(desk.db);
  const asking = { desk, book, port, delivery, taking, state, signal, setAside };
  const onBroken = (error: unknown) =>
    guarded(() => {
      throw error;
    }, undefined);
  const feeding = feed(asking).catch(onBroken);
  const speed = createSpeed();
  const notes = createHeldNotes(desk, book, delivery);
  let count = 0;
  let mostPerSecond = 0;
  while (!isDone() && lanes.giveUp() === null) {
    const { bytesDone, bytesTotal } = delivery.progress();
    const bytesPerSecond = speed(bytesDone, now());
    mostPerSecond = Math.max(mostPerSecond, bytesPerSecond);
    count = Math.min(waiting, streams.wanted(bytesPerSecond, now()));
    lanes.tick(count);
    askAboutUnsure(asking).catch(onBroken);
    const secondsLeft = bytesPerSecond > 0 ? Math.ceil((bytesTotal - bytesDone) / bytesPerSecond) : null;
    port.onProgress({ ...delivery.progress(), bytesPerSecond, secondsLeft });
    guarded(() => notes.write(now()), undefined);
    await pause(tickMs, signal);
  }
  const gaveUp = isDone() ? null : lanes.giveUp();
  const saysGoodbye = !gaveUp && !state.fatal && !state.broken && !signal.aborted;
  if (!saysGoodbye) inner.abort();
  const ticker = setInterval(() => lanes.tick(0), tickMs);
  await lanes.finish().finally(() => clearInterval(ticker));
  inner.abort();
  await feeding;
  await taking.settled();
  // stopped may mean closed: nothing is touched any more
  if (!state.broken && !port.signal.aborted) {
    notes.write(Number.POSITIVE_INFINITY);
    if (state.acks > 0) port.onMode(lanes.mode());
  }
  if (state.broken) throw state.broken.error;
  if (state.fatal) return state.fatal;
  if (port.signal.aborted) return { kind: 'stopped' };
  return gaveUp ?? state.kept;
}

type EngineState = {
  fatal: Trouble | null;
  broken: { readonly error: unknown } | null;
  kept: Trouble | null;
  isFed: boolean;
  /** acknowledgements so far, of any kind */
  acks: number;
  asking: boolean;
};

type Asking = {
  readonly desk: PushDesk;
  readonly book: OutgoingBook;
  readonly port: EnginePort;
  readonly delivery: Delivery;
  readonly taking: Taking;
  readonly state: EngineState;
  readonly signal: AbortSignal;
  readonly setAside: (messageId: string, trouble: Trouble) => void;
};

type LineTaker = Pick<Asking, 'delivery' | 'taking' | 'state' | 'setAside'> & {
  readonly port: Pick<EnginePort, 'count' | 'onContiguous'>;
  readonly now: () => number;
};

function takeLines(lines: readonly AckLine[], taker: LineTaker): void {
  const { delivery, taking, state, now } = taker;
  for (const line of lines) {
    if (line.kind === 'text') delivery.textIsThere(line.messageId, now());
    else if (line.kind === 'undecided' || line.kind === 'parked') taker.setAside(line.messageId, { kind: line.kind });
    else if (line.kind === 'photo') delivery.photoAt(line.sha256, line.bytes, now());
    else if (line.kind === 'receipt') {
      delivery.textIsThere(line.messageId, now());
      taking.add([line]);
      taker.port.count.sent += 1;
    } else if (line.kind === 'badRecord') taker.setAside(line.messageId, aboutRecord(line.code));
    else if (line.kind === 'badPhoto' && line.code === 'not-wanted') delivery.doubt(line.sha256, now());
    else if (line.kind === 'badPhoto') {
      for (const id of delivery.photoRefused(line.sha256)) taker.setAside(id, aboutRecord('hash-mismatch'));
    } else if (line.kind === 'end') taker.port.onContiguous(line.contiguous);
    if (line.kind === 'text' || line.kind === 'photo') state.acks += 1;
  }
}

function aboutRecord(code: string): ExchangeFault {
  const fault = faultOfCode(code);
  const isAboutRecord = fault.kind === 'record' || fault.kind === 'wrongOffice' || fault.kind === 'notEnrolled';
  return isAboutRecord ? fault : { kind: 'record', code: 'broken' };
}

/** Page by page: what does the receiver hold already? The first page goes out while the next is asked about. */
async function feed(asking: Asking): Promise<void> {
  const { desk, book, port, delivery, taking, state, signal, setAside } = asking;
  let after = 0;
  let tries = 0;
  while (!signal.aborted && !state.fatal && !state.broken) {
    const page = book.waiting(desk.db, after, pageSize);
    if (page.length === 0) break;
    const loads = page.map((row) => loadOf(desk, row));
    const photos = [...new Set(loads.flatMap((load) => (load.photo ? [load.photo.sha256] : [])))];
    const ids = page.map((row) => row.messageId);
    const have = await port.exchange.haveV2(ids, photos, tries > 0);
    if (signal.aborted) break;
    if (!have.ok) {
      tries += 1;
      const isPassing = have.fault.kind === 'noAnswer' || have.fault.kind === 'busy';
      if (!isPassing || tries > 3) state.fatal ??= have.fault;
      await pause(400 * tries, signal);
      continue;
    }
    tries = 0;
    after = page.at(-1)?.deskSeq ?? after;
    for (const load of loads) delivery.add(load, performance.now());
    delivery.begun(have.value, performance.now());
    putAside(have.value, setAside);
    taking.add(have.value.held);
  }
  state.isFed = true;
}

/** What is there whole and gets no receipt now: people decide, or something has to come first. */
function putAside({ undecided, parked }: HaveAnswerV2, setAside: Asking['setAside']): void {
  for (const messageId of undecided) setAside(messageId, { kind: 'undecided' });
  for (const messageId of parked) setAside(messageId, { kind: 'parked' });
}

/** One question at a time about what broken streams left behind; new things go on meanwhile. */
async function askAboutUnsure({ port, delivery, taking, state, signal, setAside }: Asking): Promise<void> {
  if (state.asking) return;
  const question = delivery.question(performance.now());
  if (!question) return;
  state.asking = true;
  const have = await port.exchange.haveV2(question.ids, question.photos, true);
  if (have.ok && !signal.aborted) {
    delivery.answered(question, have.value, performance.now());
    putAside(have.value, setAside);
    taking.add(have.value.held);
    await taking.settled();
  } else await pause(400, signal);
  state.asking = false;
}

/** Keeps what the receiver has said it holds, about once a second and not for every line: each write is flushed. */
function createHeldNotes(desk: PushDesk, book: OutgoingBook, delivery: Delivery) {
  let writtenAt = Number.NEGATIVE_INFINITY;
  return {
    write(now: number) {
      if (now - writtenAt < 1000) return;
      writtenAt = now;
      const held = delivery.news();
      if (held.texts.length === 0 && held.photos.length === 0) return;
      desk.transact(({ db, clock }) => ok(book.noteHeld(db, held, clock.now())));
    },
  };
}
