import { applicantsRules, applicationDecisionRules, applicationStepRules } from './application-base-rules.ts';
import type { Rule } from './engine.ts';
import { transferApplicantIsNamed, transferApplicantIsPresent } from './rules/applicant.ts';
import { schoolMoveProofIsGiven } from './rules/application-evidence.ts';
import {
  consentComesFromElsewhere,
  consentOfSchoolElsewhere,
  enrolmentHasMoved,
  entriesGoAlong,
  joiningClassIsNamed,
  joiningSchoolDecides,
  otherApplicationsAreTold,
  releasingSchoolDecides,
  transferGoesElsewhere,
  transferIsInEffect,
  transferIsInsideRegion,
  transferIsOfEnrolled,
  transferOfSuspended,
  withdrawnWhereItWasFiled,
} from './rules/transfer.ts';
import { correctionIsDecidedInWindow, correctionWindowIsOpen } from './rules/windows.ts';

const transferBasis: readonly Rule[] = [
  transferIsOfEnrolled,
  transferIsInEffect,
  transferIsInsideRegion,
  transferGoesElsewhere,
  schoolMoveProofIsGiven,
  enrolmentHasMoved,
  transferOfSuspended,
];

/** A transfer inside the region is applied for at either school (3.1a–c, 2.3b). */
export const transferSubmissionRules: readonly Rule[] = [
  ...applicantsRules,
  transferApplicantIsNamed,
  transferApplicantIsPresent,
  correctionWindowIsOpen,
  ...transferBasis,
  consentComesFromElsewhere,
  entriesGoAlong,
  otherApplicationsAreTold,
];

/** The school that the pupil leaves agrees (3.1c). */
export const transferReleasingRules: readonly Rule[] = [
  ...applicationDecisionRules,
  releasingSchoolDecides,
  correctionIsDecidedInWindow,
  ...transferBasis,
];

/** The school that the pupil joins agrees and names the class (3.1c). */
export const transferJoiningRules: readonly Rule[] = [
  ...applicationDecisionRules,
  joiningSchoolDecides,
  consentOfSchoolElsewhere,
  joiningClassIsNamed,
  correctionIsDecidedInWindow,
  ...transferBasis,
];

/** The pupil or parent takes a transfer back, where it was filed (3.1c). */
export const transferWithdrawalRules: readonly Rule[] = [...applicationStepRules, withdrawnWhereItWasFiled];
