import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { adoptOfficeSecret, officeIdentities, officeSecret } from '../../src-main/db/store/parcel-keys.ts';
import { signWith } from '../../src-main/security/signature.ts';
import { makeScene, pupil, type Scene } from '../fixtures/desk-scene.ts';
import { repack } from './repack.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-arrival-'));
const at = (name: string) => join(stick, name);
let office: Scene;
let field: Scene;
/** what happens at the field desk while it asks where to write */
let meanwhile = (): void => undefined;

const open = async () => field.desk.files.open;
const save = async () => {
  meanwhile();
  return field.desk.files.save;
};

beforeAll(async () => {
  office = await makeScene();
  field = await makeScene({ files: { open, openFolder: open, save } });
  await introduce(office, field, 'field.kaoji-desk.json');
  await introduce(field, office, 'office.kaoji-desk.json');
}, 60_000);
afterAll(() => {
  office.desk.close();
  field.desk.close();
  rmSync(stick, { recursive: true, force: true });
});

async function introduce(to: Scene, from: Scene, name: string): Promise<void> {
  from.desk.files.save = at(name);
  await from.do('administrator', 'parcel.writeCard', {});
  to.desk.files.open = at(name);
  const card = await to.do('administrator', 'parcel.readCard', {});
  await to.do('administrator', 'parcel.addDesk', { card: card?.card ?? '', duty: to === field ? 'office' : 'field' });
}

const officeId = () => readInstallation(office.desk.db()).deviceId;

async function write(name: string): Promise<void> {
  field.desk.files.save = at(name);
  await field.do('clerk', 'parcel.writeToOffice', { deviceId: officeId() });
}

async function read(name: string) {
  office.desk.files.open = at(name);
  return office.ask('administrator', 'parcel.readFromDesk', {});
}

describe('别的登记台带来的记录，在这里接着办', () => {
  test('那边审核过的，这里重新审核，同批的一起放行', async () => {
    const { id } = await field.completed(pupil(51));
    await field.do('reviewer', 'review.approve', { items: [{ candidacyId: id, version: field.version(id) }] });
    await write('reviewed.kaoji-parcel');
    const { ready, unready } = await field.do('reviewer', 'batch.check', { choice: { by: 'all' } });
    expect(ready).toBe(0);
    expect(unready[0]?.sentence).toContain('交给同办公室另一台登记台');
    expect(await read('reviewed.kaoji-parcel')).toMatchObject({ value: { pupils: { added: 1 } } });
    expect(office.column(id, 'status')).toBe('completed');
    expect(office.column(id, 'reviewed_by')).toBeNull();
    await office.do('reviewer', 'review.approve', { items: [{ candidacyId: id, version: office.version(id) }] });
    await office.decideCases();
    await office.do('otherReviewer', 'release.perform', { items: [{ candidacyId: id, version: office.version(id) }] });
    expect(office.column(id, 'status')).toBe('released');
  });

  test('已放行、已生效这类状态不由数据包带来', async () => {
    const { id } = await field.completed(pupil(53));
    await write('ahead.kaoji-parcel');
    const own = readInstallation(field.desk.db());
    const key = officeIdentities(office.desk.db())[0] ?? '';
    const bent = await repack(
      readFileSync(at('ahead.kaoji-parcel')),
      (text) => signWith(own.devicePrivateKey, text),
      (all) =>
        all.map((one) =>
          one[0] === 0 ? one : Buffer.from(String(one).replace('"status":"completed"', '"status":"released"')),
        ),
      {},
      key,
    );
    writeFileSync(at('bent.kaoji-parcel'), bent);
    expect(await read('bent.kaoji-parcel')).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(office.column(id, 'status')).toBeUndefined();
    expect(await read('ahead.kaoji-parcel')).toMatchObject({ value: { pupils: { added: 1 } } });
  });

  test('U 盘丢了：照原样再写一次，只给同一台；又办过的不再写', async () => {
    const { id } = await field.completed(pupil(55));
    await write('lost.kaoji-parcel');
    rmSync(at('lost.kaoji-parcel'));
    const { history } = await field.do('clerk', 'parcel.desks', {});
    expect(history[0]?.again).toEqual({ deviceId: officeId(), records: 1 });
    const again = history[0]?.sha256 ?? '';
    const own = readInstallation(field.desk.db()).deviceId;
    expect(await field.ask('clerk', 'parcel.writeToOffice', { deviceId: own, again })).toMatchObject({ ok: false });
    field.desk.files.save = at('again.kaoji-parcel');
    const written = await field.do('clerk', 'parcel.writeToOffice', { deviceId: officeId(), again });
    expect(written).toMatchObject({ records: 1, left: 0 });
    expect(await read('again.kaoji-parcel')).toMatchObject({ value: { pupils: { added: 1 } } });
    expect(office.column(id, 'status')).toBe('completed');
    await field.do('reviewer', 'review.return', { candidacyId: id, version: field.version(id), reason: '重拍' });
    const late = await field.ask('clerk', 'parcel.writeToOffice', { deviceId: officeId(), again });
    expect(JSON.stringify(late)).toContain('都又办过了');
  });

  test('装包的时候记录又办过：这个包不算，文件删掉，两台不会各放行一次', async () => {
    const { id } = await field.completed(pupil(57));
    meanwhile = () => {
      field.desk.db().statement('UPDATE candidacy SET version = version + 1 WHERE id = ?').run(id);
    };
    field.desk.files.save = at('moved.kaoji-parcel');
    const reply = await field.ask('clerk', 'parcel.writeToOffice', { deviceId: officeId() });
    meanwhile = () => undefined;
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'stale' } });
    expect(existsSync(at('moved.kaoji-parcel'))).toBe(false);
    const { toHandOver, history } = await field.do('clerk', 'parcel.desks', {});
    expect(toHandOver).toBe(1);
    expect(history.every(({ count }) => count > 0)).toBe(true);
  });

  /** sent back at the field desk, mended there, completed again with the photo that is there, or with a new one */
  async function doAgain(id: string, captureId: string, address: string): Promise<void> {
    await field.do('reviewer', 'review.return', { candidacyId: id, version: field.version(id), reason: '改地址' });
    field.desk.db().statement('UPDATE candidacy SET address = ? WHERE id = ?').run(address, id);
    await field.readCard(id);
    await field.do('clerk', 'desk.complete', {
      candidacyId: id,
      captureId,
      version: field.version(id),
      pupilConfirmed: true,
      warnReason: '已当面核对',
    });
  }

  test('带过的退回改好再带：没有放行的换成新的一版，照片也换；放行了的不动，列为待核对', async () => {
    await write('rest.kaoji-parcel');
    const { id, captureId } = await field.completed(pupil(71));
    await write('first.kaoji-parcel');
    expect(await read('first.kaoji-parcel')).toMatchObject({ value: { pupils: { added: 1 } } });
    await office.do('reviewer', 'review.approve', { items: [{ candidacyId: id, version: office.version(id) }] });
    await doAgain(id, captureId, '新惠镇二街');
    await write('second.kaoji-parcel');
    expect(await read('second.kaoji-parcel')).toMatchObject({ value: { pupils: { completed: 1, known: 0 } } });
    const [status, revision, address] = ['status', 'revision', 'address'].map((one) => office.column(id, one));
    expect({ status, revision, address }).toEqual({ status: 'completed', revision: 2, address: '新惠镇二街' });
    await field.do('reviewer', 'review.return', { candidacyId: id, version: field.version(id), reason: '重拍' });
    const shot = await field.shoot(id, 9);
    await field.readCard(id);
    const sure = { candidacyId: id, captureId: shot, version: field.version(id), pupilConfirmed: true } as const;
    await field.do('clerk', 'desk.complete', { ...sure, warnReason: '已当面核对' });
    await write('third.kaoji-parcel');
    expect(await read('third.kaoji-parcel')).toMatchObject({ value: { pupils: { completed: 1, twice: 0 } } });
    const used = office.desk.db().statement(`SELECT id FROM capture WHERE candidacy_id = ? AND state = 'used'`).all(id);
    expect(used).toEqual([{ id: shot }]);
    await office.do('reviewer', 'review.approve', { items: [{ candidacyId: id, version: office.version(id) }] });
    await office.decideCases();
    await office.do('otherReviewer', 'release.perform', { items: [{ candidacyId: id, version: office.version(id) }] });
    expect(office.column(id, 'status')).toBe('released');
    await doAgain(id, shot, '新惠镇三街');
    await write('late.kaoji-parcel');
    expect(await read('late.kaoji-parcel')).toMatchObject({ value: { pupils: { twice: 1, known: 0 } } });
    expect(office.column(id, 'address')).toBe('新惠镇二街');
    const cases = await office.do('reviewer', 'case.list', { state: 'open' });
    const about = cases.filter((one) => one.kind === 'deskConflict' && one.candidacyIds.includes(id));
    expect(about).toHaveLength(1);
  });

  test('写给一台的包，别的台打得开也不用：不会两台各放行一次', async () => {
    const third = await makeScene();
    await introduce(third, field, 'field.kaoji-desk.json');
    const secret = officeSecret(office.desk.db(), '');
    third.desk
      .db()
      .client.transaction(() => adoptOfficeSecret(third.desk.db(), secret, ''))
      .immediate();
    const { id } = await field.completed(pupil(91));
    await write('one.kaoji-parcel');
    third.desk.files.open = at('one.kaoji-parcel');
    const reply = await third.ask('administrator', 'parcel.readFromDesk', {});
    expect(JSON.stringify(reply)).toContain('写给另一台登记台的');
    expect(third.column(id, 'status')).toBeUndefined();
    expect(await read('one.kaoji-parcel')).toMatchObject({ value: { pupils: { added: 1 } } });
    third.desk.close();
  });

  test('一份里夹着别人的照片：整包不用', async () => {
    const { id: victim } = await office.completed(pupil(81));
    await field.completed(pupil(83));
    await write('mixed.kaoji-parcel');
    const own = readInstallation(field.desk.db());
    const shots = () => office.desk.db().statement('SELECT id FROM capture WHERE candidacy_id = ?').all(victim);
    const before = shots();
    const bent = await repack(
      readFileSync(at('mixed.kaoji-parcel')),
      (text) => signWith(own.devicePrivateKey, text),
      (all) =>
        all.map((one) => {
          if (one[0] === 0) return one;
          const line = JSON.parse(String(one)) as { captures?: { candidacyId: string }[] };
          for (const shot of line.captures ?? []) shot.candidacyId = victim;
          return Buffer.from(JSON.stringify(line));
        }),
      {},
      officeIdentities(office.desk.db())[0] ?? '',
    );
    writeFileSync(at('mixed.kaoji-parcel'), bent);
    expect(await read('mixed.kaoji-parcel')).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(shots()).toEqual(before);
  });
});
