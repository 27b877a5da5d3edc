import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { clauseCoverage, clauseIds, clauseReference, clauses } from '#shared/regulation/clauses.ts';
import { type Procedure, procedures } from '#shared/regulation/procedures.ts';
import { allRules, ruleSets } from '#shared/regulation/rule-sets.ts';
import { coverageFile, coveragePage } from '../../scripts/regulation-coverage.ts';
import { type RuleTests, runRuleTests } from '../../scripts/rule-tests.ts';

let ran: RuleTests;
beforeAll(async () => {
  ran = await runRuleTests();
}, 120_000);

describe('规则引的条款', () => {
  it('条款表按规定的次序列出 31 条', () => {
    expect(clauseIds).toHaveLength(31);
    expect(clauseIds.indexOf('5')).toBe(clauseIds.indexOf('4.2d') + 1);
    expect(clauseReference('1.1.1a').shownAs).toBe('《考籍管理办法》一（一）1');
  });

  it('每条规则引的条款都在表里；不引条款的只有本系统规则', () => {
    const wrong = allRules.filter(
      (rule) => rule.clauses.some((id) => !(id in clauses)) || (rule.clauses.length === 0 && !rule.house),
    );
    expect(wrong.map((rule) => rule.id)).toEqual([]);
  });

  it.each(clauseIds)('%s 有规则，或者说了为什么没有', (id) => {
    const coverage = clauseCoverage(id);
    const citing = allRules.filter((rule) => rule.clauses.includes(id)).map((rule) => rule.id);
    const isRuled = coverage === 'ruled' || 'partly' in coverage;
    const reason = coverage === 'ruled' ? '有规则' : Object.values(coverage).join('');
    expect({ id, isRuled: citing.length > 0, hasReason: reason.length > 0 }).toEqual({ id, isRuled, hasReason: true });
  });

  it('规则名不重复，都是小写词和点', () => {
    const ids = allRules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/u.test(id))).toEqual([]);
  });

  it.each(allRules.map((rule) => [rule.id, rule] as const))('%s 有自己的测试，跑出过通过和不通过', (_, rule) => {
    expect(ran.get(rule.id) ?? []).not.toEqual([]);
  });

  it.each(Object.entries<Procedure>(procedures))('%s 和它的步骤引的条款都在表里', (_, { clauses: own, steps }) => {
    const cited = [...own, ...steps.flatMap((step) => step.clauses)];
    expect(cited.filter((id) => !Object.hasOwn(clauses, id))).toEqual([]);
  });

  it('没有一条留到下一期', () => {
    const postponed = clauseIds.filter((id) => {
      const coverage = clauseCoverage(id);
      return coverage !== 'ruled' && ('later' in coverage || 'partly' in coverage);
    });
    expect(postponed).toEqual([]);
  });

  it('一张清单里没有重复的规则', () => {
    const repeated = Object.entries(ruleSets).filter(([, rules]) => new Set(rules).size !== rules.length);
    expect(repeated.map(([act]) => act)).toEqual([]);
  });

  it('docs/regulation-coverage.md 与代码一致（不一致就运行 node scripts/regulation-coverage.ts）', () => {
    expect(readFileSync(coverageFile, 'utf8')).toBe(coveragePage(ran));
  });
});
