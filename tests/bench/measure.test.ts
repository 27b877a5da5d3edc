import { expect, test } from 'vitest';
import { interleaved, percentile, ratioOf, spreadOf } from '../../bench/measure.ts';
import { reportText, summarise } from '../../bench/report.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test('分位数按最近名次取：一百个数的 p50 是第 50 个，p95 是第 95 个，最差是最后一个', () => {
  expect(spreadOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95, worst: 100 });
  expect(percentile([7], 0.95)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('倍数先在每一轮里算，再取各轮的中位数：一轮里机器忙，不改变结果', () => {
  const calm = { ours: [40], baseline: [10] };
  const busy = { ours: [600], baseline: [150] };
  const odd = { ours: [500], baseline: [100] };
  // over all samples together it would be 500 / 100
  expect(ratioOf([calm, odd, busy])).toEqual({ median: 4, least: 4, most: 5 });
  expect(ratioOf([{ ours: [1], baseline: [] }])).toBeNull();
});

test('两边轮流先做', async () => {
  const order: string[] = [];
  const note = (name: string) => async () => {
    order.push(name);
    return [1];
  };
  await interleaved(3, note('ours'), note('baseline'));
  expect(order).toEqual(['ours', 'baseline', 'baseline', 'ours', 'ours', 'baseline']);
});

test('目标看写明的那一个分位，写在表里，不合目标也不算错', () => {
  const line = { label: '一项', rounds: [{ ours: hundred, baseline: [1] }], goal: { at: 'p95', ms: 94 } } as const;
  expect(summarise(line).goalMet).toBe(false);
  const text = reportText({ title: '题', baseline: '基线', lines: [line], memory: [], notes: [] });
  expect(text).toContain('p95 ≤ 94 ms ✗');
  const places = (row: string) => [...row].length + (row.match(/[\u2E80-\u9FFF\uFF00-\uFF60]/gu)?.length ?? 0);
  const rows = text.split('\n').filter((row) => row.startsWith('|'));
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map(places)).size).toBe(1);
});
