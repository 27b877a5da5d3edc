import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ReadBothWays } from '../../shared/photo/line-reading.ts';
import type { Raster } from '../../shared/photo/raster.ts';
import { openTextSide, type TextSide } from '../../src-renderer/photo/gate/text-side.ts';
import type { TextQuestion, TextReply } from '../../src-renderer/photo/gate/text-worker.ts';

/** A reader that says of each frame what its width stands for, after half a second. */
class FakeReader {
  onmessage: ((event: { data: TextReply }) => void) | null = null;
  postMessage({ id, frame }: TextQuestion): void {
    setTimeout(() => this.onmessage?.({ data: { id, lines: linesOn(frame) } }), 500);
  }
}

const clothes = (width: number): Raster => ({ data: new Uint8ClampedArray(4), width, height: 1 });
const linesOn = ({ width }: Raster): readonly ReadBothWays[] => [{ width } as unknown as ReadBothWays];
let text: TextSide;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeReader);
  text = openTextSide();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('读到的管 9 秒，过后不算', async () => {
  text.glance(clothes(1));
  await vi.advanceTimersByTimeAsync(600);
  expect(text.glanced()).toEqual(linesOn(clothes(1)));
  await vi.advanceTimersByTimeAsync(8500);
  expect(text.glanced()).toBeNull();
});

it('换了人：前一个人衣服上的字马上不算，新来的马上读', async () => {
  text.glance(clothes(1));
  await vi.advanceTimersByTimeAsync(600);
  text.forget();
  expect(text.glanced()).toBeNull();
  text.glance(clothes(2));
  await vi.advanceTimersByTimeAsync(600);
  expect(text.glanced()).toEqual(linesOn(clothes(2)));
});

it('换人的时候还在读：读出来也不算在新来的人身上', async () => {
  text.glance(clothes(1));
  text.forget();
  await vi.advanceTimersByTimeAsync(600);
  expect(text.glanced()).toBeNull();
});

/** Looks seven times a second for so long, at a frame that shows this one or nobody. */
async function look(milliseconds: number, frame: Raster | null): Promise<void> {
  for (let at = 0; at < milliseconds; at += 140) {
    if (frame === null) text.nobody();
    else text.glance(frame);
    await vi.advanceTimersByTimeAsync(140);
  }
}

it('一两帧没有找到脸：还是同一个人，读过的还算，不重读', async () => {
  await look(1000, clothes(1));
  await look(560, null);
  expect(text.glanced()).toEqual(linesOn(clothes(1)));
  await look(700, clothes(2));
  expect(text.glanced()).toEqual(linesOn(clothes(1)));
});

it('一秒没有脸：算换了人，新来的马上读', async () => {
  await look(1000, clothes(1));
  await look(1260, null);
  expect(text.glanced()).toBeNull();
  await look(700, clothes(2));
  expect(text.glanced()).toEqual(linesOn(clothes(2)));
});

it('机器慢，一秒多才看一眼，中间那一眼没有人：也算换了人', async () => {
  await look(700, clothes(1));
  await vi.advanceTimersByTimeAsync(600);
  text.nobody();
  await vi.advanceTimersByTimeAsync(900);
  text.glance(clothes(2));
  expect(text.glanced()).toBeNull();
  await vi.advanceTimersByTimeAsync(600);
  expect(text.glanced()).toEqual(linesOn(clothes(2)));
});

it('脸一闪一闪，合起来不到一秒没有断过：还是同一个人', async () => {
  await look(700, clothes(1));
  for (let times = 0; times < 6; times++) {
    await look(560, null);
    await look(140, clothes(1));
  }
  expect(text.glanced()).toEqual(linesOn(clothes(1)));
});
