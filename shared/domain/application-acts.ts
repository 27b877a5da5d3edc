import type { Fault } from '../contract/faults.ts';
import { applicationActLabel, applicationStateLabel } from '../labels/application.ts';
import { failed, ok, type Result } from '../lib/result.ts';
import { type Agreement, type ApplicationAct, type ApplicationPlace, nextPlace } from './application-status.ts';
import { closingFindings, type Finding, openFindings } from './finding.ts';
import type { StepKind } from './procedure-step.ts';

/** The application an act is about; `edition` is the one it began under. */
export type ApplicationSubject = {
  readonly place: ApplicationPlace;
  readonly steps: readonly StepKind[];
  readonly title: string;
  readonly edition: string;
  /** of steps side by side: which one it is about */
  readonly agreement?: Agreement;
};

/** What an act comes to. `waitsUntil`: complete, but its window is not open; null = the opening is not published. */
export type ApplicationOutcome = ApplicationPlace & { readonly waitsUntil?: string | null };

export type ApplicationDecision = {
  readonly findings: readonly Finding[];
  readonly result: Result<ApplicationOutcome, Extract<Fault, { kind: 'refused' }>>;
};

/**
 * Decides an act on an application. Whatever blocks or holds refuses it, except that what only the rules in `mayWaitFor`
 * hold is kept on submission and waits for its window (2.3b: outside the window it waits, it is not lost), and that a
 * draft may leave open what is not known yet.
 */
export function decideApplication(
  act: ApplicationAct,
  subject: ApplicationSubject,
  judged: readonly Finding[],
  wait: { readonly mayWaitFor: readonly string[]; readonly opensAt: string | null } = { mayWaitFor: [], opensAt: null },
): ApplicationDecision {
  const next = nextPlace(subject.place, act, subject.steps, subject.agreement);
  const findings = next === null ? [stateFinding(subject), ...judged] : judged;
  const waits = (finding: Finding) =>
    act === 'application.submit' && finding.consequence === 'hold' && wait.mayWaitFor.includes(finding.ruleId);
  const standing = act === 'application.amend' ? openFindings(findings, ['block']) : closingFindings(findings);
  const closing = standing.filter((finding) => !waits(finding));
  if (next === null || closing.length > 0) return { findings, result: failed(refusal(act, subject.title, closing)) };
  if (standing.length > 0)
    return { findings, result: ok({ state: 'waitingForWindow', step: next.step, waitsUntil: wait.opensAt }) };
  return { findings, result: ok(next) };
}

function refusal(act: ApplicationAct, title: string, closing: readonly Finding[]): Extract<Fault, { kind: 'refused' }> {
  return { kind: 'refused', title: `不能${applicationActLabel(act)}：${title}`, findings: closing };
}

/** A rule of the house: the state of the application does not know the act. */
function stateFinding({ place, edition }: ApplicationSubject): Finding {
  const state = applicationStateLabel(place.state);
  return {
    ruleId: 'house.application-state',
    title: '业务件的状态容许这样办',
    clauses: [],
    verdict: 'fail',
    consequence: 'block',
    sentence: `这一件现在是“${state}”`,
    next: '看这一件的经过，按现在的状态办下一步',
    field: null,
    facts: [{ name: 'applicationState', label: '业务件状态', value: state }],
    edition,
  };
}
