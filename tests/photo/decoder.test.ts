import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DecodeAnswer, DecodeQuestion } from '../../src-renderer/features/photo-files/decode-messages.ts';
import { openDecoder } from '../../src-renderer/features/photo-files/decoder.ts';

/** The workers that were started, each as slow, deaf or broken as the test wants it. */
const workers: FakeWorker[] = [];

class FakeWorker {
  asked: DecodeQuestion[] = [];
  isEnded = false;
  onmessage: ((event: { data: DecodeAnswer }) => void) | null = null;
  onerror: ((event: { preventDefault: () => void }) => void) | null = null;
  constructor() {
    workers.push(this);
  }
  postMessage(question: DecodeQuestion): void {
    this.asked.push(question);
  }
  terminate(): void {
    this.isEnded = true;
  }
  answer(id: number | undefined, frame: ImageBitmap | null): void {
    if (id !== undefined) this.onmessage?.({ data: { id, frame } });
  }
}

const file = (name: number) => ({ bytes: new Uint8Array([name]), mediaType: 'image/jpeg', turn: 0 }) as const;
const picture = () => ({ close: vi.fn() }) as unknown as ImageBitmap;
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => {
  workers.length = 0;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('读着一张，又按“转 90°”：两张都有自己的画面，一张也不丢', async () => {
  const decoder = openDecoder();
  const [one, two] = [picture(), picture()];
  const first = decoder.decode(file(1));
  const second = decoder.decode(file(2));
  await settle();
  expect(workers[0]?.asked.map(({ bytes }) => bytes[0])).toEqual([1]);
  workers[0]?.answer(workers[0].asked[0]?.id, one);
  await settle();
  workers[0]?.answer(workers[0].asked[1]?.id, two);
  await settle();
  expect(await first).toBe(one);
  expect(await second).toBe(two);
});

it('一张拖过 15 秒：只有它不行，排在后面的另开一个照样读', async () => {
  const decoder = openDecoder();
  const two = picture();
  const slow = decoder.decode(file(1));
  const next = decoder.decode(file(2));
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await slow).toBe('tooSlow');
  expect(workers[0]?.isEnded).toBe(true);
  await vi.advanceTimersByTimeAsync(14_000);
  workers[1]?.answer(workers[1].asked[0]?.id, two);
  await settle();
  expect(await next).toBe(two);
});

it('一张弄断了解码：只有它打不开', async () => {
  const decoder = openDecoder();
  const broken = decoder.decode(file(1));
  const next = decoder.decode(file(2));
  await settle();
  workers[0]?.onerror?.({ preventDefault: () => {} });
  await settle();
  expect(await broken).toBe('undecodable');
  workers[1]?.answer(workers[1].asked[0]?.id, null);
  await settle();
  expect(await next).toBe('undecodable');
});

it('没有人等的画面马上放掉，不占内存；关了以后不再开', async () => {
  const decoder = openDecoder();
  const stray = picture();
  const waiting = decoder.decode(file(1));
  await settle();
  workers[0]?.answer(99, stray);
  expect(stray.close).toHaveBeenCalledOnce();
  decoder.close();
  expect(await waiting).toBe('undecodable');
  expect(await decoder.decode(file(2))).toBe('undecodable');
  expect(workers).toHaveLength(1);
});
