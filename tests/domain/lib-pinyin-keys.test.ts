import { expect, test } from 'vitest';
import { pinyinKeys } from '#shared/lib/pinyin-keys.ts';

test.each([
  ['张三', 'zs', 'zhangsan'],
  ['单雄信', 'sxx', 'shanxiongxin'],
  ['仇英', 'qy', 'qiuying'],
  ['欧阳修', 'oyx', 'ouyangxiu'],
  ['吕布', 'lb', 'lvbu'],
  ['巴特·苏和', 'btsh', 'batesuhe'],
  ['巴特•苏和', 'btsh', 'batesuhe'],
  ['张䶮', 'zy', 'zhangyan'],
  ['Anna Maria', 'am', 'annamaria'],
  ['张\uE81E', 'z?', 'zhang?'],
  ['ᠮ', '?', '?'],
  ['', '', ''],
])('%s 的拼音是 %s / %s', (name, initials, full) => {
  expect(pinyinKeys(name)).toEqual({ initials, full });
});
