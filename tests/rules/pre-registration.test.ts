import { describe, expect, it } from 'vitest';
import {
  approvedByOwnClassTeacher,
  pupilIsPresent,
  teacherHasApproved,
} from '#shared/regulation/rules/pre-registration.ts';
import { privateCandidateIsApproved } from '#shared/regulation/rules/private-candidate.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

describe('一（一）2、一（三）3 班主任通过，预注册才算完成', () => {
  it.each([
    ['在这里通过', {}, 'pass'],
    ['名册带来的通过', { teacherApproval: { by: '乌云', on: '2026-04-01', foreign: true } }, 'pass'],
    ['还没有通过：先放着', { teacherApproval: null }, 'fail hold'],
    ['不知道：先放着', { teacherApproval: undefined }, 'unknown hold'],
    ['社会考生不经班主任', { entryCategory: 'private', teacherApproval: null }, 'pass'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(teacherHasApproved, changes)).toBe(verdict);
  });
});

describe('一（三）3 班主任只审核本班', () => {
  const teacher = { actorRole: 'classTeacher', actorClassIds: ['class-1'] } as const;
  it.each([
    ['本班班主任', teacher, 'pass'],
    ['别班班主任', { ...teacher, actorClassIds: ['class-2'] }, 'fail block'],
    ['没有班的学生', { ...teacher, pupilClassId: null }, 'fail block'],
    ['学校账户不能代审', { actorRole: 'schoolAdministrator' }, 'fail block'],
    ['不知道是哪个班', { ...teacher, pupilClassId: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(approvedByOwnClassTeacher, changes)).toBe(verdict);
  });

  it('说出学生在哪个班', () => {
    const finding = findingOf(approvedByOwnClassTeacher, { ...teacher, actorClassIds: ['class-2'] });
    expect(finding.sentence).toBe('包·呼格吉勒在高一(1)班，不是你的班');
  });
});

describe('一（三）2 学生本人预注册', () => {
  it.each([
    ['在场', {}, 'pass'],
    ['不在场', { pupilPresent: false }, 'fail block'],
    ['不知道在不在场', { pupilPresent: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(pupilIsPresent, changes)).toBe(verdict);
  });
});

describe('一（一）3 社会考生等两级同意', () => {
  const candidate = { entryCategory: 'private' } as const;
  it.each([
    ['在校生不适用，也不问审批', { privateApproval: undefined }, 'pass'],
    ['两级都同意', { ...candidate, privateApproval: { county: true, region: true } }, 'pass'],
    ['自治区还没有决定', { ...candidate, privateApproval: { county: true, region: null } }, 'unknown block'],
    ['旗县还没有审核', { ...candidate, privateApproval: { county: null, region: null } }, 'unknown block'],
    ['没有申请', { ...candidate, privateApproval: null }, 'unknown block'],
    ['自治区没有同意', { ...candidate, privateApproval: { county: true, region: false } }, 'fail block'],
    ['旗县没有同意', { ...candidate, privateApproval: { county: false, region: null } }, 'fail block'],
    ['不知道审批结果', { ...candidate, privateApproval: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(privateCandidateIsApproved, changes)).toBe(verdict);
  });
});
