import { describe, expect, it } from 'vitest';
import { isOtherChoice, offerFor } from '../../src-renderer/features/exam-entry/entry-words.ts';

const answer = { candidacyId: 'a', sitting: { sitting: '2024-06' } };

describe('选课页：答案属于谁', () => {
  it('别人的、别的考次的答案，都不摆到这名学生旁边', () => {
    expect(offerFor(answer, 'a', '2024-06')).toBe(answer);
    expect(offerFor(answer, 'b', '2024-06')).toBeNull();
    expect(offerFor(answer, 'a', '2024-12')).toBeNull();
    expect(offerFor(null, null, null)).toBeNull();
  });
  it('科目或语种和已报的不同，就不能打印', () => {
    const entered = { subjects: ['03'], foreignLanguage: '1' } as const;
    expect(isOtherChoice({ ...entered }, entered)).toBe(false);
    expect(isOtherChoice({ ...entered, foreignLanguage: null }, entered)).toBe(false);
    expect(isOtherChoice({ ...entered, foreignLanguage: '2' }, entered)).toBe(true);
    expect(isOtherChoice({ ...entered, subjects: [] }, entered)).toBe(true);
    expect(isOtherChoice(entered, null)).toBe(true);
  });
});
