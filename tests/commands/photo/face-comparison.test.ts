import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMPARISON_NOTICE } from '../../../shared/labels/face-comparison.ts';
import { likenessOf } from '../../../shared/photo/face-likeness.ts';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  id = await scene.enter(pupil(1));
  await scene.approve(id);
});
afterEach(() => scene.desk.close());

const leave = () => scene.do('clerk', 'photo.comparison', { candidacyId: id });
const switchOn = () => scene.do('administrator', 'photo.setComparison', { isOn: true, notice: COMPARISON_NOTICE });

describe('照片比对', () => {
  it('没有人打开过：关着，谁也不比', async () => {
    expect(await leave()).toBe('off');
    expect(await scene.do('administrator', 'photo.comparisonSetting', {})).toEqual({ isOn: false, changed: null });
  });

  it('管理员确认了现在的告知才打开；谁、什么时候，都记下；关掉也记下', async () => {
    await switchOn();
    expect(await leave()).toBe('open');
    const setting = await scene.do('auditor', 'photo.comparisonSetting', {});
    expect(setting).toMatchObject({ isOn: true, changed: { by: expect.any(String) } });
    await scene.do('administrator', 'photo.setComparison', { isOn: false, notice: null });
    expect(await leave()).toBe('off');
    const kinds = scene.desk.db().statement("SELECT kind FROM event WHERE subject_id = 'faceComparison'").pluck().all();
    expect(kinds).toEqual(['desk.comparisonOn', 'desk.comparisonOff']);
    const audited = scene.desk.db().statement("SELECT count(*) FROM audit_entry WHERE call = 'photo.setComparison'");
    expect(audited.pluck().get()).toBe(2);
  });

  it.each([null, '2026-01'])('没有确认告知，或确认的是旧的一版（%s）：打不开，还是关着', async (notice) => {
    const reply = await scene.ask('administrator', 'photo.setComparison', { isOn: true, notice });
    expect(fault(reply)).toMatchObject({ kind: 'invalid' });
    expect(await leave()).toBe('off');
  });

  it('告知换了新的一版：重新确认以前算关着', async () => {
    await switchOn();
    scene.desk.db().statement("UPDATE desk_setting SET value = '2025-01' WHERE name = 'photo.comparisonNotice'").run();
    expect(await leave()).toBe('off');
  });

  it.each(['clerk', 'reviewer', 'school'] as const)('%s 打不开', async (who) => {
    const reply = await scene.ask(who, 'photo.setComparison', { isOn: true, notice: COMPARISON_NOTICE });
    expect(fault(reply)).toMatchObject({ kind: 'forbidden' });
  });

  it('不满十四周岁的不比；满了的当天才比', async () => {
    await switchOn();
    const today = scene.desk.clock.today();
    const yearsAgo = (years: number) => `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
    const born = (date: string) =>
      scene.desk.db().statement('UPDATE candidacy SET birth_date = ? WHERE id = ?').run(date, id);
    born(yearsAgo(14));
    expect(await leave()).toBe('open');
    born(`${yearsAgo(14).slice(0, 4)}-12-31`);
    expect(await leave()).toBe('tooYoung');
  });

  it('学生不同意：只记一笔，从此不比；别的学生照旧', async () => {
    await switchOn();
    const other = await scene.enter(pupil(2));
    await scene.approve(other);
    await scene.do('clerk', 'photo.declineComparison', { candidacyId: id });
    await scene.do('clerk', 'photo.declineComparison', { candidacyId: id });
    expect(await leave()).toBe('declined');
    expect(await scene.do('clerk', 'photo.comparison', { candidacyId: other })).toBe('open');
    expect(scene.events(id).filter((kind) => kind === 'photo.comparisonDeclined')).toHaveLength(1);
  });
});

it('像不像的界限：两头的值算进去，中间和比不出的都是看不出', () => {
  expect([1, 0.65, 0.64, 0.43, 0.42, 0].map(likenessOf)).toEqual([
    'alike',
    'alike',
    'unclear',
    'unclear',
    'different',
    'different',
  ]);
  expect([null, Number.NaN].map(likenessOf)).toEqual(['unclear', 'unclear']);
});
