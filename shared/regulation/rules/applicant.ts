import type { ClauseId } from '../clauses.ts';
import { fail, pass, type Rule, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

function applicantIsNamed(id: string, clause: ClauseId): Rule {
  return rule({
    id,
    title: '写明谁申请',
    clauses: [clause],
    from,
    reads: ['applicant'],
    consequenceOfFail: 'block',
    consequenceOfUnknown: 'block',
    test(f) {
      if (f.applicant === null) return fail('没有写谁申请', '选本人或家长；家长的写上姓名和关系');
      if (f.applicant.by === 'pupil') return pass();
      const missing = [f.applicant.fullName === null && '姓名', f.applicant.relation === null && '与考生的关系'];
      const words = missing.filter((word) => word !== false);
      return words.length === 0
        ? pass()
        : fail(`家长申请的，没有写${words.join('和')}`, '问清申请的家长，照身份证件写上');
    },
  });
}

function applicantIsPresent(id: string, clause: ClauseId): Rule {
  return rule({
    id,
    title: '申请的人当面申请',
    clauses: [clause],
    from,
    reads: ['applicantPresent', 'actorRole', 'fullName'],
    consequenceOfFail: 'block',
    consequenceOfUnknown: 'block',
    test(f) {
      if (f.actorRole !== 'clerk' || f.applicantPresent) return pass();
      return fail(`${personName(f.fullName)}本人或家长不在场`, '等本人或家长到场，或由他们向学校申请');
    },
  });
}

// 3.1c: the pupil or a parent applies, at either school
export const transferApplicantIsNamed = applicantIsNamed('transfer.applicant-named', '3.1c');
export const transferApplicantIsPresent = applicantIsPresent('transfer.applicant-present', '3.1c');

// 5: whoever takes a leave, or comes back from it, applies; for a minor the guardian may
export const leaveApplicantIsNamed = applicantIsNamed('suspension.applicant-named', '5');
export const leaveApplicantIsPresent = applicantIsPresent('suspension.applicant-present', '5');
