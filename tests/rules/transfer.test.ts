import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { evidenceKinds } from '#shared/domain/evidence-kind.ts';
import type { Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { actorReachesPupil } from '#shared/regulation/rules/access.ts';
import { transferApplicantIsNamed, transferApplicantIsPresent } from '#shared/regulation/rules/applicant.ts';
import { schoolMoveProofIsGiven } from '#shared/regulation/rules/application-evidence.ts';
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
} from '#shared/regulation/rules/transfer.ts';
import { editionWith, findingOf, transfer, verdictOf } from './canonical-case.ts';

const said = (rule: Rule, changes: CandidacyFacts) => verdictOf(rule, { ...transfer, ...changes });
const foundIn = (rule: Rule, changes: CandidacyFacts) => findingOf(rule, { ...transfer, ...changes });
const here = transfer.joiningSchool;
const elsewhere = { id: 'school-9', code: '1504020001', name: '红山区实验中学', areaName: '红山区考区', isHere: false };
const head = { actorRole: 'schoolAdministrator', actorSchoolId: 'school-1' } as const;
const joiningHead = { actorRole: 'schoolAdministrator', actorSchoolId: 'school-2' } as const;

describe('三（一）只在区内学校之间', () => {
  it.each([
    ['本考区的学校', here, 'pass'],
    ['区内别的考区的学校', elsewhere, 'pass'],
    ['区内、清单里没有的先问清', { ...elsewhere, id: null }, 'unknown hold'],
    ['没有代码：区外', { ...elsewhere, id: null, code: null }, 'fail block'],
    ['没有选', null, 'fail block'],
    ['不知道', undefined, 'unknown hold'],
  ] as const)('%s', (_, joiningSchool, verdict) => {
    expect(said(transferIsInsideRegion, { joiningSchool })).toBe(verdict);
  });

  it('区外的指到成绩证明和成绩转入认证', () => {
    const { next } = foundIn(transferIsInsideRegion, { joiningSchool: { ...elsewhere, code: null, id: null } });
    expect(next).toMatch(/三（二）.*四/u);
  });

  it('转到现在的学校不算转籍', () => {
    expect(said(transferGoesElsewhere, {})).toBe('pass');
    expect(said(transferGoesElsewhere, { joiningSchool: { ...here, id: 'school-1' } })).toBe('fail block');
    expect(said(transferGoesElsewhere, { pupilSchoolId: undefined })).toBe('unknown block');
  });
});

describe('三（一）学籍已转出，有转学证明', () => {
  it('转学证明：别的材料顶不了', () => {
    const passing = evidenceKinds.filter((kind) => said(schoolMoveProofIsGiven, { evidenceGiven: [kind] }) === 'pass');
    expect(passing).toEqual(['schoolMoveProof']);
    expect(foundIn(schoolMoveProofIsGiven, { evidenceGiven: [] }).sentence).toBe('缺转学证明');
    expect(said(schoolMoveProofIsGiven, { evidenceGiven: undefined })).toBe('unknown block');
  });

  const onList = (schoolCode: string, schoolName: string) => ({
    enrolmentRecord: { schoolCode, schoolName, fullName: '包·呼格吉勒', documentNumber: null },
  });
  it.each([
    ['名单上已在转入学校', onList(here.code, here.name), 'pass'],
    ['名单上还在转出学校', onList('1504300001', '敖汉旗第一中学'), 'fail block'],
    ['名单上在第三所学校', onList('1504020001', '红山区实验中学'), 'fail block'],
    ['名单里没有这个人', { enrolmentRecord: null }, 'unknown flag'],
    ['还没有名单', { enrolmentListImported: false, enrolmentRecord: undefined }, 'unknown flag'],
    ['有没有名单都不知道', { enrolmentListImported: undefined }, 'unknown flag'],
  ] as const)('学籍名单：%s', (_, changes, verdict) => {
    expect(said(enrolmentHasMoved, changes)).toBe(verdict);
  });

  it('社会考生没有学籍学校', () => {
    expect(said(transferIsOfEnrolled, {})).toBe('pass');
    expect(said(transferIsOfEnrolled, { entryCategory: 'private' })).toBe('fail block');
    expect(said(transferIsOfEnrolled, { entryCategory: undefined })).toBe('unknown block');
  });
});

describe('三（一）申请和两校分别同意', () => {
  it('生效的、休籍的可以，别的说到哪里去', () => {
    expect(candidacyStatuses.filter((status) => said(transferIsInEffect, { status }) === 'pass')).toEqual([
      'inEffect',
      'suspended',
    ]);
    expect(foundIn(transferIsInEffect, { status: 'received' }).next).toContain('重新组织注册');
    expect(foundIn(transferIsInEffect, { status: 'joined' }).next).toContain('现用的那一份');
    expect(said(transferIsInEffect, { status: undefined })).toBe('unknown block');
  });

  it('谁申请：本人，或写明姓名和关系的家长', () => {
    const by = (fullName: string | null, relation: string | null) =>
      said(transferApplicantIsNamed, { applicant: { by: 'guardian', fullName, relation } });
    expect([by('包·巴特尔', '父亲'), by(null, '父亲'), by('包·巴特尔', null)]).toEqual([
      'pass',
      'fail block',
      'fail block',
    ]);
    expect(said(transferApplicantIsNamed, { applicant: { by: 'pupil', fullName: null, relation: null } })).toBe('pass');
    expect(said(transferApplicantIsNamed, { applicant: null })).toBe('fail block');
    expect(said(transferApplicantIsNamed, { applicant: undefined })).toBe('unknown block');
  });

  it('向旗县申请的要当面；向学校申请的由学校看', () => {
    expect(said(transferApplicantIsPresent, {})).toBe('pass');
    expect(said(transferApplicantIsPresent, { applicantPresent: false })).toBe('fail block');
    expect(said(transferApplicantIsPresent, { applicantPresent: false, ...joiningHead })).toBe('pass');
    expect(said(transferApplicantIsPresent, { applicantPresent: undefined })).toBe('unknown block');
  });

  it('够得到的：考生自己的学校，和要转入的学校', () => {
    expect(said(actorReachesPupil, head)).toBe('pass');
    expect(said(actorReachesPupil, joiningHead)).toBe('pass');
    expect(said(actorReachesPupil, { ...joiningHead, actorSchoolId: 'school-3' })).toBe('fail block');
    expect(said(actorReachesPupil, { ...joiningHead, joiningSchoolId: null })).toBe('fail block');
    expect(said(actorReachesPupil, { ...joiningHead, actorRole: 'classTeacher' })).toBe('fail block');
    expect(said(actorReachesPupil, { joiningSchoolId: undefined, ...joiningHead })).toBe('unknown block');
  });

  it.each([
    ['转出学校自己', head, 'pass'],
    ['转入学校', joiningHead, 'fail block'],
    ['旗县', { actorRole: 'reviewer' }, 'fail block'],
    ['没有学校的记录', { ...head, pupilSchoolId: null }, 'fail block'],
    ['不知道谁在办', { ...head, actorSchoolId: undefined }, 'unknown block'],
  ] as const)('转出这一步：%s', (_, changes, verdict) => {
    expect(said(releasingSchoolDecides, changes)).toBe(verdict);
  });

  it.each([
    ['转入学校自己', joiningHead, 'pass'],
    ['转出学校', head, 'fail block'],
    ['旗县不能代本考区的学校', { actorRole: 'reviewer' }, 'fail block'],
    ['别的考区的学校由旗县记下', { actorRole: 'reviewer', joiningSchool: elsewhere }, 'pass'],
    ['别的考区的学校，本考区的学校不能代', { ...head, joiningSchool: elsewhere }, 'fail block'],
    ['没有选学校', { joiningSchool: null }, 'fail block'],
    ['不知道哪所学校', { joiningSchool: undefined }, 'unknown block'],
  ] as const)('转入这一步：%s', (_, changes, verdict) => {
    expect(said(joiningSchoolDecides, changes)).toBe(verdict);
  });

  it('别的考区的学校：提交时提醒，旗县记下时要有同意证明', () => {
    const consent = { joiningSchool: elsewhere, evidenceGiven: ['joiningConsent'] } as const;
    expect(said(consentOfSchoolElsewhere, {})).toBe('pass');
    expect(said(consentOfSchoolElsewhere, { joiningSchool: elsewhere })).toBe('fail block');
    expect(said(consentOfSchoolElsewhere, consent)).toBe('pass');
    expect(said(consentOfSchoolElsewhere, { evidenceGiven: undefined, joiningSchool: elsewhere })).toBe(
      'unknown block',
    );
    expect(said(consentComesFromElsewhere, { joiningSchool: elsewhere })).toBe('fail flag');
    expect([said(consentComesFromElsewhere, consent), said(consentComesFromElsewhere, {})]).toEqual(['pass', 'pass']);
    expect(said(consentComesFromElsewhere, { joiningSchool: undefined })).toBe('unknown flag');
  });

  it('转入学校定好班级：本校的、开着的', () => {
    const target = { name: '高二(3)班', schoolId: 'school-2', cohortYear: 2024, isOpen: true };
    expect(said(joiningClassIsNamed, { targetClass: target })).toBe('pass');
    expect(said(joiningClassIsNamed, { targetClass: { ...target, isOpen: false } })).toBe('fail block');
    expect(said(joiningClassIsNamed, { targetClass: { ...target, schoolId: 'school-1' } })).toBe('fail block');
    expect(said(joiningClassIsNamed, { targetClass: null })).toBe('fail block');
    expect(said(joiningClassIsNamed, { targetClass: null, joiningSchool: elsewhere })).toBe('pass');
    expect(said(joiningClassIsNamed, { targetClass: undefined })).toBe('unknown block');
  });
});

describe('转籍碰上别的事', () => {
  it('正在休籍：缺省带标记照办，版本可以不许', () => {
    expect(said(transferOfSuspended, {})).toBe('pass');
    expect(said(transferOfSuspended, { status: 'suspended' })).toBe('fail flag');
    const strict = editionWith({ transferWhileSuspended: 'block' });
    expect(verdictOf(transferOfSuspended, { ...transfer, status: 'suspended' }, strict)).toBe('fail block');
    expect(said(transferOfSuspended, { status: undefined })).toBe('unknown flag');
  });

  it('已报的考试、在办的别的业务件：说清着落，不拦', () => {
    const entered = { comingEntries: ['2026 年春季考次'] };
    expect(said(entriesGoAlong, {})).toBe('pass');
    expect(foundIn(entriesGoAlong, entered)).toMatchObject({
      consequence: 'flag',
      next: expect.stringContaining('随考生'),
    });
    expect(foundIn(entriesGoAlong, { ...entered, joiningSchool: elsewhere }).next).toContain('考点');
    expect(said(entriesGoAlong, { comingEntries: undefined })).toBe('unknown flag');
    const others = { otherApplications: ['信息变更'] };
    expect(said(otherApplicationsAreTold, {})).toBe('pass');
    expect(foundIn(otherApplicationsAreTold, others).next).toContain('转入学校接着办');
    expect(foundIn(otherApplicationsAreTold, { ...others, joiningSchool: elsewhere }).next).toContain('自动撤回');
    expect(said(otherApplicationsAreTold, { otherApplications: undefined })).toBe('unknown flag');
  });
});
