import { carriedTables } from '#shared/domain/code-table.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { idCheckDigit } from '#shared/lib/id-number.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { ruleSets } from '#shared/regulation/rule-sets.ts';

/** An edition without values of its own: the defaults hold. */
export const edition: Edition = { id: 'regulation-2025', inForceFrom: '2025-04-03', parameters: {} };

export function editionWith(parameters: Edition['parameters']): Edition {
  return { ...edition, parameters };
}

/** 17 digits with their check character. */
export function withCheckDigit(first17: string): string {
  return first17 + idCheckDigit(first17);
}

export const idNumber = withCheckDigit('15043020080511203');

/** One pupil with whom nothing is wrong, ready to be completed at the desk. */
export const goodFacts = {
  fullName: '包·呼格吉勒',
  sex: '1',
  ethnicity: '02',
  politicalStatus: '03',
  pupilCategory: 'general',
  documentType: 'residentIdCard',
  documentNumber: idNumber,
  birthDate: '2008-05-11',
  householdPlace: '150430',
  householdAuthority: '敖汉旗公安局',
  mobile: '13904760001',
  address: '敖汉旗新惠镇',
  postCode: '024300',
  foreignLanguage: '1',
  resume: [{ from: '2021-09', until: '2024-07', place: '新惠第三中学' }],
  family: [{ relation: '父亲', fullName: '包·巴特尔', workplace: null, phone: null }],
  enrolmentNo: `G${idNumber}`,
  schoolCode: '1504300001',
  schoolName: '敖汉旗第一中学',
  classCode: '01',
  className: '高一(1)班',
  cohortYear: 2024,
  today: '2026-04-14',
  codeTables: carriedTables,
  now: '2026-04-14T02:00:00.000Z',
  entryCategory: 'enrolled',
  status: 'awaitingCapture',
  changedFields: [],
  enrolmentListImported: true,
  enrolmentRecord: {
    schoolCode: '1504300001',
    schoolName: '敖汉旗第一中学',
    fullName: '包·呼格吉勒',
    documentNumber: idNumber,
  },
  schoolArea: { code: '150430', name: '敖汉旗考区' },
  ownSchoolCodes: ['1504300001', '1504300002'],
  teacherApproval: { by: 'teacher-1', on: '2026-04-12', foreign: false },
  privateApproval: null,
  hasShot: true,
  photoVerdict: 'good',
  photoCauses: [],
  photoOverride: null,
  photoLookAlikes: [],
  documentState: 'shown',
  documentComparison: { how: 'lastFour', agrees: true },
  unsettledDifferences: [],
  pupilConfirmed: true,
  pupilPresent: true,
  guardianConsent: false,
  candidacyNo: `G${idNumber}`,
  candidacyNoHolders: [],
  documentHolders: [],
  registrationWindows: [{ opensAt: '2026-04-11T01:00:00Z', closesAt: '2026-04-18T09:00:00Z' }],
  correctionWindows: [{ opensAt: '2026-02-27T01:00:00Z', closesAt: '2026-05-01T09:00:00Z' }],
  correctionSpans: [{ opensAt: '2026-02-26T01:00:00Z', closesAt: '2026-09-01T01:00:00Z' }],
  examEntryWindows: [{ opensAt: '2026-04-11T01:00:00Z', closesAt: '2026-04-18T09:00:00Z' }],
  classChangeWindows: [{ opensAt: '2026-02-27T01:00:00Z', closesAt: '2026-05-01T09:00:00Z' }],
  classChangeSpans: [{ opensAt: '2025-10-20T14:00:00Z', closesAt: '2026-09-01T01:00:00Z' }],
  recognitionWindows: [{ opensAt: '2026-02-27T01:00:00Z', closesAt: '2026-05-01T09:00:00Z' }],
  sittingLabel: '2026 年春季考次',
  sittingOn: '2026-07-06',
  sittingSubjects: ['01', '02', '03', '04', '05', '06', '07', '08', '09'],
  chosenSubjects: ['01', '03', '05'],
  passedSubjects: ['02', '04', '07'],
  entryLanguage: '1',
  concernedSchoolId: 'school-1',
  schoolAddress: '敖汉旗新惠镇',
  schoolHeadName: '乌力吉',
  schoolKind: '普通高中',
  schoolStaffCount: 186,
  schoolPhone: '0476-4321234',
  schoolClasses: ['高一(1)班', '高一(2)班'],
  classesWithoutTeacher: [],
  classCodeHolder: null,
  classKeyChanges: false,
  classPupilCount: 0,
  targetClass: { name: '高一(2)班', schoolId: 'school-1', cohortYear: 2024, isOpen: true },
  joiningSchool: null,
  joiningSchoolId: null,
  applicant: null,
  filedAt: null,
  comingEntries: [],
  otherApplications: [],
  leave: null,
  dueStep: 'apply',
  evidenceGiven: [
    'householdProof',
    'changeProof',
    'foreignResults',
    'acceptanceProof',
    'identityProof',
    'leavingProof',
  ],
  chain: ['apply', 'countyApprove', 'leagueApprove', 'regionDecide', 'supplementaryRegister'],
  foreignCertificate: { province: '37', issuer: '山东省教育招生考试院', certificateNo: 'SD2025-1' },
  foreignLines: [
    { name: '语文', examType: 'qualifying', asCertified: '合格', outcome: 'pass', subject: '01', mappedBy: 'name' },
    { name: '科学', examType: 'qualifying', asCertified: 'D', outcome: 'fail', subject: '07', mappedBy: 'clerk' },
    { name: '综合实践', examType: 'qualifying', asCertified: 'A', outcome: 'pass', subject: 'none', mappedBy: 'clerk' },
  ],
  recognition: null,
  recognisedSubjects: ['02'],
  subjectsWithResults: ['01', '02'],
  resultConflicts: [],
  awaitedResults: [],
  standingCertificate: null,
  applicantPresent: true,
  officeCounty: { code: '150430', name: '敖汉旗' },
  preparedBy: ['clerk-1'],
  agreedBy: ['school-1-head'],
  stepsWithoutDecider: [],
  actorId: 'clerk-1',
  enteredBy: null,
  capturedBy: 'clerk-1',
  actorRole: 'clerk',
  actorSchoolId: null,
  actorClassIds: [],
  pupilSchoolId: 'school-1',
  pupilClassId: 'class-1',
} as const satisfies CandidacyFacts;

const teacher = { actorId: 'teacher-1', actorRole: 'classTeacher', actorClassIds: ['class-1'] } as const;
const reviewer = { actorId: 'reviewer-1', actorRole: 'reviewer', status: 'completed' } as const;
const school = { actorId: 'school-user-1', actorRole: 'schoolAdministrator', actorSchoolId: 'school-1' } as const;

const schoolHead = { actorId: 'school-1-head', actorRole: 'schoolAdministrator', actorSchoolId: 'school-1' } as const;
const joiningSchool = {
  id: 'school-2',
  code: '1504300002',
  name: '敖汉旗蒙古族中学',
  areaName: '敖汉旗考区',
  isHere: true,
} as const;
/** A pupil whose enrolment has moved from school-1 to school-2. */
export const transfer = {
  status: 'inEffect',
  joiningSchool,
  joiningSchoolId: 'school-2',
  applicant: { by: 'guardian', fullName: '包·巴特尔', relation: '父亲' },
  evidenceGiven: ['schoolMoveProof'],
  enrolmentRecord: { ...goodFacts.enrolmentRecord, schoolCode: joiningSchool.code, schoolName: joiningSchool.name },
} as const satisfies CandidacyFacts;
const leave = {
  applicant: { by: 'pupil', fullName: null, relation: null },
  evidenceGiven: ['leaveProof', 'returnProof'],
  leave: { from: '2026-03-02', until: '2027-03-01' },
} as const;
const joiningHead = { actorId: 'school-2-head', actorRole: 'schoolAdministrator', actorSchoolId: 'school-2' } as const;
const privateCandidate = {
  entryCategory: 'private',
  enrolmentRecord: null,
  enrolmentNo: null,
  schoolCode: null,
  status: 'preRegistered',
  dueStep: 'intake',
} as const;

/** What differs from `goodFacts` when somebody else acts. */
const actors: { readonly [K in keyof typeof ruleSets]: CandidacyFacts } = {
  rosterRow: {},
  teacherApproval: { ...teacher, status: 'preRegistered', capturedBy: null },
  teacherReturn: { ...teacher, status: 'preRegistered', capturedBy: null },
  assistedEntry: {},
  mending: { status: 'returned', changedFields: ['fullName'] },
  deskCompletion: {},
  review: reviewer,
  release: { ...reviewer, status: 'reviewed' },
  batch: { ...reviewer, status: 'reviewed' },
  retake: { ...reviewer, status: 'received' },
  receiver: { ...reviewer, status: 'released' },
  examEntry: { status: 'completed' },
  examEntryWithdrawal: { status: 'completed' },
  schoolData: school,
  schoolClass: { ...school, classPupilCount: 3 },
  schoolClassClosing: school,
  classChange: { ...school, status: 'inEffect' },
  privateIntake: privateCandidate,
  privateCountyApproval: { ...reviewer, ...privateCandidate, dueStep: 'countyApprove' },
  correctionSubmission: { status: 'inEffect', changedFields: ['fullName'] },
  correctionSchool: {
    ...schoolHead,
    status: 'inEffect',
    changedFields: ['fullName'],
    dueStep: 'schoolAgree',
    agreedBy: [],
  },
  correctionCounty: { ...reviewer, status: 'inEffect', changedFields: ['fullName'], dueStep: 'countyCarryOut' },
  transferSubmission: transfer,
  transferReleasing: { ...transfer, ...schoolHead, dueStep: 'releasingSchoolAgree', agreedBy: [] },
  transferJoining: {
    ...transfer,
    ...joiningHead,
    dueStep: 'joiningSchoolAgree',
    targetClass: { name: '高二(3)班', schoolId: 'school-2', cohortYear: 2024, isOpen: true },
  },
  transferWithdrawal: { ...transfer, dueStep: 'apply' },
  suspensionSubmission: { ...leave, status: 'inEffect' },
  suspensionSchool: { ...leave, ...schoolHead, status: 'inEffect', dueStep: 'schoolAgree', agreedBy: [] },
  reinstatementSubmission: { ...leave, status: 'suspended' },
  reinstatementSchool: { ...leave, ...schoolHead, status: 'suspended', dueStep: 'schoolAgree', agreedBy: [] },
  recognitionSubmission: { status: 'preRegistered' },
  recognitionCounty: { ...reviewer, status: 'preRegistered', dueStep: 'countyApprove' },
  recognitionWithdrawal: { status: 'preRegistered' },
  supplementaryRegistration: {
    ...schoolHead,
    status: 'preRegistered',
    dueStep: 'supplementaryRegister',
    agreedBy: ['reviewer-1'],
    capturedBy: null,
  },
  certificateRequest: { status: 'inEffect', enrolmentRecord: null },
  certificateIssue: { ...reviewer, status: 'inEffect', dueStep: 'countyIssue', enrolmentRecord: null },
  reopeningRequest: { ...reviewer, status: 'released', dueStep: 'countyRequest', preparedBy: ['reviewer-1'] },
  reopeningApproval: { ...reviewer, status: 'released', dueStep: 'countyApprove' },
  mobileChange: { status: 'inEffect' },
};

/** Facts under which every rule of an act's list passes. */
export function goodFactsFor(act: keyof typeof ruleSets): CandidacyFacts {
  return { ...goodFacts, ...actors[act] };
}

/** The one finding of one rule on the good case with some facts changed (`undefined` = unknown). */
export function findingOf(rule: Rule, changes: CandidacyFacts, by: Edition = edition): Finding {
  const [finding, ...others] = check([rule], { ...goodFacts, ...changes }, by);
  if (!finding || others.length > 0) throw new Error(`${rule.id} gave no single finding`);
  return finding;
}

/** `pass`, or verdict and consequence: `fail block`. */
export function verdictOf(rule: Rule, changes: CandidacyFacts, by: Edition = edition): string {
  const { verdict, consequence } = findingOf(rule, changes, by);
  return consequence === null ? verdict : `${verdict} ${consequence}`;
}
