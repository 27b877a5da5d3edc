import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input, Output } from '#shared/contract/index.ts';
import { fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';
import { publishSitting, sitting } from './sittings.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  publishSitting(scene.desk);
  id = (await scene.completed(pupil(1))).id;
});
afterEach(() => scene.desk.close());

type Perform = Input<'examEntry.perform'>;
const choice = (changes: Partial<Perform> = {}): Perform => ({
  candidacyId: id,
  version: 0,
  sitting,
  subjects: ['01', '02', '03'],
  foreignLanguage: '1',
  ...changes,
});
const offer = (changes: Partial<Input<'examEntry.offer'>> = {}): Promise<Output<'examEntry.offer'>> =>
  scene.do('clerk', 'examEntry.offer', { candidacyId: id, sitting, subjects: null, foreignLanguage: null, ...changes });
const pass = (subject: string, outcome = 'pass') => {
  const db = scene.desk.db();
  db.client.exec(
    `INSERT OR IGNORE INTO import_batch (id, kind, state, file_name, file_sha256, created_by, created_at)
       SELECT 'b', 'subjectResults', 'accepted', 'f.csv', 's', id, 't' FROM user_account LIMIT 1`,
  );
  db.statement(
    `INSERT INTO subject_result (id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256, import_batch_id, source_row)
     VALUES (@id, @candidacy, 'n', 'earlier', @subject, @outcome, 's', 'b', (SELECT count(*) FROM subject_result))`,
  ).run({ id: `r${subject}${outcome}`, candidacy: id, subject, outcome });
};

describe('选课报名', () => {
  it('报上、记下经过和依据；再送一次是同一份', async () => {
    const first = await scene.do('clerk', 'examEntry.perform', choice());
    expect(first.version).toBe(1);
    // nobody has imported results, and January of grade 10 is early: both go on with a mark
    expect(first.flags.map((flag) => flag.ruleId)).toEqual(['exam-entry.not-passed', 'exam-entry.usual-semester']);
    expect(await scene.do('clerk', 'examEntry.perform', choice())).toEqual(first);
    expect(scene.count('exam_entry')).toBe(1);
    expect(scene.events(id).filter((kind) => kind === 'examEntry.entered')).toHaveLength(1);
    const kept = scene.desk
      .db()
      .statement(`SELECT findings FROM decision_record WHERE act = 'examEntry.perform'`)
      .pluck()
      .get();
    expect(String(kept)).toContain('1.3.5');
  });

  it('窗口内可以换，旧的一版留着；以旧版为底的另一次改动要先看新内容', async () => {
    await scene.do('clerk', 'examEntry.perform', choice());
    const second = await scene.do('teacher', 'examEntry.perform', choice({ version: 1, subjects: ['01'] }));
    expect(second.version).toBe(2);
    expect(
      fault(await scene.ask('school', 'examEntry.perform', choice({ version: 1, subjects: ['02'] }))),
    ).toMatchObject({
      kind: 'stale',
      message: expect.stringContaining('乌云'),
    });
    const rows = scene.desk
      .db()
      .statement('SELECT version, subjects, foreign_language FROM exam_entry ORDER BY version');
    expect(rows.all()).toEqual([
      { version: 1, subjects: '["01","02","03"]', foreign_language: '1' },
      { version: 2, subjects: '["01"]', foreign_language: null },
    ]);
    for (const act of ['DELETE FROM exam_entry', `UPDATE exam_entry SET subjects = '[]'`])
      expect(() => scene.desk.db().client.exec(act)).toThrow(/never changed/);
  });

  it('高一第五科不收，引条款；四科收', async () => {
    const five = await scene.ask('clerk', 'examEntry.perform', choice({ subjects: ['01', '02', '04', '05', '06'] }));
    expect(fault(five)).toMatchObject({
      kind: 'refused',
      title: '不能选课报名：钱子',
      findings: [
        { ruleId: 'exam-entry.most-subjects', sentence: '选了 5 科，高一最多报 4 科', clauses: [{ id: '1.3.5' }] },
      ],
    });
    expect(scene.count('exam_entry')).toBe(0);
    expect((await scene.do('clerk', 'examEntry.perform', choice({ subjects: ['01', '02', '04', '05'] }))).version).toBe(
      1,
    );
  });

  it.each([
    ['一科也不选', { subjects: [] }, 'exam-entry.some-subject'],
    ['盟市组织的科目', { subjects: ['10'] }, 'exam-entry.subjects-of-sitting'],
    ['外语没有语种', { foreignLanguage: null }, 'exam-entry.language'],
  ] as const)('%s：不收', async (_, changes, ruleId) => {
    expect(refusedBy(await scene.ask('clerk', 'examEntry.perform', choice(changes as Partial<Perform>)))).toEqual([
      ruleId,
    ]);
  });

  it('没有登记完成的、休籍的不收', async () => {
    const waiting = await scene.enter(pupil(3));
    expect(refusedBy(await scene.ask('clerk', 'examEntry.perform', choice({ candidacyId: waiting })))).toEqual([
      'exam-entry.candidacy-completed',
    ]);
    scene.desk.db().statement(`UPDATE candidacy SET status = 'suspended' WHERE id = ?`).run(id);
    expect(refusedBy(await scene.ask('clerk', 'examEntry.perform', choice()))).toEqual(['exam-entry.not-suspended']);
  });

  it.each([
    ['开放前一秒', '2026-11-20T00:59:59.000Z', ['windows.exam-entry-open']],
    ['开放的那一秒', '2026-11-20T01:00:00.000Z', []],
    ['关闭前一秒', '2026-11-30T13:59:59.000Z', []],
    ['关闭的那一秒', '2026-11-30T14:00:00.000Z', ['windows.exam-entry-open']],
  ])('%s', async (_, now, rules) => {
    scene.desk.clock.set(now);
    const reply = await scene.ask('clerk', 'examEntry.perform', choice());
    expect(reply.ok ? [] : refusedBy(reply)).toEqual(rules);
    const withdrawn = await scene.ask('clerk', 'examEntry.withdraw', {
      candidacyId: id,
      version: 1,
      sitting,
      reason: '不考了',
    });
    expect(withdrawn.ok).toBe(rules.length === 0);
  });

  it('合格的科目不收；不合格的收；不知道考次的不办', async () => {
    pass('01');
    pass('02', 'fail');
    expect(refusedBy(await scene.ask('clerk', 'examEntry.perform', choice()))).toEqual(['exam-entry.not-passed']);
    const again = await scene.do('clerk', 'examEntry.perform', choice({ subjects: ['02'] }));
    expect(again.flags.map((flag) => flag.ruleId)).toEqual(['exam-entry.usual-semester']);
    expect(fault(await scene.ask('clerk', 'examEntry.perform', choice({ sitting: 'none' }))).kind).toBe('invalid');
  });

  it('撤回要原因，之后可以再报；再送一次不变', async () => {
    await scene.do('clerk', 'examEntry.perform', choice());
    const input = { candidacyId: id, version: 1, sitting, reason: '家里有事，这次不考' };
    expect(await scene.do('clerk', 'examEntry.withdraw', input)).toEqual({ version: 2 });
    expect(await scene.do('clerk', 'examEntry.withdraw', input)).toEqual({ version: 2 });
    expect(fault(await scene.ask('clerk', 'examEntry.withdraw', { ...input, version: 2, reason: '另一个' })).kind).toBe(
      'invalid',
    );
    expect(fault(await scene.ask('clerk', 'examEntry.withdraw', { ...input, reason: ' ' })).kind).toBe('invalid');
    const seen = await offer();
    expect([seen.entry?.state, seen.entry?.reason, seen.chosen, seen.version]).toEqual([
      'withdrawn',
      input.reason,
      [],
      2,
    ]);
    expect((await scene.do('clerk', 'examEntry.perform', choice({ version: 2 }))).version).toBe(3);
  });

  it('谁能报：登记员、本校、本班；别班、别校、审核员、审计不能', async () => {
    for (const who of ['otherTeacher', 'teacherElsewhere', 'reviewer', 'auditor', 'administrator'] as const)
      expect(fault(await scene.ask(who, 'examEntry.perform', choice())).kind, who).toBe('forbidden');
    let version = 0;
    for (const who of ['clerk', 'teacher', 'school'] as const) {
      const subjects: Perform['subjects'] = version % 2 === 0 ? ['01'] : ['02'];
      version = (await scene.do(who, 'examEntry.perform', choice({ version, subjects }))).version;
    }
    expect(version).toBe(3);
  });
});

describe('能选什么', () => {
  it('13 科都在；不开放的说出原因和依据；上限和语种一起给', async () => {
    pass('05');
    const seen = await offer();
    const closed = seen.subjects.filter((subject) => !subject.open);
    expect(closed.map((subject) => [subject.label, subject.why[0]?.sentence])).toEqual([
      ['历史', '历史已经合格，不再开放报名'],
      ['体育与健康', '2026 年秋季考次不考体育与健康'],
      ['艺术（音乐、美术）', '2026 年秋季考次不考艺术（音乐、美术）'],
      ['信息技术', '2026 年秋季考次不考信息技术'],
      ['通用技术', '2026 年秋季考次不考通用技术'],
    ]);
    expect(closed[0]?.why[0]?.clauses[0]?.shownAs).toBe('《考籍管理办法》一（三）');
    expect([seen.subjects.length, seen.most, seen.registeredLanguage, seen.languages.length]).toEqual([13, 4, '1', 7]);
    expect([seen.perform.open, seen.perform.why.map((why) => why.ruleId)]).toEqual([
      false,
      ['exam-entry.some-subject'],
    ]);
  });

  it('照屏幕上的选择判断；选了外语先给注册的语种', async () => {
    const good = await offer({ subjects: ['03'] });
    expect([good.foreignLanguage, good.perform.open]).toEqual(['1', true]);
    const other = await offer({ subjects: ['03'], foreignLanguage: '3' });
    expect(other.flags.map((flag) => flag.ruleId)).toContain('exam-entry.language');
    const many = await offer({ subjects: ['01', '02', '04', '05', '06'] });
    expect(many.perform.why.map((why) => why.ruleId)).toEqual(['exam-entry.most-subjects']);
  });
});

describe('一个班', () => {
  it('同样的科目报给几名学生：各判各的，一人一行结果', async () => {
    const other = (await scene.completed(pupil(2))).id;
    const waiting = await scene.enter(pupil(5));
    pass('02');
    const many = {
      sitting,
      subjects: ['02', '03'],
      foreignLanguage: null,
      items: [id, other, waiting].map((candidacyId) => ({ candidacyId, version: 0 })),
    } satisfies Input<'examEntry.performMany'>;
    const result = await scene.do('teacher', 'examEntry.performMany', many);
    expect(result.done).toEqual([other]);
    expect(result.failed.map((line) => [line.candidacyId, line.sentence])).toEqual([
      [
        id,
        '不能选课报名：数学已经合格，不再开放报名。依据《考籍管理办法》一（三）。下一步：去掉这一科；成绩不对的，由管理员核对导入的成绩',
      ],
      [waiting, expect.stringContaining('还没有取得考籍')],
    ]);
    expect(await scene.do('teacher', 'examEntry.performMany', many)).toEqual(result);
    expect(scene.count('exam_entry')).toBe(1);
    // ticked while nothing was entered, entered by somebody else since: named, never overwritten
    const late = await scene.do('teacher', 'examEntry.performMany', { ...many, subjects: ['04'] });
    expect(late.done).toEqual([id]);
    expect(late.failed.map((line) => line.candidacyId)).toEqual([other, waiting]);
    expect(scene.count('exam_entry')).toBe(2);

    const board = await scene.do('teacher', 'examEntry.classBoard', { sitting: null, classId: null });
    expect(board.sitting).toEqual({ sitting, label: '2026 年秋季考次', startsOn: '2027-01-09' });
    expect(board.windows).toHaveLength(1);
    expect(board.classes.map((one) => [one.className, one.pupils, one.entered])).toEqual([['高一(1)班', 3, 2]]);
    const byId = new Map(board.pupils.map((one) => [one.candidacyId, one.entry]));
    expect(byId.get(other)).toEqual({
      version: 1,
      state: 'entered',
      subjects: ['02', '03'],
      foreignLanguage: '1',
      slip: 'none',
    });
    expect(byId.get(id)).toMatchObject({ version: 1, subjects: ['04'] });
    const open = board.pupils.filter((one) => one.mayEnter).map((one) => one.candidacyId);
    expect(open.sort()).toEqual([id, other].sort());
  });

  it('别班的老师看不到这个班；没有考次时说没有', async () => {
    const board = await scene.do('otherTeacher', 'examEntry.classBoard', { sitting: null, classId: null });
    expect([board.classes, board.pupils]).toEqual([[], []]);
    scene.desk.db().client.exec(`DELETE FROM exam_window WHERE kind = 'sitting'`);
    expect((await scene.do('clerk', 'examEntry.classBoard', { sitting: null, classId: null })).sitting).toBeNull();
  });
});
