import { expect, it } from 'vitest';
import type { ReadBothWays } from '../../shared/photo/line-reading.ts';
import type { Raster } from '../../shared/photo/raster.ts';
import { writingOf } from '../../src-renderer/photo/gate/writing-of.ts';

const frame: Raster = { data: new Uint8ClampedArray(4), width: 7, height: 1 };
const onFrame = [{ of: 'this frame' }] as unknown as readonly ReadBothWays[];
const onLive = [{ of: 'the live picture' }] as unknown as readonly ReadBothWays[];

/** A reader that reads what stands in the frame it is given, and remembers what the live picture showed. */
function reader(live: readonly ReadBothWays[] | null) {
  const asked: number[] = [];
  const read = async (given: Raster, limitMs: number) => {
    asked.push(limitMs);
    return given === frame ? onFrame : null;
  };
  return { asked, text: { read, glanced: () => live } };
}

it('当场拍的用预览里刚读到的，快门不等', async () => {
  const { asked, text } = reader(onLive);
  expect(await writingOf('shot', frame, text)).toBe(onLive);
  expect(asked).toEqual([]);
});

it('备用摄像头和文件的照片只认自己画面里的字，不管预览里读过谁的', async () => {
  const { asked, text } = reader(onLive);
  expect(await writingOf('stillShot', frame, text)).toBe(onFrame);
  expect(asked).toEqual([800]);
});

it('当场拍的，预览里还没有读过：读这一张', async () => {
  const { asked, text } = reader(null);
  expect(await writingOf('shot', frame, text)).toBe(onFrame);
  expect(asked).toEqual([800]);
});

it('试照片的人等得久一些，只量不读的不读；没有认字的就是不知道', async () => {
  const { asked, text } = reader(onLive);
  expect(await writingOf('inspect', frame, text)).toBe(onFrame);
  expect(await writingOf('measure', frame, text)).toBeNull();
  expect(asked).toEqual([10_000]);
  expect(await writingOf('shot', frame, null)).toBeNull();
});
