import {
  correctionCountyRules,
  correctionSchoolRules,
  correctionSubmissionRules,
  privateCountyApprovalRules,
  privateIntakeRules,
  reinstatementSchoolRules,
  reinstatementSubmissionRules,
  reopeningApprovalRules,
  reopeningRequestRules,
  suspensionSchoolRules,
  suspensionSubmissionRules,
} from './application-rule-sets.ts';
import type { Rule } from './engine.ts';
import {
  certificateIssueRules,
  certificateRequestRules,
  recognitionCountyRules,
  recognitionSubmissionRules,
  recognitionWithdrawalRules,
  supplementaryRegistrationRules,
} from './recognition-rule-sets.ts';
import { recordRules } from './record-rules.ts';
import { actorReachesPupil } from './rules/access.ts';
import { numberCanBeAssigned, numberEqualsEnrolmentNo, numberIsFinal, numberIsFree } from './rules/candidacy-number.ts';
import { mobileIsPossible } from './rules/candidate-data.ts';
import { schoolsOwnPersonActs, targetIsOfSameYear, targetIsOwnClass } from './rules/class-change.ts';
import {
  clockIsPlausible,
  differencesAreSettled,
  documentIsCompared,
  documentIsOriginal,
  documentIsPermanent,
  documentIsShown,
  documentIsValid,
  photoIsTaken,
  pupilHasConfirmed,
  registrationWindowIsOpen,
} from './rules/desk.ts';
import { photoGateRules, photoIsNotInEffect } from './rules/desk-photo.ts';
import { enrolledAtThisSchool, enrolmentIsThisPupils, schoolOfThisArea } from './rules/enrolment.ts';
import {
  candidacyIsCompleted,
  candidacyIsNotSuspended,
  entryLanguageIsPossible,
  resultsOfSubjectsAgree,
  semesterIsUsual,
  someSubjectIsChosen,
  subjectsAreNotPassed,
  subjectsAreNotTooMany,
  subjectsAreOfSitting,
} from './rules/exam-entry.ts';
import { resultsOfSubjectsHaveCome } from './rules/exam-entry-results.ts';
import { approvalFourEyes, releaseFourEyes, releaseNotCaptured, reviewFourEyes } from './rules/four-eyes.ts';
import { fieldChangeRules } from './rules/frozen-fields.ts';
import { documentIsNotShared, guardianHasAgreed } from './rules/identity.ts';
import { candidateActsInPerson } from './rules/mobile-change.ts';
import { approvedByOwnClassTeacher, pupilIsPresent, teacherHasApproved } from './rules/pre-registration.ts';
import {
  privateCandidateComesAlone,
  privateCandidateIsApproved,
  privateCaptureIsAtHousehold,
} from './rules/private-candidate.ts';
import { registrationFollowsCertification, subjectsAreNotRecognised } from './rules/recognition.ts';
import {
  actorKeepsSchool,
  classesHaveTeachers,
  schoolDataIsComplete,
  schoolFieldRules,
  schoolHasClasses,
} from './rules/school.ts';
import {
  classCodeIsFree,
  classCodeIsPossible,
  classIsEmpty,
  classKeyIsKept,
  classYearIsPossible,
} from './rules/school-class.ts';
import { classChangeIsInTime, examEntryWindowIsOpen } from './rules/windows.ts';
import {
  transferJoiningRules,
  transferReleasingRules,
  transferSubmissionRules,
  transferWithdrawalRules,
} from './transfer-rule-sets.ts';

// Ordered lists, one per act. All rules of a list are judged, so that people see every defect at once.

const enrolmentRules: readonly Rule[] = [schoolOfThisArea, enrolledAtThisSchool, enrolmentIsThisPupils];

/** What a finished record must show besides its own data, for the county's later steps. */
const completedRules: readonly Rule[] = [
  photoIsTaken,
  ...photoGateRules,
  teacherHasApproved,
  privateCandidateIsApproved,
  ...enrolmentRules,
  ...recordRules,
  numberCanBeAssigned,
  numberIsFinal,
  documentIsNotShared,
];

/** One row of a roster: a finding that blocks rejects the row. */
export const rosterRowRules: readonly Rule[] = [privateCandidateComesAlone, ...recordRules, ...enrolmentRules];

/** The class teacher approves a pre-registration. */
export const teacherApprovalRules: readonly Rule[] = [
  approvedByOwnClassTeacher,
  ...approvalFourEyes,
  registrationFollowsCertification,
  ...recordRules,
];

/** The class teacher returns a pre-registration. */
export const teacherReturnRules: readonly Rule[] = [approvedByOwnClassTeacher];

/** Entry at the desk of an unlisted pupil who is present. */
export const assistedEntryRules: readonly Rule[] = [
  actorReachesPupil,
  pupilIsPresent,
  ...enrolmentRules,
  ...recordRules,
];

/** The mending of a stored record with the pupil present: what may change depends on how far the record is (2.2–2.5). */
export const mendingRules: readonly Rule[] = [...assistedEntryRules, ...fieldChangeRules];

/** The clerk completes at the desk. `hold` = the shot is kept, the rest waits for the fact. */
export const deskCompletionRules: readonly Rule[] = [
  actorReachesPupil,
  photoIsTaken,
  ...photoGateRules,
  documentIsShown,
  documentIsOriginal,
  documentIsCompared,
  differencesAreSettled,
  pupilHasConfirmed,
  teacherHasApproved,
  privateCandidateIsApproved,
  privateCaptureIsAtHousehold,
  registrationFollowsCertification,
  guardianHasAgreed,
  ...enrolmentRules,
  ...recordRules,
  numberCanBeAssigned,
  numberIsFinal,
  numberIsFree,
  documentIsNotShared,
  documentIsValid,
  documentIsPermanent,
  registrationWindowIsOpen,
  clockIsPlausible,
];

/** Rules whose `hold` lets the clerk finish: the record waits, the pupil goes home (DESIGN §5). */
export const completionMayWaitFor: readonly string[] = [teacherHasApproved.id];

/** The reviewer agrees to a completed record. */
export const reviewRules: readonly Rule[] = [actorReachesPupil, ...reviewFourEyes, ...completedRules];

/** A reviewed record leaves the house. */
export const releaseRules: readonly Rule[] = [actorReachesPupil, ...releaseFourEyes, ...completedRules];

/** A reviewed record is put into a batch; who may release it is judged with the release. */
export const batchRules: readonly Rule[] = [actorReachesPupil, ...completedRules];

/** A new photo is ordered: back to the desk, the old shots kept. */
export const retakeRules: readonly Rule[] = [actorReachesPupil, photoIsNotInEffect];

/** What the region's receiver judges again: everything that needs nothing but the message. */
export const receiverRules: readonly Rule[] = [
  releaseNotCaptured,
  teacherHasApproved,
  ...recordRules,
  numberEqualsEnrolmentNo,
  numberIsFinal,
];

/** What closes one subject of a sitting, whatever else is chosen. */
export const subjectOfferRules: readonly Rule[] = [
  subjectsAreOfSitting,
  subjectsAreNotPassed,
  resultsOfSubjectsHaveCome,
  subjectsAreNotRecognised,
];

/** Whether somebody can enter at all, whatever the sitting. */
export const entrantRules: readonly Rule[] = [candidacyIsCompleted, candidacyIsNotSuspended];

/** A candidate enters for a sitting with the subjects chosen (1.3.5). */
export const examEntryRules: readonly Rule[] = [
  actorReachesPupil,
  ...entrantRules,
  examEntryWindowIsOpen,
  someSubjectIsChosen,
  ...subjectOfferRules,
  resultsOfSubjectsAgree,
  subjectsAreNotTooMany,
  semesterIsUsual,
  entryLanguageIsPossible,
];

/** An entry is withdrawn with a reason. */
export const examEntryWithdrawalRules: readonly Rule[] = [actorReachesPupil, examEntryWindowIsOpen];

/** The school mends its own data; what is missing is told and stops nothing (1.2.2). */
export const schoolDataRules: readonly Rule[] = [
  actorKeepsSchool,
  ...schoolFieldRules,
  schoolDataIsComplete,
  schoolHasClasses,
  classesHaveTeachers,
];

/** A class is set up, renamed or opened again (1.3.1). */
export const schoolClassRules: readonly Rule[] = [
  actorKeepsSchool,
  classCodeIsPossible,
  classYearIsPossible,
  classCodeIsFree,
  classKeyIsKept,
];

/** A class is closed. */
export const schoolClassClosingRules: readonly Rule[] = [actorKeepsSchool, classIsEmpty];

/** Whether a pupil may change class at all, before a class is chosen. */
export const classChangeOfferRules: readonly Rule[] = [schoolsOwnPersonActs, classChangeIsInTime];

/** The school moves a pupil into another of its classes (2.4), in every living state. */
export const classChangeRules: readonly Rule[] = [...classChangeOfferRules, targetIsOwnClass, targetIsOfSameYear];

/** The candidate changes the mobile in person (2.5), at any time and in every living state. */
export const mobileChangeRules: readonly Rule[] = [actorReachesPupil, candidateActsInPerson, mobileIsPossible];

/** Every list by its act, for the tests over all of them. */
export const ruleSets = {
  rosterRow: rosterRowRules,
  teacherApproval: teacherApprovalRules,
  teacherReturn: teacherReturnRules,
  assistedEntry: assistedEntryRules,
  mending: mendingRules,
  deskCompletion: deskCompletionRules,
  review: reviewRules,
  release: releaseRules,
  batch: batchRules,
  retake: retakeRules,
  receiver: receiverRules,
  examEntry: examEntryRules,
  examEntryWithdrawal: examEntryWithdrawalRules,
  schoolData: schoolDataRules,
  schoolClass: schoolClassRules,
  schoolClassClosing: schoolClassClosingRules,
  classChange: classChangeRules,
  mobileChange: mobileChangeRules,
  privateIntake: privateIntakeRules,
  privateCountyApproval: privateCountyApprovalRules,
  correctionSubmission: correctionSubmissionRules,
  correctionSchool: correctionSchoolRules,
  correctionCounty: correctionCountyRules,
  transferSubmission: transferSubmissionRules,
  transferReleasing: transferReleasingRules,
  transferJoining: transferJoiningRules,
  transferWithdrawal: transferWithdrawalRules,
  suspensionSubmission: suspensionSubmissionRules,
  suspensionSchool: suspensionSchoolRules,
  reinstatementSubmission: reinstatementSubmissionRules,
  reinstatementSchool: reinstatementSchoolRules,
  recognitionSubmission: recognitionSubmissionRules,
  recognitionCounty: recognitionCountyRules,
  recognitionWithdrawal: recognitionWithdrawalRules,
  supplementaryRegistration: supplementaryRegistrationRules,
  certificateRequest: certificateRequestRules,
  certificateIssue: certificateIssueRules,
  reopeningRequest: reopeningRequestRules,
  reopeningApproval: reopeningApprovalRules,
} as const satisfies Record<string, readonly Rule[]>;

/** Every rule once. */
export const allRules: readonly Rule[] = [...new Set(Object.values(ruleSets).flat())];
