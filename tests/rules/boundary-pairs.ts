import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { type BoundaryPair, pair, windowEnds } from './boundary-pair.ts';
import { transferPairs } from './boundary-pairs-transfer.ts';
import { goodFacts, idNumber, withCheckDigit } from './canonical-case.ts';

/** One character of a number is wrong. */
const mistyped = (number: string) => number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
const otherNumber = withCheckDigit('15043020080511204');
const holder = { candidacyId: 'c', fullName: '王小禾', schoolName: null };
const record = goodFacts.enrolmentRecord;
const targetClass = goodFacts.targetClass;
const isPrivate = { entryCategory: 'private' } as const;
const inEffect = { status: 'inEffect' } as const;
const teacher = { actorRole: 'classTeacher', actorClassIds: ['class-1'] } as const;
const school = { actorRole: 'schoolAdministrator', actorSchoolId: 'school-1' } as const;
const foreign = goodFacts.foreignCertificate;
const line = goodFacts.foreignLines[0];
const person = (fullName: string) => [{ relation: '父亲', fullName, workplace: null, phone: null }];

const locked = (field: NonNullable<CandidacyFacts['changedFields']>[number]) => [
  pair('changedFields', [], [field], inEffect),
  pair('status', 'received', 'inEffect', { changedFields: [field] }),
];

/** Rule → where it turns over. Each rule has at least one; tests/rules/boundaries.test.ts says which has none. */
export const boundaryPairs: Readonly<Record<string, readonly BoundaryPair[]>> = {
  ...transferPairs,
  'private-candidate.not-by-roster': [pair('pupilCategory', 'general', 'private')],
  'identity.name': [pair('fullName', '包·呼格吉勒', '包·呼格吉勒?')],
  'enrolment.document-type-accepted': [pair('documentType', 'passport', 'driving-licence' as never)],
  'identity.document-number': [pair('documentNumber', idNumber, mistyped(idNumber))],
  'identity.sex': [pair('sex', '2', '9')],
  'identity.ethnicity': [pair('ethnicity', '56', '57')],
  'identity.birth-date': [pair('birthDate', '2026-04-14', '2026-04-15')],
  'candidate.political-status': [pair('politicalStatus', '13', '14')],
  'candidate.foreign-language': [pair('foreignLanguage', '6', '7')],
  'candidate.mobile': [pair('mobile', '13904760001', '1390476000')],
  'candidate.post-code': [pair('postCode', '024300', '02430')],
  'number.enrolment-no': [pair('enrolmentNo', `G${idNumber}`, `G${mistyped(idNumber)}`)],
  'scope.cohort': [pair('cohortYear', 2022, 2021)],
  'identity.sex-agrees': [pair('sex', '1', '2')],
  'identity.birth-date-agrees': [pair('birthDate', '2008-05-11', '2008-05-12')],
  'number.agrees-with-document': [pair('documentNumber', idNumber, otherNumber)],
  'identity.usual-age': [pair('birthDate', '2014-04-14', '2014-04-15'), pair('birthDate', '1955-04-15', '1955-04-14')],
  'candidate.party-member-age': [pair('birthDate', '2008-04-14', '2008-04-15', { politicalStatus: '01' })],
  'scope.cohort-has-begun': [pair('cohortYear', 2026, 2027)],
  'candidate.family-names': [pair('family', person('李梅'), person('李梅?'))],
  'required-field.political-status': [pair('politicalStatus', '03', null)],
  'required-field.pupil-category': [pair('pupilCategory', 'general', null)],
  'required-field.household-place': [pair('householdPlace', '150430', null)],
  'required-field.household-authority': [pair('householdAuthority', '敖汉旗公安局', null)],
  'required-field.mobile': [pair('mobile', '13904760001', null)],
  'required-field.address': [pair('address', '敖汉旗新惠镇', null)],
  'required-field.post-code': [pair('postCode', '024300', null)],
  'required-field.foreign-language': [pair('foreignLanguage', '1', null)],
  'required-field.resume': [pair('resume', goodFacts.resume, [])],
  'required-field.family': [pair('family', person('李梅'), [])],
  'enrolment.school-of-this-area': [pair('ownSchoolCodes', ['1504300001'], [])],
  'enrolment.at-this-school': [pair('enrolmentRecord', record, { ...record, schoolCode: '1504300002' })],
  'enrolment.is-this-pupils': [
    pair('enrolmentRecord', record, { ...record, fullName: '包·呼格吉乐' }),
    pair('enrolmentRecord', record, { ...record, documentNumber: mistyped(idNumber) }),
  ],
  'pre-registration.own-class-teacher': [
    pair('actorClassIds', ['class-1'], [], teacher),
    pair('actorRole', 'classTeacher', 'schoolAdministrator', teacher),
  ],
  'four-eyes.approval-captured': [pair('capturedBy', 'clerk-2', 'clerk-1')],
  'four-eyes.approval-entered': [pair('enteredBy', 'clerk-2', 'clerk-1')],
  'four-eyes.review-captured': [pair('capturedBy', 'clerk-2', 'clerk-1')],
  'four-eyes.review-entered': [pair('enteredBy', 'clerk-2', 'clerk-1')],
  'four-eyes.release-captured': [pair('capturedBy', 'clerk-2', 'clerk-1')],
  'four-eyes.release-entered': [pair('enteredBy', 'clerk-2', 'clerk-1')],
  'access.actor-reaches-pupil': [
    pair('pupilClassId', 'class-1', 'class-2', teacher),
    pair('pupilSchoolId', 'school-1', 'school-2', school),
  ],
  'pre-registration.pupil-is-present': [pair('pupilPresent', true, false)],
  'fields.frozen': locked('resume'),
  'fields.by-application': locked('fullName'),
  'fields.school-by-transfer': locked('schoolCode'),
  'fields.by-school': locked('classCode'),
  'fields.by-candidate': locked('mobile'),
  'fields.silent': locked('address'),
  'desk.photo-taken': [pair('hasShot', true, false)],
  'desk.photo-passes-gate': [pair('photoVerdict', 'warn', 'bad')],
  'desk.photo-not-overridden': [pair('photoOverride', null, 'medical')],
  'desk.photo-without-warning': [pair('photoVerdict', 'good', 'warn')],
  'desk.photo-measured': [pair('photoVerdict', 'good', 'notMeasured')],
  'desk.photo-nobody-elses': [pair('photoLookAlikes', [], [{ fullName: '李春', className: null }])],
  'desk.document-shown': [pair('documentState', 'copyOnly', 'missing')],
  'desk.document-original': [pair('documentState', 'shown', 'copyOnly')],
  'desk.document-compared': [
    pair('documentComparison', { how: 'lastFour', agrees: true }, { how: 'lastFour', agrees: false }),
  ],
  'desk.differences-settled': [pair('unsettledDifferences', [], ['fullName'])],
  'desk.pupil-has-confirmed': [pair('pupilConfirmed', true, false)],
  'pre-registration.teacher-has-approved': [pair('teacherApproval', goodFacts.teacherApproval, null)],
  'private-candidate.is-approved': [
    pair('privateApproval', { county: true, region: true }, { county: true, region: false }, isPrivate),
    pair('privateApproval', { county: true, region: true }, { county: null, region: true }, isPrivate),
  ],
  'private-candidate.capture-at-household': [pair('householdPlace', '150430', '150402', isPrivate)],
  'private-candidate.household-here': [pair('householdPlace', '150430', '150402', isPrivate)],
  'private-candidate.no-enrolment': [pair('enrolmentRecord', null, record, isPrivate)],
  'private-candidate.in-person': [pair('applicantPresent', true, false)],
  'identity.guardian-has-agreed': [pair('birthDate', '2012-04-14', '2012-04-15')],
  'number.can-be-assigned': [pair('enrolmentNo', `G${idNumber}`, null)],
  'number.is-final': [pair('enrolmentNo', `G${idNumber}`, 'L150430200805110018')],
  'number.is-free': [pair('candidacyNoHolders', [], [holder])],
  'number.equals-enrolment-no': [pair('candidacyNo', `G${idNumber}`, `G${mistyped(idNumber)}`)],
  'identity.document-not-shared': [pair('documentHolders', [], [holder])],
  'desk.document-valid': [pair('documentState', 'shown', 'expired')],
  'desk.document-permanent': [pair('documentState', 'shown', 'temporary')],
  'desk.registration-window': windowEnds('registrationWindows'),
  'windows.private-registration-open': windowEnds('registrationWindows'),
  'windows.exam-entry-open': windowEnds('examEntryWindows'),
  'windows.correction-open': windowEnds('correctionWindows'),
  'windows.correction-decided': windowEnds('correctionWindows'),
  'windows.class-change-in-time': windowEnds('classChangeWindows'),
  'desk.clock-is-plausible': [pair('today', '2025-04-03', '2025-04-02')],
  'photo.not-in-effect': [pair('status', 'received', 'inEffect')],
  'exam-entry.candidacy-completed': [pair('status', 'completed', 'awaitingCapture')],
  'exam-entry.not-suspended': [pair('status', 'inEffect', 'suspended')],
  'exam-entry.some-subject': [pair('chosenSubjects', ['01'], [])],
  'exam-entry.subjects-of-sitting': [
    pair('chosenSubjects', ['01'], ['01', '02'], { sittingSubjects: ['01'] }),
    pair('sittingSubjects', ['01', '02'], ['01'], { chosenSubjects: ['01', '02'] }),
  ],
  'exam-entry.not-passed': [pair('passedSubjects', [], ['01'], { chosenSubjects: ['01'] })],
  'exam-entry.most-subjects': [
    pair('chosenSubjects', ['01', '02', '03', '04'], ['01', '02', '03', '04', '05'], { cohortYear: 2025 }),
    pair('cohortYear', 2024, 2025, { chosenSubjects: ['01', '02', '03', '04', '05'] }),
  ],
  'exam-entry.usual-semester': [pair('cohortYear', 2025, 2026), pair('cohortYear', 2024, 2023)],
  'exam-entry.language': [pair('entryLanguage', '1', null, { chosenSubjects: ['03'] })],
  'school.own-administrator': [pair('concernedSchoolId', 'school-1', 'school-2', school)],
  'school.head-name': [pair('schoolHeadName', '乌力吉', '乌力吉?')],

  'school.kind': [pair('schoolKind', '普通高中', '大学')],
  'school.staff-count': [pair('schoolStaffCount', 3000, 3001), pair('schoolStaffCount', 1, 0)],
  'school.phone': [pair('schoolPhone', '0476-4321234', '0476-432123')],
  'school.data-complete': [pair('schoolAddress', '敖汉旗新惠镇', null), pair('schoolPhone', '0476-4321234', null)],
  'school.has-classes': [pair('schoolClasses', ['高一(1)班'], [])],
  'school.classes-have-teachers': [pair('classesWithoutTeacher', [], ['高一(2)班'])],
  'school-class.code': [pair('classCode', '2607', '26 07')],
  'school-class.cohort': [pair('cohortYear', 2022, 2021), pair('cohortYear', 2026, 2027)],
  'school-class.code-is-free': [pair('classCodeHolder', null, '高一(7)班')],
  'school-class.code-is-kept': [
    pair('classPupilCount', 0, 1, { classKeyChanges: true }),
    pair('classKeyChanges', false, true, { classPupilCount: 1 }),
  ],
  'school-class.is-empty': [pair('classPupilCount', 0, 1)],
  'class-change.named-person': [
    pair('pupilSchoolId', 'school-1', 'school-2', school),
    pair('actorRole', 'schoolAdministrator', 'clerk', school),
  ],
  'class-change.target-in-school': [
    pair('targetClass', targetClass, { ...targetClass, isOpen: false }),
    pair('targetClass', targetClass, { ...targetClass, schoolId: 'school-2' }),
  ],
  'class-change.same-year': [pair('targetClass', targetClass, { ...targetClass, cohortYear: 2025 })],
  'mobile-change.candidate-in-person': [pair('pupilPresent', true, false)],
  'application.step-is-actors': [pair('actorRole', 'clerk', 'auditor')],
  'four-eyes.someone-is-left': [pair('stepsWithoutDecider', [], ['schoolAgree'])],
  'four-eyes.application-prepared': [pair('preparedBy', ['clerk-2'], ['clerk-1', 'clerk-2'])],
  'four-eyes.application-agreed': [pair('agreedBy', [], ['clerk-1'])],
  'application-evidence.household-proof': [pair('evidenceGiven', ['householdProof'], [])],
  'application-evidence.change-proof': [pair('evidenceGiven', ['changeProof'], [])],
  'correction.candidates-own': [pair('applicantPresent', true, false)],
  'correction.in-effect': [pair('status', 'inEffect', 'received')],
  'correction.changes-something': [pair('changedFields', ['fullName'], [])],
  'correction.permitted-fields': [
    pair('changedFields', ['fullName'], ['fullName', 'resume']),
    pair('sex', '1', '2', { changedFields: ['sex'] }),
    pair('birthDate', '2008-05-11', '2008-05-12', { changedFields: ['birthDate'] }),
  ],
  'reopening.before-effect': [pair('status', 'received', 'inEffect')],
  'reopening.has-left': [pair('status', 'released', 'reviewed')],
  'windows.recognition-open': windowEnds('recognitionWindows'),
  'application-evidence.foreign-results': [pair('evidenceGiven', ['foreignResults'], [])],
  'application-evidence.acceptance-proof': [pair('evidenceGiven', ['acceptanceProof'], [])],
  'application-evidence.identity-proof': [pair('evidenceGiven', ['identityProof'], [])],
  'recognition.joining-pupil': [pair('status', 'preRegistered', 'void'), pair('status', 'inEffect', 'closed')],
  'recognition.enrolment-moved-in': [pair('enrolmentRecord', record, { ...record, schoolCode: '1504300002' })],
  'recognition.other-province': [
    pair('foreignCertificate', { ...foreign, province: '14' }, { ...foreign, province: '15' }),
  ],
  'recognition.issuer': [pair('foreignCertificate', { ...foreign, issuer: '教育' }, { ...foreign, issuer: '教' })],
  'recognition.qualifying-only': [pair('foreignLines', [line], [line, { ...line, examType: 'graded' }])],
  'recognition.three-levels': [
    pair(
      'chain',
      ['apply', 'countyApprove', 'leagueApprove', 'regionDecide'],
      ['apply', 'countyApprove', 'leagueApprove'],
    ),
  ],
  'recognition.some-result': [pair('foreignLines', [line], [])],
  'recognition.subjects-mapped': [pair('foreignLines', [line], [{ ...line, subject: null }])],
  'recognition.as-certified': [pair('foreignLines', [line], [{ ...line, asCertified: '不合格' }])],
  'recognition.joining-school-registers': [pair('actorSchoolId', 'school-1', 'school-2')],
  'recognition.record-mended': [pair('status', 'preRegistered', 'returned')],
  'recognition.registered-after': [
    pair('recognition', { certified: true, registered: true }, { certified: true, registered: false }),
    pair('recognition', { certified: false, registered: false }, { certified: true, registered: false }),
  ],
  'recognition.certified-stands': [
    pair('recognition', { certified: null, registered: false }, { certified: true, registered: false }),
    pair('recognition', { certified: true, registered: true }, { certified: true, registered: false }),
  ],
  'exam-entry.not-recognised': [pair('recognisedSubjects', [], ['01'], { chosenSubjects: ['01'] })],
  'exam-entry.results-come': [
    pair('awaitedResults', [], [{ subject: '01', sittingLabel: '2026 年春季考次' }], { chosenSubjects: ['01'] }),
  ],
  'exam-entry.results-agree': [
    pair('resultConflicts', [], [{ subject: '01', sitting: '2026-spring' }], { chosenSubjects: ['01'] }),
  ],
  'certificate.of-candidacy': [pair('status', 'released', 'reviewed')],
  'certificate.enrolment-has-left': [
    pair('enrolmentRecord', null, record),
    pair('evidenceGiven', ['leavingProof'], [], { enrolmentRecord: null }),
  ],
  'certificate.has-results': [pair('subjectsWithResults', ['01'], [])],
  'certificate.results-agree': [pair('resultConflicts', [], [{ subject: '01', sitting: '2026-spring' }])],
  'certificate.none-stands': [pair('standingCertificate', null, { number: 'KZ-150430-2026-1A2B3C-0001' })],
};
