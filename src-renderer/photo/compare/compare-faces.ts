import { type Likeness, likenessOf } from '#shared/photo/face-likeness.ts';
import type { CompareQuestion, CompareReply } from './compare-worker.ts';

/** A laptop loads the models and looks twice within two or three seconds; what takes longer is given up. */
const LIMIT_MS = 20_000;

/** A JPEG, or pixels that are in memory only. */
type Picture = Uint8Array | OffscreenCanvas;

/**
 * How alike the faces in two pictures are, worked out in a worker that ends with the answer: features and models are gone
 * then, and nothing but the word comes out. `signal` ends it earlier.
 */
export async function compareFaces(held: Picture, shot: Picture, signal: AbortSignal): Promise<Likeness> {
  const similarity = await similarityOf(held, shot, signal);
  return likenessOf(similarity);
}

/** The number behind the word, for people who try pictures; null = nothing can be said. */
export async function similarityOf(held: Picture, shot: Picture, signal: AbortSignal): Promise<number | null> {
  const pictures = await Promise.all([bitmapOf(held), bitmapOf(shot)]).catch(() => null);
  if (pictures === null || signal.aborted) return null;
  const [heldPicture, shotPicture] = pictures;
  const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { type: 'module', name: 'face-compare' });
  try {
    return await new Promise<number | null>((resolve) => {
      const giveUp = (): void => resolve(null);
      setTimeout(giveUp, LIMIT_MS);
      signal.addEventListener('abort', giveUp, { once: true });
      worker.onmessage = ({ data }: MessageEvent<CompareReply>) => resolve(data.similarity);
      worker.onerror = (event) => {
        event.preventDefault();
        giveUp();
      };
      const question: CompareQuestion = { held: heldPicture, shot: shotPicture };
      worker.postMessage(question, [heldPicture, shotPicture]);
    });
  } finally {
    worker.terminate();
  }
}

function bitmapOf(picture: Picture): Promise<ImageBitmap> {
  if (!(picture instanceof Uint8Array)) return createImageBitmap(picture);
  return createImageBitmap(new Blob([picture as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
}
