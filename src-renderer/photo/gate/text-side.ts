import type { ReadBothWays } from '#shared/photo/line-reading.ts';
import type { Raster } from '#shared/photo/raster.ts';
import type { TextQuestion, TextReply } from './text-worker.ts';

/** Lines of writing in a frame; null = not known: still loading, too slow, or the reader does not run. */
export type ReadText = (frame: Raster, limitMs: number) => Promise<readonly ReadBothWays[] | null>;

/**
 * Starts the reader of writing in a worker of its own, so that it reads while the face is measured. What it does not
 * answer within the limit counts as not known: a shot never waits for it.
 */
export function openTextSide(): ReadText {
  const worker = new Worker(new URL('./text-worker.ts', import.meta.url), { type: 'module', name: 'photo-text' });
  const open = new Map<number, (lines: readonly ReadBothWays[] | null) => void>();
  let asked = 0;
  worker.onmessage = ({ data }: MessageEvent<TextReply>) => open.get(data.id)?.(data.lines);
  worker.onerror = (event) => {
    event.preventDefault();
    for (const answer of open.values()) answer(null);
  };
  return (frame, limitMs) =>
    new Promise((resolve) => {
      const id = ++asked;
      const answer = (lines: readonly ReadBothWays[] | null): void => {
        clearTimeout(limit);
        open.delete(id);
        resolve(lines);
      };
      const limit = setTimeout(answer, limitMs, null);
      open.set(id, answer);
      worker.postMessage({ id, frame } satisfies TextQuestion);
    });
}
