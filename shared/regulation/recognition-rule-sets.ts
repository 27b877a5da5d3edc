import { applicantsRules, applicationDecisionRules, applicationStepRules } from './application-base-rules.ts';
import type { Rule } from './engine.ts';
import { recordRules } from './record-rules.ts';
import { acceptanceProofIsGiven, foreignResultsAreGiven, identityProofIsGiven } from './rules/application-evidence.ts';
import {
  certificateIsOfCandidacy,
  enrolmentHasLeft,
  noCertificateStands,
  resultsAgree,
  thereAreResultsToCertify,
} from './rules/certificate.ts';
import { approvalFourEyes } from './rules/four-eyes.ts';
import {
  certificateHasIssuer,
  certificationStands,
  enrolmentHasMovedIn,
  foreignSubjectsAreMapped,
  joiningSchoolRegisters,
  onlyQualifyingResults,
  outcomesAreAsCertified,
  recognitionIsForJoiningPupil,
  resultsAreOfAnotherProvince,
  someForeignResult,
  threeLevelsDecide,
} from './rules/recognition.ts';
import { registrationIsOfMendedRecord } from './rules/registration-record.ts';
import { recognitionWindowIsOpen } from './rules/windows.ts';

export const recognitionProofs: readonly Rule[] = [
  foreignResultsAreGiven,
  acceptanceProofIsGiven,
  identityProofIsGiven,
];
/** What a form may still lack while it is filled in. */
export const recognitionContent: readonly Rule[] = [
  resultsAreOfAnotherProvince,
  certificateHasIssuer,
  someForeignResult,
  foreignSubjectsAreMapped,
  outcomesAreAsCertified,
];
const recognitionBasis: readonly Rule[] = [
  recognitionIsForJoiningPupil,
  enrolmentHasMovedIn,
  threeLevelsDecide,
  onlyQualifyingResults,
  ...recognitionContent,
  ...recognitionProofs,
];

/** Recognition of results is applied for (4.1, 4.2a, 4.2c). */
export const recognitionSubmissionRules: readonly Rule[] = [
  ...applicantsRules,
  recognitionWindowIsOpen,
  ...recognitionBasis,
];

/** The county agrees to it (4.2b); league and region are asked after. */
export const recognitionCountyRules: readonly Rule[] = [...applicationDecisionRules, ...recognitionBasis];

/** The applicant takes it back: only before the region has certified (4.2c). */
export const recognitionWithdrawalRules: readonly Rule[] = [...applicationStepRules, certificationStands];

/** The joining school registers after the certification (4.2d): it stands in for the class teacher's approval. */
export const supplementaryRegistrationRules: readonly Rule[] = [
  ...applicationDecisionRules,
  joiningSchoolRegisters,
  registrationIsOfMendedRecord,
  ...approvalFourEyes,
  recognitionIsForJoiningPupil,
  enrolmentHasMovedIn,
  ...recordRules,
];

const certificateBasis: readonly Rule[] = [
  certificateIsOfCandidacy,
  enrolmentHasLeft,
  thereAreResultsToCertify,
  resultsAgree,
  noCertificateStands,
];

/** A certificate of results is asked for (3.2). */
export const certificateRequestRules: readonly Rule[] = [...applicantsRules, ...certificateBasis];

/** The county issues it, by a second person (3.2). */
export const certificateIssueRules: readonly Rule[] = [...applicationDecisionRules, ...certificateBasis];
