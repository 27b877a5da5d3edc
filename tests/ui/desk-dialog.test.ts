import { expect, it } from 'vitest';
import { dialogOver, type OpenDialog } from '../../src-renderer/features/desk/open-dialog.ts';
import type { ComparisonLine, ShotGate } from '../../src-renderer/features/desk/sheet.ts';

const gate: ShotGate = { verdict: 'bad', causes: [], override: null, overrideClosed: null, lookAlikes: [] };
const line = { field: 'ethnicity', label: '民族' } as ComparisonLine;
const dialogs: readonly OpenDialog[] = [
  { kind: 'secondPerson', candidacyId: '甲', captureId: '照片1', gate },
  { kind: 'settle', candidacyId: '甲', line, value: 'document' },
];

it.each(dialogs)('给这位学生开的对话框，换了人就不在了：$kind', (dialog) => {
  expect(dialogOver(dialog, '甲')).toBe(dialog);
  expect(dialogOver(dialog, '乙')).toBeNull();
  expect(dialogOver(dialog, null)).toBeNull();
});

it('照片来源不是谁的：没有叫人也能开', () => {
  expect(dialogOver({ kind: 'source' }, null)).toEqual({ kind: 'source' });
  expect(dialogOver(null, '甲')).toBeNull();
});
