import { describe, expect, it } from 'vitest';
import {
  ageIsUsual,
  birthDateAgreesWithNumber,
  birthDateIsReal,
  documentIsNotShared,
  documentNumberIsPossible,
  ethnicityIsKnown,
  guardianHasAgreed,
  nameIsWritable,
  sexAgreesWithNumber,
  sexIsKnown,
} from '#shared/regulation/rules/identity.ts';
import { editionWith, findingOf, goodFacts, idNumber, verdictOf, withCheckDigit } from './canonical-case.ts';

describe('一（二）1 姓名', () => {
  it.each([
    ['有间隔点的蒙古族姓名', '包·呼格吉勒', 'pass'],
    ['50 个字', '乌'.repeat(50), 'pass'],
    ['增补平面的字，按一个字算', '𬺈𠮷', 'pass'],
    ['100 个字', '乌'.repeat(100), 'pass'],
    ['101 个字，多半串了列', '乌'.repeat(101), 'fail block'],
    ['没有填', '', 'fail block'],
    ['问号是丢掉的字', '冯?', 'fail block'],
    ['数字', '王小禾2', 'fail block'],
  ] as const)('%s', (_, fullName, verdict) => {
    expect(verdictOf(nameIsWritable, { fullName })).toBe(verdict);
  });

  it('说出是哪个字，下一步对照证件', () => {
    const finding = findingOf(nameIsWritable, { fullName: '王小禾2' });
    expect(finding.sentence).toBe('姓名 王小禾2：有数字 2〔U+0032〕');
    expect(finding.next).toBe('对照证件改正');
    expect(verdictOf(nameIsWritable, { fullName: undefined })).toBe('unknown block');
  });
});

describe('一（二）1 证件号与证件类型', () => {
  it.each([
    ['居民身份证', 'residentIdCard', idNumber, 'pass'],
    ['末位校验码不符', 'residentIdCard', `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`, 'fail block'],
    ['撤并前的区划代码 152601', 'residentIdCard', withCheckDigit('15260119900511203'), 'pass'],
    ['香港居民居住证 810000', 'hkMoTwResidencePermit', withCheckDigit('81000020080511203'), 'pass'],
    ['居住证号填成了居民身份证', 'residentIdCard', withCheckDigit('81000020080511203'), 'fail block'],
    ['永居证 2023 版，9 开头', 'foreignerPermanentResidence', '932682198501010017', 'pass'],
    ['永居证 2017 版，字母不够', 'foreignerPermanentResidence', 'US1102850101001', 'fail block'],
    ['永居证 2017 版，3 个字母加 12 位', 'foreignerPermanentResidence', 'USA110285010100', 'pass'],
    ['港澳通行证 9 位', 'mainlandTravelPermitHkMo', 'H12345678', 'pass'],
    ['台湾通行证 8 位', 'mainlandTravelPermitTw', '12345678', 'pass'],
    ['护照', 'passport', 'E12345678', 'pass'],
    ['临时身份证', 'temporaryIdCard', idNumber, 'pass'],
    ['户口簿', 'householdBooklet', idNumber, 'pass'],
    ['科学计数', 'residentIdCard', '1.50102E+17', 'fail block'],
    ['不存在的生日', 'residentIdCard', withCheckDigit('15043020081311203'), 'fail block'],
    ['没有填', 'passport', '', 'fail block'],
  ] as const)('%s', (_, documentType, documentNumber, verdict) => {
    expect(verdictOf(documentNumberIsPossible, { documentType, documentNumber })).toBe(verdict);
  });

  it('话里号码遮住中间', () => {
    const wrong = `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`;
    const finding = findingOf(documentNumberIsPossible, { documentNumber: wrong });
    expect(finding.sentence).toContain('150430********');
    expect(JSON.stringify(finding)).not.toContain(wrong);
    expect(verdictOf(documentNumberIsPossible, { documentNumber: undefined })).toBe('unknown block');
  });
});

describe('一（二）1 性别、民族', () => {
  it.each([
    ['男', '1', 'pass'],
    ['女', '2', 'pass'],
    ['未说明：带标记', '9', 'fail flag'],
    ['代码表外', '7', 'fail block'],
    ['没有填', '', 'fail block'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('性别 %s', (_, sex, verdict) => {
    expect(verdictOf(sexIsKnown, { sex })).toBe(verdict);
  });

  it.each([
    ['蒙古族', { ethnicity: '02' }, 'pass'],
    ['97 其他', { ethnicity: '97' }, 'pass'],
    ['98 外国血统中国籍', { ethnicity: '98' }, 'pass'],
    ['57 没有这个代码', { ethnicity: '57' }, 'fail block'],
    ['居民没有填', { ethnicity: '' }, 'fail block'],
    ['护照上没有民族', { ethnicity: '', documentType: 'passport' }, 'pass'],
    ['不知道', { ethnicity: undefined }, 'unknown block'],
  ] as const)('民族 %s', (_, changes, verdict) => {
    expect(verdictOf(ethnicityIsKnown, changes)).toBe(verdict);
  });
});

describe('一（二）1 出生日期', () => {
  it.each([
    ['今天出生', { birthDate: '2026-04-14' }, 'pass'],
    ['明天出生：电脑日期也可能错，只提醒', { birthDate: '2026-04-15' }, 'fail warn'],
    ['没有 13 月', { birthDate: '2008-13-01' }, 'fail block'],
    ['2 月 30 日', { birthDate: '2008-02-30' }, 'fail block'],
    ['没有填', { birthDate: '' }, 'fail block'],
    ['不知道', { birthDate: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(birthDateIsReal, changes)).toBe(verdict);
  });

  it.each([
    ['满 12 岁', '2014-04-14', 'pass'],
    ['差一天 12 岁', '2014-04-15', 'fail warn'],
    ['70 岁', '1955-04-15', 'pass'],
    ['满 71 岁', '1955-04-14', 'fail warn'],
    ['日期不存在的另有规则', '2008-13-01', 'pass'],
    ['不知道', undefined, 'unknown warn'],
  ] as const)('年龄少见：%s', (_, birthDate, verdict) => {
    expect(verdictOf(ageIsUsual, { birthDate })).toBe(verdict);
  });

  it.each([
    ['一致', {}, 'pass'],
    ['不一致：提醒，不拦下', { birthDate: '2008-05-12' }, 'fail warn'],
    ['护照号里没有生日', { documentType: 'passport', documentNumber: 'E12345678', birthDate: '2008-05-12' }, 'pass'],
    ['永居证 9 开头的也带生日', { documentNumber: '932682198501010017', birthDate: '1985-01-01' }, 'pass'],
    ['不知道', { birthDate: undefined }, 'unknown warn'],
  ] as const)('与证件号：%s', (_, changes, verdict) => {
    expect(verdictOf(birthDateAgreesWithNumber, changes)).toBe(verdict);
  });

  it.each([
    ['一致', {}, 'pass'],
    ['不一致：提醒，不拦下', { sex: '2' }, 'fail warn'],
    ['护照号里没有性别', { documentType: 'passport', documentNumber: 'E12345678', sex: '2' }, 'pass'],
    ['不知道', { sex: undefined }, 'unknown warn'],
  ] as const)('性别与证件号：%s', (_, changes, verdict) => {
    expect(verdictOf(sexAgreesWithNumber, changes)).toBe(verdict);
  });
});

describe('证件号没有别人在用', () => {
  const holder = { candidacyId: 'c-2', fullName: '王小禾', schoolName: '敖汉旗蒙古族中学' };
  it.each([
    ['没有别人', {}, 'pass'],
    ['有别人：带标记，不拦下', { documentHolders: [holder] }, 'fail flag'],
    ['没有查过', { documentHolders: undefined }, 'unknown flag'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(documentIsNotShared, changes)).toBe(verdict);
  });
});

describe('未满 14 周岁要监护人同意（本系统规则）', () => {
  it.each([
    ['满 14 周岁', { birthDate: '2012-04-14' }, 'pass'],
    ['差一天，知道没有同意：先放着', { birthDate: '2012-04-15' }, 'fail hold'],
    ['差一天，没有记下：带标记', { birthDate: '2012-04-15', guardianConsent: null }, 'unknown flag'],
    ['差一天，已经同意', { birthDate: '2012-04-15', guardianConsent: true }, 'pass'],
    ['差一天，没有问过：带标记', { birthDate: '2012-04-15', guardianConsent: undefined }, 'unknown flag'],
    ['满 14 周岁不问同意', { guardianConsent: undefined }, 'pass'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(guardianHasAgreed, changes)).toBe(verdict);
  });

  it('年龄由规定版本给', () => {
    const facts = { ...goodFacts, birthDate: '2011-04-14' };
    expect(verdictOf(guardianHasAgreed, facts, editionWith({ guardianConsentAge: 16 }))).toBe('fail hold');
  });
});
