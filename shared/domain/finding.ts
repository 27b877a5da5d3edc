/** Verdict of one rule. `unknown` is an answer with a stated consequence (DESIGN §5). */
export type Verdict = 'pass' | 'fail' | 'unknown';

/**
 * What a failing or unknown rule does to the act.
 * block = the act is refused; hold = the act waits until the fact is known; flag = goes on, flagged for reviewer and
 * region; warn = goes on, the clerk gives a reason where the rule asks for one.
 */
export type Consequence = 'block' | 'hold' | 'flag' | 'warn';

/** A clause as people see it: 《考籍管理办法》一（一）1, with our own summary. */
export type ClauseReference = { readonly id: string; readonly shownAs: string; readonly summary: string };

/** A fact the rule read, as the 依据 panel shows it. Values are already masked where they are numbers. */
export type FactReading = { readonly name: string; readonly label: string; readonly value: string };

/** The answer of one rule about one act. Plain data: stored with the decision and sent to the screens. */
export type Finding = {
  readonly ruleId: string;
  readonly title: string;
  /** empty for rules of the house (four eyes): shown as 本系统规则, never as a clause */
  readonly clauses: readonly ClauseReference[];
  readonly verdict: Verdict;
  /** null when the verdict is pass */
  readonly consequence: Consequence | null;
  /** Chinese: what is wrong, with which value */
  readonly sentence: string;
  /** Chinese: what to do next; empty for pass */
  readonly next: string;
  /** field of clause 1.2.1 the finding is about, for the screens to point at */
  readonly field: string | null;
  readonly facts: readonly FactReading[];
  /** regulation edition that was in force */
  readonly edition: string;
};

/** The findings that did not pass, in the rules' order; with `consequences` only those with one of them. */
export function openFindings(findings: readonly Finding[], consequences?: readonly Consequence[]): Finding[] {
  return findings.filter(
    ({ verdict, consequence }) =>
      verdict !== 'pass' &&
      (consequences === undefined || (consequence !== null && consequences.includes(consequence))),
  );
}

/** The findings that close an act now, block before hold; empty = nothing of the rules stands in the way. */
export function closingFindings(findings: readonly Finding[]): Finding[] {
  return [...openFindings(findings, ['block']), ...openFindings(findings, ['hold'])];
}

/** Rule ids of what goes on under a flag or with a reason: they travel with the record to reviewer and region. */
export function flagsOf(findings: readonly Finding[]): string[] {
  return [...new Set(openFindings(findings, ['flag', 'warn']).map((finding) => finding.ruleId))];
}
