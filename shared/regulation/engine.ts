import type { CandidateField } from '../domain/candidate-field.ts';
import type { Consequence, FactReading, Finding, Verdict } from '../domain/finding.ts';
import type { SchoolField } from '../domain/school-field.ts';
import { isRealDate } from '../lib/plain-date.ts';
import { type ClauseId, clauseReference } from './clauses.ts';
import { factLabel, factWords, shownFact } from './fact-labels.ts';
import type { CandidacyFacts, FactName, KnownFacts } from './facts.ts';
import {
  type Edition,
  type ParameterName,
  type ParameterOf,
  parameter,
  parameters,
  regulationIssuedOn,
} from './parameters.ts';

/** What a rule says. `consequence` replaces the rule's own where an edition's parameter decides it. */
export type Answer = {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly next: string;
  readonly consequence?: Consequence;
};

/** The rule is satisfied, or does not concern this candidacy. */
export function pass(): Answer {
  return { verdict: 'pass', sentence: '', next: '' };
}

/** The rule is broken. Both texts are Chinese without full stop: what is wrong with which value, and what to do next. */
export function fail(sentence: string, next: string, consequence?: Consequence): Answer {
  return { verdict: 'fail', sentence, next, ...(consequence && { consequence }) };
}

/** The facts do not decide. Texts as for `fail`. */
export function unknown(sentence: string, next: string, consequence?: Consequence): Answer {
  return { verdict: 'unknown', sentence, next, ...(consequence && { consequence }) };
}

/** A parameter of the edition on the day of judgement. */
export type ReadParameter = <N extends ParameterName>(name: N) => ParameterOf<N>;

type Basis =
  | { readonly clauses: readonly [ClauseId, ...ClauseId[]]; readonly house?: false }
  /** a rule of the house (本系统规则): the only kind that may cite nothing, and the kind no edition can switch off */
  | { readonly clauses: readonly ClauseId[]; readonly house: true };

type RuleParts<K extends FactName> = Basis & {
  /** stable words, never a clause number */
  readonly id: string;
  readonly title: string;
  /** first day in force; `until` is the first day no longer in force */
  readonly from: string;
  readonly until?: string;
  readonly field?: CandidateField | SchoolField;
  readonly reads: readonly K[];
  readonly consequenceOfFail: Consequence;
  readonly consequenceOfUnknown: Consequence;
  readonly test: (facts: Pick<KnownFacts, K>, read: ReadParameter) => Answer;
};

/** A rule with its reads erased, as the lists of an act hold it. */
export type Rule = RuleParts<FactName>;

/** Declares a rule; the type lets `test` see only the facts it lists. */
export function rule<const K extends FactName>(parts: RuleParts<K>): Rule {
  return parts;
}

/** Thrown inside a test that touches a fact nobody knows: the engine turns it into the rule's `unknown`. */
type Missing = { readonly missing: FactName };

function isMissing(thrown: unknown): thrown is Missing {
  return typeof thrown === 'object' && thrown !== null && 'missing' in thrown;
}

/**
 * Judges all rules that are in force, in the order of the list; none hides another. A fact that a rule touches and that is
 * undefined gives that rule's `unknown`. A rule that breaks (throws, or reads what it did not declare) gives a blocking
 * `unknown` that names it. The day is `facts.today`, but never before the edition's own first day or the issue of the
 * regulation: a clock that was set back must not switch rules off. Rules of the house have no dates: they always apply. Passing findings are part of the answer; see `shared/domain/finding.ts`.
 */
export function check(rules: readonly Rule[], facts: CandidacyFacts, edition: Edition): Finding[] {
  const day = dayOfJudgement(facts.today, edition);
  const off = switchedOff(edition, day);
  const known = { ...facts, editionInForceFrom: edition.inForceFrom };
  return rules
    .filter((r) => r.house || (isInForce(r, day) && !off.has(r.id)))
    .map((r) => judge(r, known, edition, day));
}

/** The day whose rules and parameters apply (see `check`). */
export function dayOfJudgement(today: string | undefined, edition: Edition): string {
  const first = edition.inForceFrom < regulationIssuedOn ? regulationIssuedOn : edition.inForceFrom;
  return today === undefined || !isRealDate(today) || today < first ? first : today;
}

/** True on every day from `from` to the day before `until`. */
export function isInForce(r: Pick<Rule, 'from' | 'until'>, day: string): boolean {
  return r.from <= day && (r.until === undefined || day < r.until);
}

/** Entries are `ruleId` or `ruleId@YYYY-MM-DD`. A value that cannot be read switches nothing off. */
function switchedOff(edition: Edition, day: string): ReadonlySet<string> {
  const own = edition.parameters['rulesSwitchedOff'];
  const entries = Array.isArray(own) ? (own as readonly string[]) : [];
  return new Set(
    entries.map((entry) => entry.split('@')).flatMap(([id = '', from]) => (!from || from <= day ? [id] : [])),
  );
}

function judge(r: Rule, facts: CandidacyFacts, edition: Edition, day: string): Finding {
  const readings: FactReading[] = [];
  const answer = answerOf(r, watched(r, facts, readings), (name) => {
    const value = parameter(edition, name, day);
    note(readings, { name, label: parameters[name].label, value: String(value) });
    return value;
  });
  const consequence = answer.consequence ?? (answer.verdict === 'fail' ? r.consequenceOfFail : r.consequenceOfUnknown);
  return {
    ruleId: r.id,
    title: r.title,
    clauses: r.clauses.map(clauseReference),
    verdict: answer.verdict,
    consequence: answer.verdict === 'pass' ? null : consequence,
    sentence: answer.sentence,
    next: answer.next,
    field: r.field ?? null,
    facts: readings,
    edition: edition.id,
  };
}

function answerOf(r: Rule, facts: KnownFacts, read: ReadParameter): Answer {
  try {
    return r.test(facts, read);
  } catch (thrown) {
    if (!isMissing(thrown)) return broken(r);
    return unknown(`还不知道${factLabel(thrown.missing)}`, factWords[thrown.missing].whenMissing);
  }
}

function broken(r: Rule): Answer {
  const sentence = `规则“${r.title}”（${r.id}）这次没有算出结果`;
  return unknown(sentence, '把这条规则的名称告诉管理员；其他检查照常有效', 'block');
}

/** The facts as one rule may see them: each touch is noted, an unknown one ends the test, an undeclared one breaks it. */
function watched(r: Rule, facts: CandidacyFacts, readings: FactReading[]): KnownFacts {
  const declared: readonly string[] = r.reads;
  return new Proxy(facts, {
    get(target, key) {
      const name = key as FactName;
      if (!declared.includes(name)) throw new Error(`rule ${r.id} reads ${String(key)} without declaring it`);
      const value = target[name];
      note(readings, { name, label: factLabel(name), value: shownFact(name, value, target) });
      if (value === undefined) throw { missing: name } satisfies Missing;
      return value;
    },
  }) as KnownFacts;
}

function note(readings: FactReading[], reading: FactReading): void {
  if (!readings.some((known) => known.name === reading.name)) readings.push(reading);
}
