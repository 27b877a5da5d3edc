import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import { fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let schoolId: string;
beforeEach(async () => {
  scene = await makeScene();
  schoolId = (await scene.do('school', 'school.read', {})).schoolId;
});
afterEach(() => scene.desk.close());

const data = (changes: Partial<Input<'school.save'>> = {}): Input<'school.save'> => ({
  version: 1,
  address: '敖汉旗新惠镇惠文路 1 号',
  headName: '额尔敦·朝克图',
  kind: '普通高中',
  staffCount: 186,
  phone: '（0476）4321234',
  ...changes,
});
const payload = (kind: string) =>
  JSON.parse(
    String(
      scene.desk
        .db()
        .statement('SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq WHERE e.kind = ?')
        .pluck()
        .get(kind),
    ),
  );

describe('school.save：学校改自己的资料', () => {
  it('整理后存下；旧值新值、规则和规定版本都在事件里；缺的不再说缺', async () => {
    const before = await scene.do('school', 'school.read', {});
    expect(before.findings.map(({ ruleId }) => ruleId)).toContain('school.data-complete');
    const saved = await scene.do('school', 'school.save', data());
    expect(saved).toEqual({ version: 2, findings: [] });
    const after = await scene.do('school', 'school.read', {});
    expect(after).toMatchObject({ code: '1504300001', name: '敖汉旗第一中学', phone: '0476-4321234', staffCount: 186 });
    expect(scene.events(schoolId)).toEqual(['school.changed']);
    const { changes, judged } = payload('school.changed');
    expect(changes.phone).toEqual({ from: null, to: '0476-4321234' });
    expect(Object.keys(changes)).not.toContain('kind');
    expect(judged.map((one: { ruleId: string }) => one.ruleId)).toContain('school.staff-count');
    expect(judged.every((one: { edition: string }) => one.edition === 'regulation-2025')).toBe(true);
  });

  it('错的每一项都指到它的格子，引条款；一项也没有存', async () => {
    const reply = await scene.ask(
      'school',
      'school.save',
      data({ staffCount: 0, phone: '4321234', kind: '大学', headName: '王?' }),
    );
    const given = fault(reply);
    if (given.kind !== 'refused') throw new Error(given.kind);
    expect(given.findings.map((one) => [one.field, one.clauses.map(({ id }) => id)])).toEqual([
      ['headName', ['1.2.2']],
      ['kind', ['1.2.2']],
      ['staffCount', ['1.2.2']],
      ['phone', ['1.2.2']],
    ]);
    expect((await scene.do('school', 'school.read', {})).address).toBeNull();
    expect(scene.events(schoolId)).toEqual([]);
  });

  it('缺项不拦：存下，说还缺什么', async () => {
    const saved = await scene.do('school', 'school.save', data({ address: ' ', phone: null }));
    expect(saved.findings.map(({ sentence }) => sentence)).toEqual(['学校资料缺 2 项：学校地址、联系电话']);
  });

  it('按两次是同一个答复，不多一个事件；看的是旧版本就说谁改的', async () => {
    const first = await scene.do('school', 'school.save', data());
    expect(await scene.do('school', 'school.save', data())).toEqual(first);
    expect(scene.events(schoolId)).toEqual(['school.changed']);
    const reply = await scene.ask('school', 'school.save', data({ staffCount: 187 }));
    expect(fault(reply)).toEqual({ kind: 'stale', message: '张校长 10:00 改了学校资料。看过新内容再决定。' });
  });

  it.each(['clerk', 'teacher', 'administrator', 'reviewer', 'auditor'] as const)('%s 不能改', async (who) => {
    expect(fault(await scene.ask(who, 'school.save', data())).kind).toBe('forbidden');
  });
});

const newClass = (changes: Partial<Input<'school.saveClass'>> = {}): Input<'school.saveClass'> => ({
  classId: null,
  version: null,
  code: '03',
  name: '高一(3)班',
  cohortYear: 2026,
  ...changes,
});
const lineOf = async (classId: string) => {
  const found = (await scene.do('school', 'school.read', {})).classes.find((one) => one.classId === classId);
  if (!found) throw new Error('no class');
  return found;
};
const classOne = async () => {
  const found = (await scene.do('school', 'school.read', {})).classes.find((one) => one.code === '01');
  if (!found) throw new Error('no class');
  return found;
};

describe('school.saveClass、school.closeClass：班级', () => {
  it('新设、改名、关、重新开，每步一个事件；别的界面跟着看得到、看不到', async () => {
    const { classId } = await scene.do('school', 'school.saveClass', newClass());
    const named = async () =>
      (await scene.do('clerk', 'office.schools', {})).flatMap(({ classes }) => classes.map(({ name }) => name));
    expect(await named()).toContain('高一(3)班');
    await scene.do('school', 'school.saveClass', newClass({ classId, version: 1, name: '高一(3)班（蒙）' }));
    expect(await lineOf(classId)).toMatchObject({ name: '高一(3)班（蒙）', version: 2, teachers: [], total: 0 });
    await scene.do('school', 'school.closeClass', { classId, version: 2 });
    expect(await named()).not.toContain('高一(3)班（蒙）');
    expect((await scene.do('clerk', 'desk.classes', {})).map((one) => one.classId)).not.toContain(classId);
    expect((await lineOf(classId)).closed).toBe(true);
    expect(await scene.do('school', 'school.saveClass', newClass({ name: '高一(3)班' }))).toEqual({ classId });
    expect((await lineOf(classId)).closed).toBe(false);
    expect(scene.events(classId)).toEqual([
      'schoolClass.created',
      'schoolClass.changed',
      'schoolClass.closed',
      'schoolClass.reopened',
    ]);
  });

  it('按两次：同一个班，不多事件', async () => {
    const first = await scene.do('school', 'school.saveClass', newClass());
    expect(await scene.do('school', 'school.saveClass', newClass())).toEqual(first);
    const { classId } = first;
    const close = { classId, version: 1 };
    await scene.do('school', 'school.closeClass', close);
    await scene.do('school', 'school.closeClass', close);
    expect(scene.events(classId)).toEqual(['schoolClass.created', 'schoolClass.closed']);
  });

  it('同校同级的代码只有一个班用；别的年级可以用', async () => {
    const reply = await scene.ask('school', 'school.saveClass', newClass({ code: '０１' }));
    expect(refusedBy(reply)).toEqual(['school-class.code-is-free']);
    expect(JSON.stringify(fault(reply))).toContain('2026 级已有代码 01 的班：高一(1)班');
    await scene.do('school', 'school.saveClass', newClass({ code: '01', cohortYear: 2025, name: '高二(1)班' }));
  });

  it('有学生的班：名称能改，代码、年份不能改，也不能关', async () => {
    await scene.enter(pupil(1));
    const { classId, version } = await classOne();
    const change = { classId, version, code: '01', name: '高一(1)班', cohortYear: 2026 };
    for (const other of [{ code: '09' }, { cohortYear: 2025 }]) {
      const reply = await scene.ask('school', 'school.saveClass', { ...change, ...other });
      expect(refusedBy(reply)).toEqual(['school-class.code-is-kept']);
    }
    expect(refusedBy(await scene.ask('school', 'school.closeClass', { classId, version }))).toEqual([
      'school-class.is-empty',
    ]);
    await scene.do('school', 'school.saveClass', { ...change, name: '高一(1)班（实验）' });
    expect(scene.events(classId)).toEqual(['schoolClass.changed']);
  });

  it('改成一个关了的班的代码：说出那个班，不撞库', async () => {
    const { classId } = await scene.do('school', 'school.saveClass', newClass());
    await scene.do('school', 'school.closeClass', { classId, version: 1 });
    const { classId: other } = await scene.do(
      'school',
      'school.saveClass',
      newClass({ code: '04', name: '高一(4)班' }),
    );
    const reply = await scene.ask(
      'school',
      'school.saveClass',
      newClass({ classId: other, version: 1, name: '高一(4)班' }),
    );
    expect(JSON.stringify(fault(reply))).toContain('高一(3)班（已关）');
  });

  it('别校的班得到的答复，与没有这个班时一模一样', async () => {
    const foreign = String(
      scene.desk
        .db()
        .statement(`SELECT k.id FROM school_class k JOIN school s ON s.id = k.school_id WHERE s.code = '1504300002'`)
        .pluck()
        .get(),
    );
    const absent = '0198f000-0000-7000-8000-00000000dead';
    for (const classId of [foreign, absent]) {
      const replies = [
        await scene.ask('school', 'school.saveClass', newClass({ classId, version: 1 })),
        await scene.ask('school', 'school.closeClass', { classId, version: 1 }),
        await scene.ask('school', 'school.pupils', { classId }),
      ];
      expect(new Set(replies.map((reply) => JSON.stringify(fault(reply)))).size).toBe(1);
      expect(replies.map((reply) => fault(reply).kind)).toEqual(['forbidden', 'forbidden', 'forbidden']);
    }
  });

  it.each(['clerk', 'teacher', 'administrator'] as const)('%s 不能设班、关班', async (who) => {
    expect(fault(await scene.ask(who, 'school.saveClass', newClass())).kind).toBe('forbidden');
    const { classId, version } = await classOne();
    expect(fault(await scene.ask(who, 'school.closeClass', { classId, version })).kind).toBe('forbidden');
  });
});

describe('班主任账户：本校的由学校管', () => {
  const teacherOf = (classIds: string[]): Input<'account.create'> => ({
    loginName: 'teacher9',
    displayName: '娜仁',
    role: 'classTeacher',
    schoolId,
    classIds,
    password: 'kaoji-2026',
  });

  it('建账户、改管哪个班、停用；每步一个事件，学校页跟着变', async () => {
    const { classId } = await scene.do('school', 'school.saveClass', newClass());
    const { userId } = await scene.do('school', 'account.create', teacherOf([classId]));
    expect((await lineOf(classId)).teachers.map(({ displayName }) => displayName)).toEqual(['娜仁']);
    const one = await classOne();
    const assign = { userId, classIds: [one.classId] };
    await scene.do('school', 'account.assignClasses', assign);
    await scene.do('school', 'account.assignClasses', assign);
    expect((await lineOf(classId)).teachers).toEqual([]);
    expect((await lineOf(one.classId)).teachers.map(({ loginName }) => loginName)).toContain('teacher9');
    await scene.do('school', 'account.disable', { userId, reason: '调离' });
    await scene.do('school', 'account.disable', { userId, reason: '调离' });
    expect((await lineOf(one.classId)).teachers.map(({ loginName }) => loginName)).not.toContain('teacher9');
    expect(scene.events(userId)).toEqual(['account.created', 'account.classesAssigned', 'account.disabled']);
  });

  it('别校的班主任、旗县的账户：改不了班，停用不了', async () => {
    const accounts = await scene.do('administrator', 'account.list', {});
    for (const loginName of ['teacher3', 'clerk1']) {
      const userId = accounts.find((one) => one.loginName === loginName)?.userId ?? '';
      expect(fault(await scene.ask('school', 'account.assignClasses', { userId, classIds: [] })).kind).toBe(
        'forbidden',
      );
      expect(fault(await scene.ask('school', 'account.disable', { userId, reason: '试' })).kind).toBe('forbidden');
      expect(scene.events(userId)).toEqual([]);
    }
  });

  it('本校的班主任管不到别校的班', async () => {
    const foreign = String(
      scene.desk
        .db()
        .statement(`SELECT k.id FROM school_class k JOIN school s ON s.id = k.school_id WHERE s.code = '1504300002'`)
        .pluck()
        .get(),
    );
    const userId = (await scene.do('school', 'account.list', {})).find((one) => one.loginName === 'teacher1')?.userId;
    const reply = await scene.ask('school', 'account.assignClasses', { userId: userId ?? '', classIds: [foreign] });
    expect(fault(reply).kind).toBe('invalid');
  });
});
