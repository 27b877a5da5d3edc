import type { ApplicationKind } from '../domain/application-kind.ts';
import type { StepKind } from '../domain/procedure-step.ts';
import { applicantsRules, applicationDecisionRules, applicationStepRules } from './application-base-rules.ts';
import type { Rule } from './engine.ts';
import {
  certificateIssueRules,
  certificateRequestRules,
  recognitionContent,
  recognitionCountyRules,
  recognitionProofs,
  recognitionSubmissionRules,
  recognitionWithdrawalRules,
  supplementaryRegistrationRules,
} from './recognition-rule-sets.ts';
import { recordRules } from './record-rules.ts';
import { leaveApplicantIsNamed, leaveApplicantIsPresent, transferApplicantIsPresent } from './rules/applicant.ts';
import {
  changeProofIsGiven,
  householdProofIsGiven,
  leaveProofIsGiven,
  returnProofIsGiven,
  schoolMoveProofIsGiven,
} from './rules/application-evidence.ts';
import { enrolmentHasLeft } from './rules/certificate.ts';
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
import { certificationStands } from './rules/recognition.ts';
import { reopeningIsBeforeEffect, reopeningIsOfReleased } from './rules/reopening.ts';
import {
  entriesEndWithLeave,
  leaveDatesArePossible,
  leaveIsOfEnrolled,
  reinstatementIsOfSuspended,
  suspensionIsInEffect,
} from './rules/suspension.ts';
import { joiningClassIsNamed, joiningSchoolDecides, releasingSchoolDecides } from './rules/transfer.ts';
import {
  correctionIsDecidedInWindow,
  correctionWindowIsOpen,
  leaveIsDecidedInWindow,
  leaveWindowIsOpen,
  privateRegistrationWindowIsOpen,
  recognitionWindowIsOpen,
} from './rules/windows.ts';
import {
  transferJoiningRules,
  transferReleasingRules,
  transferSubmissionRules,
  transferWithdrawalRules,
} from './transfer-rule-sets.ts';

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

const leaveRules: readonly Rule[] = [leaveIsOfEnrolled, leaveDatesArePossible];
const suspensionBasis: readonly Rule[] = [...leaveRules, suspensionIsInEffect, leaveProofIsGiven];
const reinstatementBasis: readonly Rule[] = [...leaveRules, reinstatementIsOfSuspended, returnProofIsGiven];
const leaveSubmission: readonly Rule[] = [
  ...applicantsRules,
  leaveApplicantIsNamed,
  leaveApplicantIsPresent,
  leaveWindowIsOpen,
];

/** A leave of absence: the candidacy is to be suspended (5). */
export const suspensionSubmissionRules: readonly Rule[] = [...leaveSubmission, ...suspensionBasis, entriesEndWithLeave];

/** The school agrees to the suspension (5). */
export const suspensionSchoolRules: readonly Rule[] = [
  ...applicationDecisionRules,
  leaveIsDecidedInWindow,
  ...suspensionBasis,
];

/** Back from the leave: the candidacy is to be in effect again (5). */
export const reinstatementSubmissionRules: readonly Rule[] = [...leaveSubmission, ...reinstatementBasis];

/** The school agrees to the reinstatement (5). */
export const reinstatementSchoolRules: readonly Rule[] = [
  ...applicationDecisionRules,
  leaveIsDecidedInWindow,
  ...reinstatementBasis,
];

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
  transfer: {
    submission: transferSubmissionRules,
    steps: { releasingSchoolAgree: transferReleasingRules, joiningSchoolAgree: transferJoiningRules },
  },
  suspension: { submission: suspensionSubmissionRules, steps: { schoolAgree: suspensionSchoolRules } },
  reinstatement: { submission: reinstatementSubmissionRules, steps: { schoolAgree: reinstatementSchoolRules } },
  recognitionOfResults: {
    submission: recognitionSubmissionRules,
    steps: { countyApprove: recognitionCountyRules, supplementaryRegister: supplementaryRegistrationRules },
  },
  certificateOfResults: { submission: certificateRequestRules, steps: { countyIssue: certificateIssueRules } },
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
  schoolMoveProofIsGiven,
  leaveProofIsGiven,
  returnProofIsGiven,
  privateCandidateIsPresent,
  correctionIsTheCandidatesOwn,
  transferApplicantIsPresent,
  leaveApplicantIsPresent,
  correctionWindowIsOpen,
  leaveWindowIsOpen,
  privateRegistrationWindowIsOpen,
  recognitionWindowIsOpen,
  ...recognitionContent,
  ...recognitionProofs,
  // the proof may still come
  enrolmentHasLeft,
];

/** What is judged while an application is prepared. */
export function preparationRules(kind: ApplicationKind): readonly Rule[] {
  return submissionRules(kind).filter((rule) => !asked.includes(rule));
}

/** What else stands against returning and rejecting a step: whose it is of two schools (3.1c), what was certified (4.2c). */
const againstRefusal: { readonly [K in StepKind]?: readonly Rule[] } = {
  releasingSchoolAgree: [releasingSchoolDecides],
  joiningSchoolAgree: [joiningSchoolDecides],
  supplementaryRegister: [certificationStands],
};

/** What is judged when a step is not agreed to: returning asks only whose step it is, rejecting also for other eyes. */
export function refusalRules(act: 'application.return' | 'application.reject', step: StepKind): readonly Rule[] {
  const basis = act === 'application.reject' ? applicationDecisionRules : applicationStepRules;
  return [...basis, ...(againstRefusal[step] ?? [])];
}

/** What is judged when the applicant takes an application back. */
export function withdrawalRules(kind: ApplicationKind): readonly Rule[] {
  if (kind === 'recognitionOfResults') return recognitionWithdrawalRules;
  return kind === 'transfer' ? transferWithdrawalRules : applicationStepRules;
}

/** What is judged when a step is agreed to. */
export function stepRules(kind: ApplicationKind, step: StepKind): readonly Rule[] {
  return lists[kind].steps[step] ?? applicationDecisionRules;
}

/** What is judged before a step is agreed to: a class is chosen with the agreement itself. */
export function agreementOfferRules(kind: ApplicationKind, step: StepKind): readonly Rule[] {
  return stepRules(kind, step).filter((rule) => rule !== joiningClassIsNamed);
}

/** The window that an application is filed in, as a rule; null = any time. Closed, it lets it be filed and wait (2.3b). */
export const filingWindowRules: Readonly<Record<ApplicationKind, Rule | null>> = {
  privateRegistration: privateRegistrationWindowIsOpen,
  correction: correctionWindowIsOpen,
  transfer: correctionWindowIsOpen,
  suspension: leaveWindowIsOpen,
  reinstatement: leaveWindowIsOpen,
  recognitionOfResults: recognitionWindowIsOpen,
  certificateOfResults: null,
  reopening: null,
};
