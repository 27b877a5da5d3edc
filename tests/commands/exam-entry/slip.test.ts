import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { paperPrinter } from '../../fixtures/paper-printer.ts';
import { value } from '../../make-desk.ts';
import { publishSitting, sitting } from './sittings.ts';

const { folder, target, paper, services, remove } = paperPrinter('slip.pdf');
let scene: Scene;
let id: string;

beforeAll(async () => {
  scene = await makeScene(services);
  publishSitting(scene.desk);
  id = (await scene.completed(pupil(1, { fullName: '包·呼格吉勒' }))).id;
  const choice = { candidacyId: id, version: 0, sitting, subjects: ['03', '01'] as const, foreignLanguage: '3' };
  await scene.do('clerk', 'examEntry.perform', { ...choice, subjects: [...choice.subjects] });
});
afterAll(() => {
  scene.desk.close();
  remove();
});
const printed = () => scene.events(id).filter((kind) => kind === 'examEntrySlip.printed').length;

it('写出 PDF：姓名、号码、学校、班级、考次、照片、逐科、语种、要核定的事、签字栏、第几次', async () => {
  expect(await scene.do('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [id] })).toEqual({
    fileName: 'slip.pdf',
    slips: 1,
  });
  expect(readFileSync(target, 'latin1')).toContain('%PDF');
  expect(paper.suggested).toBe(`选课报名表-${id.slice(-8)}.pdf`);
  const number = String(scene.column(id, 'candidacy_no'));
  for (const part of [
    '包·呼格吉勒',
    number.slice(7, 15),
    '敖汉旗第一中学',
    '高一(1)班',
    '2026 年秋季考次',
    '2027 年 1 月 9 日',
    '报考科目，共 2 科',
    '语文',
    '外语语种：日语',
    '报的是日语，注册的外语语种是英语',
    '学生签字',
    '第 1 次打印',
  ])
    expect(paper.page).toContain(part);
  expect(paper.page.indexOf('语文')).toBeLessThan(paper.page.indexOf('外语</li>'));
  expect(paper.page).toMatch(/<img class="photo"[^>]*src="data:image\/jpeg;base64,\/9j\//);
  expect(paper.page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  await scene.do('teacher', 'examEntry.printSlip', { sitting, candidacyIds: [id] });
  expect(paper.page).toContain('第 2 次打印');
  expect(printed()).toBe(2);
});

it('一次几个人，一人一页；有一个没有报名就说是谁，不打', async () => {
  const other = (await scene.completed(pupil(2))).id;
  const none = await scene.ask('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [id, other] });
  expect(fault(none)).toMatchObject({ kind: 'invalid', problems: [{ message: expect.stringContaining('孙子') }] });
  expect(printed()).toBe(2);
  const choice = { candidacyId: other, version: 0, sitting, subjects: ['02' as const], foreignLanguage: null };
  await scene.do('clerk', 'examEntry.perform', choice);
  expect(await scene.do('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [id, other] })).toMatchObject({
    slips: 2,
  });
  expect(paper.page.match(/class="sheet"/g)).toHaveLength(2);
  expect(paper.suggested).toBe('选课报名表-2份.pdf');
});

it('取消、写不进去、别班的老师，都不算打印过', async () => {
  const before = printed();
  paper.answer = null;
  expect(await scene.do('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [id] })).toBeNull();
  paper.answer = join(folder, 'missing', 'slip.pdf');
  expect(fault(await scene.ask('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [id] })).kind).toBe('invalid');
  paper.answer = target;
  expect(fault(await scene.ask('otherTeacher', 'examEntry.printSlip', { sitting, candidacyIds: [id] })).kind).toBe(
    'forbidden',
  );
  expect(printed()).toBe(before);
});

it('姓名里的尖括号只是文字', async () => {
  scene.desk.db().statement('UPDATE candidacy SET full_name = ? WHERE id = ?').run('包<b>', id);
  await scene.do('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [id] });
  expect(paper.page).toContain('包&lt;b&gt;');
  expect(paper.page).not.toContain('包<b>');
});

it('选保存位置的时候改报了：打印的是改过的，记录的也是这一版', async () => {
  const pupilId = (await scene.completed(pupil(5))).id;
  const first = { candidacyId: pupilId, version: 0, sitting, subjects: ['02' as const], foreignLanguage: null };
  await scene.do('clerk', 'examEntry.perform', first);
  paper.meanwhile = async () => {
    await scene.do('teacher', 'examEntry.perform', { ...first, version: 1, subjects: ['01'] });
  };
  await scene.do('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [pupilId] });
  paper.meanwhile = async () => undefined;
  expect(paper.page).toContain('语文');
  expect(paper.page).not.toContain('数学');
  const payload = scene.desk
    .db()
    .statement(
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.kind = 'examEntrySlip.printed' AND e.subject_id = ?`,
    )
    .pluck()
    .get(pupilId);
  expect(JSON.parse(String(payload))).toMatchObject({ sitting, version: 2 });
});

describe('签字的报名表收回来', () => {
  let pupilId: string;
  beforeAll(async () => {
    pupilId = (await scene.completed(pupil(8))).id;
    await scene.do('clerk', 'examEntry.perform', {
      candidacyId: pupilId,
      version: 0,
      sitting,
      subjects: ['02'],
      foreignLanguage: null,
    });
  });
  const mark = (who: 'clerk' | 'teacher' | 'otherTeacher', signed: boolean, version = 1) =>
    scene.ask(who, 'examEntry.markSlips', { sitting, signed, items: [{ candidacyId: pupilId, version }] });
  const slip = async () =>
    (
      await scene.do('clerk', 'examEntry.offer', {
        candidacyId: pupilId,
        sitting,
        subjects: null,
        foreignLanguage: null,
      })
    ).slip;
  const ofClass = async () => {
    const board = await scene.do('clerk', 'examEntry.classBoard', { sitting, classId: null });
    const own = board.pupils.find((one) => one.candidacyId === pupilId);
    const { entered, printed: made, signed } = board.classes.find((one) => one.classId === board.classId) ?? {};
    return { slip: own?.entry?.slip, entered, made, signed };
  };

  it('没打印的不能收：签的是旧的', async () => {
    expect(value(await mark('clerk', true))).toMatchObject({
      done: [],
      failed: [{ sentence: expect.stringContaining('还没有打印过报名表') }],
    });
    expect(await slip()).toEqual({ state: 'none', signedBy: null, signedAt: null });
  });

  it('收回、谁收的、什么时候；再按一遍不多记；班级那一格数得对', async () => {
    const before = await ofClass();
    await scene.do('clerk', 'examEntry.printSlip', { sitting, candidacyIds: [pupilId] });
    expect(await ofClass()).toEqual({ ...before, slip: 'printed', made: Number(before.made) + 1 });
    expect(value(await mark('teacher', true)).done).toEqual([pupilId]);
    const events = scene.count('event');
    expect(value(await mark('teacher', true)).done).toEqual([pupilId]);
    expect(scene.count('event')).toBe(events);
    expect(await slip()).toEqual({ state: 'signed', signedBy: '乌云', signedAt: scene.desk.clock.now() });
    expect(await ofClass()).toEqual({
      ...before,
      slip: 'signed',
      made: Number(before.made) + 1,
      signed: Number(before.signed) + 1,
    });
  });

  it('撤销记号，经过都在；别班的老师动不了', async () => {
    expect(fault(await mark('otherTeacher', false)).kind).toBe('forbidden');
    await mark('clerk', false);
    expect(await slip()).toMatchObject({ state: 'printed', signedBy: null });
    await mark('clerk', true);
    const kinds = scene.events(pupilId).filter((kind) => kind.startsWith('examEntrySlip'));
    expect(kinds).toEqual([
      'examEntrySlip.printed',
      'examEntrySlip.signed',
      'examEntrySlip.markUndone',
      'examEntrySlip.signed',
    ]);
    for (const act of ['DELETE FROM exam_entry_slip', "UPDATE exam_entry_slip SET act = 'undone'"])
      expect(() => scene.desk.db().client.exec(act)).toThrow(/never changed/);
  });

  it('选科改了，签字记号不再算；拿着旧表来收，说有人先改了', async () => {
    await scene.do('clerk', 'examEntry.perform', {
      candidacyId: pupilId,
      version: 1,
      sitting,
      subjects: ['01'],
      foreignLanguage: null,
    });
    expect(await slip()).toMatchObject({ state: 'none' });
    expect(value(await mark('clerk', true, 1))).toMatchObject({
      failed: [{ sentence: expect.stringContaining('看过新内容再决定') }],
    });
  });
});
