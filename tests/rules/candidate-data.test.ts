import { describe, expect, it } from 'vitest';
import {
  familyNamesAreWritable,
  foreignLanguageIsPermitted,
  mobileIsPossible,
  partyMemberIsOfAge,
  politicalStatusIsKnown,
  postCodeIsPossible,
} from '#shared/regulation/rules/candidate-data.ts';
import { requiredFieldRules } from '#shared/regulation/rules/required-fields.ts';
import { editionWith, findingOf, verdictOf } from './canonical-case.ts';

describe('一（二）1 政治面貌', () => {
  it.each([
    ['共青团员', '03', 'pass'],
    ['没有填的另有规则', null, 'pass'],
    ['代码表外', '14', 'fail block'],
    ['不知道', undefined, 'unknown flag'],
  ] as const)('%s', (_, politicalStatus, verdict) => {
    expect(verdictOf(politicalStatusIsKnown, { politicalStatus })).toBe(verdict);
  });

  it.each([
    ['18 岁当天的党员', { politicalStatus: '01', birthDate: '2008-04-14' }, 'pass'],
    ['差一天 18 岁的党员：提醒', { politicalStatus: '01', birthDate: '2008-04-15' }, 'fail warn'],
    ['差一天 18 岁的预备党员：提醒', { politicalStatus: '02', birthDate: '2008-04-15' }, 'fail warn'],
    ['团员不看年龄', { politicalStatus: '03', birthDate: '2012-01-01' }, 'pass'],
    ['党员而不知道生日', { politicalStatus: '01', birthDate: undefined }, 'unknown flag'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(partyMemberIsOfAge, changes)).toBe(verdict);
  });
});

describe('一（二）1 外语语种', () => {
  it.each([
    ['日语', '3', 'pass'],
    ['没有填的另有规则', null, 'pass'],
    ['代码表外', '8', 'fail block'],
    ['不知道', undefined, 'unknown flag'],
  ] as const)('%s', (_, foreignLanguage, verdict) => {
    expect(verdictOf(foreignLanguageIsPermitted, { foreignLanguage })).toBe(verdict);
  });

  it('自治区缩小名单后，名单外的语种不能选，并说出可选的', () => {
    const narrow = editionWith({ permittedForeignLanguages: ['1', '2', '3'] });
    expect(verdictOf(foreignLanguageIsPermitted, { foreignLanguage: '3' }, narrow)).toBe('pass');
    const finding = findingOf(foreignLanguageIsPermitted, { foreignLanguage: '4' }, narrow);
    expect([finding.sentence, finding.next]).toEqual([
      '外语语种“德语”不在可选之列',
      '问本人后在英语、俄语、日语里改选',
    ]);
  });
});

describe('一（二）1 手机号、邮政编码、家庭成员', () => {
  it.each([
    ['11 位', '13904760001', 'pass'],
    ['10 位', '1390476000', 'fail block'],
    ['12 位', '139047600011', 'fail block'],
    ['没有填的另有规则', null, 'pass'],
    ['不知道', undefined, 'unknown flag'],
  ] as const)('手机号 %s', (_, mobile, verdict) => {
    expect(verdictOf(mobileIsPossible, { mobile })).toBe(verdict);
  });

  it.each([
    ['6 位', '024300', 'pass'],
    ['5 位', '24300', 'fail block'],
    ['没有填的另有规则', null, 'pass'],
    ['不知道', undefined, 'unknown flag'],
  ] as const)('邮政编码 %s', (_, postCode, verdict) => {
    expect(verdictOf(postCodeIsPossible, { postCode })).toBe(verdict);
  });

  it('家庭成员的姓名写不出来时带标记', () => {
    const family = [{ relation: '母亲', fullName: '李?', workplace: null, phone: null }];
    expect(findingOf(familyNamesAreWritable, { family }).sentence).toContain('家庭成员（母亲）李?');
    expect(verdictOf(familyNamesAreWritable, { family })).toBe('fail flag');
    expect(verdictOf(familyNamesAreWritable, { family: [] })).toBe('pass');
    expect(verdictOf(familyNamesAreWritable, { family: undefined })).toBe('unknown flag');
  });
});

describe('一（二）1 缺项告诉人，带标记继续', () => {
  const empty = (field: string) => ({ [field]: field === 'resume' || field === 'family' ? [] : null });

  it.each(requiredFieldRules.map((rule) => [rule.field ?? '', rule] as const))('缺 %s', (field, rule) => {
    expect(verdictOf(rule, {})).toBe('pass');
    expect(verdictOf(rule, empty(field))).toBe('fail flag');
    expect(verdictOf(rule, { [field]: undefined })).toBe('unknown flag');
    expect(verdictOf(rule, empty(field), editionWith({ fieldsHeldWhenMissing: [field] }))).toBe('fail hold');
  });

  it('港澳台和外国学生不问户籍、政治面貌', () => {
    const asked = requiredFieldRules.filter(
      (rule) => verdictOf(rule, { ...empty(rule.field ?? ''), documentType: 'passport' }) !== 'pass',
    );
    expect(asked.map((rule) => rule.field)).toEqual([
      'pupilCategory',
      'mobile',
      'address',
      'postCode',
      'foreignLanguage',
      'resume',
      'family',
    ]);
  });
});
