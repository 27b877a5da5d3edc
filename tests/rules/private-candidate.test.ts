import { describe, expect, it } from 'vitest';
import { householdProofIsGiven } from '#shared/regulation/rules/application-evidence.ts';
import {
  householdIsInThisCounty,
  privateCandidateComesAlone,
  privateCandidateHasNoEnrolment,
  privateCandidateIsPresent,
  privateCaptureIsAtHousehold,
} from '#shared/regulation/rules/private-candidate.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

const person = { entryCategory: 'private' } as const;

describe.each([
  ['一（一）1 到户籍地旗县申请', householdIsInThisCounty],
  ['一（一）3 在户籍地旗县采集', privateCaptureIsAtHousehold],
])('%s', (_, rule) => {
  it.each([
    ['户籍在本旗', { ...person, householdPlace: '150430' }, 'pass'],
    ['代码差一号：邻近的宁城县', { ...person, householdPlace: '150429' }, 'fail block'],
    ['外省', { ...person, householdPlace: '130100' }, 'fail block'],
    ['没有填', { ...person, householdPlace: null }, 'unknown hold'],
    ['不知道', { ...person, householdPlace: undefined }, 'unknown hold'],
    ['写的是乡镇，看不出旗县', { ...person, householdPlace: '新惠镇' }, 'unknown hold'],
    ['在校生不问', { householdPlace: '130100' }, 'pass'],
  ] as const)('%s', (_name, changes, verdict) => {
    expect(verdictOf(rule, changes)).toBe(verdict);
  });

  it('说出户籍地，和要去的地方', () => {
    const elsewhere = findingOf(rule, { ...person, householdPlace: '150429' });
    expect(elsewhere.sentence).toBe('户口所在地是赤峰市宁城县，不在敖汉旗');
    expect(elsewhere.next).toBe('到赤峰市宁城县的招生考试机构申请');
    expect(findingOf(rule, { ...person, householdPlace: '130100' }).sentence).toContain('不是本自治区的旗县');
  });
});

describe('一（一）1 社会考生没有高中学籍', () => {
  it.each([
    ['名单里没有', { ...person, enrolmentRecord: null }, 'pass'],
    ['名单里有', person, 'fail block'],
    ['没有名单', { ...person, enrolmentListImported: false }, 'unknown flag'],
    ['不知道', { ...person, enrolmentRecord: undefined }, 'unknown flag'],
    ['在校生不问', {}, 'pass'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(privateCandidateHasNoEnrolment, changes)).toBe(verdict);
  });

  it('指回学籍所在的学校', () => {
    expect(findingOf(privateCandidateHasNoEnrolment, person).next).toContain('由敖汉旗第一中学组织注册');
  });
});

describe('一（一）1 本人持户籍证明', () => {
  it.each([
    ['在场', {}, 'pass'],
    ['不在场', { applicantPresent: false }, 'fail block'],
    ['不知道', { applicantPresent: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(privateCandidateIsPresent, changes)).toBe(verdict);
  });

  it('户籍证明', () => {
    expect(verdictOf(householdProofIsGiven, { evidenceGiven: ['householdProof'] })).toBe('pass');
    expect(findingOf(householdProofIsGiven, { evidenceGiven: ['identityProof'] }).sentence).toBe('缺户籍证明');
    expect(verdictOf(householdProofIsGiven, { evidenceGiven: undefined })).toBe('unknown block');
  });
});

describe('一（一）1 社会考生不由学校的名册来', () => {
  it.each([
    ['普通高中', 'general', 'pass'],
    ['社会考生', 'private', 'fail block'],
    ['不知道类别', undefined, 'unknown flag'],
  ] as const)('%s', (_, pupilCategory, verdict) => {
    expect(verdictOf(privateCandidateComesAlone, { pupilCategory })).toBe(verdict);
  });
});
