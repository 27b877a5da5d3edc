import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDeskParcel } from '../../src-main/commands/parcel/open-desk-parcel.ts';
import { logParcel } from '../../src-main/db/store/parcel-log.ts';
import { pupil, type Scene } from '../fixtures/desk-scene.ts';
import { acceptance, signedNotice } from '../fixtures/region-notice.ts';
import { value } from '../make-desk.ts';
import { type TwoDesks, twoDesks } from './two-desks.ts';

let desks: TwoDesks;
let office: Scene;
let field: Scene;
let classId: string;

beforeAll(async () => {
  desks = await twoDesks();
  ({ office, field } = desks);
}, 60_000);
afterAll(() => desks.close());

async function sliceOut(name: string) {
  await desks.sendOut(name, classId);
  const came = value(await desks.read(field, name));
  if (!came) throw new Error('nothing was read');
  return came;
}

async function doTheWork(scene: Scene, id: string, seed: number): Promise<string> {
  await scene.readCard(id);
  const captureId = await scene.shoot(id, seed);
  const common = { candidacyId: id, captureId, pupilConfirmed: true, warnReason: '已当面核对' } as const;
  await scene.do('clerk', 'desk.complete', { ...common, version: scene.version(id) });
  return captureId;
}

/** What the office writes into a record meanwhile, as an act would: the next version. */
function mend(scene: Scene, id: string, address: string): void {
  scene.desk.db().statement('UPDATE candidacy SET address = ?, version = version + 1 WHERE id = ?').run(address, id);
}

const openCases = async (scene: Scene) =>
  (await scene.do('reviewer', 'case.list', { state: 'open' })).filter((one) => one.kind === 'deskConflict');

describe('第二次带出去：后来的同意和改动怎么到', () => {
  let waiting = '';
  let held = '';
  let mended = '';

  test('没有动过的照着改，写明改了什么；采集完等着同意的，同意一到就完成；旧包再来没有变化', async () => {
    waiting = await office.enter(pupil(41));
    held = await office.enter(pupil(43));
    mended = await office.enter(pupil(45));
    classId = String(office.column(waiting, 'class_id'));
    expect((await sliceOut('first.kaoji-parcel')).pupils).toMatchObject({ added: 3 });
    await doTheWork(field, held, 61);
    expect(field.column(held, 'held_completion')).not.toBeNull();
    await office.approve(waiting, held);
    mend(office, mended, '新惠镇一街');
    const came = await sliceOut('second.kaoji-parcel');
    expect(came.pupils).toMatchObject({ changed: 3, added: 0, differs: 0, known: 0 });
    expect(field.column(waiting, 'status')).toBe('awaitingCapture');
    expect(field.column(held, 'status')).toBe('completed');
    expect(field.column(held, 'held_completion')).toBeNull();
    expect(field.column(mended, 'address')).toBe('新惠镇一街');
    expect(field.events(waiting)).toContain('candidacy.changedByOffice');
    const [version, address] = [field.version(mended), field.column(mended, 'address')];
    const bytes = readFileSync(desks.at('first.kaoji-parcel'));
    writeFileSync(desks.at('first-again.kaoji-parcel'), bytes);
    // sealed anew it has another hash: an older stand of the same pupils, not the same file
    await desks.bend('first-again.kaoji-parcel', { writer: office, reader: field }, (all) => all);
    const older = value(await desks.read(field, 'first-again.kaoji-parcel'));
    expect(older).toMatchObject({ isOlder: true, pupils: { known: 3, changed: 0 } });
    expect([field.version(mended), field.column(mended, 'address')]).toEqual([version, address]);
    expect(field.column(waiting, 'status')).toBe('awaitingCapture');
  });

  test('那边改了、这边已经办过：不合并，开一件待核对，本机的照旧', async () => {
    const shot = await doTheWork(field, waiting, 62);
    mend(office, waiting, '新惠镇九街');
    expect((await sliceOut('third.kaoji-parcel')).pupils).toMatchObject({ differs: 1 });
    expect(field.column(waiting, 'address')).toBe('敖汉旗新惠镇');
    expect(field.column(waiting, 'status')).toBe('completed');
    expect((await openCases(field)).map((one) => one.candidacyIds)).toEqual([[waiting]]);
    expect((await sliceOut('third-again.kaoji-parcel')).pupils).toMatchObject({ differs: 0 });
    expect(await openCases(field)).toHaveLength(1);
    // and back: the office had changed the text after it went out, so nothing counts as done before somebody looks
    await desks.handOver('back.kaoji-parcel');
    const came = value(await desks.read(office, 'back.kaoji-parcel'));
    expect(came?.pupils).toMatchObject({ completed: 1, differs: 1 });
    expect(office.column(waiting, 'address')).toBe('新惠镇九街');
    expect(office.column(waiting, 'status')).toBe('awaitingCapture');
    const kept = office.desk.db().statement('SELECT id, state FROM capture WHERE candidacy_id = ?').all(waiting);
    expect(kept).toEqual([{ id: shot, state: 'draft' }]);
    expect((await openCases(office)).map((one) => one.candidacyIds)).toEqual([[waiting]]);
  });

  test('带回的记录：谁办的、何时、规则说了什么，审核的人在办公室看得到', async () => {
    const { history } = await office.do('reviewer', 'review.sheet', { candidacyId: held });
    const words = history.map(({ who, what }) => `${who} ${what}`);
    expect(words.some((line) => line.includes('（1号台）') && line.includes('登记完成'))).toBe(true);
    expect(words.some((line) => line.includes('（1号台）') && line.includes('采集完，等班主任同意'))).toBe(true);
    const there = await field.do('reviewer', 'review.sheet', { candidacyId: held });
    const here = await office.do('reviewer', 'review.sheet', { candidacyId: held });
    expect(here.findings.map(({ sentence }) => sentence)).toEqual(there.findings.map(({ sentence }) => sentence));
  });

  test('办公室办到哪里，下一包告诉外出的登记台；退回的回到它手里，改好再带', async () => {
    const before = await field.do('clerk', 'custody.place', { candidacyId: held });
    expect(before).toMatchObject({ part: 'handedOver' });
    const item = () => [{ candidacyId: held, version: office.version(held) }];
    await office.do('reviewer', 'review.approve', { items: item() });
    await office.decideCases();
    await office.do('otherReviewer', 'release.perform', { items: item() });
    const came = await sliceOut('told.kaoji-parcel');
    expect(came.told).toBeGreaterThan(0);
    expect(await field.do('clerk', 'custody.place', { candidacyId: held })).toMatchObject({
      part: 'takenOver',
      line: { note: '在那一台：已放行' },
    });
    expect((await field.do('clerk', 'custody.sums', { classId: null })).balanced).toBe(true);
    const events = field.count('event');
    await desks.read(field, 'told.kaoji-parcel');
    expect(field.count('event')).toBe(events);
    const { id } = await field.completed(pupil(47));
    await desks.handOver('returned.kaoji-parcel');
    value(await desks.read(office, 'returned.kaoji-parcel'));
    await office.do('reviewer', 'review.return', { candidacyId: id, version: office.version(id), reason: '照片偏暗' });
    await desks.sendOut('returned-out.kaoji-parcel', null);
    expect(value(await desks.read(field, 'returned-out.kaoji-parcel'))).toMatchObject({ pupils: { changed: 1 } });
    expect(field.column(id, 'status')).toBe(office.column(id, 'status'));
    expect(field.column(id, 'return_reason')).toBe('照片偏暗');
    const place = await field.do('clerk', 'custody.place', { candidacyId: id });
    expect(['handedOver', 'takenOver']).not.toContain(place.part);
    const again = await doTheWork(field, id, 63);
    await desks.handOver('mended.kaoji-parcel');
    expect(value(await desks.read(office, 'mended.kaoji-parcel'))).toMatchObject({ pupils: { completed: 1 } });
    const used = desks.row(office, `SELECT id FROM capture WHERE candidacy_id = ? AND state = 'used'`, id);
    expect(used).toEqual({ id: again });
  });

  test('自治区说的话，交出去的记录在这里先放着，不退、不生效、不开待核对', async () => {
    const reason = { sentence: '照片不是本人', next: '重拍' };
    const said = { candidacyId: held, revision: 1, decidedBy: '自治区', decidedAt: '2027-02-20T01:00:00.000Z' };
    const cases = await openCases(field);
    const before = field.version(held);
    const word = await field.do('administrator', 'region.apply', {
      notices: [signedNotice(acceptance(held)), signedNotice({ kind: 'returned', ...said, reason })],
    });
    expect(word).toMatchObject({ parked: 2, refused: 0, applied: 0 });
    expect(field.version(held)).toBe(before);
    expect(await openCases(field)).toHaveLength(cases.length);
  });

  test('升级以前读过的包，再读照样说得出', async () => {
    await desks.sendOut('early.kaoji-parcel', null);
    const opened = await openDeskParcel(field.desk.db(), desks.at('early.kaoji-parcel'), false);
    if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
    const pupils = { added: 2, completed: 0, joined: 0, twice: 0, known: 1 };
    const said = { deskName: '1号台', isKnown: false, pupils, accounts: 3, notices: 0 };
    const by = desks.row(field, `SELECT id FROM user_account WHERE login_name = 'admin'`) as { id: string };
    const { sha256, from } = opened.value;
    const entry = { sha256, way: 'read', kind: 'toDesk', otherDeviceId: from.deviceId, count: 0, doneBy: by.id };
    const happenedAt = '2026-11-23T02:00:00.000Z';
    logParcel(field.desk.db(), { ...entry, result: JSON.stringify(said), happenedAt });
    expect(value(await desks.read(field, 'early.kaoji-parcel'))).toMatchObject({
      isKnown: true,
      pupils: { added: 2, changed: 0 },
      accounts: { added: 3, closed: 0 },
    });
  });

  test('没有交给它的记录，它说什么都不算', async () => {
    const { id } = await field.completed(pupil(49));
    await desks.sendOut('lie.kaoji-parcel', null);
    const word = { kind: 'stand', candidacyId: id, version: field.version(id), theirVersion: 9, status: 'inEffect' };
    const stand = Buffer.from(JSON.stringify({ ...word, changedAt: '2026-11-23T00:00:00.000Z' }));
    await desks.bend('lie.kaoji-parcel', { writer: office, reader: field }, ([begin = Buffer.alloc(0), ...rest]) => [
      begin,
      stand,
      ...rest,
    ]);
    value(await desks.read(field, 'lie.kaoji-parcel'));
    expect((await field.do('clerk', 'custody.place', { candidacyId: id })).part).toBe('completed');
  });
});
