import { type ApplicationDecision, decideApplication } from '#shared/domain/application-acts.ts';
import type { ApplicationKind } from '#shared/domain/application-kind.ts';
import type { ApplicationAct } from '#shared/domain/application-status.ts';
import {
  applicationDecisionRules,
  applicationStepRules,
  filingWindowRules,
  preparationRules,
  stepRules,
  submissionRules,
} from '#shared/regulation/application-rule-sets.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import { type ApplicationView, stepAt } from './application.ts';
import { applicationFacts, filingWindowState } from './application-facts.ts';
import type { FactsContext } from './facts-office.ts';

/** Acts that an account can do; that a window opens is nobody's. */
export type JudgedApplicationAct = Exclude<ApplicationAct, 'application.windowOpens'>;

/** The applicant's own acts are about the first step, whatever step it stands at. */
const applicantsActs: readonly ApplicationAct[] = ['application.amend', 'application.submit', 'application.withdraw'];

function rulesOf(act: JudgedApplicationAct, view: ApplicationView): readonly Rule[] {
  switch (act) {
    case 'application.amend':
      return preparationRules(view.kind);
    case 'application.submit':
      return submissionRules(view.kind);
    case 'application.agree':
      return stepRules(view.kind, stepAt(view));
    case 'application.reject':
      return applicationDecisionRules;
    case 'application.return':
    case 'application.withdraw':
      return applicationStepRules;
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
  rules: readonly Rule[] = rulesOf(act, view),
): ApplicationDecision {
  const { place, steps, edition } = view;
  const fullName = facts.fullName ?? view.candidacy.fullName;
  const dueStep = applicantsActs.includes(act) ? steps[0] : stepAt(view);
  const subject = { place, steps, title: `${procedures[view.kind].label} ${fullName}`, edition: edition.id };
  return decideApplication(act, subject, check(rules, { ...facts, dueStep }, edition), {
    mayWaitFor: [filingWindowRules[view.kind]].flatMap((rule) => rule?.id ?? []),
    opensAt: openingAhead(view.kind, facts, context.clock.now()),
  });
}

/** The next opening of the window it is filed in; null = none is published, or it is open. */
function openingAhead(kind: ApplicationKind, facts: CandidacyFacts, now: string): string | null {
  const state = filingWindowState(kind, facts, now);
  return state.state === 'waits' ? state.opensAt : null;
}
