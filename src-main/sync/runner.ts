import { instantInWords } from '../../shared/lib/instant.ts';
import { ok } from '../../shared/lib/result.ts';
import { beijingTime } from '../db/store/candidacy-history.ts';
import { countChanges } from '../db/store/change-message.ts';
import { isAnyLackedThere } from '../db/store/lost-there.ts';
import { readInstallation, readSetting } from '../db/store/office.ts';
import { countMessages } from '../db/store/outbox.ts';
import { settledUntil } from '../db/store/outbox-gaps.ts';
import { countSendable } from '../db/store/outgoing.ts';
import { collectsRequests, saveCollectsRequests, saveContiguous, syncCap } from '../db/store/sync-line.ts';
import { syncPausedAt } from '../db/store/sync-pause.ts';
import type { DeskEventSink, PushProgress, PushSummary, SyncRunner } from '../platform/ports.ts';
import { createDeskProof } from './desk-proof.ts';
import { addressAt, createExchange } from './exchange.ts';
import type { HttpCall } from './http-call.ts';
import type { OpenHttpStream } from './http-stream.ts';
import { type PushDesk, type PushEnd, pushOutbox, type StreamsChoice } from './push.ts';
import type { LaneMode } from './push-lanes.ts';
import { retryDelay } from './retry-delay.ts';
import { sleepUntil } from './sleep-until.ts';
import { type Trouble, troubleOfError, troubleSentence } from './trouble.ts';

export type SyncRunnerOptions = {
  /** the open desk, or null while it is closed */
  readonly desk: () => PushDesk | null;
  readonly call: HttpCall;
  /** null = version 1 only: the one switch to and from streaming */
  readonly openStream: OpenHttpStream | null;
  /** milliseconds without a byte after which a stream is dead */
  readonly streamIdleMs?: number;
  readonly emit: DeskEventSink;
  /** milliseconds between a wake and its run, so that a batch of releases goes in one; 0 in tests */
  readonly settleMs?: number;
  /** false in tests that push by hand: no timers at all */
  readonly automatic?: boolean;
  /** milliseconds between looks at an outbox that nobody woke for: after a restart, or when a wake was lost */
  readonly heartbeatMs?: number;
  /** everything that waited has its receipt: the line is good, and the region may have something to say */
  readonly onPushed?: () => void;
  /** a run of its own accord that broke (a bug): nobody is waiting for its answer, so it is written down */
  readonly onBug?: (error: unknown) => void;
};

type State = {
  run: { readonly ended: Promise<PushSummary>; readonly abort: AbortController } | null;
  timer: NodeJS.Timeout | null;
  nextTryAt: string | null;
  failures: number;
  trouble: Trouble | null;
  tookPlaceAt: string | null;
  clockDifferenceMs: number | null;
  progress: PushProgress | null;
  /** true after a run whose line failed before the region had heard of every batch */
  owesBatches: boolean;
  closed: boolean;
};

/** Name of the desk setting with the receiver's address. */
const receiverSetting = 'receiverUrl';

/**
 * Pushes the outbox: one run at a time whoever asks, again by itself after a release and after a pause that grows while
 * nothing gets through; by hand only while somebody has paused it. Nothing here ever removes a row.
 */
export function createSyncRunner(options: SyncRunnerOptions): SyncRunner {
  const state: State = {
    run: null,
    timer: null,
    nextTryAt: null,
    failures: 0,
    trouble: null,
    tookPlaceAt: null,
    clockDifferenceMs: null,
    progress: null,
    owesBatches: false,
    closed: false,
  };
  const heartbeat =
    options.automatic === false ? null : setInterval(() => look(options, state), options.heartbeatMs ?? 60_000);
  heartbeat?.unref();
  return {
    push: () => startRun(options, state),
    wake: () => wake(options, state, options.settleMs ?? 1500),
    stop() {
      state.run?.abort.abort();
    },
    state: () => ({
      running: state.run !== null,
      nextTryAt: state.nextTryAt,
      trouble: state.trouble ? inWords(state, state.trouble) : null,
      clockDifferenceMs: state.clockDifferenceMs,
      progress: state.progress,
    }),
    async close() {
      state.closed = true;
      clearTimer(state);
      if (heartbeat) clearInterval(heartbeat);
      state.run?.abort.abort();
      // what the run met is its caller's to hear; here it only has to be over
      await state.run?.ended.catch(() => undefined);
    },
  };
}

function startRun(options: SyncRunnerOptions, state: State): Promise<PushSummary> {
  if (state.run) return state.run.ended;
  const abort = new AbortController();
  clearTimer(state);
  const run = performRun(options, state, abort.signal).catch((error: unknown) => {
    if (!abort.signal.aborted) noteBroken(options, state, error);
    throw error;
  });
  const ended = run.finally(() => {
    state.run = null;
    options.emit({ kind: 'changed', nouns: ['outbox', 'receipt', 'candidacy', 'batch', 'sync'] });
  });
  state.run = { ended, abort };
  options.emit({ kind: 'changed', nouns: ['sync'] });
  return ended;
}

async function performRun(options: SyncRunnerOptions, state: State, signal: AbortSignal): Promise<PushSummary> {
  const desk = options.desk();
  const url = desk ? readSetting(desk.db, receiverSetting) : null;
  if (!desk || !url || state.closed) return finish(options, state, desk, endedBy({ kind: 'noReceiver' }));
  const total = countSendable(desk.db);
  let done = 0;
  let announced = 0;
  const onReceipt = () => {
    done += 1;
    options.emit({ kind: 'progress', job: 'sync.push', done, total: Math.max(total, done), phase: '送自治区' });
    if (performance.now() - announced < 500) return;
    announced = performance.now();
    options.emit({ kind: 'changed', nouns: ['outbox', 'receipt', 'candidacy', 'batch', 'sync'] });
  };
  const { regionPublicKey } = readInstallation(desk.db);
  let contiguous: number | null = null;
  const proof = createDeskProof(desk.db);
  const exchange = createExchange({ receiverUrl: url, regionPublicKey, call: options.call, signal, proof });
  const { openStream } = options;
  const streams: StreamsChoice | null = openStream && {
    url: addressAt(url, 'v2/push'),
    openStream: (request) => openStream({ ...request, headers: proof.headers('PUT', request.url, null) }),
    startMode: collectsRequests(desk.db, url, desk.clock.now()) ? ('batch' as const) : ('stream' as const),
    idleMs: options.streamIdleMs ?? 8000,
    onProgress(progress: PushProgress) {
      state.progress = progress;
      // speed and time left change while one photo is on its way, without any receipt
      if (performance.now() - announced < 3000) return;
      announced = performance.now();
      options.emit({ kind: 'changed', nouns: ['sync', 'batch'] });
    },
    onMode(mode: LaneMode) {
      noteLine(desk, url, mode === 'batch');
    },
    onContiguous(number: number) {
      // a stream that carried no text knows no desk and says 0
      if (number > 0) contiguous = Math.max(contiguous ?? 0, number);
    },
  };
  const end = await pushOutbox(desk, {
    exchange,
    signal,
    sleep: (ms) => sleepUntil(ms, signal),
    onReceipt,
    cap: () => syncCap(desk.db),
    streams,
  });
  if (contiguous !== null && !signal.aborted) noteContiguous(desk, contiguous, end.trouble === null);
  state.progress = null;
  return finish(options, state, desk, end);
}

/** A run that broke is a try without success: said like any trouble, and tried again by itself. */
function noteBroken(options: SyncRunnerOptions, state: State, error: unknown): void {
  state.progress = null;
  state.trouble = troubleOfError(error);
  state.tookPlaceAt = options.desk()?.clock.now() ?? null;
  state.failures += 1;
  wake(options, state, retryDelay(state.failures, Math.random()));
}

function noteLine(desk: PushDesk, url: string, collects: boolean): void {
  if (collectsRequests(desk.db, url, desk.clock.now()) === collects) return;
  desk.transact(({ db, clock }) => ok(saveCollectsRequests(db, collects ? url : null, clock.now())));
}

/** After a run that went through, both sides must agree; after one that was cut, the receiver's word may be older. */
function noteContiguous(desk: PushDesk, number: number, isWhole: boolean): void {
  desk.transact(({ db, clock }) =>
    ok(saveContiguous(db, { number, settledUntil: isWhole ? settledUntil(db) : null }, clock.now())),
  );
}

function finish(options: SyncRunnerOptions, state: State, desk: PushDesk | null, end: PushEnd): PushSummary {
  const waiting = desk && !state.closed ? countMessages(desk.db).waiting : 0;
  const changesLeft = desk && !state.closed ? countChanges(desk.db).waiting : 0;
  state.trouble = end.trouble?.kind === 'stopped' ? null : end.trouble;
  state.tookPlaceAt = desk?.clock.now() ?? null;
  state.clockDifferenceMs = end.clockDifferenceMs ?? state.clockDifferenceMs;
  const { received: told, refused: untold } = end.changes;
  const settled = end.received + end.joined + end.refused + told + untold;
  const failedAgain = (end.trouble !== null || !end.batchesTold || !end.photosAgain) && settled === 0;
  state.failures = failedAgain ? state.failures + 1 : 0;
  state.owesBatches = !end.batchesTold;
  const isWorkLeft = desk !== null && !state.closed && hasWork(desk, state);
  if (isWorkLeft && end.trouble?.kind !== 'stopped' && end.trouble?.kind !== 'noReceiver') {
    wake(options, state, retryDelay(Math.max(1, state.failures), Math.random()));
  }
  if (end.trouble === null) options.onPushed?.();
  const { sent, received, joined, refused } = end;
  const trouble = end.trouble ? inWords(state, end.trouble) : null;
  return {
    sent,
    received,
    joined,
    refused,
    waiting,
    changes: { received: told, refused: untold, waiting: changesLeft },
    trouble,
  };
}

/** Runs again in `ms`, unless an earlier wake comes first. Without a receiver or an open desk there is nothing to wake. */
function wake(options: SyncRunnerOptions, state: State, ms: number): void {
  if (state.closed || options.automatic === false) return;
  const desk = options.desk();
  if (!desk || !readSetting(desk.db, receiverSetting) || syncPausedAt(desk.db) !== null) return;
  const at = Date.parse(desk.clock.now()) + ms;
  if (state.timer && state.nextTryAt !== null && Date.parse(state.nextTryAt) <= at) return;
  clearTimer(state);
  state.nextTryAt = new Date(at).toISOString();
  state.timer = setTimeout(() => {
    const open = options.desk();
    clearTimer(state);
    if (open && !state.closed && syncPausedAt(open.db) === null && hasWork(open, state)) {
      startRun(options, state).catch((error: unknown) => options.onBug?.(error));
    }
  }, ms);
  state.timer.unref();
}

function hasWork({ db }: PushDesk, state: State): boolean {
  return countSendable(db) > 0 || state.owesBatches || isAnyLackedThere(db);
}

/** Nothing runs and nothing is planned, yet something waits: then now. */
function look(options: SyncRunnerOptions, state: State): void {
  const desk = options.desk();
  if (state.run || state.timer || !desk || !hasWork(desk, state)) return;
  wake(options, state, options.settleMs ?? 1500);
}

function clearTimer(state: State): void {
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  state.nextTryAt = null;
}

/** `09:41 没送到：对方没有应答。09:46 再试，也可以现在试。` */
function inWords(state: State, trouble: Trouble): string {
  const when = state.tookPlaceAt ? `${beijingTime(state.tookPlaceAt)} 没送到：` : '';
  const next = state.nextTryAt ? `${beijingTime(state.nextTryAt)} 再试，也可以现在试。` : '';
  const isLink = ['noAnswer', 'busy', 'deskFull', 'deskBroken'].includes(trouble.kind);
  // the clerk sees at once which year this desk believes in
  const today =
    trouble.kind === 'clockWrong' && state.tookPlaceAt ? `本机时间是 ${instantInWords(state.tookPlaceAt)}。` : '';
  return `${isLink ? when : ''}${today}${troubleSentence(trouble)}。${isLink ? next : ''}`;
}

function endedBy(trouble: Trouble): PushEnd {
  const none = { received: 0, refused: 0 };
  return {
    sent: 0,
    ...none,
    joined: 0,
    changes: none,
    trouble,
    clockDifferenceMs: null,
    batchesTold: true,
    photosAgain: true,
  };
}
