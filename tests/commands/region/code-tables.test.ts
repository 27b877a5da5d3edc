import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Output } from '#shared/contract/index.ts';
import type { RegionCodeTable } from '#shared/wire/code-table.ts';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import { makeKeyPair } from '../../../src-main/security/signature.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { regionKeys } from '../../fixtures/county.ts';
import { pupil } from '../../fixtures/desk-scene.ts';
import { countySchools, ethnicityTable, schoolTable } from '../../fixtures/region-codes.ts';
import { signedNotice } from '../../fixtures/region-notice.ts';
import { regionRoster, regionRow } from '../../fixtures/region-roster.ts';
import { signText } from '../../fixtures/sign-text.ts';

// the scene's day is 2027-03-01
const notice = (codeTable: RegionCodeTable, key?: string) =>
  signedNotice({ kind: 'codeTable', codeTable }, { officeId: null }, key);

describe('自治区的代码表', () => {
  let scene: ApplicationScene;
  /** completed before the table came */
  let carries: string;
  beforeAll(async () => {
    scene = await makeApplicationScene();
    carries = (await scene.completed(pupil(1, { ethnicity: '27' }))).id;
  });
  afterAll(() => scene.desk.close());
  const apply = (...notices: SignedNotice[]): Promise<Output<'region.apply'>> =>
    scene.do('reviewer', 'region.apply', { notices });
  const line = async (table: RegionCodeTable['table']) => {
    const all = await scene.do('administrator', 'region.codeTables', {});
    const found = all.find((one) => one.table === table);
    if (!found) throw new Error(`no table ${table}`);
    return found;
  };
  const schools = () =>
    scene.desk
      .db()
      .statement('SELECT code, name, is_own AS isOwn, withdrawn_from AS withdrawnFrom FROM school ORDER BY code')
      .all();
  const school = (code: string) => (schools() as { code: string }[]).find((one) => one.code === code);

  test('采用：看得见哪一版、从哪天起、变了什么；再来一遍什么也不变', async () => {
    expect(await line('ethnicity')).toMatchObject({
      entries: 58,
      editions: [],
      sentence: expect.stringContaining('国家标准'),
    });
    const table = ethnicityTable('eth-1', '2027-01-01', { gone: ['27'], added: [{ code: '59', label: '演示族' }] });
    const sent = notice(table);
    const first = await apply(sent);
    expect(first).toMatchObject({ applied: 1, refused: 0 });
    expect(first.lines[0]?.sentence).toBe('民族代码表“民族代码 eth-1”，自 2027-01-01 起，58 项');
    const events = scene.count('event');
    expect(await apply(sent)).toMatchObject({ applied: 0, known: 1 });
    // the same edition in another notice
    expect(await apply(notice(table))).toMatchObject({ applied: 1 });
    expect(scene.count('event')).toBe(events);
    const now = await line('ethnicity');
    expect(now).toMatchObject({ entries: 58, sentence: '用自治区的“民族代码 eth-1”，自 2027-01-01 起' });
    expect(now.editions).toHaveLength(1);
    expect(now.editions[0]?.changes).toEqual({
      added: [{ code: '59', name: '演示族' }],
      renamed: [],
      removed: [{ code: '27', name: '纳西族' }],
      kept: [],
    });
  });

  test('停用的代码：用着的人照样办完，名称还认得；新的不能再用；表单不再提供', async () => {
    const id = carries;
    await scene.do('reviewer', 'review.approve', { items: [{ candidacyId: id, version: scene.version(id) }] });
    await scene.do('reviewer', 'release.perform', { items: [{ candidacyId: id, version: scene.version(id) }] });
    expect(scene.column(id, 'status')).toBe('released');
    const sheet = await scene.do('reviewer', 'review.sheet', { candidacyId: id });
    expect(sheet.fields.find(({ field }) => field === 'ethnicity')?.value).toBe('纳西族');
    const choices = (await scene.do('clerk', 'region.codeChoices', {})).ethnicity;
    expect(choices.find(({ value }) => value === '27')).toMatchObject({ label: '纳西族', retired: true });
    expect(choices.find(({ value }) => value === '59')).toMatchObject({ label: '演示族', retired: false });
    // somebody else may not begin with it
    const other = await scene.inEffect(3);
    const asked = await scene.ask('clerk', 'application.start', {
      candidacyId: other,
      request: { kind: 'correction', changes: { ethnicity: '27' } },
    });
    expect(await scene.ask('clerk', 'preRegistration.enter', pupil(5, { ethnicity: '27' }) as never)).toMatchObject({
      ok: false,
    });
    const words = asked.ok
      ? JSON.stringify((await scene.sheet('clerk', asked.value.applicationId)).findings)
      : JSON.stringify(asked.fault);
    expect(words).toContain('代码表');
  });

  test('整份不收：签名、旧的一版、同一天、同号不同内容、代码或名称两次、没有这一天', async () => {
    const before = scene.count('code_table_edition');
    const double = (entry: { code: string; label: string }) => ethnicityTable(v7(), '2027-02-02', { added: [entry] });
    const bad = await apply(
      notice(ethnicityTable('eth-f', '2027-02-01'), makeKeyPair().privateKey),
      notice(ethnicityTable('eth-0', '2026-12-31')),
      notice(ethnicityTable('eth-s', '2027-01-01')),
      notice(ethnicityTable('eth-1', '2027-02-01')),
      notice(double({ code: '02', label: '又一个' })),
      notice(double({ code: '60', label: '汉族' })),
      notice(ethnicityTable('eth-d', '2027-02-30')),
    );
    expect(bad).toMatchObject({ applied: 0, parked: 0, refused: 7 });
    const reasons = bad.lines.map(({ reason, sentence }) => `${sentence}${reason ?? ''}`);
    for (const [at, words] of [
      '签名对不上',
      '已经是自',
      '已经是自',
      '内容不同',
      '有两次',
      '两个代码',
      '没有 2027-02-30',
    ].entries())
      expect(reasons[at]).toContain(words);
    expect(scene.count('code_table_edition')).toBe(before);
  });

  test('形状不认得的：放在一边，等程序更新；别的照用', async () => {
    const facts = JSON.parse(notice(ethnicityTable('eth-x', '2027-02-01')).body) as { codeTable: object };
    const shape = (change: object) => {
      const body = JSON.stringify({ ...facts, noticeId: v7(), codeTable: { ...facts.codeTable, ...change } });
      return { body, signature: signText(body, regionKeys.privateKey) };
    };
    const bad = [
      shape({ table: 'shoeSize' }),
      shape({ entries: [] }),
      shape({ entries: [{ code: '12345', label: '太长' }] }),
      shape({ entries: [{ code: '01', label: '换\u202e行' }] }),
      shape({ entries: [{ code: '01', label: '汉族', colour: 'red' }] }),
      shape({ more: 1 }),
    ];
    const before = scene.count('code_table_edition');
    expect(await apply(...bad)).toMatchObject({ applied: 0, refused: bad.length });
    expect(scene.count('code_table_edition')).toBe(before);
    expect(await scene.do('administrator', 'region.inbox', { state: 'setAside' })).toHaveLength(bad.length + 1);
  });

  test('还没到日子的先放着、看得见，到那天自己用上；先到的新一版用上以后，旧的不收', async () => {
    expect(await apply(notice(ethnicityTable('eth-3', '2027-03-03')))).toMatchObject({ parked: 1 });
    expect((await line('ethnicity')).coming).toEqual([expect.stringContaining('自 2027-03-03 起用')]);
    expect((await line('ethnicity')).sentence).toContain('eth-1');
    scene.desk.clock.set('2027-03-03T02:00:00.000Z');
    const late = await apply(notice(ethnicityTable('eth-2', '2027-03-02')));
    // the parked one is tried when the call ends; what came with it was judged before
    expect(late).toMatchObject({ applied: 1 });
    const now = await line('ethnicity');
    expect(now.editions.map(({ editionId }) => editionId)).toEqual(['eth-3', 'eth-2', 'eth-1']);
    expect(now.coming).toEqual([]);
    expect(await apply(notice(ethnicityTable('eth-2b', '2027-03-02')))).toMatchObject({ refused: 1 });
  });

  test('学校：新的、改名的、停用的；停用的学校人都在，名册里不能再来；等它的名册自己用上', async () => {
    const roster = signedNotice({
      kind: 'roster',
      roster: regionRoster([regionRow(1)], { schoolCode: '1504300009', needs: ['sch-1'] }),
    });
    expect(await apply(roster)).toMatchObject({ parked: 1 });
    const listed = [
      { code: '1504300001', name: '敖汉旗第一高级中学', examAreaCode: '150430' },
      { code: '1504300009', name: '敖汉旗第九中学', examAreaCode: '150430' },
      { code: '1504020001', name: '红山区实验中学', examAreaCode: '150402' },
    ];
    const result = await apply(notice(schoolTable('sch-1', '2027-03-01', listed)));
    expect(result).toMatchObject({ applied: 1, refused: 0 });
    expect(school('1504300009')).toEqual({ code: '1504300009', name: '敖汉旗第九中学', isOwn: 1, withdrawnFrom: null });
    expect(school('1504300001')).toMatchObject({ name: '敖汉旗第一高级中学', withdrawnFrom: null });
    expect(school('1504300002')).toMatchObject({ isOwn: 1, withdrawnFrom: '2027-03-01' });
    expect((await line('school')).editions[0]?.changes).toMatchObject({
      added: [{ code: '1504300009' }],
      renamed: [{ code: '1504300001', from: '敖汉旗第一中学' }],
      removed: [{ code: '1504300002' }],
    });
    const arrived = await scene.do('clerk', 'roster.arrived', {});
    expect(arrived).toMatchObject([{ schoolName: '敖汉旗第九中学', state: 'waiting' }]);
    // back again
    expect(await apply(notice(schoolTable('sch-2', '2027-03-02')))).toMatchObject({ applied: 1 });
    expect(school('1504300002')).toMatchObject({ withdrawnFrom: null });
    expect(school('1504300009')).toMatchObject({ withdrawnFrom: '2027-03-02' });
  });

  test('考区还没有的学校表先放着；考区表来了自己用上；没有本机考区的整份不收；划走而有学生的照旧办', async () => {
    const other = [...countySchools.slice(1), { code: '1504300001', name: '敖汉旗第一中学', examAreaCode: '150499' }];
    expect(await apply(notice(schoolTable('sch-3', '2027-03-03', other)))).toMatchObject({ parked: 1 });
    const areas = (id: string, codes: string[]): RegionCodeTable => ({
      table: 'examArea',
      id,
      label: `考区 ${id}`,
      inForceFrom: '2027-03-01',
      entries: codes.map((code) => ({ code, name: `${code} 考区`, leagueName: '赤峰市' })),
    });
    const lacking = await apply(notice(areas('area-0', ['150402', '150499'])));
    expect(lacking).toMatchObject({ applied: 0, refused: 1 });
    expect(await apply(notice(areas('area-1', ['150430', '150402', '150499'])))).toMatchObject({ applied: 1 });
    expect((await line('school')).editions[0]).toMatchObject({
      editionId: 'sch-3',
      changes: { kept: [{ code: '1504300001' }] },
    });
    expect(school('1504300001')).toMatchObject({ isOwn: 1, withdrawnFrom: '2027-03-03' });
    const away = countySchools.map((one) => ({ ...one, examAreaCode: '150402' }));
    expect(await apply(notice(schoolTable('sch-4', '2027-03-04', away)))).toMatchObject({ refused: 1 });
  });

  test('半路出错：学校、版本、经过一样不留，下次再用上', async () => {
    scene.desk.clock.set('2027-03-10T02:00:00.000Z');
    const db = scene.desk.db();
    db.client.exec(
      `CREATE TRIGGER breaks BEFORE INSERT ON code_table_edition BEGIN SELECT RAISE(ABORT, 'half way'); END`,
    );
    const before = schools();
    const events = scene.count('event');
    const listed = [...countySchools, { code: '1504300010', name: '敖汉旗第十中学', examAreaCode: '150430' }];
    expect(await apply(notice(schoolTable('sch-5', '2027-03-05', listed)))).toMatchObject({ applied: 0, refused: 1 });
    expect(schools()).toEqual(before);
    expect(scene.count('event')).toBe(events);
    db.client.exec('DROP TRIGGER breaks');
    await apply(notice(ethnicityTable('eth-9', '2027-03-09')));
    expect(school('1504300010')).toMatchObject({ isOwn: 1, withdrawnFrom: null });
    expect((await line('school')).editions[0]).toMatchObject({ editionId: 'sch-5' });
  });

  test('留下的版本删不掉也改不了', () => {
    const run = (sql: string) => () => scene.desk.db().client.exec(sql);
    expect(run(`DELETE FROM code_table_edition`)).toThrow('never deleted');
    expect(run(`UPDATE code_table_edition SET label = 'x'`)).toThrow('stay as they came');
  });
});
