import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { candidateFields } from '#shared/domain/candidate-field.ts';
import { changeProofIsGiven } from '#shared/regulation/rules/application-evidence.ts';
import {
  correctionChangesSomething,
  correctionIsInEffect,
  correctionIsOfPermittedFields,
  correctionIsTheCandidatesOwn,
} from '#shared/regulation/rules/correction.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

describe('二（三）生效后凭本人申请变更', () => {
  it('只有生效的（含休籍）走申请，别的说到哪里去改', () => {
    const open = candidacyStatuses.filter((status) => verdictOf(correctionIsInEffect, { status }) === 'pass');
    expect(open).toEqual(['inEffect', 'suspended']);
    const next = (status: (typeof candidacyStatuses)[number]) => findingOf(correctionIsInEffect, { status }).next;
    expect(next('received')).toContain('重新打开');
    expect(next('awaitingCapture')).toContain('登记台');
    expect(next('joined')).toContain('现用的那一份');
    expect(verdictOf(correctionIsInEffect, { status: undefined })).toBe('unknown block');
  });

  it('一样的不算改', () => {
    expect(verdictOf(correctionChangesSomething, { changedFields: [] })).toBe('fail block');
    expect(verdictOf(correctionChangesSomething, { changedFields: ['ethnicity'] })).toBe('pass');
    expect(verdictOf(correctionChangesSomething, { changedFields: undefined })).toBe('unknown block');
  });

  it('只改姓名、民族、证件；性别、生日只能改得与证件号一致', () => {
    const alone = candidateFields.filter(
      (field) => verdictOf(correctionIsOfPermittedFields, { changedFields: [field] }) === 'pass',
    );
    expect(alone).toEqual(['fullName', 'sex', 'ethnicity', 'documentType', 'documentNumber', 'birthDate']);
    expect(verdictOf(correctionIsOfPermittedFields, { changedFields: ['sex'], sex: '2' })).toBe('fail block');
    expect(verdictOf(correctionIsOfPermittedFields, { changedFields: ['birthDate'], birthDate: '2008-05-12' })).toBe(
      'fail block',
    );
    expect(
      verdictOf(correctionIsOfPermittedFields, {
        changedFields: ['birthDate', 'documentNumber'],
        birthDate: '2008-05-12',
      }),
    ).toBe('pass');
    expect(findingOf(correctionIsOfPermittedFields, { changedFields: ['family', 'fullName'] }).sentence).toBe(
      '家庭成员不在信息变更之内',
    );
    expect(verdictOf(correctionIsOfPermittedFields, { changedFields: undefined })).toBe('unknown block');
  });

  it.each([
    ['登记员收，本人在场', {}, 'pass'],
    ['登记员收，本人不在场', { applicantPresent: false }, 'fail block'],
    ['向学校申请的，不用到旗县', { applicantPresent: false, actorRole: 'schoolAdministrator' }, 'pass'],
    ['班主任也是学校', { applicantPresent: false, actorRole: 'classTeacher' }, 'pass'],
    ['不知道在不在场', { applicantPresent: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(correctionIsTheCandidatesOwn, changes)).toBe(verdict);
  });

  it('变更证明：缺的说出名字，别的材料顶不了', () => {
    expect(verdictOf(changeProofIsGiven, { evidenceGiven: ['changeProof'] })).toBe('pass');
    expect(findingOf(changeProofIsGiven, { evidenceGiven: ['householdProof', 'other'] }).sentence).toBe('缺变更证明');
    expect(verdictOf(changeProofIsGiven, { evidenceGiven: undefined })).toBe('unknown block');
  });
});
