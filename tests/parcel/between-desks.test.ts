import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ageKeyFrom } from '../../parcel/age-key.ts';
import type { Reply } from '../../shared/contract/call.ts';
import type { Output } from '../../shared/contract/index.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { officeIdentities, officeParcelKey } from '../../src-main/db/store/parcel-keys.ts';
import { makeKeyPair, signWith } from '../../src-main/security/signature.ts';
import { countyBody } from '../fixtures/county.ts';
import { idNumber, makeScene, pupil, type Scene } from '../fixtures/desk-scene.ts';
import { signedNotice } from '../fixtures/region-notice.ts';
import { value } from '../make-desk.ts';
import { repack } from './repack.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-desks-'));
const at = (name: string) => join(stick, name);
let office: Scene;
let field: Scene;

beforeAll(async () => {
  [office, field] = [await makeScene(), await makeScene()];
}, 60_000);
afterAll(() => {
  office.desk.close();
  field.desk.close();
  rmSync(stick, { recursive: true, force: true });
});

const deviceOf = (scene: Scene) => readInstallation(scene.desk.db()).deviceId;
const count = (scene: Scene, sql: string, ...values: unknown[]) =>
  scene.desk
    .db()
    .statement(`SELECT count(*) FROM ${sql}`)
    .pluck()
    .get(...values);

async function introduce(to: Scene, from: Scene, name: string, duty: 'office' | 'field'): Promise<void> {
  from.desk.files.save = at(name);
  await from.do('administrator', 'parcel.writeCard', {});
  to.desk.files.open = at(name);
  const card = await to.do('administrator', 'parcel.readCard', {});
  const shown = await from.do('administrator', 'parcel.desks', {});
  expect(card?.fingerprint).toBe(shown.own.fingerprint);
  await to.do('administrator', 'parcel.addDesk', { card: card?.card ?? '', duty });
  const events = count(to, 'event');
  await to.do('administrator', 'parcel.addDesk', { card: card?.card ?? '', duty });
  expect(count(to, 'event')).toBe(events);
}

async function read(on: Scene, name: string): Promise<Reply<Output<'parcel.readFromDesk'>>> {
  on.desk.files.open = at(name);
  return on.ask('administrator', 'parcel.readFromDesk', {});
}

async function bringBack(name: string): Promise<Output<'parcel.readFromDesk'>> {
  field.desk.files.save = at(name);
  await field.do('clerk', 'parcel.writeToOffice', { deviceId: deviceOf(office) });
  return value(await read(office, name));
}

/** Everything that a parcel could change: sums over the tables it writes. */
const state = (scene: Scene) =>
  ['candidacy', 'capture', 'event', 'user_account', 'case_file', 'inbox', 'desk_setting', 'photo_blob', 'parcel'].map(
    (table) => [table, count(scene, table)],
  );

describe('同办公室的登记台之间', () => {
  let slice: string[];

  test('名片：改过的、别的办公室的、自己的都不认；指纹两边看到的一样', async () => {
    await introduce(office, field, 'field.kaoji-desk.json', 'field');
    const text = readFileSync(at('field.kaoji-desk.json'), 'utf8');
    for (const bent of [text.replace('1号台', '9号台'), '{}', text.slice(0, -9)]) {
      writeFileSync(at('bent.json'), bent);
      office.desk.files.open = at('bent.json');
      expect(await office.ask('administrator', 'parcel.readCard', {})).toMatchObject({ fault: { kind: 'invalid' } });
    }
    field.desk.files.open = at('field.kaoji-desk.json');
    expect(JSON.stringify(await field.ask('administrator', 'parcel.readCard', {}))).toContain('本机自己的名片');
  });

  test('没认过的登记台写的包：一点不用', async () => {
    const id = await office.enter(pupil(1));
    await office.approve(id);
    slice = [id, await office.enter(pupil(3))];
    const classId = String(office.column(id, 'class_id'));
    office.desk.files.save = at('out.kaoji-parcel');
    const written = await office.do('administrator', 'parcel.writeToDesk', { deviceId: deviceOf(field), classId });
    expect(written).toMatchObject({ fileName: 'out.kaoji-parcel', pupils: 2 });
    const before = state(field);
    expect(JSON.stringify(await read(field, 'out.kaoji-parcel'))).toContain('这里不认识');
    expect(state(field)).toEqual(before);
    for (const word of [String(office.column(id, 'full_name')), idNumber(1), '敖汉旗'])
      expect(readFileSync(at('out.kaoji-parcel')).includes(word)).toBe(false);
  });

  test('带出去：名单、账户、日程、办公室钥匙；再读一遍什么也不变，说的一样', async () => {
    const calendar = { id: 'cal-2028', label: '新日程', inForceFrom: '2028-01-01', windows: [] };
    await office.do('administrator', 'region.apply', {
      notices: [signedNotice({ kind: 'calendar', calendar }, { officeId: null })],
    });
    await office.do('administrator', 'account.create', {
      loginName: 'clerk9',
      displayName: '乌云',
      role: 'clerk',
      password: 'long enough 9',
      schoolId: null,
      classIds: [],
    });
    const classId = String(office.column(slice[0] ?? '', 'class_id'));
    office.desk.files.save = at('trip.kaoji-parcel');
    await office.do('administrator', 'parcel.writeToDesk', { deviceId: deviceOf(field), classId });
    await introduce(field, office, 'office.kaoji-desk.json', 'office');
    const came = value(await read(field, 'trip.kaoji-parcel'));
    expect(came).toMatchObject({
      isKnown: false,
      accounts: { added: 1, changed: 0, closed: 0 },
      isOlder: false,
      notices: 1,
      pupils: { added: 2 },
    });
    expect(field.column(slice[0] ?? '', 'status')).toBe('awaitingCapture');
    expect(count(field, `edition WHERE id = 'cal-2028'`)).toBe(1);
    const [own, theirs] = [office, field].map((one) => officeParcelKey(one.desk.db(), '').recipient);
    expect(theirs).toBe(own);
    // what was sealed to the field desk's own key before still opens there
    expect(officeIdentities(field.desk.db())).toHaveLength(2);
    const before = state(field);
    expect(value(await read(field, 'trip.kaoji-parcel'))).toEqual({ ...came, isKnown: true });
    expect(state(field)).toEqual(before);
  });

  test('带回来：做完的记录连照片、谁、何时都在，人不多一个；那边不再放行，这边另一人放行', async () => {
    const [id = ''] = slice;
    await field.readCard(id);
    const captureId = await field.shoot(id);
    const done = await field.do('clerk', 'desk.complete', {
      candidacyId: id,
      captureId,
      version: field.version(id),
      pupilConfirmed: true,
      warnReason: '已当面核对',
    });
    expect(done.outcome).toBe('completed');
    const people = count(office, `candidacy WHERE status <> 'joined'`);
    expect(await bringBack('back.kaoji-parcel')).toMatchObject({
      pupils: { completed: 1, added: 0, joined: 0, twice: 0 },
    });
    expect(count(office, `candidacy WHERE status <> 'joined'`)).toBe(people);
    expect(office.column(id, 'status')).toBe('completed');
    const shot = 'SELECT original_sha256, derived_sha256, taken_at, verdict FROM capture WHERE candidacy_id = ?';
    expect(office.desk.db().statement(shot).all(id)).toEqual(field.desk.db().statement(shot).all(id));
    const login = `SELECT u.login_name FROM candidacy c JOIN user_account u ON u.id = c.captured_by WHERE c.id = ?`;
    expect(office.desk.db().statement(login).pluck().get(id)).toBe('clerk1');
    const item = [{ candidacyId: id, version: field.version(id) }];
    const there = await field.do('reviewer', 'review.approve', { items: item });
    expect(JSON.stringify(there)).toContain('交给同办公室另一台登记台');
    await office.do('reviewer', 'review.approve', { items: [{ candidacyId: id, version: office.version(id) }] });
    await office.decideCases();
    await office.do('reviewer', 'release.perform', { items: [{ candidacyId: id, version: office.version(id) }] });
    expect(office.column(id, 'status')).toBe('released');
    expect(count(office, 'outbox WHERE candidacy_id = ?', id)).toBe(1);
    const sums = await office.do('clerk', 'custody.sums', { classId: null });
    expect(sums.balanced).toBe(true);
  });

  test('同一包再读：没有变化；带过又没有改的不再带', async () => {
    const before = state(office);
    expect(value(await read(office, 'back.kaoji-parcel'))).toMatchObject({ isKnown: true, pupils: { completed: 1 } });
    expect(state(office)).toEqual(before);
    const again = await field.ask('clerk', 'parcel.writeToOffice', { deviceId: deviceOf(office) });
    expect(JSON.stringify(again)).toContain('没有要带回的');
  });

  test('两边都拍了同一份：本机的照旧算数，两张都留着，开一件待核对', async () => {
    const [, id = ''] = slice;
    await office.approve(id);
    await office.readCard(id);
    const here = await office.shoot(id, 5);
    await field.do('teacher', 'preRegistration.approve', { items: [{ candidacyId: id, version: field.version(id) }] });
    await field.readCard(id);
    const there = await field.shoot(id, 6);
    const common = { candidacyId: id, pupilConfirmed: true, warnReason: '已当面核对' } as const;
    await field.do('clerk', 'desk.complete', { ...common, captureId: there, version: field.version(id) });
    expect(await bringBack('twice.kaoji-parcel')).toMatchObject({ pupils: { twice: 1, completed: 0 } });
    const kept = office.desk
      .db()
      .statement('SELECT id, state FROM capture WHERE candidacy_id = ? ORDER BY rowid')
      .all(id);
    expect(kept).toEqual([
      { id: here, state: 'draft' },
      { id: there, state: 'superseded' },
    ]);
    const cases = await office.do('reviewer', 'case.list', { state: 'open' });
    expect(cases.filter((one) => one.kind === 'deskConflict').map((one) => one.candidacyIds)).toEqual([[id]]);
  });

  test('同一个人在两台各有一份：并为一人，号码都找得到，照片都在；一件待核对', async () => {
    const { id: here } = await office.completed(pupil(21));
    const { id: there, captureId } = await field.completed(pupil(21));
    const waiting = await office.enter(pupil(23));
    const { id: ahead } = await field.completed(pupil(23));
    const living = count(office, `candidacy WHERE status <> 'joined'`);
    expect(await bringBack('joined.kaoji-parcel')).toMatchObject({ pupils: { joined: 2, added: 0 } });
    expect(count(office, `candidacy WHERE status <> 'joined'`)).toBe(living);
    expect([office.column(here, 'status'), office.column(there, 'status')]).toEqual(['completed', 'joined']);
    // who was here only on a list joins the one who was photographed
    expect([office.column(waiting, 'status'), office.column(ahead, 'status')]).toEqual(['joined', 'completed']);
    expect(office.column(ahead, 'candidacy_no')).toBe(field.column(ahead, 'candidacy_no'));
    expect(count(office, 'capture WHERE id = ?', captureId)).toBe(1);
    const cases = await office.do('reviewer', 'case.list', { state: 'open' });
    const about = cases.filter((one) => one.kind === 'deskConflict').flatMap((one) => one.candidacyIds);
    expect(about).toEqual(expect.arrayContaining([here, there]));
    expect((await office.do('clerk', 'custody.sums', { classId: null })).balanced).toBe(true);
  });

  test('坏的包：一位翻、截断、加长、换序、少一份、多一份、旧程序、别人的钥匙、别的办公室，都说得出，一点不用', async () => {
    for (const [n, seed] of [
      [31, 71],
      [33, 72],
    ] as const) {
      const id = await field.enter(pupil(n));
      await field.approve(id);
      await field.readCard(id);
      const captureId = await field.shoot(id, seed);
      const sure = { candidacyId: id, captureId, version: field.version(id), pupilConfirmed: true } as const;
      await field.do('clerk', 'desk.complete', { ...sure, warnReason: '已当面核对' });
    }
    field.desk.files.save = at('good.kaoji-parcel');
    await field.do('clerk', 'parcel.writeToOffice', { deviceId: deviceOf(office) });
    const good = readFileSync(at('good.kaoji-parcel'));
    const before = state(office);
    const refused = async (bytes: Uint8Array, what: string) => {
      writeFileSync(at('bad.kaoji-parcel'), bytes);
      const reply = await read(office, 'bad.kaoji-parcel');
      expect(reply, what).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
      expect(state(office), what).toEqual(before);
    };
    const bodyFrom = 8 + good.readUInt32BE(4);
    for (const place of [
      0,
      5,
      40,
      bodyFrom,
      bodyFrom + 120,
      Math.floor(good.length / 2),
      good.length - 97,
      good.length - 65,
      good.length - 1,
    ]) {
      const bent = Buffer.from(good);
      bent[place] = (bent[place] ?? 0) ^ 1;
      await refused(bent, `位 ${place}`);
    }
    for (const length of [0, 3, 7, 60, bodyFrom, bodyFrom + 1, good.length - 96, good.length - 1])
      await refused(good.subarray(0, length), `截到 ${length}`);
    await refused(Buffer.concat([good, Buffer.from('x')]), '加长');
    const own = readInstallation(field.desk.db());
    const key = officeIdentities(office.desk.db())[0] ?? '';
    const sign = (text: string) => signWith(own.devicePrivateKey, text);
    const inside = (change: Parameters<typeof repack>[2], header = {}, by = sign) =>
      repack(good, by, change, header, key);
    await refused(await inside((all) => all.toReversed()), '换序');
    await refused(await inside((all) => all.slice(0, -1)), '少一份');
    await refused(await inside((all) => [...all, ...all.slice(-1)]), '多一份');
    await refused(await inside((all) => all.filter((one) => one[0] !== 0)), '没有照片');
    // pictures start with a zero byte and stay as they are
    const said = (find: RegExp, put: string) => (all: readonly Buffer[]) =>
      all.map((one) => (one[0] === 0 ? one : Buffer.from(String(one).replace(find, put))));
    await refused(await inside(said(/\d{4}_\w+\.sql/u, '0001_x.sql')), '旧程序');
    await refused(await inside((all) => [...all, Buffer.from('{"kind":"officeKey","secret":"x"}')]), '不成样的一条');
    const named = /"originalSha256":"[0-9a-f]+"/gu;
    await refused(await inside(said(named, '"originalSha256":"../../etc/passwd"')), '像路径的名字');
    await refused(await inside(said(/"state":"used"/gu, '"state":"gone"')), '库里不收的值');
    await refused(await inside((all) => all, { officeId: v7() }), '别的办公室');
    await refused(await inside((all) => all, { deviceId: v7() }), '没认过的登记台');
    const stranger = makeKeyPair();
    await refused(
      await inside(
        (all) => all,
        { signer: stranger.publicKey },
        (text) => signWith(stranger.privateKey, text),
      ),
      '别人的钥匙',
    );
    await refused(
      await inside((all) => all, { recipient: ageKeyFrom(Buffer.alloc(32, 9), 'office').recipient }),
      '封给别人',
    );
    await refused(await inside((all) => all, { kind: 'toRegion', deskSeqFrom: 1, deskSeqUntil: 2 }), '另一个方向');
    expect(value(await read(office, 'good.kaoji-parcel'))).toMatchObject({ pupils: { added: 2 } });
  });

  test('从外面带回来的包夹着账户和钥匙：整包不用', async () => {
    await field.completed(pupil(41));
    field.desk.files.save = at('key.kaoji-parcel');
    await field.do('clerk', 'parcel.writeToOffice', { deviceId: deviceOf(office) });
    const own = readInstallation(field.desk.db());
    const identities = officeIdentities(office.desk.db());
    const accounts = count(office, 'user_account');
    const known = office.desk.db().statement(`SELECT * FROM user_account WHERE login_name = 'admin'`).get() as object;
    const smuggled = { ...known, id: v7(), loginName: 'mole' };
    const bytes = await repack(
      readFileSync(at('key.kaoji-parcel')),
      (text) => signWith(own.devicePrivateKey, text),
      ([begin, ...rest]) => [
        begin ?? Buffer.alloc(0),
        Buffer.from(JSON.stringify({ kind: 'officeKey', secret: Buffer.alloc(32, 1).toString('base64') })),
        Buffer.from(JSON.stringify({ kind: 'account', account: smuggled, schoolCode: null, classes: [] })),
        ...rest,
      ],
      {},
      identities[0] ?? '',
    );
    writeFileSync(at('key.kaoji-parcel'), bytes);
    const before = state(office);
    expect(await read(office, 'key.kaoji-parcel')).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(state(office)).toEqual(before);
    expect(officeIdentities(office.desk.db())).toEqual(identities);
    expect(count(office, 'user_account')).toBe(accounts);
    const { history } = await office.do('clerk', 'parcel.desks', {});
    expect(history[0]).toMatchObject({ way: 'read', kindLabel: '带回审核的记录', count: 2 });
    expect(readdirSync(stick).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(countyBody.office.id).toBe(own.officeId);
  });
});
