import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchProbes } from '../../../src-main/db/store/candidacy-search.ts';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

type PlanStep = { readonly parent: number; readonly detail: string };

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

const search = async (text: string, limit = 10) =>
  (await scene.do('clerk', 'desk.search', { text, limit })).map((hit) => [hit.fullName, hit.matchedBy]);

describe('desk.search：按任何号码、姓名、拼音找人', () => {
  beforeEach(async () => {
    await scene.enter(pupil(1, { fullName: '包·呼格吉勒' }));
    await scene.enter(pupil(3, { fullName: '冯䶮' }));
    await scene.enter(pupil(5, { fullName: '冯延' }));
  });

  it.each([
    ['完整证件号', pupil(1).documentNumber, [['包·呼格吉勒', '证件号']]],
    ['小写 x、带空格的学籍号', ` ${(pupil(3).enrolmentNo ?? '').toLowerCase()} `, [['冯䶮', '学籍号']]],
    ['末四位', pupil(5).documentNumber.slice(-4), [['冯延', '证件号末四位']]],
    ['姓名', '冯䶮', [['冯䶮', '姓名']]],
    ['姓名开头', '包', [['包·呼格吉勒', '姓名']]],
    ['不打间隔点', '包呼格', [['包·呼格吉勒', '姓名']]],
    ['拼音首字母', 'bhgj', [['包·呼格吉勒', '拼音首字母']]],
    ['大写首字母', 'BHGJL', [['包·呼格吉勒', '拼音首字母']]],
    [
      '全拼开头',
      'fengya',
      [
        ['冯延', '拼音'],
        ['冯䶮', '拼音'],
      ],
    ],
    ['没有这个人', '欧阳锋', []],
    ['通配符不当通配符', '%', []],
    ['空白', '   ', []],
  ] as const)('%s', async (_what, text, wanted) => {
    expect(new Set(await search(text))).toEqual(new Set<unknown>(wanted));
  });

  it('每人只出现一次，最多给要的条数，只给末四位', async () => {
    const hits = await scene.do('clerk', 'desk.search', { text: pupil(1).documentNumber.slice(0, 10), limit: 2 });
    expect(hits).toHaveLength(2);
    expect(new Set(hits.map((hit) => hit.candidacyId)).size).toBe(2);
    expect(JSON.stringify(hits)).not.toContain(pupil(1).documentNumber);
  });

  it('条数按人算：一个人换过十二次学籍号，后面的人照样找得到', async () => {
    const many = await scene.enter(pupil(7, { fullName: '换号多' }));
    const add = scene.desk.db().statement(
      `INSERT INTO number_history (id, candidacy_id, kind, value, reason, since, until)
         VALUES (@value, @many, 'enrolmentNo', @value, 'changed', '2026-01-01', '2026-02-01')`,
    );
    for (let turn = 0; turn < 12; turn += 1)
      add.run({ many, value: `G1504300000000${String(turn).padStart(2, '0')}0011` });
    const byPrefix = await search('G15043', 4);
    expect(byPrefix.map(([name]) => name)).toEqual(expect.arrayContaining(['换号多', '包·呼格吉勒', '冯䶮', '冯延']));
    const other = await scene.enter(pupil(9, { fullName: '末四位同' }));
    add.run({ many: other, value: 'G15043000000009990011' });
    const byLastFour = await search('0011', 2);
    expect(new Set(byLastFour.map(([name]) => name))).toEqual(new Set(['换号多', '末四位同']));
  });

  it('导入预览里的人找不到', async () => {
    scene.desk.db().statement(`UPDATE candidacy SET status = 'staged'`).run();
    for (const text of ['冯', 'f', pupil(1).documentNumber, pupil(5).documentNumber.slice(-4)])
      expect(await search(text)).toEqual([]);
  });
});

describe('desk.search：谁可以找', () => {
  it.each(['teacher', 'school'] as const)('%s 不能在全旗找人', async (who) => {
    expect(fault(await scene.ask(who, 'desk.search', { text: '冯', limit: 5 })).kind).toBe('forbidden');
  });

  it('审计可以找，并留下访问记录', async () => {
    await scene.do('auditor', 'desk.search', { text: '冯', limit: 5 });
    scene.desk.desk.tick();
    const line = scene.desk.db().statement(`SELECT role, outcome FROM audit_entry WHERE call = 'desk.search'`).get();
    expect(line).toEqual({ role: 'auditor', outcome: 'read' });
  });
});

describe('desk.search：三十万人也快', () => {
  it.each(Object.entries(searchProbes))('%s 只走索引，不扫全表，不排序', (_name, sql) => {
    const named = sql.includes('@end') ? { text: 'a', end: 'b' } : { text: 'a' };
    const plan = scene.desk.db().client.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(named) as PlanStep[];
    // parent 0 = the search itself; below it only the few shots of one person are sorted
    const details = plan
      .filter((step) => step.parent === 0)
      .map((step) => step.detail)
      .join('\n');
    expect(details).toMatch(/USING (COVERING )?INDEX (number_history_by|candidacy_by)/);
    expect(details).not.toMatch(/^SCAN/m);
    expect(details).not.toMatch(/TEMP B-TREE/);
  });
});
