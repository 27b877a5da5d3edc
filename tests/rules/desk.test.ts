import { describe, expect, it } from 'vitest';
import { explain } from '#shared/regulation/explain.ts';
import {
  clockIsPlausible,
  differencesAreSettled,
  documentIsCompared,
  documentIsOriginal,
  documentIsPermanent,
  documentIsShown,
  documentIsValid,
  photoIsTaken,
  pupilHasConfirmed,
  registrationWindowIsOpen,
} from '#shared/regulation/rules/desk.ts';
import { editionWith, findingOf, verdictOf } from './canonical-case.ts';

describe('一（二）照片', () => {
  it.each([
    ['拍了', true, 'pass'],
    ['没有拍', false, 'fail block'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('%s', (_, hasShot, verdict) => {
    expect(verdictOf(photoIsTaken, { hasShot })).toBe(verdict);
  });
});

describe('一（二）证件状态', () => {
  const rules = [documentIsShown, documentIsOriginal, documentIsValid, documentIsPermanent];
  it.each([
    ['shown', ['pass', 'pass', 'pass', 'pass']],
    ['expired', ['pass', 'pass', 'fail flag', 'pass']],
    ['temporary', ['pass', 'pass', 'pass', 'fail flag']],
    ['copyOnly', ['pass', 'fail hold', 'pass', 'pass']],
    ['missing', ['fail hold', 'pass', 'pass', 'pass']],
    [null, ['unknown block', 'pass', 'pass', 'pass']],
    [undefined, ['unknown block', 'unknown block', 'unknown block', 'unknown block']],
  ] as const)('%s', (documentState, verdicts) => {
    expect(rules.map((rule) => verdictOf(rule, { documentState }))).toEqual(verdicts);
  });

  it('规定版本可以让复印件带标记继续', () => {
    const lenient = editionWith({ copyOfDocument: 'flag' });
    expect(verdictOf(documentIsOriginal, { documentState: 'copyOnly' }, lenient)).toBe('fail flag');
  });

  it.each([
    ['末四位对上', {}, 'pass'],
    ['读出的号码对上', { documentComparison: { how: 'read', agrees: true } }, 'pass'],
    ['末四位对不上', { documentComparison: { how: 'lastFour', agrees: false } }, 'fail block'],
    ['还没有核对', { documentComparison: null }, 'fail block'],
    ['不知道', { documentComparison: undefined }, 'unknown block'],
    ['没有带证件时不问', { documentState: 'missing', documentComparison: undefined }, 'pass'],
  ] as const)('核对：%s', (_, changes, verdict) => {
    expect(verdictOf(documentIsCompared, changes)).toBe(verdict);
  });
});

describe('学生核对、不同处选定（本系统规则）', () => {
  it('不同处一处也不能留，说出是哪些', () => {
    expect(verdictOf(differencesAreSettled, {})).toBe('pass');
    expect(verdictOf(differencesAreSettled, { unsettledDifferences: undefined })).toBe('unknown block');
    const finding = findingOf(differencesAreSettled, { unsettledDifferences: ['ethnicity', 'fullName'] });
    expect(finding.sentence).toBe('证件与名册有 2 处不同还没有选定：民族、姓名');
    expect(explain(finding, '完成登记')).toBe(
      '不能完成登记：证件与名册有 2 处不同还没有选定：民族、姓名。依据本系统规则。下一步：和学生核对后，逐处选定以证件还是名册为准',
    );
  });

  it.each([
    ['核对过', true, 'pass'],
    ['没有核对', false, 'fail block'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('%s', (_, pupilConfirmed, verdict) => {
    expect(verdictOf(pupilHasConfirmed, { pupilConfirmed })).toBe(verdict);
  });
});

describe('一（一）2 在规定的时间里；窗口外照常登记，由自治区核定', () => {
  const strict = editionWith({ outsideRegistrationWindow: 'hold' });
  it.each([
    ['开放前一毫秒', '2026-04-11T00:59:59.999Z', 'fail flag'],
    ['开放的那一刻，带毫秒', '2026-04-11T01:00:00.000Z', 'pass'],
    ['开放的那一刻，不带毫秒', '2026-04-11T01:00:00Z', 'pass'],
    ['关闭前一毫秒', '2026-04-18T08:59:59.999Z', 'pass'],
    ['关闭的那一刻', '2026-04-18T09:00:00.000Z', 'fail flag'],
  ] as const)('%s', (_, now, verdict) => {
    expect(verdictOf(registrationWindowIsOpen, { now })).toBe(verdict);
    expect(verdictOf(registrationWindowIsOpen, { now }, strict)).toBe(verdict.replace('flag', 'hold'));
  });

  it.each([
    ['没有公布窗口', { registrationWindows: [] }],
    ['不知道窗口', { registrationWindows: undefined }],
    ['不知道现在的时间', { now: undefined }],
  ] as const)('%s：照常登记，带标记', (_, changes) => {
    expect(verdictOf(registrationWindowIsOpen, changes)).toBe('unknown flag');
  });

  it('说出北京时间的开放和关闭时刻', () => {
    expect(findingOf(registrationWindowIsOpen, { now: '2026-04-01T00:00:00Z' }).sentence).toBe(
      '注册窗口 2026 年 4 月 11 日 09:00 才开放',
    );
    expect(findingOf(registrationWindowIsOpen, { now: '2026-05-01T00:00:00Z' }).sentence).toBe(
      '注册窗口 2026 年 4 月 18 日 17:00 已关闭',
    );
    const night = [{ opensAt: '2026-12-31T16:30:00Z', closesAt: '2027-01-08T09:00:00Z' }];
    expect(findingOf(registrationWindowIsOpen, { registrationWindows: night }).sentence).toContain(
      '2027 年 1 月 1 日 00:30',
    );
  });
});

describe('电脑日期（本系统规则）', () => {
  it.each([
    ['版本起始日当天', '2025-04-03', 'pass'],
    ['前一天：钟慢了，照常登记', '2025-04-02', 'fail flag'],
    ['不知道', undefined, 'unknown flag'],
  ] as const)('%s', (_, today, verdict) => {
    expect(verdictOf(clockIsPlausible, { today })).toBe(verdict);
  });
});
