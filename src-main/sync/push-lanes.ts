import type { ExchangeFault } from './exchange-fault.ts';
import type { PushStream, StreamEnd } from './push-stream.ts';

export type LanePort = {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** opens stream `lane`; `mode` says whether its answer may be expected while the body is on its way */
  readonly open: (lane: number, mode: LaneMode) => PushStream;
  readonly hasWork: (lane: number) => boolean;
  /** the stream is gone; what it carried is unsure */
  readonly onLost: (lane: number, end: StreamEnd) => void;
  /** grows with every acknowledgement: a fault after progress is no fault in a row */
  readonly progress: () => number;
  /** true = the run is over */
  readonly isDone: () => boolean;
};

export type LaneMode = 'stream' | 'batch';

export type Lanes = {
  /** wants this many lanes; looks at every stream */
  tick(wanted: number): void;
  goodput(): number;
  mode(): LaneMode;
  /** streams that have been answered, and are not over */
  speaking(): number;
  /** why it makes no sense to go on; null = go on */
  giveUp(): ExchangeFault | null;
  /** lets every stream say its last word, then resolves */
  finish(): Promise<void>;
};

/** rounds of faults on every lane without one acknowledgement */
const roundsInARow = 3;
const fewestFaults = 6;
/**
 * streams that took bytes and heard nothing, one opened after the other had ended, before the desk sends finite batches
 * instead: a line that drops silences all lanes at once, and what collects bodies does it each time
 */
const muteStreams = 2;

/** Faults that will be the same in a second: nobody tries again at once. */
function isLasting(fault: ExchangeFault): boolean {
  return fault.kind !== 'noAnswer' && fault.kind !== 'busy';
}

/** Keeps several streams open side by side, each reopened after a fault with a growing, jittered pause. */
export function createLanes(port: LanePort, startMode: LaneMode): Lanes {
  const live = new Map<number, PushStream>();
  const loops = new Map<number, Promise<void>>();
  let mode = startMode;
  let mute = 0;
  let muteAt = Number.NEGATIVE_INFINITY;
  let hasHeard = false;
  let faults = 0;
  let progressAtFault = port.progress();
  let lasting: ExchangeFault | null = null;
  let last: ExchangeFault = { kind: 'noAnswer' };
  let count = 0;
  let lanes = 0;

  const isOver = () => port.isDone() || giveUp() !== null;
  const giveUp = (): ExchangeFault | null =>
    lasting ?? (faults >= Math.max(fewestFaults, roundsInARow * lanes) ? last : null);

  const note = (end: StreamEnd) => {
    if (!end.fault) return;
    if (isLasting(end.fault)) lasting = end.fault;
    const now = port.now();
    faults = port.progress() > progressAtFault ? 1 : faults + 1;
    progressAtFault = port.progress();
    last = end.fault;
    // an answer came while a body was on its way: nothing in between collects bodies, the line has only dropped
    hasHeard ||= [...live.values()].some((one) => one.hasHeard());
    if (end.isMute && now - end.ms >= muteAt) {
      mute += 1;
      muteAt = now;
    }
    if (mode === 'stream' && mute >= muteStreams && !hasHeard) {
      mode = 'batch';
      faults = 0;
    }
  };

  const loop = async (lane: number): Promise<void> => {
    let own = 0;
    while (!isOver() && lane < count) {
      if (mode === 'batch' && !port.hasWork(lane)) {
        await port.sleep(100);
        continue;
      }
      const stream = port.open(lane, mode);
      live.set(lane, stream);
      const end = await stream.ended;
      live.delete(lane);
      hasHeard ||= stream.hasHeard();
      port.onLost(lane, end);
      note(end);
      // its own faults, not everybody's: a line that drops takes all lanes with it at once, and is back for all
      own = end.fault && !stream.hasHeard() ? own + 1 : 0;
      if (end.fault && !isOver()) await port.sleep(pauseAfter(own));
    }
    loops.delete(lane);
  };

  return {
    tick(wanted) {
      count = wanted;
      lanes = Math.max(lanes, wanted);
      for (const stream of live.values()) stream.tick();
      for (let lane = 0; lane < wanted; lane += 1) {
        const isFirst = lane === 0;
        if (!loops.has(lane) && !isOver() && (isFirst || port.hasWork(lane))) loops.set(lane, loop(lane));
      }
    },
    goodput: () => [...live.values()].reduce((sum, one) => sum + one.goodput(), 0),
    mode: () => mode,
    speaking: () => [...live.values()].filter((one) => one.hasHeard()).length,
    giveUp,
    async finish() {
      count = 0;
      for (const stream of live.values()) stream.finish();
      await Promise.all(loops.values());
    },
  };
}

/** 0.2 s after a stream that worked, doubling to 5 s with each that did not, ±25 %. */
function pauseAfter(failedInARow: number): number {
  return Math.min(5000, 200 * 2 ** failedInARow) * (0.75 + Math.random() / 2);
}
