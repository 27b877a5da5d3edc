import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

async function doTheWork(scene: Scene, id: string, seed: number): Promise<void> {
  await scene.readCard(id);
  const captureId = await scene.shoot(id, seed);
  const common = { candidacyId: id, captureId, pupilConfirmed: true, warnReason: '已当面核对' } as const;
  await scene.do('clerk', 'desk.complete', { ...common, version: scene.version(id) });
}

describe('登记台丢了', () => {
  let slice: string[];

  test('带出去的在办公室重新办；交给它的回到本机；只有管理员能记，记两次一样', async () => {
    slice = [await office.enter(pupil(31)), await office.enter(pupil(33))];
    await office.approve(...slice);
    await desks.sendOut('out.kaoji-parcel', String(office.column(slice[0] ?? '', 'class_id')));
    value(await desks.read(field, 'out.kaoji-parcel'));
    for (const [at, id] of slice.entries()) await doTheWork(field, id, 41 + at);
    await desks.handOver('late.kaoji-parcel');
    const { id: given } = await office.completed(pupil(35));
    office.desk.files.save = desks.at('given.kaoji-parcel');
    await office.do('clerk', 'parcel.writeToOffice', { deviceId: desks.deviceOf(field) });
    const lost = { deviceId: desks.deviceOf(field), reason: '下乡途中遗失' };
    expect(await office.ask('reviewer', 'parcel.markLost', lost)).toMatchObject({ fault: { kind: 'forbidden' } });
    expect(await office.do('administrator', 'parcel.markLost', lost)).toEqual({ records: 1 });
    const events = office.count('event');
    expect(await office.do('administrator', 'parcel.markLost', lost)).toEqual({ records: 0 });
    expect(office.count('event')).toBe(events);
    const item = [{ candidacyId: given, version: office.version(given) }];
    const approved = await office.do('reviewer', 'review.approve', { items: item });
    expect(JSON.stringify(approved)).not.toContain('交给同办公室另一台登记台');
    expect(office.column(given, 'status')).toBe('reviewed');
    const { desks: shown } = await office.do('clerk', 'parcel.desks', {});
    expect(shown[0]?.lost).toMatchObject({ reason: '下乡途中遗失' });
    await doTheWork(office, slice[0] ?? '', 51);
    expect(office.column(slice[0] ?? '', 'status')).toBe('completed');
  });

  test('不给它写包；它的包不读，管理员说了为什么才读；两边都办了的列为待核对', async () => {
    for (const name of ['parcel.writeToDesk', 'parcel.writeToOffice'] as const) {
      const input = { deviceId: desks.deviceOf(field), classId: null };
      office.desk.files.save = desks.at('no.kaoji-parcel');
      expect(JSON.stringify(await office.ask('administrator', name, input))).toContain('已记为丢失');
    }
    const before = office.count('event');
    expect(JSON.stringify(await desks.read(office, 'late.kaoji-parcel'))).toContain('已记为丢失');
    office.desk.files.open = desks.at('late.kaoji-parcel');
    const lostReason = '丢失前写好，由采集员本人交回';
    expect(await office.ask('reviewer', 'parcel.readFromDesk', { lostReason })).toMatchObject({
      fault: { kind: 'forbidden' },
    });
    expect(office.count('event')).toBe(before);
    const came = value(await desks.read(office, 'late.kaoji-parcel', { lostReason }));
    expect(came).toMatchObject({ pupils: { twice: 1, completed: 1 } });
    const cases = await office.do('reviewer', 'case.list', { state: 'open' });
    expect(cases.filter((one) => one.kind === 'deskConflict').map((one) => one.candidacyIds)).toEqual([[slice[0]]]);
    const told = desks.row(
      office,
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq WHERE e.kind = 'parcel.deskRead'
       ORDER BY e.seq DESC LIMIT 1`,
    ) as { content: string };
    expect(told.content).toContain(lostReason);
  });

  test('丢了的发不出名单和账户，管理员说了也不行；找回来重新核对指纹，又认', async () => {
    const lost = { deviceId: desks.deviceOf(office), reason: '办公室那台被偷' };
    await field.do('administrator', 'parcel.markLost', lost);
    office.desk.files.open = desks.at('field.kaoji-desk.json');
    const card = await office.do('administrator', 'parcel.readCard', {});
    expect(card).toMatchObject({ knownAs: 'field', isLost: true });
    await office.do('administrator', 'parcel.addDesk', { card: card?.card ?? '', duty: 'field' });
    await desks.sendOut('found.kaoji-parcel', null);
    const accounts = field.count('user_account');
    const refused = await desks.read(field, 'found.kaoji-parcel', { lostReason: '照样要用' });
    expect(JSON.stringify(refused)).toContain('已记为丢失');
    expect(field.count('user_account')).toBe(accounts);
    field.desk.files.open = desks.at('office.kaoji-desk.json');
    const theirs = await field.do('administrator', 'parcel.readCard', {});
    await field.do('administrator', 'parcel.addDesk', { card: theirs?.card ?? '', duty: 'office' });
    expect(await desks.read(field, 'found.kaoji-parcel')).toMatchObject({ ok: true });
  });
});
