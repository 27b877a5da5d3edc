import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accounts, completion, fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { reopen } from '../../make-desk.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  id = await scene.enter(pupil(1));
  await scene.approve(id);
});
afterEach(() => scene.desk.close());

describe('desk.saveDraft：边填边存', () => {
  it('重新打开后，读到一半的证件还在，只有本人看得到', async () => {
    await scene.readCard(id, { fullName: '欧阳', lastFour: '12' });
    const again = await reopen(scene.desk);
    const clerk = await again.as(accounts.clerk);
    const mine = await clerk.call('desk.open', { candidacyId: id });
    expect(mine.ok && mine.value.draft).toMatchObject({ reading: { fullName: '欧阳', lastFour: '12' } });
    const other = await (await again.as(accounts.otherClerk)).call('desk.open', { candidacyId: id });
    expect(other.ok && other.value.draft).toBeNull();
    again.desk.close();
  });

  it('日期只打了一半：照打的留着，不拿来对照', async () => {
    const state = await scene.readCard(id, { birthDate: null, typedBirthDate: '2010-05-' });
    expect(state.comparisons.find((line) => line.field === 'birthDate')).toMatchObject({
      documentValue: null,
      differs: false,
    });
    const mine = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(mine.draft?.reading).toMatchObject({ birthDate: null, typedBirthDate: '2010-05-' });
  });

  it('证件与名册逐项对照，号码遮住，但指出第几位不同', async () => {
    const wrong = pupil(1).documentNumber.replace('20100511', '20100512');
    const state = await scene.readCard(id, {
      fullName: pupil(1).fullName,
      sex: pupil(1).sex,
      ethnicity: '02',
      birthDate: '2010-05-11',
      documentNumber: wrong,
    });
    const byField = Object.fromEntries(state.comparisons.map((line) => [line.field, line]));
    expect(byField['fullName']).toMatchObject({ differs: false, settled: null });
    expect(byField['ethnicity']).toMatchObject({ differs: true, rosterValue: '汉族', documentValue: '蒙古族' });
    expect(byField['documentNumber']).toMatchObject({ differs: true, note: '第 14 位不同' });
    expect(JSON.stringify(state)).not.toContain(wrong);
    expect(JSON.stringify(state)).not.toContain(pupil(1).documentNumber);
    const complete = state.acts.find((act) => act.act === 'desk.complete');
    expect(complete?.open).toBe(false);
    expect(complete?.why.map((finding) => finding.ruleId)).toEqual(
      expect.arrayContaining(['desk.photo-taken', 'desk.document-compared', 'desk.differences-settled']),
    );
  });

  it('芯片姓名放不下：开头一致就不算不同，只提醒', async () => {
    const long = '阿尔斯楞格日乐图·呼和木仁巴特尔苏日娜';
    const other = await scene.enter(pupil(3, { fullName: long }));
    const state = await scene.readCard(other, {
      fullName: long.slice(0, 15),
      lastFour: pupil(3).documentNumber.slice(-4),
    });
    const name = state.comparisons.find((line) => line.field === 'fullName');
    expect(name).toMatchObject({ differs: false });
    expect(name?.note).toContain('前一段');
  });

  it('看证件键末四位：一致就能完成，不一致就拦下', async () => {
    await scene.shoot(id);
    const good = await scene.readCard(id);
    expect(good.acts.find((act) => act.act === 'desk.complete')).toMatchObject({ open: true });
    const bad = await scene.readCard(id, { lastFour: '0000' });
    expect(bad.acts.find((act) => act.act === 'desk.complete')?.open).toBe(false);
  });

  it('忘带证件：照片存着，说清下一步', async () => {
    const captureId = await scene.shoot(id);
    await scene.do('clerk', 'desk.saveDraft', { candidacyId: id, reading: {}, documentState: 'missing' });
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, id, captureId));
    const given = fault(reply);
    expect(given.kind === 'refused' && given.findings.map((finding) => finding.ruleId)).toEqual([
      'desk.document-shown',
    ]);
    expect(scene.count('capture')).toBe(1);
  });
});

describe('desk.saveDraft：谁可以办', () => {
  it.each(['reviewer', 'teacher', 'administrator'] as const)('%s 不能存草稿', async (who) => {
    const reply = await scene.ask(who, 'desk.saveDraft', { candidacyId: id, reading: {}, documentState: null });
    expect(fault(reply).kind).toBe('forbidden');
  });
});

describe('desk.saveDraft：重复和过时', () => {
  it('整份替换，只留一份，不写事件，不推给别的屏幕', async () => {
    await scene.readCard(id, { lastFour: '1' });
    const events = scene.count('event');
    const pushed = scene.desk.events.length;
    await scene.readCard(id, { fullName: '欧' });
    expect(scene.count('draft')).toBe(1);
    expect(scene.count('event')).toBe(events);
    const changed = scene.desk.events.slice(pushed).flatMap((event) => (event.kind === 'changed' ? event.nouns : []));
    expect(changed).toEqual([]);
  });

  it('已完成的不再收草稿', async () => {
    const done = await scene.completed(pupil(3));
    const reply = await scene.ask('otherClerk', 'desk.saveDraft', {
      candidacyId: done.id,
      reading: {},
      documentState: null,
    });
    expect(fault(reply)).toMatchObject({ kind: 'stale', message: expect.stringContaining('王敏') });
  });
});
