import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withCheckDigit } from '../../../scripts/demo-data/invented-numbers.ts';
import { makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaoji-form-'));
// the printer is hidden behind a port: here it keeps the page it was asked to print
let page = '';
let suggested = '';
const target = join(folder, 'form.pdf');
let answer: string | null = target;
let scene: Scene;
const fullName = '包·呼格吉勒<b>';
let id: string;

beforeAll(async () => {
  scene = await makeScene({
    pdf: async (html) => {
      page = html;
      return new TextEncoder().encode('%PDF-1.7 test');
    },
    files: {
      open: async () => null,
      openFolder: async () => null,
      save: async (_title, name) => {
        suggested = name;
        return answer;
      },
    },
  });
  id = (await scene.completed(pupil(21, { fullName: '包·呼格吉勒' }))).id;
});
afterAll(() => {
  scene.desk.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('登记表', () => {
  test('写出 PDF，文件名里没有个人资料，打印有记录', async () => {
    const printed = await scene.do('clerk', 'desk.printForm', { candidacyId: id });
    expect(printed).toEqual({ fileName: 'form.pdf' });
    expect(readFileSync(target, 'latin1')).toContain('%PDF');
    expect(suggested).toBe(`登记表-${id.slice(-8)}.pdf`);
    expect(scene.events(id).filter((kind) => kind === 'registrationForm.printed')).toHaveLength(1);
  });

  test('页上有姓名、号码、照片、签字栏、核验码和第几次打印', async () => {
    await scene.do('clerk', 'desk.printForm', { candidacyId: id });
    const number = String(scene.column(id, 'document_number'));
    for (const part of ['包·呼格吉勒', number.slice(6, 14), '学生签字', '本人核对无误', '第 2 次打印', '高一(1)班']) {
      expect(page).toContain(part);
    }
    expect(page).toMatch(/<img class="photo"[^>]*src="data:image\/jpeg;base64,\/9j\//);
    expect(page).toMatch(/核验码 [0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4}/);
    expect(page).not.toContain('监护人签字');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  test('未满 14 周岁的，多一栏监护人签字', async () => {
    const number = withCheckDigit('15043020121124201');
    const child = await scene.completed(
      pupil(1, { documentNumber: number, birthDate: '2012-11-24', enrolmentNo: `G${number}` }),
    );
    await scene.do('clerk', 'desk.printForm', { candidacyId: child.id });
    expect(page).toContain('监护人签字（学生未满 14 周岁）');
  });

  test('取消就什么也不做，审核员可以打印，班主任不能', async () => {
    answer = null;
    expect(await scene.do('clerk', 'desk.printForm', { candidacyId: id })).toBeNull();
    expect(scene.events(id).filter((kind) => kind === 'registrationForm.printed')).toHaveLength(2);
    answer = target;
    expect(await scene.do('reviewer', 'desk.printForm', { candidacyId: id })).not.toBeNull();
    expect(await scene.ask('teacher', 'desk.printForm', { candidacyId: id })).toMatchObject({
      ok: false,
      fault: { kind: 'forbidden' },
    });
  });

  test('写不进去时说明怎么办，不算打印过', async () => {
    answer = join(folder, 'missing', 'form.pdf');
    const reply = await scene.ask('clerk', 'desk.printForm', { candidacyId: id });
    answer = target;
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(scene.events(id).filter((kind) => kind === 'registrationForm.printed')).toHaveLength(3);
  });

  test('姓名里的尖括号只是文字', async () => {
    scene.desk.db().statement('UPDATE candidacy SET full_name = ? WHERE id = ?').run(fullName, id);
    await scene.do('clerk', 'desk.printForm', { candidacyId: id });
    expect(page).toContain('包·呼格吉勒&lt;b&gt;');
    expect(page).not.toContain(fullName);
  });
});
