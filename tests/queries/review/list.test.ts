import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listLimit } from '../../../shared/domain/list-limit.ts';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let id: string;
let captureId: string;
beforeEach(async () => {
  scene = await makeScene();
  ({ id, captureId } = await scene.completed(pupil(1, { mobile: null })));
});
afterEach(() => scene.desk.close());

const items = () => [{ candidacyId: id, version: scene.version(id) }];
const stage = (who: 'reviewer' | 'administrator', name: 'completed' | 'reviewed' | 'released' | 'refused') =>
  scene.do(who, 'review.list', { stage: name, classId: null });

describe('review.list：待审核', () => {
  it('照片、采集人、检查里的话、能办的事', async () => {
    const [line] = await stage('reviewer', 'completed');
    expect(line).toMatchObject({ candidacyId: id, captureId, revision: 1, capturedBy: '王敏' });
    expect(line?.findingSentences).toContain('没有填手机号');
    expect(line?.flags).toContain('required-field.mobile');
    expect(line?.acts.map(({ act, open }) => [act, open])).toEqual([
      ['review.approve', true],
      ['review.return', true],
      ['photo.orderRetake', true],
    ]);
    expect(JSON.stringify(line)).not.toContain(pupil(1).documentNumber);
  });

  it('一步一步换栏；放行后只能安排重拍', async () => {
    await scene.do('reviewer', 'review.approve', { items: items() });
    expect(await stage('reviewer', 'completed')).toEqual([]);
    const [reviewed] = await stage('reviewer', 'reviewed');
    expect(reviewed?.acts.map(({ act, open }) => [act, open])).toEqual([
      ['release.perform', true],
      ['review.return', true],
      ['photo.orderRetake', true],
    ]);
    expect((await stage('administrator', 'reviewed'))[0]?.acts.map(({ act }) => act)).toEqual([
      'release.perform',
      'photo.orderRetake',
    ]);
    await scene.do('otherReviewer', 'release.perform', { items: items() });
    const [released] = await stage('reviewer', 'released');
    expect(released).toMatchObject({ candidacyId: id, acts: [{ act: 'photo.orderRetake', open: true }] });
    expect(await stage('reviewer', 'refused')).toEqual([]);
  });

  it('自己采集的：审核关着，说明由谁办，与真去办的结果一致', async () => {
    const me = scene.desk.db().statement(`SELECT id FROM user_account WHERE login_name = 'reviewer1'`).pluck().get();
    scene.desk.db().statement('UPDATE candidacy SET captured_by = ? WHERE id = ?').run(me, id);
    const [line] = await stage('reviewer', 'completed');
    const approve = line?.acts.find((act) => act.act === 'review.approve');
    expect(approve?.open).toBe(false);
    expect(approve?.why.map((finding) => finding.ruleId)).toEqual(['four-eyes.review-captured']);
    const result = await scene.do('reviewer', 'review.approve', { items: items() });
    expect(result.done).toEqual([]);
  });

  it('按班筛', async () => {
    const classId = String(scene.column(id, 'class_id'));
    expect(await scene.do('reviewer', 'review.list', { stage: 'completed', classId })).toHaveLength(1);
    const other = '0198f000-0000-7000-8000-00000000dead';
    expect(await scene.do('reviewer', 'review.list', { stage: 'completed', classId: other })).toEqual([]);
  });
});

describe('review.list：按拍照那天筛', () => {
  const onDay = async (day: string | null, classId: string | null = null): Promise<string[]> =>
    (await scene.do('reviewer', 'review.list', { stage: 'completed', classId, day })).map((line) => line.candidacyId);

  it('按北京时间分天，也可以再按班', async () => {
    scene.desk.clock.set('2026-11-23T16:00:00.000Z');
    const next = await scene.completed(pupil(2));
    expect(await onDay('2026-11-23')).toEqual([id]);
    expect(await onDay('2026-11-24')).toEqual([next.id]);
    expect(await onDay('2026-11-25')).toEqual([]);
    expect(await onDay(null)).toEqual([id, next.id]);
    expect(await onDay('2026-11-24', String(scene.column(next.id, 'class_id')))).toEqual([next.id]);
    expect(await onDay('2026-11-24', '0198f000-0000-7000-8000-00000000dead')).toEqual([]);
  });

  it('前面还有一整页别的日子的，这一天的照样在', async () => {
    scene.desk.clock.set('2026-11-24T01:00:00.000Z');
    const next = await scene.completed(pupil(2));
    const db = scene.desk.db().client;
    const ofOne = ['id', 'candidacy_no'].map((name) => `'${name}'`).join(', ');
    const columns = db
      .prepare(`SELECT name FROM pragma_table_info('candidacy') WHERE name NOT IN (${ofOne})`)
      .pluck()
      .all();
    db.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${listLimit})
       INSERT INTO candidacy (id, ${columns.join(', ')})
       SELECT format('0198f000-0000-7000-8000-%012d', i), ${columns.join(', ')} FROM candidacy, n WHERE candidacy.id = ?`,
    ).run(id);
    expect(await onDay(null)).not.toContain(next.id);
    expect(await onDay('2026-11-24')).toEqual([next.id]);
  });
});

describe('review.list、review.sheet：谁可以看', () => {
  it.each(['clerk', 'teacher', 'school', 'auditor'] as const)('%s 不看', async (who) => {
    expect(fault(await scene.ask(who, 'review.list', { stage: 'completed', classId: null })).kind).toBe('forbidden');
    expect(fault(await scene.ask(who, 'review.sheet', { candidacyId: id })).kind).toBe('forbidden');
  });
});

describe('review.sheet：一份记录', () => {
  it('各项、完成时的检查、从头到尾的经过', async () => {
    await scene.do('reviewer', 'review.return', { candidacyId: id, version: scene.version(id), reason: '背景不均匀' });
    const sheet = await scene.do('reviewer', 'review.sheet', { candidacyId: id });
    expect(sheet.fields.find((line) => line.field === 'mobile')).toMatchObject({ missing: true, differs: false });
    expect(sheet.findings.map((finding) => finding.ruleId)).toContain('required-field.mobile');
    expect(sheet.history.map(({ who, what }) => [who, what])).toEqual([
      ['包·呼格吉勒', '当面补录'],
      ['乌云', '班主任同意'],
      ['王敏', '拍照'],
      ['王敏', '登记完成'],
      ['李牧', '退回登记台：背景不均匀'],
    ]);
    expect(JSON.stringify(sheet)).not.toContain(pupil(1).documentNumber);
  });
});
