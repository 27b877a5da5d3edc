import { describe, expect, it } from 'vitest';
import { addDays } from '#shared/lib/plain-date.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { allRules } from '#shared/regulation/rule-sets.ts';
import type { BoundaryPair } from './boundary-pair.ts';
import { boundaryPairs } from './boundary-pairs.ts';
import { edition, findingOf, goodFacts } from './canonical-case.ts';
import { stepBetween } from './one-step.ts';

const pairsOf = (rule: Rule): readonly BoundaryPair[] => boundaryPairs[rule.id] ?? [];
const passing = ({ given, fact, passes }: BoundaryPair): CandidacyFacts => ({ ...given, [fact]: passes });
const stopping = ({ given, fact, stops }: BoundaryPair): CandidacyFacts => ({ ...given, [fact]: stops });
const each = allRules.map((rule) => [rule.id, rule] as const);

describe('每条规则翻过去的地方', () => {
  it('每条规则都写了；没有规则的不留着', () => {
    expect(each.filter(([, rule]) => pairsOf(rule).length === 0).map(([id]) => id)).toEqual([]);
    expect(Object.keys(boundaryPairs).filter((id) => !allRules.some((rule) => rule.id === id))).toEqual([]);
  });

  it.each(each)('%s：只差一步，一边符合，一边不符合', (_, rule) => {
    for (const pair of pairsOf(rule)) {
      const { fact, passes, stops } = pair;
      const said = {
        fact: rule.reads.includes(fact) ? fact : `${fact} is not read`,
        step: stepBetween(fact, passes, stops),
        passes: findingOf(rule, passing(pair)).verdict,
        stops: findingOf(rule, stopping(pair)).verdict,
      };
      expect(said).toEqual({
        fact,
        step: expect.any(String),
        passes: 'pass',
        stops: expect.stringMatching(/^(fail|unknown)$/u),
      });
    }
  });

  it.each(each)('%s：不知道这件事，就说不知道，后果是规则写明的那一个', (_, rule) => {
    for (const pair of pairsOf(rule)) {
      const { verdict, consequence, sentence } = findingOf(rule, { ...stopping(pair), [pair.fact]: undefined });
      expect([verdict, consequence]).toEqual(['unknown', rule.consequenceOfUnknown]);
      expect(sentence).not.toBe('');
    }
  });

  it.each(each)('%s：生效前一天不说话，生效当天起说；失效当天起又不说。本系统规则一直说', (_, rule) => {
    const [pair] = pairsOf(rule);
    if (!pair) throw new Error(`${rule.id} has no pair`);
    const facts = { ...goodFacts, ...stopping(pair) };
    const today = facts.today < edition.inForceFrom ? edition.inForceFrom : facts.today;
    const spoken = (from: string, until?: string) =>
      check([{ ...rule, from, ...(until !== undefined && { until }) }], facts, edition).map(({ verdict }) => verdict);
    const own = findingOf(rule, stopping(pair)).verdict;
    expect(own).not.toBe('pass');
    expect(spoken(today)).toEqual([own]);
    expect(spoken(addDays(today, 1))).toEqual(rule.house ? [own] : []);
    expect(spoken(edition.inForceFrom, addDays(today, 1))).toEqual([own]);
    expect(spoken(edition.inForceFrom, today)).toEqual(rule.house ? [own] : []);
  });
});

describe('一步有多远', () => {
  it.each([
    ['birthDate', '2012-04-14', '2012-04-15', 'day'],
    ['birthDate', '2012-04-14', '2012-04-16', null],
    ['now', '2026-04-01T08:59:59.999Z', '2026-04-01T09:00:00.000Z', 'millisecond'],
    ['now', '2026-04-01T08:59:59.998Z', '2026-04-01T09:00:00.000Z', null],
    ['cohortYear', 2022, 2021, 'one'],
    ['cohortYear', 2022, 2020, null],
    ['fullName', '李梅', '李梅?', 'character'],
    ['fullName', '李梅', '李海', 'character'],
    ['fullName', '李梅', '王小禾', null],
    ['fullName', '李梅', '李梅', null],
    ['chosenSubjects', ['01'], ['01', '02'], 'one element'],
    ['chosenSubjects', ['01'], ['01', '02', '03'], null],
    ['chosenSubjects', ['01'], ['02', '03'], null],
    ['privateApproval', { county: true, region: true }, { county: true, region: false }, 'yes or no'],
    ['privateApproval', { county: true, region: true }, { county: false, region: false }, null],
    ['status', 'received', 'inEffect', 'word'],
    ['hasShot', true, false, 'yes or no'],
    ['mobile', '139', null, 'there or not'],
  ] as const)('%s：%j 和 %j：%s', (fact, a, b, step) => {
    expect(stepBetween(fact, a, b)).toBe(step);
  });
});
