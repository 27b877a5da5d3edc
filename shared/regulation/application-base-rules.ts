import type { Rule } from './engine.ts';
import { actorReachesPupil } from './rules/access.ts';
import { applicationFourEyes, someoneIsLeftToDecide, stepIsActors } from './rules/application-step.ts';

/** The applicant's own acts, and sending back: whose step it is and who reaches the candidate, nothing else. */
export const applicationStepRules: readonly Rule[] = [actorReachesPupil, stepIsActors];

/** A decision on a step: also by somebody who had no hand in it before. */
export const applicationDecisionRules: readonly Rule[] = [...applicationStepRules, ...applicationFourEyes];

/** Preparing and submitting: also with somebody left who may decide it then. */
export const applicantsRules: readonly Rule[] = [...applicationStepRules, someoneIsLeftToDecide];
