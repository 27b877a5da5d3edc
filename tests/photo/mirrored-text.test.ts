import { expect, test } from 'vitest';
import { type LineReading, lineReading } from '../../shared/photo/line-reading.ts';
import { mirroredText } from '../../shared/photo/mirrored-text.ts';
import { networkInput } from '../../shared/photo/network-input.ts';
import { textAreas } from '../../shared/photo/text-areas.ts';

const reading = (text: string, sure: number): LineReading => ({
  characters: [...text],
  sureness: [...text].map(() => sure),
});
const nothing = reading('', 1);
const of = (straight: LineReading, flipped: LineReading) => mirroredText([{ straight, flipped }]);

test('反过来才读得通的字越多，量值越大；正着读得通就是负的', () => {
  expect(of(reading('IE', 0.4), reading('LIKE', 0.99))).toBeGreaterThan(1.5);
  expect(of(reading('LIKE', 0.99), reading('IE', 0.4))).toBeLessThan(-1.5);
  expect(of(nothing, reading('F', 0.96))).toBe(1);
  expect(mirroredText([])).toBe(0);
});

test('一行正着读得通，另一行反着读得通：谁也不算', () => {
  const [clear, unclear] = [reading('LFG', 0.99), reading('3', 0.3)];
  expect(
    mirroredText([
      { straight: clear, flipped: unclear },
      { straight: unclear, flipped: clear },
    ]),
  ).toBe(0);
});

test('左右一样的字、互为镜像的字、西里尔字母反过来像拉丁字母的，不作数', () => {
  expect(of(reading('ATOYOT', 0.6), reading('TOYOTA', 0.99))).toBe(0);
  expect(of(reading('田口口', 0.6), reading('口口田', 0.99))).toBe(0);
  expect(of(reading('SOS', 0.86), reading('202', 0.99))).toBe(0);
  expect(of(reading('UA', 0.4), reading('RN', 0.99))).toBe(0);
});

test('正着根本读不出来，互为镜像的数字才作数', () => {
  expect(of(reading('E5', 0.3), reading('23', 0.99))).toBeGreaterThan(1.5);
});

test('反过来也有一个字没有把握：不算读通', () => {
  expect(of(nothing, { characters: ['L', 'F', 'G'], sureness: [0.99, 0.89, 0.99] })).toBe(0);
  expect(of(nothing, { characters: ['L', 'F', 'G'], sureness: [0.99, 0.9, 0.99] })).toBeGreaterThan(2);
});

test('逐步的可能性读成字：空格略过，同一个字连着的几步是一个', () => {
  const alphabet = ['', '中', 'a'];
  const steps = [
    [0.9, 0.05, 0.05],
    [0.1, 0.8, 0.1],
    [0.2, 0.7, 0.1],
    [0.9, 0.05, 0.05],
    [0.1, 0.75, 0.15],
    [0.1, 0, 0.9],
  ];
  const { characters, sureness } = lineReading(Float32Array.from(steps.flat()), alphabet);
  expect(characters).toEqual(['中', '中', 'a']);
  expect(sureness.map((sure) => Number(sure.toFixed(2)))).toEqual([0.8, 0.75, 0.9]);
});

test('字在哪里：小块和没有把握的块不要，余下的放大到画面上、把握大的在前', () => {
  const [width, height] = [64, 32];
  const data = new Float32Array(width * height);
  const fill = (x: number, y: number, wide: number, high: number, value: number) => {
    for (let row = y; row < y + high; row++) data.fill(value, row * width + x, row * width + x + wide);
  };
  fill(4, 4, 20, 6, 0.6);
  fill(30, 20, 30, 8, 0.9);
  fill(40, 2, 3, 3, 0.9);
  fill(4, 20, 20, 8, 0.4);
  const areas = textAreas({ data, width, height }, { width: 640, height: 320 });
  expect(areas).toHaveLength(2);
  const [first] = areas;
  expect(first?.x).toBeLessThan(300);
  expect(first?.x).toBeGreaterThan(200);
  expect((first?.x ?? 0) + (first?.width ?? 0)).toBeGreaterThan(600);
});

test('给网络的像素：蓝在前，左右可以换，伸出画面的地方重复边上的像素', () => {
  const frame = { data: new Uint8ClampedArray([10, 20, 30, 255, 40, 50, 60, 255]), width: 2, height: 1 };
  const scale = { mean: [0, 0, 0], spread: [1, 1, 1] } as const;
  const input = (flipped: boolean) =>
    [...networkInput(frame, { x: 0, y: 0, width: 2, height: 1 }, { width: 2, height: 1, flipped }, scale)].map(
      (value) => Math.round(value * 255),
    );
  expect(input(false)).toEqual([30, 60, 20, 50, 10, 40]);
  expect(input(true)).toEqual([60, 30, 50, 20, 40, 10]);
  const beyond = networkInput(
    frame,
    { x: -4, y: -4, width: 2, height: 2 },
    { width: 1, height: 1, flipped: false },
    scale,
  );
  expect(Math.round((beyond[0] ?? 0) * 255)).toBe(30);
});
