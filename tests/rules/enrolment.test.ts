import { describe, expect, it } from 'vitest';
import { documentTypes } from '#shared/domain/candidate-field.ts';
import {
  documentTypeIsAccepted,
  enrolledAtThisSchool,
  enrolmentIsThisPupils,
  schoolOfThisArea,
} from '#shared/regulation/rules/enrolment.ts';
import { findingOf, goodFacts, verdictOf, withCheckDigit } from './canonical-case.ts';

const elsewhere = { ...goodFacts.enrolmentRecord, schoolCode: '1504020001', schoolName: '红山区实验中学' };

describe('一（一）1 学籍要在报名的学校', () => {
  it.each([
    ['名单上就在本校', {}, 'pass'],
    ['名单上在别的学校', { enrolmentRecord: elsewhere }, 'fail block'],
    [
      '没有导入名单：不知道，由自治区核定',
      { enrolmentListImported: false, enrolmentRecord: undefined },
      'unknown flag',
    ],
    ['名单里没有这个人：不等于没有学籍', { enrolmentRecord: null }, 'unknown flag'],
    ['有名单而没有查过', { enrolmentRecord: undefined }, 'unknown flag'],
    ['不知道有没有名单', { enrolmentListImported: undefined }, 'unknown flag'],
    ['社会考生没有学籍，不适用', { entryCategory: 'private', enrolmentRecord: null }, 'pass'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(enrolledAtThisSchool, changes)).toBe(verdict);
  });

  it('拒绝时说出学籍所在的学校，由那所学校办', () => {
    const finding = findingOf(enrolledAtThisSchool, { enrolmentRecord: elsewhere });
    expect(finding.sentence).toBe('包·呼格吉勒的学籍在红山区实验中学，不在敖汉旗第一中学');
    expect(finding.next).toContain('由红山区实验中学组织注册');
    expect(finding.clauses.map((clause) => clause.shownAs)).toEqual(['《考籍管理办法》一（一）1']);
  });

  it.each([
    ['同名同号', {}, 'pass'],
    [
      '名单用全角间隔点写名，仍是同名',
      { enrolmentRecord: { ...goodFacts.enrolmentRecord, fullName: '包•呼格吉勒' } },
      'pass',
    ],
    ['名单没有证件号', { enrolmentRecord: { ...goodFacts.enrolmentRecord, documentNumber: null } }, 'pass'],
    [
      '通行证换过证，只差换证次数',
      {
        documentType: 'mainlandTravelPermitHkMo',
        documentNumber: 'H12345678',
        enrolmentRecord: { ...goodFacts.enrolmentRecord, documentNumber: 'h1234567802' },
      },
      'pass',
    ],
    ['姓名不同', { enrolmentRecord: { ...goodFacts.enrolmentRecord, fullName: '王小禾' } }, 'fail flag'],
    [
      '证件号不同',
      { enrolmentRecord: { ...goodFacts.enrolmentRecord, documentNumber: withCheckDigit('15043020080511205') } },
      'fail flag',
    ],
    ['没有名单，没有可比的', { enrolmentListImported: false, enrolmentRecord: undefined }, 'pass'],
  ] as const)('名单与登记的是不是同一人：%s', (_, changes, verdict) => {
    expect(verdictOf(enrolmentIsThisPupils, changes)).toBe(verdict);
  });

  it('别人的证件号不出现在话里', () => {
    const other = withCheckDigit('15043020080511205');
    const finding = findingOf(enrolmentIsThisPupils, {
      enrolmentRecord: { ...goodFacts.enrolmentRecord, documentNumber: other },
    });
    expect(JSON.stringify(finding)).not.toContain(other);
  });
});

describe('一（一）1 各种证件的在校生走同一条路', () => {
  it.each(documentTypes)('收下 %s', (documentType) => {
    expect(verdictOf(documentTypeIsAccepted, { documentType })).toBe('pass');
  });

  it('不认识的证件类型不收', () => {
    expect(verdictOf(documentTypeIsAccepted, { documentType: 'driving-licence' as 'passport' })).toBe('fail block');
    expect(verdictOf(documentTypeIsAccepted, { documentType: undefined })).toBe('unknown block');
  });
});

describe('一（一）2 由学籍学校所在旗县采集', () => {
  it.each([
    ['本考区的学校', {}, 'pass'],
    ['别的旗县的学校', { schoolCode: '1504020001', schoolArea: { code: '150402', name: '红山区考区' } }, 'fail block'],
    ['清单里没有的学校', { schoolCode: '9999999999', schoolArea: null }, 'fail block'],
    ['没有填学校', { schoolCode: null }, 'unknown block'],
    ['不知道本考区有哪些学校', { ownSchoolCodes: undefined }, 'unknown block'],
    ['社会考生没有学校', { entryCategory: 'private', schoolCode: null }, 'pass'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(schoolOfThisArea, changes)).toBe(verdict);
  });

  it('拒绝时说出该去哪个考区', () => {
    const changes = {
      schoolCode: '1504020001',
      schoolName: '红山区实验中学',
      schoolArea: { code: '150402', name: '红山区考区' },
    };
    expect(findingOf(schoolOfThisArea, changes).sentence).toBe('红山区实验中学属于红山区考区，不在本考区');
  });
});
