import { describe, expect, test } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { candidateFields, documentStates, documentTypes } from '#shared/domain/candidate-field.ts';
import { carriedTables, codeOf, tableLabel, type ValueTable } from '#shared/domain/code-table.ts';
import { roles } from '#shared/domain/role.ts';
import { areaName } from '#shared/labels/area-name.ts';
import { counties, leagueOf, leagues } from '#shared/labels/divisions.ts';
import { documentStateLabel, documentTypeLabel } from '#shared/labels/document.ts';
import { ethnicities } from '#shared/labels/ethnicity.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { foreignLanguages } from '#shared/labels/foreign-language.ts';
import { historicDivisions } from '#shared/labels/historic-divisions.ts';
import { politicalStatuses } from '#shared/labels/political-status.ts';
import { pupilCategories, pupilCategoryCodeOf, pupilCategoryLabel } from '#shared/labels/pupil-category.ts';
import { roleLabel } from '#shared/labels/role.ts';
import { sexCodeOf, sexes, sexLabel } from '#shared/labels/sex.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import { documentTypeOfText } from '#shared/lib/document-number.ts';

const of = (name: ValueTable) => ({
  label: (code: string) => tableLabel(carriedTables[name], code),
  code: (text: string) => codeOf(carriedTables, name, text),
});
const ethnicity = of('ethnicity');
const politicalStatus = of('politicalStatus');
const foreignLanguage = of('foreignLanguage');

describe('国家代码', () => {
  test.each([
    ['民族', ethnicities, ethnicity.label, ethnicity.code, 58],
    ['政治面貌', politicalStatuses, politicalStatus.label, politicalStatus.code, 13],
    ['性别', sexes, sexLabel, sexCodeOf, 4],
    ['外语语种', foreignLanguages, foreignLanguage.label, foreignLanguage.code, 7],
    ['学生类别', pupilCategories, pupilCategoryLabel, pupilCategoryCodeOf, 3],
  ] as const)('%s：代码与名称一一对应', (_, list, label, codeOf, size) => {
    expect(list).toHaveLength(size);
    expect(new Set(list.map(([, name]) => name)).size).toBe(size);
    for (const [code, name] of list) {
      expect(label(code)).toBe(name);
      expect(codeOf(code)).toBe(code);
      expect(codeOf(name)).toBe(code);
    }
  });

  test.each([
    ['蒙古', '02'],
    ['蒙古族', '02'],
    [' 蒙 古 族 ', '02'],
    ['2', '02'],
    ['０２', '02'],
    ['土', '30'],
    ['土家', '15'],
    ['维吾尔', '05'],
    ['毛难族', '36'],
    ['穿青人', '97'],
    ['外国血统', '98'],
    ['族', null],
    ['火星族', null],
    ['57', null],
    ['', null],
  ])('民族“%s”是 %s', (text, code) => {
    expect(ethnicity.code(text)).toBe(code);
  });

  test('其他名单的常见写法', () => {
    expect(politicalStatus.code('团员')).toBe('03');
    expect(politicalStatus.code('3')).toBe('03');
    expect(politicalStatus.code('14')).toBeNull();
    expect(sexCodeOf('女生')).toBe('2');
    expect(sexCodeOf('3')).toBeNull();
    expect(foreignLanguage.code('俄')).toBe('2');
    expect(foreignLanguage.code('蒙语')).toBeNull();
    expect(pupilCategoryCodeOf('中职')).toBe('vocational');
    expect(pupilCategoryCodeOf('借读')).toBeNull();
  });

  test('不认识的代码照样显示出来', () => {
    expect(ethnicity.label('77')).toBe('代码 77');
  });
});

describe('区划', () => {
  test('12 个盟市、103 个旗县、5 个开发区，名称不重', () => {
    expect(leagues).toHaveLength(12);
    expect(counties.filter((county) => !county.isZone)).toHaveLength(103);
    expect(counties.filter((county) => county.isZone)).toHaveLength(5);
    expect(new Set(counties.map((county) => county.name)).size).toBe(counties.length);
    for (const county of counties) expect(leagueOf(county.code)).not.toBeNull();
  });

  test('旧代码都指向现有的旗县', () => {
    expect(historicDivisions).toHaveLength(47);
    for (const old of historicDivisions) {
      expect(counties.some((county) => county.code === old.code)).toBe(false);
      expect(counties.some((county) => county.code === old.nowCode)).toBe(true);
    }
  });

  test.each([
    ['150430', '赤峰市敖汉旗'],
    ['152601', '乌兰察布市集宁区（原集宁市）'],
    ['152122', '呼伦贝尔市阿荣旗'],
    ['150400', '赤峰市'],
    ['150000', '内蒙古自治区'],
    ['130421', '河北省'],
    ['810000', '香港特别行政区'],
    ['990000', null],
  ])('%s 是 %s', (code, name) => {
    expect(areaName(code)).toBe(name);
  });
});

describe('界面用语', () => {
  test.each([
    [
      '状态',
      [...candidacyStatuses.map((status) => candidacyStatusLabel(status)), candidacyStatusLabel('preRegistered', true)],
    ],
    ['角色', roles.map(roleLabel)],
    ['字段', candidateFields.map(candidateFieldLabel)],
    ['证件', documentTypes.map(documentTypeLabel)],
    ['证件情况', documentStates.map(documentStateLabel)],
  ])('%s：各不相同，都是中文', (_, names) => {
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^\p{Script=Han}+$/u);
  });

  test('证件名称能读回证件类型', () => {
    for (const type of documentTypes) expect(documentTypeOfText(documentTypeLabel(type))).toBe(type);
  });
});
