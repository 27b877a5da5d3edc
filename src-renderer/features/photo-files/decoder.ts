import type { DecodeAnswer, DecodeQuestion } from './decode-messages.ts';

/** A picture that takes longer than this keeps a worker busy on purpose. */
const LIMIT_MS = 15_000;

export type Decoder = {
  /** the picture upright, or why there is none */
  readonly decode: (file: Omit<DecodeQuestion, 'id'>) => Promise<ImageBitmap | 'undecodable' | 'tooSlow'>;
  readonly close: () => void;
};

/**
 * Decodes one file at a time in a worker of its own. A worker that hangs or ends is replaced, and only the file that did
 * it to it is lost.
 */
export function openDecoder(): Decoder {
  let worker: Worker | null = null;
  let asked = 0;
  const end = (): void => {
    worker?.terminate();
    worker = null;
  };
  return {
    decode: (file) =>
      new Promise((resolve) => {
        worker ??= new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module', name: 'photo-files' });
        const id = ++asked;
        const limit = setTimeout(() => {
          end();
          resolve('tooSlow');
        }, LIMIT_MS);
        const settle = (answer: ImageBitmap | 'undecodable'): void => {
          clearTimeout(limit);
          resolve(answer);
        };
        worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
          if (data.id === id) settle(data.frame ?? 'undecodable');
        };
        worker.onerror = (event) => {
          event.preventDefault();
          end();
          settle('undecodable');
        };
        worker.postMessage({ ...file, id } satisfies DecodeQuestion);
      }),
    close: end,
  };
}
