import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import type { Rule } from '#shared/regulation/engine.ts';
import { leaveApplicantIsNamed, leaveApplicantIsPresent } from '#shared/regulation/rules/applicant.ts';
import { leaveProofIsGiven, returnProofIsGiven } from '#shared/regulation/rules/application-evidence.ts';
import {
  entriesEndWithLeave,
  leaveDatesArePossible,
  leaveIsOfEnrolled,
  reinstatementIsOfSuspended,
  suspensionIsInEffect,
} from '#shared/regulation/rules/suspension.ts';
import { leaveIsDecidedInWindow, leaveWindowIsOpen } from '#shared/regulation/rules/windows.ts';
import { editionWith, findingOf, verdictOf } from './canonical-case.ts';

const opensAt = '2026-02-27T01:00:00.000Z';
const closesAt = '2026-04-01T09:00:00.000Z';
const windows = { correctionWindows: [{ opensAt, closesAt }] };
const justBefore = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();

describe('五 休籍和复籍', () => {
  it('生效的才休籍，休籍的才复籍', () => {
    const open = (rule: Rule) => candidacyStatuses.filter((status) => verdictOf(rule, { status }) === 'pass');
    expect(open(suspensionIsInEffect)).toEqual(['inEffect']);
    expect(open(reinstatementIsOfSuspended)).toEqual(['suspended']);
    expect(findingOf(suspensionIsInEffect, { status: 'suspended' }).next).toContain('复籍');
    expect(findingOf(reinstatementIsOfSuspended, { status: 'inEffect' }).next).toContain('选课报名');
    expect(verdictOf(suspensionIsInEffect, { status: undefined })).toBe('unknown block');
    expect(verdictOf(reinstatementIsOfSuspended, { status: undefined })).toBe('unknown block');
  });

  it('社会考生没有学籍，不办', () => {
    expect(verdictOf(leaveIsOfEnrolled, {})).toBe('pass');
    expect(verdictOf(leaveIsOfEnrolled, { entryCategory: 'private' })).toBe('fail block');
    expect(verdictOf(leaveIsOfEnrolled, { entryCategory: undefined })).toBe('unknown block');
  });

  it.each([
    ['没有写止', { from: '2026-03-02', until: null }, 'pass'],
    ['止比起晚一天', { from: '2026-03-02', until: '2026-03-03' }, 'pass'],
    ['止就是起', { from: '2026-03-02', until: '2026-03-02' }, 'fail block'],
    ['止比起早一天', { from: '2026-03-02', until: '2026-03-01' }, 'fail block'],
    ['没有这一天', { from: '2026-02-29', until: null }, 'fail block'],
    ['没有写', null, 'fail block'],
    ['不知道', undefined, 'unknown block'],
  ] as const)('日期：%s', (_, leave, verdict) => {
    expect(verdictOf(leaveDatesArePossible, { leave })).toBe(verdict);
  });

  it('休学证明和复学证明互相顶不了', () => {
    expect(verdictOf(leaveProofIsGiven, { evidenceGiven: ['leaveProof'] })).toBe('pass');
    expect(findingOf(leaveProofIsGiven, { evidenceGiven: ['returnProof'] }).sentence).toBe('缺休学证明');
    expect(verdictOf(leaveProofIsGiven, { evidenceGiven: undefined })).toBe('unknown block');
    expect(verdictOf(returnProofIsGiven, { evidenceGiven: ['returnProof'] })).toBe('pass');
    expect(findingOf(returnProofIsGiven, { evidenceGiven: ['leaveProof'] }).sentence).toBe('缺复学证明');
    expect(verdictOf(returnProofIsGiven, { evidenceGiven: undefined })).toBe('unknown block');
  });

  it('谁申请、在不在场', () => {
    const guardian = { by: 'guardian', fullName: '包·巴特尔', relation: '父亲' } as const;
    expect(verdictOf(leaveApplicantIsNamed, { applicant: guardian })).toBe('pass');
    expect(findingOf(leaveApplicantIsNamed, { applicant: { ...guardian, relation: null } }).sentence).toBe(
      '家长申请的，没有写与考生的关系',
    );
    expect(verdictOf(leaveApplicantIsNamed, { applicant: undefined })).toBe('unknown block');
    expect(verdictOf(leaveApplicantIsPresent, { applicantPresent: true })).toBe('pass');
    expect(verdictOf(leaveApplicantIsPresent, { applicantPresent: false })).toBe('fail block');
    expect(verdictOf(leaveApplicantIsPresent, { applicantPresent: undefined })).toBe('unknown block');
  });

  it('已报的考试随休籍撤回，申请时就说', () => {
    expect(verdictOf(entriesEndWithLeave, {})).toBe('pass');
    expect(findingOf(entriesEndWithLeave, { comingEntries: ['2026 年春季考次'] })).toMatchObject({
      consequence: 'flag',
      sentence: '已报 2026 年春季考次，休籍办结时报名自动撤回',
    });
    expect(verdictOf(entriesEndWithLeave, { comingEntries: undefined })).toBe('unknown flag');
  });
});

describe.each([
  ['申请', leaveWindowIsOpen],
  ['办结', leaveIsDecidedInWindow],
] as const)('休籍、复籍的窗口（参数，缺省是更正窗口）：%s', (_, rule) => {
  it('从开的那一刻到关的那一刻之前', () => {
    const at = (now: string) => verdictOf(rule, { ...windows, now });
    expect([at(justBefore(opensAt)), at(opensAt)]).toEqual(['fail hold', 'pass']);
    expect([at(justBefore(closesAt)), at(closesAt)]).toEqual(['pass', 'fail hold']);
    expect(verdictOf(rule, { ...windows, now: undefined })).toMatch(/^unknown (hold|flag)$/u);
  });

  it('版本说任何时候都办，就不看窗口', () => {
    expect(verdictOf(rule, { ...windows, now: closesAt }, editionWith({ suspensionWindow: 'any' }))).toBe('pass');
  });
});
