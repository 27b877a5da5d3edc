import type { ReadBothWays } from '#shared/photo/line-reading.ts';
import type { Raster } from '#shared/photo/raster.ts';
import type { TextQuestion, TextReply } from './text-worker.ts';

/** Lines of writing in a frame; null = not known: still loading, too slow, or the reader does not run. */
type Lines = readonly ReadBothWays[] | null;

export type TextSide = {
  /** Reads this very frame, and waits no longer than the limit for it. */
  readonly read: (frame: Raster, limitMs: number) => Promise<Lines>;
  /** Reads a frame of the live picture that shows somebody now and then, without anybody waiting. */
  readonly glance: (frame: Raster) => void;
  /** What the last glance read; null where there is none that is new enough to speak for the live picture. */
  readonly glanced: () => Lines;
  /** A frame of the live picture shows nobody: after a second of that somebody else may sit there. */
  readonly nobody: () => void;
  /** Somebody else may sit there now: what was read, or is being read, are the clothes of whoever sat there before. */
  readonly forget: () => void;
};

/** The reader shares two cores with detector, screen and camera: more often, and every shot would wait for it. */
const GLANCE_EVERY_MS = 6000;
/** So long a glance speaks for the camera while the same person sits there. A driver's mirror is not switched within seconds. */
const GLANCE_HOLDS_MS = 9000;
const GLANCE_LIMIT_MS = 4000;
/** A detector misses a face now and then (a hand, a blink, motion); nobody gets up and another sits down in less. */
const GONE_AFTER_MS = 1000;

/** Starts the reader of writing in a worker of its own, so that it reads beside the search for the face. */
export function openTextSide(): TextSide {
  const worker = new Worker(new URL('./text-worker.ts', import.meta.url), { type: 'module', name: 'photo-text' });
  const open = new Map<number, (lines: Lines) => void>();
  let asked = 0;
  let begun = Number.NEGATIVE_INFINITY;
  const nothing: { readonly at: number; readonly lines: Lines } = { at: begun, lines: null };
  let last = nothing;
  /** counts who sat there */
  let sitter = 0;
  /** when somebody was seen last */
  let seenAt = begun;
  let isNobody = false;
  worker.onmessage = ({ data }: MessageEvent<TextReply>) => open.get(data.id)?.(data.lines);
  worker.onerror = (event) => {
    event.preventDefault();
    for (const answer of open.values()) answer(null);
  };
  const read = (frame: Raster, limitMs: number): Promise<Lines> =>
    new Promise((resolve) => {
      const id = ++asked;
      const answer = (lines: Lines): void => {
        clearTimeout(limit);
        open.delete(id);
        resolve(lines);
      };
      const limit = setTimeout(answer, limitMs, null);
      open.set(id, answer);
      worker.postMessage({ id, frame } satisfies TextQuestion);
    });
  const forget = (): void => {
    sitter += 1;
    begun = Number.NEGATIVE_INFINITY;
    last = nothing;
  };
  const isGone = (at: number): boolean => isNobody && at - seenAt >= GONE_AFTER_MS;
  return {
    read,
    nobody: () => {
      isNobody = true;
      if (isGone(performance.now())) forget();
    },
    glance: (frame) => {
      const at = performance.now();
      // on a slow machine there may have been but one look in between
      if (isGone(at)) forget();
      [seenAt, isNobody] = [at, false];
      if (open.size > 0 || at - begun < GLANCE_EVERY_MS) return;
      begun = at;
      const glancedAt = sitter;
      void read(frame, GLANCE_LIMIT_MS).then((lines) => {
        if (glancedAt === sitter) last = { at, lines };
      });
    },
    glanced: () => (performance.now() - last.at < GLANCE_HOLDS_MS ? last.lines : null),
    forget,
  };
}
