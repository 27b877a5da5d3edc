import { describe, expect, it } from 'vitest';
import { cohortHasBegun, cohortIsInScope } from '#shared/regulation/rules/scope.ts';
import { editionWith, findingOf, verdictOf } from './canonical-case.ts';

describe('六（一）从 2022 年秋季入学的高一开始', () => {
  it.each([
    ['2022 年入学，适用', 2022, 'pass'],
    ['2021 年入学，不适用', 2021, 'fail block'],
    ['不知道哪一年：由自治区核定', null, 'unknown flag'],
    ['没有这一项', undefined, 'unknown flag'],
  ] as const)('%s', (_, cohortYear, verdict) => {
    expect(verdictOf(cohortIsInScope, { cohortYear })).toBe(verdict);
  });

  it('社会考生知道是更早的年份，同样不适用；不知道的不拒绝', () => {
    expect(verdictOf(cohortIsInScope, { entryCategory: 'private', cohortYear: 2021 })).toBe('fail block');
    expect(verdictOf(cohortIsInScope, { entryCategory: 'private', cohortYear: null })).toBe('unknown flag');
  });

  it('起始年份由规定版本给', () => {
    const later = editionWith({ firstCohortYear: 2023 });
    expect(verdictOf(cohortIsInScope, { cohortYear: 2022 }, later)).toBe('fail block');
    expect(verdictOf(cohortIsInScope, { cohortYear: 2023 }, later)).toBe('pass');
    expect(findingOf(cohortIsInScope, { cohortYear: 2022 }, later).facts).toContainEqual({
      name: 'firstCohortYear',
      label: '适用的最早入学年份（高一秋季）',
      value: '2023',
    });
  });

  it('拒绝的话带着年份', () => {
    expect(findingOf(cohortIsInScope, { cohortYear: 2021 }).sentence).toBe(
      '包·呼格吉勒是 2021 年秋季入学，本办法从 2022 年秋季入学的开始',
    );
  });

  it.each([
    ['今年入学', 2026, 'pass'],
    ['明年入学，多半写错', 2027, 'fail warn'],
    ['不知道', null, 'pass'],
  ] as const)('%s', (_, cohortYear, verdict) => {
    expect(verdictOf(cohortHasBegun, { cohortYear })).toBe(verdict);
  });

  it('不知道今天的日期', () => {
    expect(verdictOf(cohortHasBegun, { today: undefined })).toBe('unknown flag');
  });
});
