import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createGroup } from './group-work.ts';
import { decodedSize, type PhotoSize } from './photo-size.ts';

const most = 32;

type Sizes = readonly (PhotoSize | null)[];

/**
 * Reads photos through in a thread of their own (`decodedSize`), so that texts and the database go on beside them: it is
 * the longest piece of work that a record makes. Where there is one processor only, or the thread is gone, in this one.
 */
export function createPhotoReader(start: () => Worker = startThread): (photo: Uint8Array) => Promise<PhotoSize | null> {
  let thread: Worker | null = null;
  return createGroup(most, async (photos: readonly Uint8Array[]) => {
    if (availableParallelism() === 1) return photos.map(decodedSize);
    try {
      thread ??= start();
      return await readIn(thread, photos);
    } catch {
      // the next photos get a new one
      thread = null;
      return photos.map(decodedSize);
    }
  });
}

async function readIn(thread: Worker, photos: readonly Uint8Array[]): Promise<Sizes> {
  // one that ended while nobody asked it tells nobody any more
  if (thread.threadId === -1) throw new Error('the thread is gone');
  // a program that is done does not wait for the thread; one that waits for an answer does
  thread.ref();
  try {
    // copies, whose memory goes over: a window on a greater buffer would take all of that along
    const own = photos.map((photo) => new Uint8Array(photo));
    const memory = own.map((photo) => photo.buffer);
    const answered = new Promise<Sizes>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the thread is gone')));
    });
    thread.postMessage(own, memory);
    return await answered;
  } finally {
    for (const name of ['message', 'error', 'exit']) thread.removeAllListeners(name);
    // its fault may come after its end was told
    thread.on('error', () => undefined);
    thread.unref();
  }
}

function startThread(): Worker {
  return new Worker(new URL('./photo-worker.ts', import.meta.url));
}
