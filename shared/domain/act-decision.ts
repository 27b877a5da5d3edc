import { failed, ok, type Result } from '../lib/result.ts';
import { type CandidacyAct, type CandidacyStatus, nextStatus } from './candidacy-status.ts';
import { type Finding, stopsAct } from './finding.ts';

/** Why an act did not go through, in the shapes of the contract's faults. */
export type ActRefusal =
  | { readonly kind: 'refused'; readonly title: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'stale'; readonly message: string };

/** What an act does to the candidacy. `flags` = rule ids that travel with the record for reviewer and region. */
export type ActOutcome = { readonly next: CandidacyStatus; readonly flags: readonly string[] };

/** Rule ids of what goes on under a flag or with a reason, in the order of the findings. */
export function flagsOf(findings: readonly Finding[]): string[] {
  return openFindings(findings, ['flag', 'warn']).map((finding) => finding.ruleId);
}

/** Findings that did not pass and have one of the consequences. */
export function openFindings(
  findings: readonly Finding[],
  consequences: readonly NonNullable<Finding['consequence']>[],
): Finding[] {
  return findings.filter(
    (finding) =>
      finding.verdict !== 'pass' && finding.consequence !== null && consequences.includes(finding.consequence),
  );
}

/** The refusal of an act that its findings close. `doing` is the act in Chinese: 放行. */
export function refusal(doing: string, findings: readonly Finding[]): ActRefusal {
  return { kind: 'refused', title: `不能${doing}`, findings };
}

/** The answer where the state has no such act: somebody was faster, or the screen is old. */
export function closedHere(doing: string): ActRefusal {
  return { kind: 'stale', message: `这条考籍的状态已经变了，现在不能${doing}。看过最新内容再决定` };
}

/**
 * An act that needs nothing but its rules: refused where a finding blocks or holds, closed where the state table does not
 * list it, else the next state.
 */
export function decideAct(
  act: CandidacyAct,
  doing: string,
  status: CandidacyStatus,
  findings: readonly Finding[],
): Result<ActOutcome, ActRefusal> {
  const next = nextStatus(status, act);
  if (next === null) return failed(closedHere(doing));
  if (stopsAct(findings)) return failed(refusal(doing, openFindings(findings, ['block', 'hold'])));
  return ok({ next, flags: flagsOf(findings) });
}
