import { isSideBySide, type StepKind } from './procedure-step.ts';

/**
 * States of an application (业务件). `draft`: being prepared, nobody decides yet; `waitingForWindow`: complete and filed,
 * goes on by itself when its window opens; `atStep`: somebody's to decide; `returned`: back to the applicant to mend.
 */
export const applicationStates = [
  'draft',
  'waitingForWindow',
  'atStep',
  'returned',
  'carriedOut',
  'rejected',
  'withdrawn',
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export const applicationActs = [
  'application.amend',
  'application.submit',
  'application.windowOpens',
  'application.agree',
  'application.return',
  'application.reject',
  'application.withdraw',
] as const;
export type ApplicationAct = (typeof applicationActs)[number];

/** Where an act leads: a state, or `next` = the following step, and behind the last one carried out. */
type Target = ApplicationState | 'next';

/** state → act → what follows; an act that is not listed for a state is closed there. */
export const applicationTransitions = {
  draft: {
    'application.amend': 'draft',
    'application.submit': 'next',
    'application.withdraw': 'withdrawn',
  },
  waitingForWindow: {
    'application.windowOpens': 'next',
    'application.return': 'returned',
    'application.withdraw': 'withdrawn',
  },
  atStep: {
    'application.agree': 'next',
    'application.return': 'returned',
    'application.reject': 'rejected',
    'application.withdraw': 'withdrawn',
  },
  returned: {
    'application.amend': 'returned',
    'application.submit': 'next',
    'application.withdraw': 'withdrawn',
  },
  carriedOut: {},
  rejected: {},
  withdrawn: {},
} as const satisfies Record<ApplicationState, Partial<Record<ApplicationAct, Target>>>;

/** True for the states that nothing leads out of. */
export function isFinal(state: ApplicationState): boolean {
  return Object.keys(applicationTransitions[state]).length === 0;
}

/** Where an application stands: its state, and the index of the step it is at among its steps. */
export type ApplicationPlace = { readonly state: ApplicationState; readonly step: number };

/** Which step is agreed to, and which later ones were already, since it was submitted last (steps side by side). */
export type Agreement = { readonly step: number; readonly before: readonly number[] };

/**
 * The steps that can be decided now, by their index. One as a rule; of neighbours side by side all that nobody has agreed
 * to yet. Empty where nothing is to be decided.
 */
export function openSteps(place: ApplicationPlace, steps: readonly StepKind[], agreed: readonly number[]): number[] {
  if (place.state !== 'atStep') return [];
  const open: number[] = [];
  for (let step = place.step; step < steps.length; step += 1) {
    const kind = steps[step];
    if (step > place.step && (kind === undefined || !isSideBySide(kind))) break;
    if (!agreed.includes(step)) open.push(step);
    if (kind === undefined || !isSideBySide(kind)) break;
  }
  return open;
}

/**
 * Where an act leads, or null where the state does not know it. Step 0 is the application itself: submitting leads to
 * step 1, also after a return, because everybody decides anew about what was mended. Agreeing leads to the first step
 * that nobody has agreed to; `agreement` says of steps side by side which one it is.
 */
export function nextPlace(
  place: ApplicationPlace,
  act: ApplicationAct,
  steps: readonly StepKind[],
  agreement: Agreement = { step: place.step, before: [] },
): ApplicationPlace | null {
  const row: Partial<Record<ApplicationAct, Target>> = applicationTransitions[place.state];
  const target = row[act];
  if (target === undefined) return null;
  if (target !== 'next') return { state: target, step: place.step };
  if (act === 'application.submit') return atStepOrDone(1, steps);
  if (act === 'application.windowOpens') return atStepOrDone(place.step, steps);
  const done = [...agreement.before, agreement.step];
  let next = place.step;
  while (done.includes(next)) next += 1;
  return atStepOrDone(next, steps);
}

function atStepOrDone(step: number, steps: readonly StepKind[]): ApplicationPlace {
  return step < steps.length ? { state: 'atStep', step } : { state: 'carriedOut', step: steps.length - 1 };
}
