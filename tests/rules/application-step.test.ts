import { describe, expect, it } from 'vitest';
import { candidacyStatuses } from '#shared/domain/candidacy-status.ts';
import { applicationFourEyes, someoneIsLeftToDecide, stepIsActors } from '#shared/regulation/rules/application-step.ts';
import { reopeningIsBeforeEffect, reopeningIsOfReleased } from '#shared/regulation/rules/reopening.ts';
import { findingOf, verdictOf } from './canonical-case.ts';

const [prepared, agreed] = applicationFourEyes;
if (!prepared || !agreed) throw new Error('four eyes need two rules');

describe('这一步归谁', () => {
  it.each([
    ['学校同意：学校', { dueStep: 'schoolAgree', actorRole: 'schoolAdministrator' }, 'pass'],
    ['学校同意：旗县不能代', { dueStep: 'schoolAgree', actorRole: 'reviewer' }, 'fail block'],
    ['旗县办理：学校不能代', { dueStep: 'countyCarryOut', actorRole: 'schoolAdministrator' }, 'fail block'],
    ['旗县办理：管理员', { dueStep: 'countyCarryOut', actorRole: 'officeAdministrator' }, 'pass'],
    ['自治区决定：谁也不能在本机办', { dueStep: 'regionDecide', actorRole: 'officeAdministrator' }, 'fail block'],
    ['不知道哪一步', { dueStep: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(stepIsActors, changes)).toBe(verdict);
  });

  it('说由谁来办', () => {
    expect(findingOf(stepIsActors, { dueStep: 'schoolAgree', actorRole: 'reviewer' }).sentence).toBe(
      '现在是“学校同意”，由学校办，登录的是审核员',
    );
    expect(findingOf(stepIsActors, { dueStep: 'regionDecide' }).next).toBe('等决定送到；送到后自动往下走');
  });
});

describe('四眼：准备、同意、决定是不同的人', () => {
  it.each([
    ['准备的是别人', { preparedBy: ['clerk-2'] }, 'pass'],
    ['准备的是自己', { preparedBy: ['clerk-2', 'clerk-1'] }, 'fail block'],
    ['不知道谁准备的', { preparedBy: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(prepared, changes)).toBe(verdict);
  });

  it.each([
    ['前面一步是别人同意的', { agreedBy: ['school-1'] }, 'pass'],
    ['前面一步是自己同意的', { agreedBy: ['clerk-1'] }, 'fail block'],
    ['不知道', { agreedBy: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(agreed, changes)).toBe(verdict);
  });
});

describe('准备以后还有人能决定', () => {
  it.each([
    ['每一步都还有别人', { stepsWithoutDecider: [] }, 'pass'],
    ['有一步没有别人', { stepsWithoutDecider: ['schoolAgree'] }, 'fail flag'],
    ['不知道', { stepsWithoutDecider: undefined }, 'unknown flag'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(someoneIsLeftToDecide, changes)).toBe(verdict);
  });

  it('说哪一步、哪里、怎么办', () => {
    expect(findingOf(someoneIsLeftToDecide, { stepsWithoutDecider: ['schoolAgree'] })).toMatchObject({
      sentence: '本校没有另一个账号能办“学校同意”：准备的人不能自己决定，这一件会停在那里',
      next: '由管理员为本校再开一个账号，或撤回后换一位准备；现在可以先准备和提交',
    });
  });
});

describe('重新打开', () => {
  it('放行以后、生效以前', () => {
    const open = candidacyStatuses.filter((status) =>
      [reopeningIsBeforeEffect, reopeningIsOfReleased].every((rule) => verdictOf(rule, { status }) === 'pass'),
    );
    expect(open).toEqual(['released', 'received', 'refusedByRegion', 'setAside']);
    expect(verdictOf(reopeningIsBeforeEffect, { status: undefined })).toBe('unknown block');
    expect(verdictOf(reopeningIsOfReleased, { status: undefined })).toBe('unknown block');
  });

  it('生效后引二（二）、二（三）', () => {
    const finding = findingOf(reopeningIsBeforeEffect, { status: 'inEffect' });
    expect(finding.clauses.map((clause) => clause.id)).toEqual(['2.2', '2.3a']);
    expect(finding.sentence).toBe('这份考籍现在是“注册生效”，注册生效后不能重新打开');
  });
});
