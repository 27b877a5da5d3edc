import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withCheckDigit } from '../../../scripts/demo-data/invented-numbers.ts';
import { makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { paperPrinter } from '../../fixtures/paper-printer.ts';

const { folder, target, paper, services, remove } = paperPrinter('form.pdf');
let scene: Scene;
const fullName = '包·呼格吉勒<b>';
let id: string;

beforeAll(async () => {
  scene = await makeScene(services);
  id = (await scene.completed(pupil(21, { fullName: '包·呼格吉勒' }))).id;
});
afterAll(() => {
  scene.desk.close();
  remove();
});

describe('登记表', () => {
  test('写出 PDF，文件名里没有个人资料，打印有记录', async () => {
    const printed = await scene.do('clerk', 'desk.printForm', { candidacyId: id });
    expect(printed).toEqual({ fileName: 'form.pdf' });
    expect(readFileSync(target, 'latin1')).toContain('%PDF');
    expect(paper.suggested).toBe(`登记表-${id.slice(-8)}.pdf`);
    expect(scene.events(id).filter((kind) => kind === 'registrationForm.printed')).toHaveLength(1);
  });

  test('页上有姓名、号码、照片、签字栏、核验码和第几次打印', async () => {
    await scene.do('clerk', 'desk.printForm', { candidacyId: id });
    const number = String(scene.column(id, 'document_number'));
    for (const part of ['包·呼格吉勒', number.slice(6, 14), '学生签字', '本人核对无误', '第 2 次打印', '高一(1)班']) {
      expect(paper.page).toContain(part);
    }
    expect(paper.page).toMatch(/<img class="photo"[^>]*src="data:image\/jpeg;base64,\/9j\//);
    expect(paper.page).toMatch(/核验码 [0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4}/);
    expect(paper.page).not.toContain('监护人签字');
    expect(paper.page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  test('未满 14 周岁的，多一栏监护人签字', async () => {
    const number = withCheckDigit('15043020121124201');
    const child = await scene.completed(
      pupil(1, { documentNumber: number, birthDate: '2012-11-24', enrolmentNo: `G${number}` }),
    );
    await scene.do('clerk', 'desk.printForm', { candidacyId: child.id });
    expect(paper.page).toContain('监护人签字（学生未满 14 周岁）');
  });

  test('取消就什么也不做，审核员可以打印，班主任不能', async () => {
    paper.answer = null;
    expect(await scene.do('clerk', 'desk.printForm', { candidacyId: id })).toBeNull();
    expect(scene.events(id).filter((kind) => kind === 'registrationForm.printed')).toHaveLength(2);
    paper.answer = target;
    expect(await scene.do('reviewer', 'desk.printForm', { candidacyId: id })).not.toBeNull();
    expect(await scene.ask('teacher', 'desk.printForm', { candidacyId: id })).toMatchObject({
      ok: false,
      fault: { kind: 'forbidden' },
    });
  });

  test('写不进去时说明怎么办，不算打印过', async () => {
    paper.answer = join(folder, 'missing', 'form.pdf');
    const reply = await scene.ask('clerk', 'desk.printForm', { candidacyId: id });
    paper.answer = target;
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(scene.events(id).filter((kind) => kind === 'registrationForm.printed')).toHaveLength(3);
  });

  test('姓名里的尖括号只是文字', async () => {
    scene.desk.db().statement('UPDATE candidacy SET full_name = ? WHERE id = ?').run(fullName, id);
    await scene.do('clerk', 'desk.printForm', { candidacyId: id });
    expect(paper.page).toContain('包·呼格吉勒&lt;b&gt;');
    expect(paper.page).not.toContain(fullName);
  });
});
