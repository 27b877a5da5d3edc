import { type BoundaryPair, pair, windowEnds } from './boundary-pair.ts';
import { transfer } from './canonical-case.ts';

const here = transfer.joiningSchool;
const elsewhere = { ...here, isHere: false };
const moved = transfer.enrolmentRecord;
const guardian = transfer.applicant;
const targetClass = { name: '高二(3)班', schoolId: 'school-2', cohortYear: 2024, isOpen: true };
const school = { actorRole: 'schoolAdministrator', actorSchoolId: 'school-1' } as const;
const joining = { ...transfer, actorRole: 'schoolAdministrator', actorSchoolId: 'school-2' } as const;
const filedHere = { schoolId: 'school-1', name: '敖汉旗第一中学' };
const leave = { from: '2026-03-02', until: '2026-03-03' };

/** Where the rules of transfer, suspension and reinstatement turn over (3.1, 5). */
export const transferPairs: Readonly<Record<string, readonly BoundaryPair[]>> = {
  'transfer.applicant-named': [pair('applicant', guardian, { ...guardian, relation: null })],
  'transfer.applicant-present': [pair('applicantPresent', true, false)],
  'transfer.inside-region': [
    pair('joiningSchool', here, { ...here, code: null }),
    pair('joiningSchool', here, { ...here, id: null }),
  ],
  'transfer.another-school': [pair('pupilSchoolId', 'school-1', 'school-2', transfer)],
  'transfer.enrolled': [pair('entryCategory', 'enrolled', 'private')],
  'transfer.in-effect': [pair('status', 'inEffect', 'received'), pair('status', 'suspended', 'closed')],
  'application-evidence.school-move-proof': [pair('evidenceGiven', ['schoolMoveProof'], [])],
  'transfer.enrolment-moved': [pair('enrolmentRecord', moved, { ...moved, schoolCode: '1504300001' }, transfer)],
  'transfer.releasing-school-decides': [
    pair('actorSchoolId', 'school-1', 'school-2', school),
    pair('evidenceGiven', ['schoolMoveProof', 'releasingConsent'], ['schoolMoveProof'], {
      actorRole: 'reviewer',
      actorSchoolId: null,
    }),
  ],
  'transfer.withdrawn-where-filed': [
    pair('actorSchoolId', 'school-1', 'school-2', { ...school, filedAt: filedHere }),
    pair('actorSchoolId', null, 'school-1', { ...school, filedAt: null }),
  ],
  'transfer.joining-school-decides': [
    pair('actorSchoolId', 'school-2', 'school-1', joining),
    pair('joiningSchool', elsewhere, here, { actorRole: 'reviewer' }),
  ],
  'transfer.consent-given': [pair('evidenceGiven', ['joiningConsent'], [], { joiningSchool: elsewhere })],
  'transfer.consent-from-elsewhere': [pair('joiningSchool', here, elsewhere)],
  'transfer.class-named': [
    pair('targetClass', targetClass, { ...targetClass, isOpen: false }, transfer),
    pair('targetClass', targetClass, { ...targetClass, schoolId: 'school-1' }, transfer),
  ],
  'transfer.while-suspended': [pair('status', 'inEffect', 'suspended')],
  'transfer.entries-go-along': [pair('comingEntries', [], ['2026 年春季考次'], transfer)],
  'transfer.others-under-way': [pair('otherApplications', [], ['信息变更'], transfer)],
  'suspension.applicant-named': [pair('applicant', guardian, { ...guardian, fullName: null })],
  'suspension.applicant-present': [pair('applicantPresent', true, false)],
  'suspension.enrolled': [pair('entryCategory', 'enrolled', 'private')],
  'suspension.in-effect': [pair('status', 'inEffect', 'suspended')],
  'reinstatement.is-suspended': [pair('status', 'suspended', 'inEffect')],
  'suspension.dates-possible': [pair('leave', leave, { ...leave, until: '2026-03-02' })],
  'suspension.entries-end': [pair('comingEntries', [], ['2026 年春季考次'])],
  'application-evidence.leave-proof': [pair('evidenceGiven', ['leaveProof'], [])],
  'application-evidence.return-proof': [pair('evidenceGiven', ['returnProof'], [])],
  'windows.leave-open': windowEnds('correctionWindows'),
  'windows.leave-decided': windowEnds('correctionWindows'),
};
