import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createPhotoReader } from '../../provincial-server/photo-reader.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';

const photos = Array.from({ length: 40 }, (_none, at) => makeJpeg(at, 40 + at, 64));
const sizes = photos.map((_photo, at) => ({ width: 40 + at, height: 64 }));

test('另一个线程里读：四十张同时来，各得各的尺寸；残缺的说打不开，送去的字节还在', async () => {
  const read = createPhotoReader();
  const cut = photos.map((photo) => photo.subarray(0, -20));
  expect(await Promise.all([...photos, ...cut].map(read))).toEqual([...sizes, ...cut.map(() => null)]);
  expect(photos.every((photo) => photo.length > 0)).toBe(true);
});

test.each([
  ['还没有回答就结束', 'process.exit(3)'],
  ['读到一半出错', "require('node:worker_threads').parentPort.on('message', () => { throw new Error('broken') })"],
])('线程%s：一张也不丢，下一批用新的线程', async (_what, program) => {
  let started = 0;
  const read = createPhotoReader(() => {
    started += 1;
    return new Worker(program, { eval: true });
  });
  expect(await Promise.all(photos.slice(0, 3).map(read))).toEqual(sizes.slice(0, 3));
  expect(await read(photos[3] ?? new Uint8Array())).toEqual(sizes[3]);
  expect(started).toBe(2);
});

test('线程在没有事做的时候结束：下一张照样读出来，不会一直等', async () => {
  const program = `require('node:worker_threads').parentPort.once('message', (photos) =>
    require('node:worker_threads').parentPort.postMessage(photos.map(() => null)))`;
  const threads: Worker[] = [];
  const read = createPhotoReader(() => {
    const thread = new Worker(program, { eval: true });
    threads.push(thread);
    return thread;
  });
  const [photo] = photos;
  expect(await read(photo ?? new Uint8Array())).toBeNull();
  await expect.poll(() => threads[0]?.threadId, { timeout: 30_000 }).toBe(-1);
  expect(await read(photo ?? new Uint8Array())).toEqual(sizes[0]);
});
