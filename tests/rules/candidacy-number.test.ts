import { describe, expect, it } from 'vitest';
import {
  deriveCandidacyNo,
  enrolmentNoIsPossible,
  numberAgreesWithDocument,
  numberCanBeAssigned,
  numberEqualsEnrolmentNo,
  numberIsFinal,
  numberIsFree,
} from '#shared/regulation/rules/candidacy-number.ts';
import { edition, editionWith, findingOf, idNumber, verdictOf, withCheckDigit } from './canonical-case.ts';

const gNumber = `G${idNumber}`;
const jNumber = `J${withCheckDigit('15043020080511001')}`;
const temporaryBody = '150430200805110018';
const lNumber = `L${temporaryBody}`;
const givenG = editionWith({ privateNumberRule: 'G' });

describe('一（三）学籍号就是考籍号', () => {
  it('L 号不验校验码：这里的 18 位本来就过不了', () => {
    expect(withCheckDigit(temporaryBody.slice(0, 17))).not.toBe(temporaryBody);
  });

  it.each([
    ['G 号', gNumber, { kind: 'assigned', number: gNumber, provisional: false }],
    ['J 号', jNumber, { kind: 'assigned', number: jNumber, provisional: false }],
    ['L 号是临时的', lNumber, { kind: 'assigned', number: lNumber, provisional: true }],
    ['全角小写照样认', `ｇ${idNumber.toLowerCase()}`, { kind: 'assigned', number: gNumber, provisional: false }],
    ['没有学籍号', null, { kind: 'pending', sentence: '还没有学籍号，考籍号待定' }],
    ['空着', ' ', { kind: 'pending', sentence: '还没有学籍号，考籍号待定' }],
    ['写错的学籍号', `G${temporaryBody}`, { kind: 'pending', sentence: '学籍号有误，改正前考籍号待定' }],
  ] as const)('在校生 %s', (_, enrolmentNo, derived) => {
    expect(deriveCandidacyNo(enrolmentNo, 'enrolled', edition)).toEqual(derived);
  });

  it.each([
    ['缺省等自治区给号', gNumber, edition, 'pending'],
    ['版本改为 G 号：收下自治区给的 G 号', gNumber, givenG, 'assigned'],
    ['版本改为 G 号：L 号不算', lNumber, givenG, 'pending'],
    ['版本改为 G 号：没有号还是等', null, givenG, 'pending'],
  ] as const)('社会考生 %s', (_, enrolmentNo, by, kind) => {
    expect(deriveCandidacyNo(enrolmentNo, 'private', by).kind).toBe(kind);
  });
});

describe('一（三）学籍号的写法', () => {
  it.each([
    ['G 号', gNumber, 'pass'],
    ['J 号', jNumber, 'pass'],
    ['L 号没有校验码', lNumber, 'pass'],
    ['L 号写成 G 开头', `G${temporaryBody}`, 'fail block'],
    ['少一位', gNumber.slice(0, 18), 'fail block'],
    ['别的字母', `K${idNumber}`, 'fail block'],
    ['没有填的另有规则', null, 'pass'],
    ['不知道', undefined, 'unknown flag'],
  ] as const)('%s', (_, enrolmentNo, verdict) => {
    expect(verdictOf(enrolmentNoIsPossible, { enrolmentNo })).toBe(verdict);
  });

  it('L 写成 G 时，提到 L', () => {
    expect(findingOf(enrolmentNoIsPossible, { enrolmentNo: `G${temporaryBody}` }).sentence).toContain('首字母应是 L');
  });
});

describe('一（三）考籍号', () => {
  it.each([
    ['有学籍号', {}, 'pass'],
    ['没有学籍号：待定', { enrolmentNo: null }, 'unknown flag'],
    ['社会考生没有号：待定', { entryCategory: 'private', enrolmentNo: null }, 'unknown flag'],
    ['不知道', { enrolmentNo: undefined }, 'unknown flag'],
  ] as const)('由学籍号得出：%s', (_, changes, verdict) => {
    expect(verdictOf(numberCanBeAssigned, changes)).toBe(verdict);
  });

  it.each([
    ['G 号', gNumber, 'pass'],
    ['L 号：带标记', lNumber, 'unknown flag'],
    ['没有号', null, 'pass'],
  ] as const)('是不是临时号：%s', (_, enrolmentNo, verdict) => {
    expect(verdictOf(numberIsFinal, { enrolmentNo })).toBe(verdict);
  });

  it.each([
    ['一致', {}, 'pass'],
    ['身份证号改过：提醒，不拦下', { enrolmentNo: `G${withCheckDigit('15043020080511205')}` }, 'fail warn'],
    ['J 号里不是身份证号', { enrolmentNo: jNumber }, 'pass'],
    ['L 号里不是身份证号', { enrolmentNo: lNumber }, 'pass'],
    ['护照没有可比的号码', { documentType: 'passport', documentNumber: 'E12345678' }, 'pass'],
    ['不知道', { documentNumber: undefined }, 'unknown warn'],
  ] as const)('G 号与身份证号：%s', (_, changes, verdict) => {
    expect(verdictOf(numberAgreesWithDocument, changes)).toBe(verdict);
  });

  it.each([
    ['相等', {}, 'pass'],
    ['待定', { candidacyNo: null }, 'unknown flag'],
    ['不等', { candidacyNo: jNumber }, 'fail block'],
    ['有考籍号而没有学籍号', { enrolmentNo: null }, 'fail block'],
    ['社会考生由自治区给号', { entryCategory: 'private', enrolmentNo: null }, 'pass'],
    ['不知道', { candidacyNo: undefined }, 'unknown flag'],
  ] as const)('等于学籍号：%s', (_, changes, verdict) => {
    expect(verdictOf(numberEqualsEnrolmentNo, changes)).toBe(verdict);
  });

  it('号已有人在用：照常登记，先空着，说出是谁', () => {
    const holder = { candidacyId: 'c-2', fullName: '王小禾', schoolName: '敖汉旗蒙古族中学' };
    expect(verdictOf(numberIsFree, {})).toBe('pass');
    const finding = findingOf(numberIsFree, { candidacyNoHolders: [holder] });
    expect([finding.verdict, finding.consequence]).toEqual(['fail', 'flag']);
    expect(finding.sentence).toContain('敖汉旗蒙古族中学的王小禾');
    expect(JSON.stringify(finding)).not.toContain(gNumber);
    expect(verdictOf(numberIsFree, { candidacyNoHolders: undefined })).toBe('unknown flag');
  });
});
