import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import {
  certificateIsOfCandidacy,
  enrolmentHasLeft,
  noCertificateStands,
  resultsAgree,
  thereAreResultsToCertify,
} from '#shared/regulation/rules/certificate.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

describe('三（二）成绩证明', () => {
  it('注册过的才有成绩', () => {
    const open = candidacyStatuses.filter((status) => verdictOf(certificateIsOfCandidacy, { status }) === 'pass');
    expect(open).toEqual(['released', 'received', 'inEffect', 'suspended', 'closed']);
    expect(verdictOf(certificateIsOfCandidacy, { status: undefined })).toBe('unknown block');
  });

  const proof = { evidenceGiven: ['leavingProof'] } as const;
  const none = { evidenceGiven: [] } as const;
  it.each([
    ['名单上还在，没有证明', none, 'fail block'],
    ['名单上还在，有证明', proof, 'fail block'],
    ['名单里没有，有证明', { ...proof, enrolmentRecord: null }, 'pass'],
    ['名单里没有，没有证明', { ...none, enrolmentRecord: null }, 'unknown hold'],
    ['没有名单，有证明', { ...proof, enrolmentListImported: false }, 'unknown flag'],
    ['没有名单，没有证明', { ...none, enrolmentListImported: false }, 'unknown hold'],
    ['社会考生', { ...proof, enrolmentRecord: null, entryCategory: 'private' }, 'fail block'],
    ['不知道附了什么', { evidenceGiven: undefined }, 'unknown hold'],
  ] as const)('学籍已转出：%s', (_, changes, verdict) => {
    expect(verdictOf(enrolmentHasLeft, changes)).toBe(verdict);
  });

  it('名单上还在的，说在哪里、怎么办', () => {
    const finding = findingOf(enrolmentHasLeft, proof);
    expect(finding.sentence).toBe('学籍名单上包·呼格吉勒还在敖汉旗第一中学');
    expect(finding.next).toContain('导入新的名单');
  });

  it('没有成绩就不证明；一个成绩来源都没有时先放着', () => {
    expect(verdictOf(thereAreResultsToCertify, { subjectsWithResults: ['09'] })).toBe('pass');
    expect(verdictOf(thereAreResultsToCertify, { subjectsWithResults: [] })).toBe('fail block');
    expect(verdictOf(thereAreResultsToCertify, { subjectsWithResults: undefined })).toBe('unknown hold');
  });

  it('来源不一样的先核对', () => {
    const finding = findingOf(resultsAgree, { resultConflicts: [{ subject: '07', sitting: '2026-spring' }] });
    expect([finding.consequence, finding.sentence]).toEqual(['block', '物理在成绩文件和自治区下发的成绩里不一样']);
    expect(verdictOf(resultsAgree, { resultConflicts: [] })).toBe('pass');
    expect(verdictOf(resultsAgree, { resultConflicts: undefined })).toBe('unknown hold');
  });

  it('一个人同时只有一份有效的', () => {
    expect(verdictOf(noCertificateStands, { standingCertificate: null })).toBe('pass');
    const standingCertificate = { number: 'KZ-150430-2026-1A2B3C-0001' };
    expect(findingOf(noCertificateStands, { standingCertificate }).sentence).toContain(standingCertificate.number);
    expect(verdictOf(noCertificateStands, { standingCertificate })).toBe('fail block');
    expect(verdictOf(noCertificateStands, { standingCertificate: undefined })).toBe('unknown block');
  });
});
