import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { insertDeskWork, pupilBundle } from '../../src-main/db/store/pupil-bundle.ts';
import { makeScene, pupil, type Scene } from '../fixtures/desk-scene.ts';
import { goodMeasurements } from '../fixtures/photo-measures.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-same-photo-'));
const face = 'f0e1d2c3b4a59687';
const almost = 'f0e1d2c3b4a59680';
const other = '0123456789abcdef';
let office: Scene;
let field: Scene;

beforeAll(async () => {
  office = await makeScene();
  field = await makeScene();
  await introduce(office, field);
  await introduce(field, office);
}, 60_000);
afterAll(() => {
  office.desk.close();
  field.desk.close();
  rmSync(stick, { recursive: true, force: true });
});

async function introduce(to: Scene, from: Scene): Promise<void> {
  const name = join(stick, `${to === office ? 'field' : 'office'}.kaoji-desk.json`);
  from.desk.files.save = name;
  await from.do('administrator', 'parcel.writeCard', {});
  to.desk.files.open = name;
  const card = await to.do('administrator', 'parcel.readCard', {});
  await to.do('administrator', 'parcel.addDesk', { card: card?.card ?? '', duty: to === field ? 'office' : 'field' });
}

async function bring(name: string): Promise<void> {
  field.desk.files.save = join(stick, name);
  await field.do('clerk', 'parcel.writeToOffice', { deviceId: readInstallation(office.desk.db()).deviceId });
  office.desk.files.open = join(stick, name);
  await office.do('administrator', 'parcel.readFromDesk', {});
}

const looksLike = async (candidacyId: string) =>
  (await office.do('clerk', 'desk.open', { candidacyId })).shots[0]?.gate?.lookAlikes.map((one) => one.fullName);
const pairs = () =>
  office.desk.db().statement('SELECT capture_id, other_capture_id FROM photo_look_alike').raw().all() as string[][];

test('同一张照片，两台登记台、两个姓名：数据包读进来就说是谁，两边都看得见；别人不牵连', async () => {
  const measurements = goodMeasurements();
  const here = await office.completed(pupil(1), { measurements, perceptualHash: face });
  const there = await field.completed(pupil(2), { measurements, perceptualHash: almost });
  const apart = await field.completed(pupil(3), { measurements, perceptualHash: other });
  await bring('first.kaoji-parcel');
  expect(pairs()).toEqual([[there.captureId, here.captureId]]);
  expect(await looksLike(there.id)).toEqual([pupil(1).fullName]);
  expect(await looksLike(here.id)).toEqual([pupil(2).fullName]);
  expect(await looksLike(apart.id)).toEqual([]);
});

test('一个包里的两个人用同一张：也说；原来那张再来一次，不重记', async () => {
  const measurements = goodMeasurements();
  const one = await field.completed(pupil(4), { measurements, perceptualHash: '00ff00ff00ff00ff' });
  const first = await field.enter(pupil(5));
  await field.approve(first);
  await field.readCard(first);
  const second = await field.shoot(first, 2, { measurements, perceptualHash: '00ff00ff00ff00ff' });
  const complete = {
    candidacyId: first,
    captureId: second,
    version: field.version(first),
    pupilConfirmed: true as const,
  };
  await field.do('clerk', 'desk.complete', { ...complete, warnReason: '双胞胎，已看过两人' });
  await bring('second.kaoji-parcel');
  expect(pairs()).toHaveLength(2);
  expect(await looksLike(one.id)).toEqual([pupil(5).fullName]);
  const again = pupilBundle(office.desk.db(), first);
  if (again !== null) insertDeskWork(office.desk.db(), again, false);
  expect(pairs()).toHaveLength(2);
});
