import { expect, it } from 'vitest';
import { chosenLine } from '../../src-renderer/features/application/application-line.ts';

it('选中的一件被别人办掉了：不由旁边的一件顶上', () => {
  const lines = [{ applicationId: 'a' }, { applicationId: 'b' }];
  expect(chosenLine(lines, 'b')).toBe(lines[1]);
  expect(chosenLine(lines, 'gone')).toBeNull();
  expect(chosenLine(lines, null)).toBeNull();
});
