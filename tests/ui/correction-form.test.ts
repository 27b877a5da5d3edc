import { describe, expect, it } from 'vitest';
import {
  emptyCorrection,
  isSameCorrection,
  readCorrectionForm,
} from '../../src-renderer/features/application/correction-form.ts';

const typed = {
  ...emptyCorrection,
  fullName: '斯琴高洼',
  documentType: 'residentIdCard',
  documentNumber: '1501',
} as const;

describe('更正表的草稿', () => {
  it('从磁盘读回来，一个字也不少', () => {
    expect(readCorrectionForm(JSON.parse(JSON.stringify(typed)))).toEqual(typed);
  });
  it('什么也没填，或不是这张表，就没有可找回的', () => {
    expect(readCorrectionForm(emptyCorrection)).toBeNull();
    for (const content of [null, 'x', 7, [], { documentType: 'none of ours' }]) {
      expect(readCorrectionForm(content)).toBeNull();
    }
  });
  it('每一项的改动都算没存下', () => {
    expect(isSameCorrection(typed, { ...typed })).toBe(true);
    for (const part of [{ fullName: '斯琴' }, { ethnicity: '05' }, { documentType: null }, { documentNumber: '' }]) {
      expect(isSameCorrection(typed, { ...typed, ...part })).toBe(false);
    }
  });
});
