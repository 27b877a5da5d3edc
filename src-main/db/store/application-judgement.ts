import { type ApplicationDecision, decideApplication } from '#shared/domain/application-acts.ts';
import type { ApplicationKind } from '#shared/domain/application-kind.ts';
import type { ApplicationAct } from '#shared/domain/application-status.ts';
import type { StepKind } from '#shared/domain/procedure-step.ts';
import {
  filingWindowRules,
  preparationRules,
  refusalRules,
  stepRules,
  submissionRules,
  withdrawalRules,
} from '#shared/regulation/application-rule-sets.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import { type ApplicationView, stepAt } from './application.ts';
import { applicationFacts, filingWindowState } from './application-facts.ts';
import { agreedAside, dueStepOf } from './application-open-step.ts';
import type { FactsContext } from './facts-office.ts';

/** Acts that an account can do; that a window opens is nobody's. */
export type JudgedApplicationAct = Exclude<ApplicationAct, 'application.windowOpens'>;

/** The applicant's own acts are about the first step, whatever step it stands at. */
const applicantsActs: readonly ApplicationAct[] = ['application.amend', 'application.submit', 'application.withdraw'];

function rulesOf(act: JudgedApplicationAct, view: ApplicationView, dueStep: StepKind): readonly Rule[] {
  switch (act) {
    case 'application.amend':
      return preparationRules(view.kind);
    case 'application.submit':
      return submissionRules(view.kind);
    case 'application.agree':
      return stepRules(view.kind, dueStep);
    case 'application.reject':
    case 'application.return':
      return refusalRules(act, dueStep);
    case 'application.withdraw':
      return withdrawalRules(view.kind);
  }
}

/**
 * Judges an act on an application by the edition it began under. Offered acts and the acts themselves are judged here and
 * nowhere else. `facts` brings what is new with the act; `rules` replaces the act's own list.
 */
export function judgeApplication(
  act: JudgedApplicationAct,
  context: FactsContext,
  view: ApplicationView,
  facts: CandidacyFacts = applicationFacts(context, view),
  rules?: readonly Rule[],
): ApplicationDecision {
  const { place, steps, edition } = view;
  const fullName = facts.fullName ?? view.candidacy.fullName;
  const step = dueStepOf(context, view);
  const dueStep = applicantsActs.includes(act) ? steps[0] : (steps[step] ?? stepAt(view));
  const title = `${procedures[view.kind].label} ${fullName}`;
  const agreement = { step, before: agreedAside(context.db, view) };
  const subject = { place, steps, title, edition: edition.id, agreement };
  const judged = check(rules ?? rulesOf(act, view, dueStep), { ...facts, dueStep }, edition);
  return decideApplication(act, subject, judged, {
    mayWaitFor: [filingWindowRules[view.kind]].flatMap((rule) => rule?.id ?? []),
    opensAt: openingAhead(view.kind, facts, context.clock.now()),
  });
}

/** The next opening of the window it is filed in; null = none is published, or it is open. */
function openingAhead(kind: ApplicationKind, facts: CandidacyFacts, now: string): string | null {
  const state = filingWindowState(kind, facts, now);
  return state.state === 'waits' ? state.opensAt : null;
}
