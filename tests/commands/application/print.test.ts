import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { transferCounty } from '../../fixtures/county.ts';
import { fault } from '../../fixtures/desk-scene.ts';
import { paperPrinter } from '../../fixtures/paper-printer.ts';

const { target, paper, services, remove } = paperPrinter('sheet.pdf');
const longName = `${'阿拉坦其其格·'.repeat(6)}孛儿只斤·乌兰𠮷`;

describe('打印办理单', () => {
  let scene: ApplicationScene;
  let applicationId: string;
  let id: string;
  beforeAll(async () => {
    scene = await makeApplicationScene(undefined, transferCounty, services);
    id = await scene.inEffect(131);
    scene.desk.db().statement('UPDATE candidacy SET full_name = ? WHERE id = ?').run(longName, id);
    const request = {
      kind: 'transfer',
      joiningSchool: { code: '1504300002', name: '敖汉旗蒙古族中学' },
      applicant: { by: 'guardian', fullName: '赵大明', relation: '父亲' },
      candidateNumber: null,
    } as const;
    applicationId = (await scene.start('clerk', id, request)).applicationId;
    await scene.attach('clerk', applicationId, 'schoolMoveProof');
    await scene.submit('clerk', applicationId);
    await scene.agree('school', applicationId);
  });
  afterAll(() => {
    scene.desk.close();
    remove();
  });
  const print = (who: 'clerk' | 'school' | 'teacherElsewhere' | 'joiningSchool', purpose = '存档') =>
    scene.ask(who, 'application.print', { applicationId, purpose });
  const printed = () => scene.events(applicationId).filter((kind) => kind === 'application.printed').length;

  it('谁、申请什么、材料、谁什么时候决定的、依据、签字的地方；号码遮着，一份一份地记', async () => {
    expect(await print('clerk')).toEqual({ ok: true, value: { fileName: 'sheet.pdf', copy: 1 } });
    expect(readFileSync(target, 'latin1')).toContain('%PDF');
    expect(paper.suggested).toBe(`办理单-${applicationId.slice(-8)}.pdf`);
    for (const part of [
      '区内转籍办理单',
      longName,
      'class="name long"',
      '敖汉旗第一中学',
      '转入学校',
      '敖汉旗蒙古族中学',
      '家长 赵大明',
      '转学证明 1 页',
      '张校长',
      '转出学校同意',
      '等转入学校同意',
      '三（一）',
      '申请人签字',
      '敖汉旗招生考试中心（盖章）',
      '第 1 次打印',
    ])
      expect(paper.page, part).toContain(part);
    expect(paper.page).not.toContain(String(scene.column(id, 'document_number')));
    expect(paper.page).not.toMatch(/<script|https?:\/\//);
    expect(await print('school')).toMatchObject({ value: { copy: 2 } });
    expect(printed()).toBe(2);
  });

  it('够不到的人不能打；没写用途的、取消的不记', async () => {
    expect(fault(await print('teacherElsewhere'))).toMatchObject({ kind: 'forbidden' });
    expect(fault(await print('clerk', ' '))).toMatchObject({ kind: 'invalid' });
    paper.answer = null;
    expect(await print('clerk')).toEqual({ ok: true, value: null });
    paper.answer = target;
    expect(printed()).toBe(2);
  });

  it('对话框开着的时候转入学校的够得到没有了：不写', async () => {
    paper.meanwhile = () =>
      scene.do('clerk', 'application.withdraw', {
        applicationId,
        version: scene.versionOf(applicationId),
        reason: '家里改了主意',
      });
    const reply = await print('joiningSchool');
    paper.meanwhile = async () => undefined;
    expect(reply).toMatchObject({ ok: false });
    expect(printed()).toBe(2);
  });
});
