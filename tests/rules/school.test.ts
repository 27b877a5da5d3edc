import { describe, expect, it } from 'vitest';
import type { Rule } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { schoolsOwnPersonActs, targetIsOfSameYear, targetIsOwnClass } from '#shared/regulation/rules/class-change.ts';
import { candidateActsInPerson } from '#shared/regulation/rules/mobile-change.ts';
import {
  actorKeepsSchool,
  classesHaveTeachers,
  schoolDataIsComplete,
  schoolFieldRules,
  schoolHasClasses,
} from '#shared/regulation/rules/school.ts';
import {
  classCodeIsFree,
  classCodeIsPossible,
  classIsEmpty,
  classKeyIsKept,
  classYearIsPossible,
} from '#shared/regulation/rules/school-class.ts';
import { editionWith, findingOf, verdictOf } from './canonical-case.ts';

const own = { actorRole: 'schoolAdministrator', actorSchoolId: 'school-1' } as const satisfies CandidacyFacts;
const fieldRule = (field: string): Rule => {
  const found = schoolFieldRules.find((rule) => rule.field === field);
  if (!found) throw new Error(`no rule for ${field}`);
  return found;
};

describe('一（三）1、二（一） 本校的账户', () => {
  it.each([
    ['本校的学校账户', {}, 'pass'],
    ['别校的学校账户', { actorSchoolId: 'school-2' }, 'fail block'],
    ['没有学校的', { actorSchoolId: null }, 'fail block'],
    ['管理员', { actorRole: 'officeAdministrator' }, 'fail block'],
    ['班主任', { actorRole: 'classTeacher' }, 'fail block'],
    ['不知道是哪所学校', { concernedSchoolId: undefined }, 'unknown block'],
    ['不知道角色', { actorRole: undefined }, 'unknown block'],
  ] as const)('学校资料和班级：%s', (_, changes, verdict) => {
    expect(verdictOf(actorKeepsSchool, { ...own, ...changes })).toBe(verdict);
  });
});

describe('一（二）2 学校资料', () => {
  it('填齐的符合；缺的一项一项说出来，带标记继续', () => {
    expect(verdictOf(schoolDataIsComplete, {})).toBe('pass');
    const finding = findingOf(schoolDataIsComplete, { schoolAddress: null, schoolPhone: null });
    expect([finding.verdict, finding.consequence, finding.sentence]).toEqual([
      'fail',
      'flag',
      '学校资料缺 2 项：学校地址、联系电话',
    ]);
    expect(findingOf(schoolDataIsComplete, { schoolStaffCount: null }).sentence).toBe('学校资料缺 1 项：教职工数');
    expect(verdictOf(schoolDataIsComplete, { schoolKind: undefined })).toBe('unknown flag');
  });

  it.each([
    [1, 'pass'],
    [0, 'fail block'],
    [3000, 'pass'],
    [3001, 'fail block'],
    [186.5, 'fail block'],
    [-1, 'fail block'],
    [null, 'pass'],
    [undefined, 'unknown flag'],
  ] as const)('教职工数 %s', (schoolStaffCount, verdict) => {
    expect(verdictOf(fieldRule('staffCount'), { schoolStaffCount })).toBe(verdict);
  });

  it('教职工数的上限按规定版本', () => {
    const edition = editionWith({ mostSchoolStaff: 50 });
    expect(verdictOf(fieldRule('staffCount'), { schoolStaffCount: 50 }, edition)).toBe('pass');
    expect(verdictOf(fieldRule('staffCount'), { schoolStaffCount: 51 }, edition)).toBe('fail block');
  });

  it.each([
    ['0476-4321234', 'pass'],
    ['0476-432123', 'fail block'],
    ['010-12345678', 'pass'],
    ['010-123456789', 'fail block'],
    ['0476-4321234-8001', 'pass'],
    ['13904760001', 'pass'],
    ['1390476000', 'fail block'],
    ['4321234', 'fail block'],
    ['教务处', 'fail block'],
    [null, 'pass'],
    [undefined, 'unknown flag'],
  ] as const)('联系电话 %s', (schoolPhone, verdict) => {
    expect(verdictOf(fieldRule('phone'), { schoolPhone })).toBe(verdict);
  });

  it('少区号的说清少什么', () => {
    const { sentence, next } = findingOf(fieldRule('phone'), { schoolPhone: '4321234' });
    expect([sentence, next]).toEqual(['联系电话 4321234：固定电话少了区号', '补上区号，如 0476-4321234']);
  });

  it.each([
    ['普通高中', 'pass'],
    ['大学', 'fail block'],
    [null, 'pass'],
    [undefined, 'unknown flag'],
  ] as const)('学校类别 %s', (schoolKind, verdict) => {
    expect(verdictOf(fieldRule('kind'), { schoolKind })).toBe(verdict);
  });

  it('类别的清单按规定版本', () => {
    const edition = editionWith({ schoolKinds: ['民办高中'] });
    expect(verdictOf(fieldRule('kind'), { schoolKind: '民办高中' }, edition)).toBe('pass');
    expect(findingOf(fieldRule('kind'), { schoolKind: '普通高中' }, edition).next).toBe('在民办高中里选一种');
  });

  it.each([
    ['包·呼格吉勒', 'pass'],
    ['王?', 'fail block'],
    [null, 'pass'],
    [undefined, 'unknown flag'],
  ] as const)('校长姓名 %s', (schoolHeadName, verdict) => {
    expect(verdictOf(fieldRule('headName'), { schoolHeadName })).toBe(verdict);
  });

  it('没有班、有班没有班主任账户：带标记，列出班名，多了说等', () => {
    expect(verdictOf(schoolHasClasses, { schoolClasses: ['高一(1)班'] })).toBe('pass');
    expect(verdictOf(schoolHasClasses, { schoolClasses: [] })).toBe('fail flag');
    expect(verdictOf(schoolHasClasses, { schoolClasses: undefined })).toBe('unknown flag');
    expect(verdictOf(classesHaveTeachers, { classesWithoutTeacher: [] })).toBe('pass');
    expect(verdictOf(classesHaveTeachers, { classesWithoutTeacher: ['高一(2)班'] })).toBe('fail flag');
    expect(verdictOf(classesHaveTeachers, { classesWithoutTeacher: undefined })).toBe('unknown flag');
    const bare = (count: number) =>
      findingOf(classesHaveTeachers, {
        classesWithoutTeacher: Array.from({ length: count }, (_, at) => `${at + 1}班`),
      }).sentence;
    expect(bare(5)).toBe('5 个班没有班主任账户：1班、2班、3班、4班、5班');
    expect(bare(6)).toBe('6 个班没有班主任账户：1班、2班、3班、4班、5班等');
  });
});

describe('一（三）1 班级', () => {
  it.each([
    ['2607', 'pass'],
    ['高一(1)班', 'pass'],
    ['A'.repeat(20), 'pass'],
    ['A'.repeat(21), 'fail block'],
    ['26 07', 'fail block'],
    ['', 'fail block'],
    [null, 'fail block'],
    [undefined, 'unknown block'],
  ] as const)('班级代码 %s', (classCode, verdict) => {
    expect(verdictOf(classCodeIsPossible, { classCode })).toBe(verdict);
  });

  it.each([
    ['适用的第一届', 2022, 'pass'],
    ['早一年', 2021, 'fail block'],
    ['今年', 2026, 'pass'],
    ['明年', 2027, 'fail block'],
    ['没有填', null, 'fail block'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('入学年份：%s', (_, cohortYear, verdict) => {
    expect(verdictOf(classYearIsPossible, { cohortYear })).toBe(verdict);
  });

  it('代码被占用：说出那个班', () => {
    expect(verdictOf(classCodeIsFree, { classCodeHolder: null })).toBe('pass');
    const finding = findingOf(classCodeIsFree, { classCodeHolder: '高一(7)班' });
    expect([finding.consequence, finding.sentence]).toEqual(['block', '2024 级已有代码 01 的班：高一(7)班']);
    expect(verdictOf(classCodeIsFree, { classCodeHolder: undefined })).toBe('unknown block');
  });

  it.each([
    ['没有学生，改代码', { classKeyChanges: true, classPupilCount: 0 }, 'pass'],
    ['一名学生，改代码', { classKeyChanges: true, classPupilCount: 1 }, 'fail block'],
    ['一名学生，只改名称', { classKeyChanges: false, classPupilCount: 1 }, 'pass'],
    ['不知道有没有学生', { classKeyChanges: true, classPupilCount: undefined }, 'unknown block'],
  ] as const)('代码留着：%s', (_, changes, verdict) => {
    expect(verdictOf(classKeyIsKept, changes)).toBe(verdict);
  });

  it.each([
    [0, 'pass'],
    [1, 'fail block'],
    [undefined, 'unknown block'],
  ] as const)('关班：还有 %s 名学生', (classPupilCount, verdict) => {
    expect(verdictOf(classIsEmpty, { classPupilCount })).toBe(verdict);
  });
});

describe('二（四） 换班', () => {
  it.each([
    ['本校指定的人', {}, 'pass'],
    ['别校的', { actorSchoolId: 'school-2' }, 'fail block'],
    ['考生没有学校', { pupilSchoolId: null, actorSchoolId: null }, 'fail block'],
    ['登记员', { actorRole: 'clerk', actorSchoolId: null }, 'fail block'],
    ['班主任', { actorRole: 'classTeacher' }, 'fail block'],
    ['不知道考生的学校', { pupilSchoolId: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(schoolsOwnPersonActs, { ...own, ...changes })).toBe(verdict);
  });

  const target = { name: '高一(2)班', schoolId: 'school-1', cohortYear: 2024, isOpen: true };
  it.each([
    ['本校开着的班', target, 'pass'],
    ['别校的班', { ...target, schoolId: 'school-2' }, 'fail block'],
    ['关了的班', { ...target, isOpen: false }, 'fail block'],
    ['没有这个班', null, 'fail block'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('换去：%s', (_, targetClass, verdict) => {
    expect(verdictOf(targetIsOwnClass, { targetClass })).toBe(verdict);
  });

  it('换学校的指到转籍', () => {
    expect(findingOf(targetIsOwnClass, { targetClass: { ...target, schoolId: 'school-2' } }).next).toContain('转籍');
  });

  it.each([
    ['同年级', 2024, 'pass'],
    ['低一级（复学）', 2025, 'fail flag'],
    ['高一级', 2023, 'fail flag'],
  ] as const)('年级：%s', (_, cohortYear, verdict) => {
    expect(verdictOf(targetIsOfSameYear, { targetClass: { ...target, cohortYear } })).toBe(verdict);
  });

  it('考生的入学年份不知道：不拿它拦人', () => {
    expect(verdictOf(targetIsOfSameYear, { cohortYear: null })).toBe('pass');
    expect(verdictOf(targetIsOfSameYear, { cohortYear: undefined })).toBe('unknown flag');
  });
});

describe('二（五） 手机号由本人改', () => {
  it.each([
    ['本人在场', true, 'pass'],
    ['本人不在场', false, 'fail block'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('%s', (_, pupilPresent, verdict) => {
    expect(verdictOf(candidateActsInPerson, { pupilPresent })).toBe(verdict);
  });

  it('拦下时引二（五），说出本人能在哪里改', () => {
    const finding = findingOf(candidateActsInPerson, { pupilPresent: false });
    expect(finding.clauses.map(({ id }) => id)).toEqual(['2.5']);
    expect(finding.next).toContain('考生平台');
  });
});
