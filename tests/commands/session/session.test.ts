import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallName } from '../../../shared/contract/index.ts';
import { contract } from '../../../shared/contract/index.ts';
import { testPassword } from '../../fixtures/county.ts';
import { makeDesk, reopen, type TestDesk, value } from '../../make-desk.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await makeDesk();
});
afterEach(() => desk.close());

const signIn = (loginName: string, password = testPassword) => desk.call('session.signIn', { loginName, password });

describe('登录', () => {
  test('密码不对说还可以试几次，五次后锁住，重启也不解开，管理员能解开', async () => {
    for (const left of [4, 3, 2, 1]) {
      expect(await signIn('clerk1', 'wrong')).toMatchObject({
        fault: { problems: [{ message: `密码不对，还可以试 ${left} 次` }] },
      });
    }
    expect(await signIn('clerk1', 'wrong')).toMatchObject({
      fault: { problems: [{ message: expect.stringContaining('账户已锁') }] },
    });
    desk.clock.advance(10 * 86_400_000);
    expect(await signIn('clerk1')).toMatchObject({ ok: false });
    const { call } = await desk.as('admin');
    const account = value(await call('account.list', {})).find((one) => one.loginName === 'clerk1');
    expect(account?.lockedOut).toBe(true);
    value(await call('account.unlock', { userId: account?.userId ?? '' }));
    value(await call('session.signOut', {}));
    value(await signIn('clerk1'));
  });

  test('关着的本机也数次数：重启不会多给机会', async () => {
    desk = await reopen(desk);
    expect(await signIn('clerk1', 'wrong')).toMatchObject({
      fault: { problems: [{ message: '密码不对，还可以试 4 次' }] },
    });
    desk = await reopen(desk);
    expect(await signIn('clerk1', 'wrong')).toMatchObject({
      fault: { problems: [{ message: '密码不对，还可以试 3 次' }] },
    });
  });

  test('学校账户没有钥匙：旗县先打开，学校才能登录', async () => {
    desk = await reopen(desk);
    expect(await signIn('teacher1')).toMatchObject({
      fault: { problems: [{ message: expect.stringContaining('旗县工作人员登录打开本机') }] },
    });
    value(await signIn('clerk1'));
    value(await desk.call('session.signOut', {}));
    expect(value(await signIn('teacher1')).role).toBe('classTeacher');
  });

  test('锁屏后别的事都不办，密码对了回到原处', async () => {
    value(await signIn('clerk1'));
    value(await desk.call('session.lock', {}));
    expect(desk.events.at(-1)).toEqual({ kind: 'session', locked: true, idleWarning: false });
    expect(await desk.call('office.schools', {})).toMatchObject({ fault: { kind: 'locked' } });
    expect(await desk.call('session.unlock', { password: 'wrong' })).toMatchObject({ ok: false });
    value(await desk.call('session.unlock', { password: testPassword }));
    expect((await desk.call('office.schools', {})).ok).toBe(true);
  });

  test('九分钟提醒，十分钟自动锁，碰一下就不锁', async () => {
    value(await signIn('clerk1'));
    desk.clock.advance(9 * 60_000);
    desk.desk.tick();
    expect(desk.events.at(-1)).toEqual({ kind: 'session', locked: false, idleWarning: true });
    value(await desk.call('session.touch', {}));
    desk.clock.advance(9 * 60_000 + 1);
    desk.desk.tick();
    desk.clock.advance(60_000);
    desk.desk.tick();
    expect(desk.events.at(-1)).toEqual({ kind: 'session', locked: true, idleWarning: false });
  });

  test('改密码以后旧的不行，新的在关机后也行', async () => {
    value(await signIn('clerk1'));
    value(await desk.call('session.changePassword', { oldPassword: testPassword, newPassword: '新密码-2026' }));
    desk = await reopen(desk);
    expect(await signIn('clerk1')).toMatchObject({ ok: false });
    value(await signIn('clerk1', '新密码-2026'));
  });
});

describe('谁能办什么，在屏幕之下就定了', () => {
  const roleOf = {
    clerk: 'clerk1',
    reviewer: 'reviewer1',
    officeAdministrator: 'admin',
    auditor: 'auditor',
    schoolAdministrator: 'school1',
    classTeacher: 'teacher1',
  } as const;
  const restricted = Object.entries(contract).filter(([, spec]) => Array.isArray(spec.access));

  test('没有登录时，除了门口的几件，什么都不办', async () => {
    for (const [name, spec] of Object.entries(contract)) {
      if (spec.access === 'gate') continue;
      const reply = await desk.desk.dispatch(name, {});
      expect([name, reply.ok ? 'ok' : reply.fault.kind]).toEqual([name, 'locked']);
    }
  });

  test.each(Object.entries(roleOf))('%s 越权的每一件都被拒绝', async (role, loginName) => {
    const { call } = await desk.as(loginName);
    for (const [name, spec] of restricted) {
      if ((spec.access as readonly string[]).includes(role)) continue;
      const reply = await call(name as CallName, {} as never);
      expect([name, reply.ok ? 'ok' : reply.fault.kind]).toEqual([name, 'forbidden']);
    }
  });

  test('不在约定里的名字一概不办', async () => {
    await desk.as('admin');
    for (const name of ['constructor', '__proto__', 'sql.run', '']) {
      expect(await desk.desk.dispatch(name, {})).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
    }
  });
});

describe('账户', () => {
  test('管理员建旗县账户，新账户自己打得开关着的本机，第一次要先改密码', async () => {
    const { call } = await desk.as('admin');
    value(
      await call('account.create', {
        loginName: 'clerk9',
        displayName: '新人',
        role: 'clerk',
        schoolId: null,
        classIds: [],
        password: 'first-pass-9',
      }),
    );
    desk = await reopen(desk);
    expect(value(await signIn('clerk9', 'first-pass-9')).mustChangePassword).toBe(true);
    expect(await desk.call('desk.classes', {})).toMatchObject({
      fault: { kind: 'forbidden', message: expect.stringContaining('先换掉') },
    });
    value(await desk.call('session.changePassword', { oldPassword: 'first-pass-9', newPassword: 'second-pass-9' }));
  });

  test('学校管理员只能建本校班主任', async () => {
    const { call } = await desk.as('school1');
    const schools = value(await call('office.schools', {}));
    expect(schools).toHaveLength(1);
    const own = schools[0]?.schoolId ?? '';
    const make = (role: 'classTeacher' | 'clerk', schoolId: string | null) =>
      call('account.create', {
        loginName: `n${role}${schoolId}`.slice(0, 30),
        displayName: '甲',
        role,
        schoolId,
        classIds: [],
        password: 'password-1',
      });
    expect((await make('classTeacher', own)).ok).toBe(true);
    expect(await make('clerk', null)).toMatchObject({ fault: { kind: 'forbidden' } });
  });

  test('学校管理员不能把别校的班级交给班主任', async () => {
    const admin = await desk.as('admin');
    const other = value(await admin.call('office.schools', {}))[1];
    const { call } = await desk.as('school1');
    const own = value(await call('office.schools', {}))[0];
    const reply = await call('account.create', {
      loginName: 'strange',
      displayName: '甲',
      role: 'classTeacher',
      schoolId: own?.schoolId ?? '',
      classIds: [other?.classes[0]?.classId ?? ''],
      password: 'password-1',
    });
    expect(reply).toMatchObject({ ok: false, fault: { problems: [{ field: 'classIds' }] } });
  });

  test('锁住的账户打不开关着的本机，也不给别人留门', async () => {
    const { call } = await desk.as('admin');
    const clerk = value(await call('account.list', {})).find((one) => one.loginName === 'clerk2');
    desk.db().statement('UPDATE user_account SET tries_left = 0 WHERE id = ?').run(clerk?.userId);
    desk = await reopen(desk);
    expect(await signIn('clerk2')).toMatchObject({ ok: false });
    expect(value(await desk.call('gate.state', {})).phase).toBe('closed');
    expect(await signIn('teacher1')).toMatchObject({ ok: false });
  });

  test('同时试的密码每一次都算', async () => {
    await Promise.all(['a', 'b', 'c'].map((wrong) => signIn('clerk1', wrong)));
    expect(await signIn('clerk1', 'd')).toMatchObject({
      fault: { problems: [{ message: '密码不对，还可以试 1 次' }] },
    });
  });

  test('填的样子不对时用自己的话说，不用程序库的话', async () => {
    const reply = await desk.call('session.signIn', { loginName: '', password: 'x' });
    expect(reply).toEqual({
      ok: false,
      fault: { kind: 'invalid', problems: [{ field: 'loginName', message: '登录名：还没有填。填好再存' }] },
    });
  });

  test('停用的账户登不进，也打不开关着的本机', async () => {
    const { call } = await desk.as('admin');
    const clerk = value(await call('account.list', {})).find((one) => one.loginName === 'clerk2');
    value(await call('account.disable', { userId: clerk?.userId ?? '', reason: '调离' }));
    value(await call('session.signOut', {}));
    expect(await signIn('clerk2')).toMatchObject({ ok: false });
    desk = await reopen(desk);
    expect(await signIn('clerk2')).toMatchObject({ ok: false });
  });
});
