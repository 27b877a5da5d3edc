import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import type { GateAnswers, GateNotice, GateQuestion, GateReply } from './gate-messages.ts';
import { answerQuestion } from './gate-work.ts';

/** `sentence`: for the status line, in Chinese; null = nothing to say. */
export type GateState = {
  readonly kind: 'starting' | 'ready' | 'noDetector' | 'restarting';
  readonly sentence: string | null;
};

type Ask = {
  readonly kind: keyof GateAnswers;
  readonly frame: ImageBitmap;
  readonly profile: PhotoProfile;
  readonly answer: (value: GateAnswers[keyof GateAnswers] | null) => void;
};

export type GateLine = {
  readonly state: () => GateState;
  readonly subscribe: (listener: (state: GateState) => void) => () => void;
  /** null: dropped for a later frame, or the worker ended before it answered */
  readonly ask: <K extends keyof GateAnswers>(
    kind: K,
    frame: ImageBitmap,
    profile: PhotoProfile,
  ) => Promise<GateAnswers[K] | null>;
  /** somebody else may sit there: nothing that was read of the one before speaks for a later question */
  readonly newSitter: () => void;
  readonly close: () => void;
};

/** A slow laptop needs a few seconds to load; one that needs longer than this hangs. */
const ANSWER_LIMIT_MS = 15_000;
const START_LIMIT_MS = 60_000;
/** A worker that never came up, or never gave an answer, is tried this often before the desk goes on without it. */
const START_TRIES = 3;
/** So many answers in a row that only say that something broke, and the worker counts as lost. */
const BROKEN_ANSWERS = 3;

const states: Readonly<Record<GateState['kind'], GateState>> = {
  starting: { kind: 'starting', sentence: '正在准备照片检测' },
  ready: { kind: 'ready', sentence: null },
  noDetector: {
    kind: 'noDetector',
    sentence: '照片检测用不了：检测程序没有启动。照常拍照，按取景框居中裁剪，照片由审核员看。重新打开登记台再试',
  },
  restarting: { kind: 'restarting', sentence: '照片检测中断，正在重新启动。画面和学生都在，稍等几秒再拍' },
};

/**
 * Keeps one worker and hands it one question at a time: shots in their order, of the frames of the live picture only the
 * latest. A worker that ends, hangs or says nothing is replaced, and `state` tells it.
 */
export function openGateLine(): GateLine {
  const listeners = new Set<(state: GateState) => void>();
  const shots: Ask[] = [];
  let latest: Ask | null = null;
  let current: Ask | null = null;
  let worker: Worker | null = null;
  let state = states.starting;
  let limit: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let failedStarts = 0;
  let brokenAnswers = 0;
  let closed = false;

  const become = (kind: GateState['kind']): void => {
    state = states[kind];
    for (const listener of listeners) listener(state);
  };
  const isUp = (): boolean => state.kind === 'ready' || state.kind === 'noDetector';

  const start = (): void => {
    worker = new Worker(new URL('./gate-worker.ts', import.meta.url), { type: 'module', name: 'photo-gate' });
    worker.onmessage = ({ data }: MessageEvent<GateReply>) => hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      lose();
    };
    worker.onmessageerror = lose;
    limit = setTimeout(lose, START_LIMIT_MS);
  };
  const end = (): void => {
    clearTimeout(limit);
    worker?.terminate();
    worker = null;
    for (const ask of [current, latest, ...shots]) drop(ask);
    current = latest = null;
    shots.length = 0;
  };
  const lose = (): void => {
    // one that comes up has done nothing yet: only a good answer forgives
    failedStarts += 1;
    brokenAnswers = 0;
    end();
    if (closed) return;
    const goesOn = failedStarts < START_TRIES;
    become(goesOn ? 'restarting' : 'noDetector');
    if (goesOn) start();
  };
  const hear = (reply: GateReply): void => {
    if (reply.kind === 'ready' || reply.kind === 'noDetector') {
      clearTimeout(limit);
      become(reply.kind);
    } else if (reply.id === asked && current !== null) {
      clearTimeout(limit);
      const { answer } = current;
      current = null;
      answer(reply.kind === 'answer' ? reply.answer : null);
      if (reply.kind === 'answer') failedStarts = brokenAnswers = 0;
      else if (++brokenAnswers >= BROKEN_ANSWERS && worker !== null) {
        lose();
        return;
      }
    }
    next();
    if (closed && current === null) end();
  };
  const next = (): void => {
    if (current !== null || !isUp()) return;
    current = shots.shift() ?? latest;
    if (current === null) return;
    if (current === latest) latest = null;
    const { kind, frame, profile } = current;
    const question: GateQuestion = { kind, id: ++asked, frame, profile };
    if (worker === null) {
      const broken = (): void => hear({ kind: 'broken', id: question.id, reason: '' });
      limit = setTimeout(broken, ANSWER_LIMIT_MS);
      void answerQuestion(question, null, null).then(
        (answer) => hear({ kind: 'answer', id: question.id, answer }),
        broken,
      );
      return;
    }
    limit = setTimeout(lose, ANSWER_LIMIT_MS);
    worker.postMessage(question, [frame]);
  };
  start();

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ask: (kind, frame, profile) =>
      new Promise((resolve) => {
        const ask: Ask = { kind, frame, profile, answer: resolve as Ask['answer'] };
        if (closed) return drop(ask);
        if (kind === 'look') {
          drop(latest);
          latest = ask;
        } else shots.push(ask);
        next();
      }),
    newSitter: () => worker?.postMessage({ kind: 'newSitter' } satisfies GateNotice),
    close: () => {
      closed = true;
      listeners.clear();
      drop(latest);
      latest = null;
      // a shot that is being made is still wanted: it goes under the pupil of its key
      if (shots.length === 0 && current?.kind !== 'shot' && current?.kind !== 'stillShot') end();
    },
  };
}

/** The frame of one under way belongs to the worker by now; closing the empty rest does nothing. */
function drop(ask: Ask | null): void {
  ask?.frame.close();
  ask?.answer(null);
}
