import { isFinal } from '#shared/domain/application-status.ts';
import { mayTakeStep } from '#shared/domain/procedure-step.ts';
import type { Role } from '#shared/domain/role.ts';
import { applicationStepRules } from '#shared/regulation/application-base-rules.ts';
import { agreementOfferRules } from '#shared/regulation/application-rule-sets.ts';
import type { Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import type { ApplicationView } from './application.ts';
import { applicationFacts } from './application-facts.ts';
import { type JudgedApplicationAct, judgeApplication } from './application-judgement.ts';
import { dueStepOf } from './application-open-step.ts';
import type { OfferedAct } from './decision.ts';
import type { FactsContext } from './facts-office.ts';

const deciding: readonly JudgedApplicationAct[] = ['application.agree', 'application.return', 'application.reject'];
const deciders: readonly Role[] = ['reviewer', 'officeAdministrator', 'schoolAdministrator'];

/** The act that is due: what the findings of a sheet are about. Null = closed, or it waits for its window. */
export function dueAct({ place }: Pick<ApplicationView, 'place'>): JudgedApplicationAct | null {
  if (place.state === 'draft' || place.state === 'returned') return 'application.submit';
  return place.state === 'atStep' ? 'application.agree' : null;
}

/** True if this account takes the applicant's own acts on it: preparing, submitting, withdrawing. */
function isPreparer({ actor }: Pick<FactsContext, 'actor'>, { steps }: Pick<ApplicationView, 'steps'>): boolean {
  return mayTakeStep(actor.role, steps[0]);
}

/** The acts of the account's role that this state knows, judged as the acts themselves are. */
export function applicationOffers(
  context: FactsContext,
  view: ApplicationView,
  facts: CandidacyFacts = applicationFacts(context, view),
): OfferedAct[] {
  return actsOf(context, view).map((act) => {
    // the form is not filled in yet, the candidate not looked at: only what stands already can be against it
    const open = { ...facts, applicantPresent: true };
    const rules = offerRules(act, context, view);
    const { result } = judgeApplication(act, context, view, open, rules);
    return { act, open: result.ok, why: result.ok ? [] : [...result.fault.findings] };
  });
}

/** What the form or the person at the screen still brings is not asked for. */
export function offerRules(
  act: JudgedApplicationAct,
  context: FactsContext,
  view: ApplicationView,
): readonly Rule[] | undefined {
  if (act === 'application.amend') return applicationStepRules;
  if (act !== 'application.agree') return undefined;
  return agreementOfferRules(view.kind, view.steps[dueStepOf(context, view)] ?? view.steps[0]);
}

function actsOf(context: FactsContext, view: ApplicationView): JudgedApplicationAct[] {
  const { state } = view.place;
  if (isFinal(state)) return [];
  const acts: JudgedApplicationAct[] = [];
  if (deciders.includes(context.actor.role)) {
    if (state === 'atStep') acts.push(...deciding);
    // what is missing can be told before the window opens
    if (state === 'waitingForWindow') acts.push('application.return');
  }
  if (!isPreparer(context, view)) return acts;
  if (state === 'draft' || state === 'returned') acts.push('application.amend', 'application.submit');
  return [...acts, 'application.withdraw'];
}
