import { expect, it } from 'vitest';
import { withoutLongIds } from '../../src-renderer/ui/without-long-ids.ts';

it('依据里的内部编号只说尾号，别的字和数不动', () => {
  expect(withoutLongIds('01a22b31-c376-74fe-827b-5b844da1b569')).toBe('编号尾号 b569');
  expect(withoutLongIds('G15043020100511203X，2026-04-14')).toBe('G15043020100511203X，2026-04-14');
});
