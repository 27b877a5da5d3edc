import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene, privateCandidate } from '../../fixtures/application-scene.ts';
import type { Who } from '../../fixtures/desk-scene.ts';

describe('业务件的清单：待我办、等别人、退回、草稿、已办', () => {
  let scene: ApplicationScene;
  const made: Record<string, string> = {};
  beforeAll(async () => {
    scene = await makeApplicationScene();
    const correct = async (sequence: number, who: Who) => {
      const id = await scene.inEffect(sequence);
      const request = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;
      const { applicationId } = await scene.start(who, id, request);
      await scene.attach(who, applicationId, 'changeProof');
      return applicationId;
    };
    made['draft'] = await correct(1, 'teacher');
    made['atSchool'] = await correct(3, 'clerk');
    made['ownSchool'] = await correct(5, 'school');
    made['atCounty'] = await correct(7, 'clerk');
    for (const name of ['atSchool', 'atCounty']) await scene.submit('clerk', made[name] ?? '');
    await scene.submit('school', made['ownSchool'] ?? '');
    await scene.agree('school', made['atCounty'] ?? '');
    for (const [name, sequence] of [
      ['private', 9],
      ['secondPrivate', 11],
    ] as const) {
      scene.desk.clock.advance(1000);
      const person = await scene.start('clerk', null, privateCandidate(sequence));
      await scene.attach('clerk', person.applicationId, 'householdProof');
      await scene.submit('clerk', person.applicationId);
      made[name] = person.applicationId;
    }
  });
  afterAll(() => scene.desk.close());

  const names = async (who: Who, duty: 'mine' | 'others' | 'returned' | 'drafts' | 'decided') => {
    const { lines, counts } = await scene.do(who, 'application.list', { duty, kind: null });
    expect(lines).toHaveLength(counts[duty]);
    return lines.map((line) => Object.keys(made).find((name) => made[name] === line.applicationId));
  };

  it('学校：该自己同意的在“待我办”，自己提交的在“等别人”', async () => {
    expect(await names('school', 'mine')).toEqual(['atSchool']);
    expect(await names('school', 'others')).toEqual(['ownSchool', 'atCounty']);
    const { lines } = await scene.do('school', 'application.list', { duty: 'others', kind: null });
    const own = lines.find((line) => line.applicationId === made['ownSchool']);
    const agree = own?.acts.find((offered) => offered.act === 'application.agree');
    expect(agree).toMatchObject({ open: false, why: [{ ruleId: 'four-eyes.application-prepared' }] });
  });

  it('旗县：到期的在前；班主任只见本班；草稿归能开始的人', async () => {
    expect(await names('reviewer', 'mine')).toEqual(['atCounty', 'private', 'secondPrivate']);
    expect(await names('reviewer', 'others')).toEqual(['atSchool', 'ownSchool']);
    expect(await names('reviewer', 'drafts')).toEqual([]);
    expect(await names('teacher', 'drafts')).toEqual(['draft']);
    expect(await names('otherTeacher', 'others')).toEqual([]);
    expect(await names('clerk', 'mine')).toEqual([]);
    expect(await names('auditor', 'others')).toEqual(['atSchool', 'ownSchool', 'atCounty', 'private', 'secondPrivate']);
  });

  it('一行说清：要决定什么、在哪里、几时到期', async () => {
    const { lines } = await scene.do('reviewer', 'application.list', { duty: 'mine', kind: 'correction' });
    expect(lines).toMatchObject([
      {
        kindLabel: '信息变更',
        place: '等旗县办理',
        title: expect.stringMatching(/^更正姓名：.+ → 斯琴高洼$/u),
        due: '更正窗口开放至 4 月 1 日 17:00，还有 31 天',
        dueAt: '2027-04-01T09:00:00.000Z',
        schoolName: '敖汉旗第一中学',
      },
    ]);
    scene.desk.clock.advance(2 * 86_400_000);
    const { lines: people } = await scene.do('reviewer', 'application.list', {
      duty: 'mine',
      kind: 'privateRegistration',
    });
    expect(people[0]).toMatchObject({ due: '已等 2 天', dueAt: null, schoolName: null });
  });

  it('办完一件，下一件；都办完了没有下一件', async () => {
    const next = async (after: string | null) =>
      (await scene.do('reviewer', 'application.next', { after, kind: null })).applicationId;
    expect(await next(null)).toBe(made['atCounty']);
    expect(await next(made['atCounty'] ?? '')).toBe(made['private']);
    expect(await next(made['private'] ?? '')).toBe(made['secondPrivate']);
    expect(await next(made['secondPrivate'] ?? '')).toBe(made['atCounty']);
    await scene.agree('reviewer', made['atCounty'] ?? '');
    expect(await next(made['atCounty'] ?? '')).toBe(made['private']);
    await scene.agree('reviewer', made['private'] ?? '');
    expect(await next(made['private'] ?? '')).toBe(made['secondPrivate']);
    await scene.agree('reviewer', made['secondPrivate'] ?? '');
    expect(await next(made['secondPrivate'] ?? '')).toBeNull();
    expect(await names('reviewer', 'decided')).toEqual(['atCounty']);
    const { lines } = await scene.do('reviewer', 'application.list', { duty: 'others', kind: 'privateRegistration' });
    expect(lines.map((line) => line.place)).toEqual(['在自治区', '在自治区']);
  });
});
