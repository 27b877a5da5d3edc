import { type Finding, openFindings } from '#shared/domain/finding.ts';

/**
 * A rule that was satisfied, as the decision keeps it: which rule of which clauses said so, from which facts, under which
 * edition. Title and labels stay with the rules, which know them by these names.
 */
type PassedFinding = Pick<Finding, 'ruleId' | 'edition'> & {
  readonly verdict: 'pass';
  /** ids of `clauses.ts` */
  readonly clauses: readonly string[];
  /** fact or parameter → the value the rule read, masked as in the finding */
  readonly facts: Readonly<Record<string, string>>;
};

/** The JSON of `decision_record.findings`: passes in short, everything else with the words people were shown. */
export function findingsText(findings: readonly Finding[]): string {
  return JSON.stringify(findings.map((finding) => (finding.verdict === 'pass' ? passed(finding) : finding)));
}

/** What did not pass, whole, out of a decision's JSON. Reads records of the time when passes were kept whole as well. */
export function openFindingsOf(text: string): Finding[] {
  const kept = JSON.parse(text) as readonly (Finding | PassedFinding)[];
  return openFindings(kept.filter((one): one is Finding => one.verdict !== 'pass'));
}

function passed({ ruleId, clauses, facts, edition }: Finding): PassedFinding {
  return {
    ruleId,
    clauses: clauses.map(({ id }) => id),
    verdict: 'pass',
    facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    edition,
  };
}
