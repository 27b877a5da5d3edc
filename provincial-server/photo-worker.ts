import { parentPort } from 'node:worker_threads';
import { decodedSize } from './photo-size.ts';

// The thread of photo-reader.ts: photos in, their sizes out, in their order.
parentPort?.on('message', (photos: readonly Uint8Array[]) => {
  parentPort?.postMessage(photos.map(decodedSize));
});
