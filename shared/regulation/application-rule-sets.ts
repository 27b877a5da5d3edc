import type { ApplicationKind } from '../domain/application-kind.ts';
import type { StepKind } from '../domain/procedure-step.ts';
import type { Rule } from './engine.ts';
import { recordRules } from './record-rules.ts';
import { actorReachesPupil } from './rules/access.ts';
import { changeProofIsGiven, householdProofIsGiven } from './rules/application-evidence.ts';
import { applicationFourEyes, someoneIsLeftToDecide, stepIsActors } from './rules/application-step.ts';
import {
  correctionChangesSomething,
  correctionIsInEffect,
  correctionIsOfPermittedFields,
  correctionIsTheCandidatesOwn,
} from './rules/correction.ts';
import { documentIsNotShared } from './rules/identity.ts';
import {
  householdIsInThisCounty,
  privateCandidateHasNoEnrolment,
  privateCandidateIsPresent,
} from './rules/private-candidate.ts';
import { reopeningIsBeforeEffect, reopeningIsOfReleased } from './rules/reopening.ts';
import {
  correctionIsDecidedInWindow,
  correctionWindowIsOpen,
  privateRegistrationWindowIsOpen,
} from './rules/windows.ts';

/** The applicant's own acts, and sending back: whose step it is and who reaches the candidate, nothing else. */
export const applicationStepRules: readonly Rule[] = [actorReachesPupil, stepIsActors];

/** A decision on a step: also by somebody who had no hand in it before. */
export const applicationDecisionRules: readonly Rule[] = [...applicationStepRules, ...applicationFourEyes];

/** Preparing and submitting: also with somebody left who may decide it then. */
const applicantsRules: readonly Rule[] = [...applicationStepRules, someoneIsLeftToDecide];

const privateBasis: readonly Rule[] = [householdIsInThisCounty, privateCandidateHasNoEnrolment, householdProofIsGiven];

/** A private candidate's application is complete (1.1.1c). */
export const privateIntakeRules: readonly Rule[] = [
  ...applicantsRules,
  privateCandidateIsPresent,
  ...privateBasis,
  ...recordRules,
  documentIsNotShared,
  privateRegistrationWindowIsOpen,
];

/** The county agrees to a private candidate (1.1.1c, 1.1.3). */
export const privateCountyApprovalRules: readonly Rule[] = [
  ...applicationDecisionRules,
  ...privateBasis,
  ...recordRules,
  documentIsNotShared,
];

const correctionBasis: readonly Rule[] = [
  correctionIsInEffect,
  correctionChangesSomething,
  correctionIsOfPermittedFields,
  changeProofIsGiven,
  ...recordRules,
  documentIsNotShared,
];

/** A correction is applied for (2.3a, 2.3b). */
export const correctionSubmissionRules: readonly Rule[] = [
  ...applicantsRules,
  correctionIsTheCandidatesOwn,
  correctionWindowIsOpen,
  ...correctionBasis,
];

/** The school agrees to a correction (2.3a). */
export const correctionSchoolRules: readonly Rule[] = [
  ...applicationDecisionRules,
  correctionIsDecidedInWindow,
  ...correctionBasis,
];

/** The county carries a correction out (2.3a). */
export const correctionCountyRules: readonly Rule[] = correctionSchoolRules;

const reopeningBasis: readonly Rule[] = [reopeningIsBeforeEffect, reopeningIsOfReleased];

/** A released record is asked for back, before it is in effect. */
export const reopeningRequestRules: readonly Rule[] = [...applicantsRules, ...reopeningBasis];

/** A second person agrees to reopen it. */
export const reopeningApprovalRules: readonly Rule[] = [...applicationDecisionRules, ...reopeningBasis];

type Lists = {
  readonly submission: readonly Rule[];
  /** by the step that is agreed to; a step that an edition adds has the rules of any decision */
  readonly steps: { readonly [K in StepKind]?: readonly Rule[] };
};

const lists: Readonly<Record<ApplicationKind, Lists>> = {
  privateRegistration: { submission: privateIntakeRules, steps: { countyApprove: privateCountyApprovalRules } },
  correction: {
    submission: correctionSubmissionRules,
    steps: { schoolAgree: correctionSchoolRules, countyCarryOut: correctionCountyRules },
  },
  reopening: { submission: reopeningRequestRules, steps: { countyApprove: reopeningApprovalRules } },
};

/** What is judged when an application is submitted. */
export function submissionRules(kind: ApplicationKind): readonly Rule[] {
  return lists[kind].submission;
}

/** What a draft may still lack: it is asked for at submission. */
const asked: readonly Rule[] = [
  householdProofIsGiven,
  changeProofIsGiven,
  privateCandidateIsPresent,
  correctionIsTheCandidatesOwn,
  correctionWindowIsOpen,
  privateRegistrationWindowIsOpen,
];

/** What is judged while an application is prepared. */
export function preparationRules(kind: ApplicationKind): readonly Rule[] {
  return submissionRules(kind).filter((rule) => !asked.includes(rule));
}

/** What is judged when a step is agreed to. */
export function stepRules(kind: ApplicationKind, step: StepKind): readonly Rule[] {
  return lists[kind].steps[step] ?? applicationDecisionRules;
}

/** The window that an application is filed in, as a rule; null = any time. Closed, it lets it be filed and wait (2.3b). */
export const filingWindowRules: Readonly<Record<ApplicationKind, Rule | null>> = {
  privateRegistration: privateRegistrationWindowIsOpen,
  correction: correctionWindowIsOpen,
  reopening: null,
};
