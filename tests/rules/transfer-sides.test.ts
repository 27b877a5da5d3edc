import { describe, expect, it } from 'vitest';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { releasingSchoolDecides, withdrawnWhereItWasFiled } from '#shared/regulation/rules/transfer.ts';
import { findingOf, transfer, verdictOf } from './canonical-case.ts';

const said = (facts: CandidacyFacts) => verdictOf(withdrawnWhereItWasFiled, { ...transfer, ...facts });
const filedAt = { schoolId: 'school-2', name: '敖汉旗蒙古族中学' };

describe('三（一）3 转籍的两边', () => {
  it('在哪里申请的在哪里撤回', () => {
    expect(said({ filedAt, actorSchoolId: 'school-2' })).toBe('pass');
    expect(said({ filedAt, actorSchoolId: 'school-1' })).toBe('fail block');
    expect(said({ filedAt, actorSchoolId: null })).toBe('fail block');
    expect(said({ filedAt: null, actorSchoolId: null })).toBe('pass');
    expect(said({ filedAt: null, actorSchoolId: 'school-1' })).toBe('fail block');
    expect(said({ filedAt: undefined })).toBe('unknown block');
    const { next } = findingOf(withdrawnWhereItWasFiled, { ...transfer, filedAt });
    expect(next).toContain('到敖汉旗蒙古族中学撤回');
  });

  it('转出学校的书面同意由旗县记下，没有纸的不记；别的学校拿着纸也不能代', () => {
    const by = (facts: CandidacyFacts) => verdictOf(releasingSchoolDecides, { ...transfer, ...facts });
    const county = { actorRole: 'reviewer', actorSchoolId: null } as const;
    expect(by({ ...county, evidenceGiven: ['releasingConsent'] })).toBe('pass');
    expect(by({ ...county, evidenceGiven: ['joiningConsent'] })).toBe('fail block');
    const other = { actorRole: 'schoolAdministrator', actorSchoolId: 'school-2' } as const;
    expect(by({ ...other, evidenceGiven: ['releasingConsent'] })).toBe('fail block');
    expect(by({ ...county, evidenceGiven: undefined })).toBe('unknown block');
  });
});
