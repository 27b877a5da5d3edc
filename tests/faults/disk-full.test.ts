import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { testPassword } from '../fixtures/county.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { reopen, type TestDesk, value } from '../make-desk.ts';
import { whatIsLost } from './check-survival.ts';
import { deskWithPupils } from './pupils.ts';
import type { Acknowledged } from './session-driver.ts';
import { makeSmallDisk, type SmallDisk } from './small-disk.ts';

const disk = makeSmallDisk(48);
if (typeof disk === 'string') console.log(`磁盘满的试验没有做：${disk}`);

const full = expect.stringMatching(/^磁盘满了：这一步没有存上，之前存的都在。腾出 200 MB 后再按一次。$/);
const refused = { ok: false, fault: { kind: 'invalid', problems: [{ field: '', message: full }] } };

describe.skipIf(typeof disk === 'string')('磁盘在登记时满了', () => {
  const acknowledged: Acknowledged[] = [];
  let desk: TestDesk;
  let pupils: string[];
  beforeAll(async () => {
    const made = await deskWithPupils(join((disk as SmallDisk).folder, 'profile'), 12);
    desk = made.desk;
    pupils = made.pupils;
    await desk.as('clerk1');
  }, 120_000);
  afterAll(() => {
    desk?.desk.close();
    (disk as SmallDisk).remove();
  });

  const pupil = (at: number) => pupils[at] ?? '';
  const draftOf = (at: number): Input<'desk.saveDraft'> => ({
    candidacyId: pupil(at),
    reading: { lastFour: lastFourOf(desk, pupil(at)), address: `新惠镇${at}号` },
    documentState: 'shown',
  });
  const shotOf = (at: number, seed = at): Input<'desk.storeShot'> => ({
    candidacyId: pupil(at),
    original: makeJpeg(seed + 500, 640, 480),
    derived: makeJpeg(seed),
    source: 'live',
    device: 'test',
    crop: {},
    measurements: {},
    perceptualHash: null,
  });
  const draft = async (at: number) => {
    value(await desk.call('desk.saveDraft', draftOf(at)));
    acknowledged.push({ kind: 'field', candidacyId: pupil(at), address: `新惠镇${at}号` });
  };
  const shoot = async (at: number, seed = at) => {
    const shot = shotOf(at, seed);
    const reply = await desk.call('desk.storeShot', shot);
    if (!reply.ok) return reply;
    const sha256 = createHash('sha256').update(shot.derived).digest('hex');
    acknowledged.push({ kind: 'shot', candidacyId: pupil(at), captureId: reply.value.captureId, sha256 });
    return reply;
  };
  /** what lies in the file, without the times of reading it */
  const state = () =>
    ['candidacy', 'draft', 'capture', 'event', 'outbox', 'number_history'].map((table) =>
      desk.db().client.prepare(`SELECT * FROM ${table}`).all(),
    );

  test('资料、照片、完成都说明白，之前的原样在；腾出空间后同一键就好', { timeout: 120_000 }, async () => {
    const { fill, free } = disk as SmallDisk;
    await draft(1);
    await draft(2);
    const shot = value(await shoot(2));
    const completion: Input<'desk.complete'> = {
      candidacyId: pupil(2),
      version: Number(desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck().get(pupil(2))),
      captureId: shot.captureId,
      pupilConfirmed: true,
      warnReason: '测试',
    };
    fill();
    // the log file of the database may have room of its own: shots until it has none
    let seed = 1000;
    while ((await shoot(3, seed)).ok) seed += 1;
    const before = state();

    expect(await desk.call('desk.saveDraft', draftOf(0))).toMatchObject(refused);
    expect(await desk.call('desk.storeShot', shotOf(1))).toMatchObject(refused);
    expect(await desk.call('desk.complete', completion)).toMatchObject(refused);
    expect(state()).toEqual(before);
    expect(whatIsLost(desk.db(), acknowledged)).toEqual([]);
    // nobody is there to hear a timer complain
    value(await desk.call('desk.open', { candidacyId: pupil(5) }));
    expect(() => desk.desk.tick()).not.toThrow();

    free();
    await draft(0);
    value(await shoot(1));
    const done = value(await desk.call('desk.complete', completion));
    acknowledged.push({ kind: 'done', candidacyId: pupil(2), outcome: done.outcome });
    desk.desk.tick();
    const looked = desk.db().statement("SELECT count(*) FROM audit_entry WHERE call = 'desk.open' AND subject_id = ?");
    expect(looked.pluck().get(pupil(5)), '看过谁，补记上了').toBe(1);
    expect(whatIsLost(desk.db(), acknowledged)).toEqual([]);
  });

  test('满着重开：说明白，什么也没有坏；腾出空间后登录，一样不少', { timeout: 120_000 }, async () => {
    const { fill, free } = disk as SmallDisk;
    desk.desk.close();
    fill();
    desk = await reopen(desk);
    const login = { loginName: 'clerk1', password: testPassword };
    const reply = await desk.call('session.signIn', login);
    expect(reply).toMatchObject({
      ok: false,
      fault: { kind: 'invalid', problems: [{ message: expect.stringMatching(/^磁盘满了.*腾出 200 MB/) }] },
    });
    free();
    desk = await reopen(desk);
    value(await desk.call('session.signIn', login));
    expect(whatIsLost(desk.db(), acknowledged)).toEqual([]);
  });
});

function lastFourOf(desk: TestDesk, candidacyId: string): string {
  const number = desk.db().statement('SELECT document_number FROM candidacy WHERE id = ?').pluck().get(candidacyId);
  return String(number).slice(-4);
}
