import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDeskParcel } from '../../src-main/commands/parcel/open-desk-parcel.ts';
import { storePhoto } from '../../src-main/db/store/capture.ts';
import { notePhotosDown } from '../../src-main/db/store/parcel-log.ts';
import { pupil, type Scene } from '../fixtures/desk-scene.ts';
import { makeDesk, value } from '../make-desk.ts';
import { type TwoDesks, twoDesks } from './two-desks.ts';

let desks: TwoDesks;
let office: Scene;
let field: Scene;
const copies = mkdtempSync(join(tmpdir(), 'kaoji-dead-'));
const rename = fs.rename;

beforeAll(async () => {
  desks = await twoDesks();
  ({ office, field } = desks);
}, 60_000);
afterEach(() => put(rename));
afterAll(() => {
  desks.close();
  rmSync(copies, { recursive: true, force: true });
});

function put(instead: typeof fs.rename): void {
  fs.rename = instead;
  syncBuiltinESMExports();
}

/** What lies on the disk at that moment is what a desk finds that was killed then. */
function keepAsItIs(name: string): void {
  cpSync(field.desk.folder, join(copies, name), { recursive: true });
}

/** Opens what was kept, releases what it lets go, and says how it stands. */
async function afterDeath(name: string, id: string) {
  const again = await makeDesk({ folder: join(copies, name) });
  const reviewer = await again.as('reviewer1');
  const version = Number(again.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck().get(id));
  const approval = await reviewer.call('review.approve', { items: [{ candidacyId: id, version }] });
  const shown = value(await reviewer.call('parcel.desks', {}));
  again.close();
  return { approval: JSON.stringify(approval), ...shown };
}

describe('写包的时候程序死了', () => {
  test('文件有了名字、库里还没有记完：死后也知道交出去了，说得出，能照原样再写', async () => {
    const { id } = await field.completed(pupil(21));
    put(async (from, to) => {
      keepAsItIs('before');
      await rename(from, to);
      keepAsItIs('after');
    });
    await desks.handOver('dies.kaoji-parcel');
    put(rename);
    for (const moment of ['before', 'after']) {
      const found = await afterDeath(moment, id);
      // else this desk releases it, and the office that reads the stick as well
      expect(found.approval, moment).toContain('交给同办公室另一台登记台');
      expect(found.toHandOver, moment).toBe(0);
      expect(found.history[0], moment).toMatchObject({ state: 'begun', count: 1, again: { records: 1 } });
    }
    const { history } = await field.do('clerk', 'parcel.desks', {});
    expect(history[0]).toMatchObject({ state: 'whole', count: 1 });
    expect(value(await desks.read(office, 'dies.kaoji-parcel'))).toMatchObject({ pupils: { added: 1 } });
  });

  test('死后再写一次：读得进，没写完的那一包不再催', async () => {
    const { id } = await field.completed(pupil(23));
    put(async (from, to) => {
      await rename(from, to);
      throw Object.assign(new Error('the desk is gone'), { code: 'EOTHER' });
    });
    field.desk.files.save = desks.at('half.kaoji-parcel');
    const reply = await field.ask('clerk', 'parcel.writeToOffice', { deviceId: desks.deviceOf(office) });
    put(rename);
    expect(reply).toMatchObject({ ok: false });
    const before = await field.do('clerk', 'parcel.desks', {});
    expect(before.history[0]).toMatchObject({ state: 'begun', again: { records: 1 } });
    expect(before.toHandOver).toBe(0);
    field.desk.files.save = desks.at('again.kaoji-parcel');
    const again = before.history[0]?.sha256 ?? '';
    await field.do('clerk', 'parcel.writeToOffice', { deviceId: desks.deviceOf(office), again });
    const { history } = await field.do('clerk', 'parcel.desks', {});
    expect(history.map(({ state, again: more }) => [state, more?.records ?? 0]).slice(0, 2)).toEqual([
      ['whole', 1],
      ['begun', 0],
    ]);
    expect(value(await desks.read(office, 'again.kaoji-parcel'))).toMatchObject({ pupils: { added: 1 } });
    expect(value(await desks.read(office, 'half.kaoji-parcel'))).toMatchObject({ pupils: { known: 1 } });
    expect(office.column(id, 'status')).toBe('completed');
  });

  test('U 盘坏了没有写成：文件不在，记录回到待带回，这台照样审核', async () => {
    const { id } = await field.completed(pupil(25));
    put(async () => {
      throw Object.assign(new Error('no such device'), { code: 'EIO' });
    });
    field.desk.files.save = desks.at('broken.kaoji-parcel');
    const reply = await field.ask('clerk', 'parcel.writeToOffice', { deviceId: desks.deviceOf(office) });
    put(rename);
    expect(JSON.stringify(reply)).toContain('U 盘中途断开');
    expect(existsSync(desks.at('broken.kaoji-parcel'))).toBe(false);
    const shown = await field.do('clerk', 'parcel.desks', {});
    expect(shown.toHandOver).toBe(1);
    expect(shown.history[0]).toMatchObject({ state: 'removed', again: null });
    await desks.handOver('mended.kaoji-parcel');
    expect(value(await desks.read(office, 'mended.kaoji-parcel'))).toMatchObject({ pupils: { added: 1 } });
    const item = [{ candidacyId: id, version: field.version(id) }];
    const there = await field.do('reviewer', 'review.approve', { items: item });
    expect(JSON.stringify(there)).toContain('交给同办公室另一台登记台');
  });

  test('读包放下照片以后、用它之前死了：再开机，没有人的照片一张不留；再读一遍都在', async () => {
    const id = await field.enter(pupil(27));
    await field.approve(id);
    await field.readCard(id);
    const captureId = await field.shoot(id, 77);
    const sure = { candidacyId: id, captureId, version: field.version(id), pupilConfirmed: true } as const;
    await field.do('clerk', 'desk.complete', { ...sure, warnReason: '已当面核对' });
    await desks.handOver('photos.kaoji-parcel');
    const photos = office.count('photo_blob');
    // what the desk keeps before it uses a parcel: the first step of a reading that never went on
    const opened = await openDeskParcel(office.desk.db(), desks.at('photos.kaoji-parcel'), false);
    if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
    const db = office.desk.db();
    db.client
      .transaction(() => {
        notePhotosDown(db, [...opened.value.photos.keys()], '2026-11-23T02:00:00.000Z');
        for (const [sha256, bytes] of opened.value.photos) storePhoto(db, { sha256, bytes });
      })
      .immediate();
    expect(office.count('photo_blob')).toBeGreaterThan(photos);
    cpSync(office.desk.folder, join(copies, 'office'), { recursive: true });
    const again = await makeDesk({ folder: join(copies, 'office') });
    await again.as('admin');
    expect(again.db().statement('SELECT count(*) FROM photo_blob').pluck().get()).toBe(photos);
    again.files.open = desks.at('photos.kaoji-parcel');
    expect(value(await again.call('parcel.readFromDesk', {}))).toMatchObject({ pupils: { added: 1 } });
    expect(again.db().statement('SELECT count(*) FROM photo_blob').pluck().get()).toBeGreaterThan(photos);
    again.close();
  });
});
