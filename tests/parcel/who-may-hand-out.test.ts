import { readFileSync, writeFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertSomebodyElsewhere } from '../../src-main/db/store/account.ts';
import { officeIdentities, officeParcelKey } from '../../src-main/db/store/parcel-keys.ts';
import { pupil, type Scene } from '../fixtures/desk-scene.ts';
import { value } from '../make-desk.ts';
import { type TwoDesks, twoDesks } from './two-desks.ts';

let desks: TwoDesks;
let office: Scene;
let field: Scene;

beforeAll(async () => {
  desks = await twoDesks();
  ({ office, field } = desks);
}, 60_000);
afterAll(() => desks.close());

const line = (fields: object) => Buffer.from(JSON.stringify(fields));
const account = (loginName: string) => ({
  id: v7(),
  loginName,
  displayName: '内鬼',
  role: 'officeAdministrator',
  password: '{"algorithm":"scrypt"}',
  mustChangePassword: 0,
  triesLeft: 5,
  lockedOutAt: null,
  disabledAt: null,
});
const mole = () => line({ kind: 'account', account: account('mole'), schoolCode: null, classes: [] });
const state = (scene: Scene) =>
  ['user_account', 'user_class', 'candidacy', 'event', 'inbox', 'parcel', 'photo_blob', 'desk_setting'].map((table) => [
    table,
    scene.count(table),
  ]);
const find = (scene: Scene, loginName: string) =>
  desks.row(
    scene,
    'SELECT role, disabled_at AS disabledAt, password FROM user_account WHERE login_name = ?',
    loginName,
  ) as { role: string; disabledAt: string | null; password: string } | undefined;

async function create(loginName: string, role: 'clerk' | 'officeAdministrator'): Promise<string> {
  const given = { loginName, displayName: loginName, role, password: 'long enough 9', schoolId: null, classIds: [] };
  return (await office.do('administrator', 'account.create', given)).userId;
}

describe('谁可以发账户、钥匙和名单', () => {
  test('外出的登记台的钥匙签的“外出的包”，办公室一点不用', async () => {
    await field.completed(pupil(11));
    await desks.handOver('forged.kaoji-parcel');
    const secret = Buffer.alloc(32, 5).toString('base64');
    const forge = ([begin, ...rest]: readonly Buffer[]) => [
      line({ ...JSON.parse(String(begin)), number: 4_000_000_000 }),
      line({ kind: 'officeKey', secret }),
      mole(),
      ...rest,
    ];
    await desks.bend('forged.kaoji-parcel', { writer: field, reader: office }, forge, { kind: 'toDesk' });
    const before = state(office);
    const identities = officeIdentities(office.desk.db());
    const reply = await desks.read(office, 'forged.kaoji-parcel');
    expect(JSON.stringify(reply)).toContain('只认作外出的');
    expect(state(office)).toEqual(before);
    expect(officeIdentities(office.desk.db())).toEqual(identities);
    expect(find(office, 'mole')).toBeUndefined();
  });

  test('带回的包里夹账户、钥匙、通知或还没有办的学生，整包不用', async () => {
    const waiting = await office.enter(pupil(13));
    await desks.sendOut('slice.kaoji-parcel', String(office.column(waiting, 'class_id')));
    await field.completed(pupil(15));
    const smuggled = {
      account: mole(),
      officeKey: line({ kind: 'officeKey', secret: Buffer.alloc(32, 5).toString('base64') }),
      notice: line({ kind: 'notice', body: '{}', signature: 'x' }),
    };
    await desks.handOver('good.kaoji-parcel');
    const good = readFileSync(desks.at('good.kaoji-parcel'));
    const before = state(office);
    const refused = async (what: string, change: (all: readonly Buffer[]) => readonly Uint8Array[]) => {
      writeFileSync(desks.at('bent.kaoji-parcel'), good);
      await desks.bend('bent.kaoji-parcel', { writer: field, reader: office }, change);
      expect(await desks.read(office, 'bent.kaoji-parcel'), what).toMatchObject({ fault: { kind: 'invalid' } });
      expect(state(office), what).toEqual(before);
    };
    for (const [what, extra] of Object.entries(smuggled))
      await refused(what, ([begin = Buffer.alloc(0), ...rest]) => [begin, extra, ...rest]);
    await refused('还没有办的', (all) =>
      all.map((one) =>
        one[0] === 0 ? one : Buffer.from(String(one).replace('"status":"completed"', '"status":"awaitingCapture"')),
      ),
    );
    await refused('两个开头', ([begin = Buffer.alloc(0), ...rest]) => [begin, begin, ...rest]);
    await refused('没有开头', ([, ...rest]) => rest);
    expect(value(await desks.read(office, 'good.kaoji-parcel'))).toMatchObject({ pupils: { added: 1 } });
  });

  test('办公室发的包里夹登记完成的学生：不用，登记完成的只能带回', async () => {
    const id = await office.enter(pupil(17));
    await desks.sendOut('done.kaoji-parcel', String(office.column(id, 'class_id')));
    await desks.bend('done.kaoji-parcel', { writer: office, reader: field }, (all) =>
      all.map((one) => Buffer.from(String(one).replace('"status":"preRegistered"', '"status":"completed"'))),
    );
    const before = state(field);
    expect(await desks.read(field, 'done.kaoji-parcel')).toMatchObject({ fault: { kind: 'invalid' } });
    expect(state(field)).toEqual(before);
  });

  test('后到的旧包：停用了的账户不回来，旧的办公室钥匙也不回来', async () => {
    const left = await create('left1', 'clerk');
    const closer = await create('closer', 'officeAdministrator');
    await desks.sendOut('old.kaoji-parcel', null);
    await office.do('administrator', 'account.disable', { userId: left, reason: '调走了' });
    await desks.sendOut('new.kaoji-parcel', null);
    const came = value(await desks.read(field, 'new.kaoji-parcel'));
    expect(came).toMatchObject({ isOlder: false, accounts: { added: 1 } });
    expect(find(field, 'left1')).toBeUndefined();
    const key = officeParcelKey(field.desk.db(), '').recipient;
    await desks.bend('old.kaoji-parcel', { writer: office, reader: field }, (all) =>
      all.map((one) =>
        String(one).includes('"officeKey"')
          ? line({ kind: 'officeKey', secret: Buffer.alloc(32, 6).toString('base64') })
          : one,
      ),
    );
    const late = value(await desks.read(field, 'old.kaoji-parcel'));
    expect(late).toMatchObject({ isOlder: true, accounts: { added: 0, changed: 0, closed: 0 } });
    expect(find(field, 'left1')).toBeUndefined();
    expect(officeParcelKey(field.desk.db(), '').recipient).toBe(key);
    expect(closer).not.toBe('');
  });

  test('办公室停用、改权限的，下一包带到；密码是本机的；旧包不恢复；最后一位管理员留着', async () => {
    const id = await create('moved1', 'officeAdministrator');
    await desks.sendOut('rights-1.kaoji-parcel', null);
    value(await desks.read(field, 'rights-1.kaoji-parcel'));
    expect(find(field, 'moved1')).toMatchObject({ role: 'officeAdministrator', disabledAt: null });
    const before = find(field, 'clerk2');
    office.desk.db().statement(`UPDATE user_account SET role = 'clerk' WHERE id = ?`).run(id);
    const clerk = desks.row(office, `SELECT id FROM user_account WHERE login_name = 'clerk2'`) as { id: string };
    await office.do('administrator', 'account.disable', { userId: clerk.id, reason: '调走了' });
    await desks.sendOut('rights-2.kaoji-parcel', null);
    expect(field.desk.desk.gate.slots.find('clerk2')).not.toBeNull();
    const came = value(await desks.read(field, 'rights-2.kaoji-parcel'));
    expect(came?.accounts).toMatchObject({ added: 0, changed: 1, closed: 1, leftOut: 0 });
    expect(find(field, 'moved1')).toMatchObject({ role: 'clerk' });
    expect(find(field, 'clerk2')).toMatchObject({ disabledAt: expect.any(String), password: before?.password });
    // neither a password of before nor a copy of the key file opens the desk for who has gone
    expect(field.desk.desk.gate.slots.find('clerk2')).toBeNull();
    value(await desks.read(field, 'rights-1.kaoji-parcel'));
    expect(find(field, 'moved1')).toMatchObject({ role: 'clerk' });
    const all = `UPDATE user_account SET disabled_at = '2026-11-23T00:00:00.000Z' WHERE role = 'officeAdministrator' AND login_name <> ?`;
    office.desk.db().statement(all).run('');
    await desks.sendOut('rights-3.kaoji-parcel', null);
    const last = value(await desks.read(field, 'rights-3.kaoji-parcel'));
    expect(last?.accounts.leftOut).toBe(1);
    const administrators = `SELECT count(*) AS n FROM user_account WHERE role = 'officeAdministrator' AND disabled_at IS NULL`;
    expect(desks.row(field, administrators)).toEqual({ n: 1 });
  });

  test('只有名字的人，办公室后来给了账户，才登录得了；学校不在本机的账户不添', async () => {
    office.desk.db().statement(`UPDATE user_account SET disabled_at = NULL WHERE login_name = 'admin'`).run();
    const id = await create('late1', 'clerk');
    const someone = { kind: 'person', userId: v7(), loginName: 'late1', displayName: '晚来的', role: 'clerk' };
    // the field desk knows the person by name alone, as from a parcel of a third desk
    insertSomebodyElsewhere(field.desk.db(), { ...someone, id: someone.userId }, '2026-11-23T00:00:00.000Z');
    expect(find(field, 'late1')).toMatchObject({ disabledAt: expect.any(String) });
    await desks.sendOut('late.kaoji-parcel', null);
    await desks.bend('late.kaoji-parcel', { writer: office, reader: field }, ([begin = Buffer.alloc(0), ...rest]) => [
      begin,
      line({
        kind: 'account',
        account: { ...account('far'), role: 'schoolAdministrator' },
        schoolCode: '9999999999',
        classes: [],
      }),
      ...rest,
    ]);
    const came = value(await desks.read(field, 'late.kaoji-parcel'));
    expect(came?.accounts).toMatchObject({ added: 1 });
    expect(came?.accounts.leftOut).toBeGreaterThan(0);
    expect(find(field, 'far')).toBeUndefined();
    const there = desks.row(office, 'SELECT password FROM user_account WHERE id = ?', id) as { password: string };
    expect(find(field, 'late1')).toMatchObject({ disabledAt: null, password: there.password });
  });
});
