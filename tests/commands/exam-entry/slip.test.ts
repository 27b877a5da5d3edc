import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { paperPrinter } from '../../fixtures/paper-printer.ts';
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
