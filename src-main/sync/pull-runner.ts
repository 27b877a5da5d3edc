import { hasParkedNotices } from '../db/store/inbox.ts';
import { noticesToTryAgain } from '../db/store/notice-set-aside.ts';
import { readSetting, writeSetting } from '../db/store/office.ts';
import { syncPausedAt } from '../db/store/sync-pause.ts';
import type { DeskEventSink, PullRunner, PullSummary } from '../platform/ports.ts';
import type { HttpCall } from './http-call.ts';
import { type PullDesk, type PullEnd, pullNotices } from './pull.ts';
import { type PullTrouble, pullTroubleSentence } from './pull-trouble.ts';
import { longestRetryMs, retryDelay } from './retry-delay.ts';
import { sleepUntil } from './sleep-until.ts';

export type PullRunnerOptions = {
  /** the open desk, or null while it is closed */
  readonly desk: () => PullDesk | null;
  readonly call: HttpCall;
  readonly emit: DeskEventSink;
  /** false: only on demand, no timers at all */
  readonly automatic: boolean;
  /** milliseconds between runs while all goes well */
  readonly everyMs?: number;
  /** milliseconds between looks whether a run is due */
  readonly lookMs?: number;
  /** a run of its own accord that broke (a bug): nobody is waiting for its answer, so it is written down */
  readonly onBug: (error: unknown) => void;
};

type State = {
  run: { readonly ended: Promise<PullSummary>; readonly abort: AbortController } | null;
  /** instant of the next run of its own accord; null = at the next look */
  nextTryAt: string | null;
  failures: number;
  trouble: PullTrouble | null;
  closed: boolean;
};

const usualPauseMs = 10 * 60_000;
/** the pauses between runs are spread around the usual one, so that not all desks ask at once */
const longestSpread = 1.1;
/** Name of the desk setting with the receiver's address. */
const receiverSetting = 'receiverUrl';
/** Name of the desk setting with the instant at which everything of the region was here. */
const lastPullSetting = 'pullLastAt';

/**
 * Pulls the region's notices by itself: soon after the desk opens, after a push that went through, every ten minutes;
 * later and later while nothing gets through. One run at a time whoever asks. Also without a receiver it looks whether
 * what a parked notice waits for is here by now.
 */
export function createPullRunner(options: PullRunnerOptions): PullRunner {
  const state: State = { run: null, nextTryAt: null, failures: 0, trouble: null, closed: false };
  const timer = options.automatic ? setInterval(() => look(options, state), options.lookMs ?? 15_000) : null;
  timer?.unref();
  return {
    pull: () => startRun(options, state, true),
    wake() {
      state.nextTryAt = null;
      if (options.automatic) look(options, state);
    },
    stop() {
      state.run?.abort.abort();
    },
    state: () => ({
      running: state.run !== null,
      nextTryAt: state.nextTryAt,
      trouble: state.trouble ? `${pullTroubleSentence(state.trouble)}。` : null,
    }),
    async close() {
      state.closed = true;
      if (timer) clearInterval(timer);
      state.run?.abort.abort();
      // what the run met is its caller's to hear; here it only has to be over
      await state.run?.ended.catch(() => undefined);
    },
  };
}

function startRun(options: PullRunnerOptions, state: State, isAskedFor: boolean): Promise<PullSummary> {
  if (state.run) return state.run.ended;
  const abort = new AbortController();
  const ended = performRun(options, state, abort.signal, isAskedFor).finally(() => {
    state.run = null;
    const regained = ['outbox', 'receipt', 'batch'] as const;
    options.emit({ kind: 'changed', nouns: ['candidacy', 'application', 'inbox', 'calendar', 'sync', ...regained] });
  });
  state.run = { ended, abort };
  options.emit({ kind: 'changed', nouns: ['sync'] });
  return ended;
}

async function performRun(
  { desk: open, call, everyMs = usualPauseMs }: PullRunnerOptions,
  state: State,
  signal: AbortSignal,
  isAskedFor: boolean,
): Promise<PullSummary> {
  const desk = open();
  const receiverUrl = desk ? readSetting(desk.db, receiverSetting) : null;
  if (!desk || !receiverUrl || state.closed) return finish(state, nothing({ kind: 'noReceiver' }), null);
  // until it has ended well, and where it breaks: not at once again
  state.nextTryAt = inAWhile(desk, retryDelay(1, Math.random()));
  const sleep = (ms: number) => sleepUntil(ms, signal);
  const end = await pullNotices(desk, { receiverUrl, call, signal, sleep, fromStart: isAskedFor });
  const isOpen = !state.closed && open() !== null;
  if (end.trouble === null && isOpen) writeSetting(desk.db, lastPullSetting, desk.clock.now(), desk.clock.now(), null);
  state.failures = end.trouble === null ? 0 : state.failures + 1;
  const pause =
    end.trouble === null ? everyMs * (longestSpread - Math.random() / 5) : retryDelay(state.failures, Math.random());
  return finish(state, end, inAWhile(desk, pause));
}

function finish(state: State, end: PullEnd, nextTryAt: string | null): PullSummary {
  state.trouble = end.trouble?.kind === 'stopped' || end.trouble?.kind === 'noReceiver' ? null : end.trouble;
  state.nextTryAt = nextTryAt;
  const { applied, parked, refused, known, settled, trouble } = end;
  const words = trouble ? `${pullTroubleSentence(trouble)}。` : null;
  return { applied: applied + settled, parked, refused, known, trouble: words };
}

/** False while the pause lasts. A wait longer than any pause means that this computer's clock was set back: then now. */
function isDue({ clock }: PullDesk, nextTryAt: string | null, everyMs: number): boolean {
  if (nextTryAt === null) return true;
  const wait = Date.parse(nextTryAt) - Date.parse(clock.now());
  return wait <= 0 || wait > Math.max(longestRetryMs, everyMs * longestSpread);
}

function look(options: PullRunnerOptions, state: State): void {
  const desk = options.desk();
  if (state.run || state.closed || !desk) return;
  if (readSetting(desk.db, receiverSetting) === null) {
    settleOnly(options, desk);
    return;
  }
  if (syncPausedAt(desk.db) !== null) return;
  if (!isDue(desk, state.nextTryAt, options.everyMs ?? usualPauseMs)) return;
  startRun(options, state, false).catch(options.onBug);
}

function settleOnly({ emit, onBug }: PullRunnerOptions, desk: PullDesk): void {
  if (!hasParkedNotices(desk.db) && noticesToTryAgain(desk.db).length === 0) return;
  try {
    if (desk.settle() > 0) emit({ kind: 'changed', nouns: ['candidacy', 'application', 'inbox', 'calendar'] });
  } catch (error) {
    onBug(error); // a full disk: it is tried again
  }
}

function nothing(trouble: PullTrouble): PullEnd {
  return { applied: 0, parked: 0, refused: 0, known: 0, settled: 0, trouble };
}

function inAWhile({ clock }: PullDesk, ms: number): string {
  return new Date(Date.parse(clock.now()) + ms).toISOString();
}
