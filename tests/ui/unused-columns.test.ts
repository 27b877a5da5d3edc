import { expect, it } from 'vitest';
import { unusedColumns } from '../../src-renderer/features/roster/column-name.ts';

it('认列页说出没有用到的列：带列号；没有标题的、认过的不说', () => {
  const headers = ['序号', '姓名', '', '备注'];
  expect(unusedColumns(headers, [1, null])).toEqual(['A 序号', 'D 备注']);
  expect(unusedColumns(headers, [1, 0, 3])).toEqual([]);
});
