import { describe, expect, it } from 'vitest';
import { closingFindings } from '#shared/domain/finding.ts';
import { check, dayOfJudgement, fail, pass, type Rule, rule, unknown } from '#shared/regulation/engine.ts';
import { edition, editionWith, goodFacts, idNumber } from './canonical-case.ts';

const base = {
  title: '试验',
  clauses: ['1.2.1'],
  from: '2025-04-03',
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
} as const;

const alwaysFails = rule({ ...base, id: 'probe.fails', reads: ['sex'], test: (f) => fail(`性别是${f.sex}`, '改') });

describe('引擎', () => {
  it('一条结论带着名称、条款、判断、事实和版本', () => {
    expect(check([alwaysFails], { sex: '7', today: '2026-04-14' }, edition)).toEqual([
      {
        ruleId: 'probe.fails',
        title: '试验',
        clauses: [{ id: '1.2.1', shownAs: '《考籍管理办法》一（二）1', summary: expect.any(String) }],
        verdict: 'fail',
        consequence: 'block',
        sentence: '性别是7',
        next: '改',
        field: null,
        facts: [{ name: 'sex', label: '性别', value: '代码 7' }],
        edition: 'regulation-2025',
      },
    ]);
  });

  it('碰到不知道的事实，引擎自己回答“不知道”，后果是规则写的', () => {
    const [finding] = check([alwaysFails], {}, edition);
    expect(finding).toMatchObject({
      verdict: 'unknown',
      consequence: 'flag',
      sentence: '还不知道性别',
      next: '对照证件补上',
      facts: [{ name: 'sex', label: '性别', value: '未知' }],
    });
  });

  it('没有用到的事实，不知道也不要紧', () => {
    const lazy = rule({
      ...base,
      id: 'probe.lazy',
      reads: ['sex', 'mobile'],
      test: (f) => (f.sex === '1' ? pass() : fail(String(f.mobile), '改')),
    });
    expect(check([lazy], { sex: '1' }, edition)[0]?.verdict).toBe('pass');
    expect(check([lazy], { sex: '2' }, edition)[0]?.verdict).toBe('unknown');
  });

  it('知道没有（null）不等于不知道', () => {
    const nullable = rule({
      ...base,
      id: 'probe.null',
      reads: ['mobile'],
      test: (f) => (f.mobile === null ? fail('没有', '补') : pass()),
    });
    expect(check([nullable], { mobile: null }, edition)[0]?.verdict).toBe('fail');
  });

  it('坏掉的规则拦下这件事、说出自己的名字，不挡住别的规则', () => {
    const throws = rule({
      ...base,
      id: 'probe.throws',
      reads: [],
      test: () => {
        throw new Error('bug');
      },
    });
    const findings = check([throws, alwaysFails], goodFacts, edition);
    expect(findings.map((f) => [f.ruleId, f.verdict, f.consequence])).toEqual([
      ['probe.throws', 'unknown', 'block'],
      ['probe.fails', 'fail', 'block'],
    ]);
    expect(findings[0]?.sentence).toContain('probe.throws');
    expect(closingFindings(findings).map((f) => f.ruleId)).toEqual(['probe.throws', 'probe.fails']);
  });

  it('读了没有申报的事实，算坏掉', () => {
    const sneaky: Rule = { ...alwaysFails, id: 'probe.sneaky', reads: ['sex'], test: (f) => fail(f.fullName, '改') };
    expect(check([sneaky], goodFacts, edition)[0]).toMatchObject({ verdict: 'unknown', consequence: 'block' });
  });

  it('版本里写错的参数让用到它的规则拦下，不悄悄换成缺省', () => {
    const reading = rule({
      ...base,
      id: 'probe.reads',
      reads: [],
      test: (_, read) => (read('firstCohortYear') > 0 ? pass() : fail('0', '改')),
    });
    expect(check([reading], goodFacts, editionWith({ firstCohortYear: '2022' }))[0]).toMatchObject({
      verdict: 'unknown',
      consequence: 'block',
    });
  });

  it('回答可以换掉后果', () => {
    const softer = rule({ ...base, id: 'probe.softer', reads: [], test: () => unknown('不清楚', '问', 'warn') });
    expect(check([softer], goodFacts, edition)[0]?.consequence).toBe('warn');
  });

  it('号码在事实里遮住', () => {
    const reading = rule({
      ...base,
      id: 'probe.number',
      reads: ['documentNumber', 'mobile'],
      test: (f) => (f.documentNumber && f.mobile ? pass() : pass()),
    });
    expect(check([reading], goodFacts, edition)[0]?.facts).toEqual([
      { name: 'documentNumber', label: '证件号码', value: `${idNumber.slice(0, 6)}********${idNumber.slice(-4)}` },
      { name: 'mobile', label: '手机号', value: '*******0001' },
    ]);
  });
});

describe('日期', () => {
  const dated = rule({ ...base, id: 'probe.dated', from: '2026-09-01', until: '2027-09-01', reads: [], test: pass });
  it.each([
    ['生效前一天', '2026-08-31', 0],
    ['生效当天', '2026-09-01', 1],
    ['废止前一天', '2027-08-31', 1],
    ['废止当天', '2027-09-01', 0],
  ])('%s', (_, today, findings) => {
    expect(check([dated], { today }, edition)).toHaveLength(findings);
  });

  it('电脑日期早于版本起始日，按起始日判断：钟拨回去关不掉规则', () => {
    expect(dayOfJudgement('1970-01-01', edition)).toBe('2025-04-03');
    expect(dayOfJudgement(undefined, edition)).toBe('2025-04-03');
    expect(dayOfJudgement('2021-01-01', { ...edition, inForceFrom: '2020-01-01' })).toBe('2025-04-03');
    expect(dayOfJudgement('2026-13-01', edition)).toBe('2025-04-03');
    expect(dayOfJudgement('2026-04-14', edition)).toBe('2026-04-14');
    expect(check([alwaysFails], { today: '1970-01-01', sex: '7' }, edition)).toHaveLength(1);
  });

  it('自治区可以停用规则，从指定的日期起', () => {
    const from2027 = editionWith({ rulesSwitchedOff: ['probe.fails@2027-01-01'] });
    expect(check([alwaysFails], { sex: '7', today: '2026-12-31' }, from2027)).toHaveLength(1);
    expect(check([alwaysFails], { sex: '7', today: '2027-01-01' }, from2027)).toHaveLength(0);
    expect(check([alwaysFails], { sex: '7' }, editionWith({ rulesSwitchedOff: ['probe.fails'] }))).toHaveLength(0);
  });
});
