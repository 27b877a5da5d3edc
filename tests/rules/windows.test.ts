import { describe, expect, it } from 'vitest';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import {
  classChangeIsInTime,
  correctionIsDecidedInWindow,
  correctionWindowIsOpen,
  examEntryWindowIsOpen,
  privateRegistrationWindowIsOpen,
} from '#shared/regulation/rules/windows.ts';
import { edition, findingOf } from './canonical-case.ts';

/** 2026-02-27 09:00 – 2026-04-01 17:00 in +08:00. */
const window = { opensAt: '2026-02-27T01:00:00Z', closesAt: '2026-04-01T09:00:00Z' };
const nextTime = { opensAt: '2026-07-20T01:00:00Z', closesAt: '2026-09-01T09:00:00Z' };
const with_ = (parameters: Edition['parameters']): Edition => ({ ...edition, parameters });

const cases = [
  ['correctionWindows', correctionWindowIsOpen, '更正窗口'],
  ['correctionWindows', correctionIsDecidedInWindow, '更正窗口'],
  ['examEntryWindows', examEntryWindowIsOpen, '报名窗口'],
  ['classChangeWindows', classChangeIsInTime, '换班'],
  ['registrationWindows', privateRegistrationWindowIsOpen, '注册窗口'],
] as const;

describe.each(cases)('%s：%s', (fact, rule, subject) => {
  const at = (now: string, windows: readonly unknown[] = [window]) =>
    findingOf(rule, { [fact]: windows, now } as CandidacyFacts);

  it.each([
    ['2026-02-27T00:59:59.999Z', 'fail'],
    ['2026-02-27T01:00:00.000Z', 'pass'],
    ['2026-02-27T01:00:00.001Z', 'pass'],
    ['2026-04-01T08:59:59.999Z', 'pass'],
    ['2026-04-01T09:00:00.000Z', 'fail'],
    ['2026-04-01T09:00:00.001Z', 'fail'],
  ])('%s：%s，两头各差一毫秒', (now, verdict) => {
    const finding = at(now);
    expect([finding.verdict, finding.consequence]).toEqual([verdict, verdict === 'pass' ? null : 'hold']);
  });

  it('窗口之外说出哪一刻开，开过的说哪一刻关、下次何时', () => {
    expect(at('2026-02-26T01:00:00.000Z').sentence).toContain('2 月 27 日 09:00');
    const after = at('2026-04-02T01:00:00.000Z', [window, nextTime]);
    expect(after.sentence).toContain(`${subject} 4 月 1 日 17:00`);
    expect(after.sentence).toContain('下一次 7 月 20 日 09:00');
    expect(at('2026-04-02T01:00:00.000Z').sentence).toContain('下一次没有公布');
  });

  it('写反的窗口一刻也不开，也不是要等的时间', () => {
    const inverted = { opensAt: '2026-06-01T01:00:00Z', closesAt: '2026-05-01T01:00:00Z' };
    for (const now of ['2026-05-15T01:00:00.000Z', '2026-04-20T01:00:00.000Z', '2026-06-01T01:00:00.000Z'])
      expect(at(now, [inverted]).verdict, now).toBe('fail');
    expect(at('2026-04-20T01:00:00.000Z', [inverted]).sentence).not.toContain('6 月 1 日');
  });

  it('不知道现在的时间，或没读到日程：不知道，说出缺什么', () => {
    expect(findingOf(rule, { now: undefined } as CandidacyFacts).verdict).toBe('unknown');
    const noCalendar = findingOf(rule, { [fact]: undefined } as CandidacyFacts);
    expect(noCalendar.verdict).toBe('unknown');
    expect(noCalendar.sentence).toContain('还不知道');
  });
});

describe('没有公布更正窗口：按成绩公布到下次报名推算，作标记', () => {
  const span = { opensAt: '2026-02-26T01:00:00Z', closesAt: '2026-04-11T01:00:00Z' };
  const by = (now: string, spans = [span] as CandidacyFacts['correctionSpans'], used = edition) =>
    findingOf(correctionWindowIsOpen, { correctionWindows: [], correctionSpans: spans ?? [], now }, used);

  it.each([
    ['2026-02-26T00:59:59.999Z', 'fail', 'hold'],
    ['2026-02-26T01:00:00.000Z', 'unknown', 'flag'],
    ['2026-04-11T00:59:59.999Z', 'unknown', 'flag'],
    ['2026-04-11T01:00:00.000Z', 'fail', 'hold'],
  ])('%s：%s', (now, verdict, consequence) => {
    const finding = by(now);
    expect([finding.verdict, finding.consequence]).toEqual([verdict, consequence]);
  });

  it('下次报名还没有公布：公布成绩后一直可以办', () => {
    expect(by('2030-01-01T00:00:00.000Z', [{ opensAt: span.opensAt, closesAt: null }]).consequence).toBe('flag');
  });

  it('成绩公布也没有：按参数，先收下或者带标记办', () => {
    expect(by('2026-03-01T00:00:00.000Z', []).consequence).toBe('hold');
    expect(by('2026-03-01T00:00:00.000Z', [], with_({ correctionWithoutCalendar: 'flag' })).consequence).toBe('flag');
  });
});

describe('窗口关了才轮到的步骤', () => {
  const late = { correctionWindows: [window], now: '2026-04-02T01:00:00.000Z' };
  it('缺省等下次窗口；自治区可以定为照常办完、带标记', () => {
    expect(findingOf(correctionIsDecidedInWindow, late).consequence).toBe('hold');
    const goOn = findingOf(correctionIsDecidedInWindow, late, with_({ correctionDecidedAfterWindow: 'goOn' }));
    expect([goOn.verdict, goOn.consequence]).toEqual(['fail', 'flag']);
    expect(findingOf(correctionWindowIsOpen, late, with_({ correctionDecidedAfterWindow: 'goOn' })).consequence).toBe(
      'hold',
    );
  });
});

describe('没有公布报名时间、换班截止', () => {
  it('报名：按参数', () => {
    const none = { examEntryWindows: [] };
    expect(findingOf(examEntryWindowIsOpen, none).consequence).toBe('flag');
    expect(findingOf(examEntryWindowIsOpen, none, with_({ examEntryWithoutCalendar: 'hold' })).consequence).toBe(
      'hold',
    );
  });

  it.each([
    ['2026-04-11T00:59:59.999Z', 'unknown'],
    ['2026-04-11T01:00:00.000Z', 'fail'],
    ['2026-04-18T08:59:59.999Z', 'fail'],
    ['2026-04-18T09:00:00.000Z', 'unknown'],
  ])('换班：报名开始的那一刻起不办，报名结束后又可以，%s %s', (now, verdict) => {
    const classChangeSpans = [
      { opensAt: '0001-01-01T00:00:00Z', closesAt: '2026-04-11T01:00:00Z' },
      { opensAt: '2026-04-18T09:00:00Z', closesAt: '2026-10-10T01:00:00Z' },
    ];
    expect(findingOf(classChangeIsInTime, { classChangeWindows: [], classChangeSpans, now }).verdict).toBe(verdict);
  });

  it('日程里没有报名：照常换班，带标记', () => {
    expect(findingOf(classChangeIsInTime, { classChangeWindows: [], classChangeSpans: [] }).consequence).toBe('flag');
  });
});
