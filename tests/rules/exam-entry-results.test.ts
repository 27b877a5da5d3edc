import { expect, it } from 'vitest';
import { resultsOfSubjectsHaveCome } from '#shared/regulation/rules/exam-entry-results.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

it('一（三）报考过、成绩没有到的科目先等，别的照报；没有考过的不用等', () => {
  const awaitedResults = [
    { subject: '05', sittingLabel: '2026 年夏季考次' },
    { subject: '07', sittingLabel: '2026 年夏季考次' },
  ] as const;
  expect(verdictOf(resultsOfSubjectsHaveCome, { awaitedResults, chosenSubjects: ['05'] })).toBe('fail hold');
  expect(verdictOf(resultsOfSubjectsHaveCome, { awaitedResults, chosenSubjects: ['01'] })).toBe('pass');
  expect(verdictOf(resultsOfSubjectsHaveCome, { awaitedResults: [], chosenSubjects: ['05'] })).toBe('pass');
  expect(verdictOf(resultsOfSubjectsHaveCome, { awaitedResults: undefined })).toBe('unknown hold');
  const { sentence, next } = findingOf(resultsOfSubjectsHaveCome, { awaitedResults, chosenSubjects: ['05', '07'] });
  expect(sentence).toContain('历史、物理在2026 年夏季考次报考过');
  expect(next).toContain('取回或导入');
});
