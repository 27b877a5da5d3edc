import type { DecodeAnswer, DecodeQuestion } from './decode-messages.ts';

/** A picture that takes longer than this keeps a worker busy on purpose. */
const LIMIT_MS = 15_000;

type Decoded = ImageBitmap | 'undecodable' | 'tooSlow';

export type Decoder = {
  /** the picture upright, or why there is none */
  readonly decode: (file: Omit<DecodeQuestion, 'id'>) => Promise<Decoded>;
  readonly close: () => void;
};

/**
 * Decodes one file at a time, in the order in which they are asked for, in a worker of its own. A worker that hangs or
 * ends is replaced, and only the file that did it to it is lost.
 */
export function openDecoder(): Decoder {
  let worker: Worker | null = null;
  let asked = 0;
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();
  let giveUp: (() => void) | null = null;
  const end = (): void => {
    worker?.terminate();
    worker = null;
  };
  const decodeNow = (file: Omit<DecodeQuestion, 'id'>): Promise<Decoded> =>
    new Promise((resolve) => {
      if (isClosed) return resolve('undecodable');
      worker ??= new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module', name: 'photo-files' });
      const id = ++asked;
      const settle = (answer: Decoded): void => {
        clearTimeout(limit);
        giveUp = null;
        resolve(answer);
      };
      const lose = (why: 'undecodable' | 'tooSlow'): void => {
        end();
        settle(why);
      };
      const limit = setTimeout(() => lose('tooSlow'), LIMIT_MS);
      giveUp = () => lose('undecodable');
      worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
        if (data.id === id) settle(data.frame ?? 'undecodable');
        else data.frame?.close();
      };
      worker.onerror = (event) => {
        event.preventDefault();
        lose('undecodable');
      };
      worker.postMessage({ ...file, id } satisfies DecodeQuestion);
    });
  return {
    decode: (file) => {
      const decoded = last.then(() => decodeNow(file));
      last = decoded;
      return decoded;
    },
    close: () => {
      isClosed = true;
      giveUp?.();
      end();
    },
  };
}
