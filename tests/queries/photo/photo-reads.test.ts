import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CaptureRow, findCapture, readPhoto } from '../../../src-main/db/store/capture.ts';
import { countOnWall, photosOnWall } from '../../../src-main/db/store/photo-wall.ts';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { goodMeasurements, nobodyThere } from '../../fixtures/photo-measures.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

const good = goodMeasurements();
const everything = { sql: '1 = 1', parameters: {} };
const elsewhere = '0198f000-0000-7000-8000-00000000ffff';

describe('photo.wall：照片墙', () => {
  it('某天的、某班的，最差的在前；没有算数的不在墙上', async () => {
    const names: Record<string, string> = {};
    const shot = async (what: string, sequence: number, gate: Parameters<Scene['shoot']>[2]) => {
      const id = await scene.enter(pupil(sequence));
      names[id] = what;
      await scene.shoot(id, sequence, gate);
      return id;
    };
    await shot('好的', 1, { measurements: good });
    await shot('没有检查', 2, {});
    await shot('像别人的', 3, { measurements: good, perceptualHash: '0'.repeat(16) });
    await shot('被像的', 4, { measurements: good, perceptualHash: '0'.repeat(16) });
    const bad = await shot('没有通过', 5, { measurements: nobodyThere });
    const retaken = await shot('重拍过的', 6, { measurements: nobodyThere });
    await scene.shoot(retaken, 7, { measurements: good });
    await scene.enter(pupil(8));
    const { photos, days } = await scene.do('reviewer', 'photo.wall', { day: '2026-11-23', classId: null });
    const order = photos.map((photo) => names[photo.candidacyId]);
    expect(order[0]).toBe('没有通过');
    expect(order.slice(1, 3).sort()).toEqual(['像别人的', '被像的']);
    expect(order[3]).toBe('没有检查');
    expect(order.slice(4).sort()).toEqual(['好的', '重拍过的']);
    expect(days).toEqual(['2026-11-23']);
    expect(photos[0]).toMatchObject({ candidacyId: bad, takenBy: '王敏', className: '高一(1)班', frozen: false });
    expect(photos[1]?.gate.lookAlikes).toHaveLength(1);
    const classId = String(scene.column(bad, 'class_id'));
    expect((await scene.do('reviewer', 'photo.wall', { day: null, classId })).photos).toHaveLength(6);
    expect((await scene.do('reviewer', 'photo.wall', { day: null, classId: elsewhere })).photos).toEqual([]);
  });

  it('按北京时间分天；没有说哪天、哪班，就是等审核的', async () => {
    const late = await scene.enter(pupil(1));
    scene.desk.clock.set('2026-11-23T15:59:59.999Z');
    await scene.shoot(late, 1);
    const early = await scene.enter(pupil(2));
    scene.desk.clock.set('2026-11-23T16:00:00.000Z');
    await scene.shoot(early, 2);
    const onDay = async (day: string | null) =>
      (await scene.do('administrator', 'photo.wall', { day, classId: null })).photos.map((one) => one.candidacyId);
    expect(await onDay('2026-11-23')).toEqual([late]);
    expect(await onDay('2026-11-24')).toEqual([early]);
    expect(await onDay(null)).toEqual([]);
    expect(await onDay('2026-11-25')).toEqual([]);
    const { days } = await scene.do('reviewer', 'photo.wall', { day: null, classId: null });
    expect(days).toEqual(['2026-11-24', '2026-11-23']);
    const done = await scene.completed(pupil(3));
    expect(await onDay(null)).toEqual([done.id]);
  });

  it('比一页多：说出总数，等审核的在前面的页上，一张也不漏；没有那一页时是最后一页', async () => {
    const atDesk: string[] = [];
    for (const n of [1, 2]) {
      const id = await scene.enter(pupil(n));
      await scene.shoot(id, n, { measurements: nobodyThere });
      atDesk.push(id);
    }
    const waiting = await scene.completed(pupil(3));
    const { day, ...question } = { day: '2026-11-23', classId: null, scope: everything, waitingOnly: false };
    const db = scene.desk.db();
    expect(countOnWall(db, { day, ...question })).toEqual({ total: 3, atDesk: 2 });
    const part = (offset: number, limit: number) =>
      photosOnWall(db, { day, ...question }, 3, { limit, offset }).map((shot) => shot.candidacyId);
    expect(part(0, 1)).toEqual([waiting.id]);
    expect([...part(1, 1), ...part(2, 1)].sort()).toEqual(atDesk.toSorted());
    expect(part(3, 1)).toEqual([]);
    expect(atDesk).toContain(part(0, 3)[0]);
    const wall = (input: { waitingOnly?: boolean; page?: number }) =>
      scene.do('reviewer', 'photo.wall', { day, classId: null, ...input });
    expect(await wall({})).toMatchObject({ total: 3, atDesk: 2, page: 0, pages: 1 });
    expect((await wall({ waitingOnly: true })).photos.map((one) => one.candidacyId)).toEqual([waiting.id]);
    expect(await wall({ page: 7 })).toMatchObject({ page: 0, total: 3 });
  });

  it('能办的事和审核列表一样；放行后定住，只能安排重拍；生效后说明为什么不能', async () => {
    const { id } = await scene.completed(pupil(1));
    const day = '2026-11-23';
    const wall = async () => (await scene.do('reviewer', 'photo.wall', { day, classId: null })).photos[0];
    expect((await wall())?.acts.map(({ act, open }) => [act, open])).toEqual([
      ['review.approve', true],
      ['review.return', true],
      ['photo.orderRetake', true],
    ]);
    const items = () => [{ candidacyId: id, version: scene.version(id) }];
    await scene.do('reviewer', 'review.approve', { items: items() });
    await scene.decideCases();
    await scene.do('otherReviewer', 'release.perform', { items: items() });
    expect(await wall()).toMatchObject({ frozen: true, acts: [{ act: 'photo.orderRetake', open: true }] });
    scene.desk.db().statement(`UPDATE candidacy SET status = 'inEffect' WHERE id = ?`).run(id);
    expect(await wall()).toMatchObject({
      frozen: true,
      acts: [{ act: 'photo.orderRetake', open: false, why: [{ ruleId: 'photo.not-in-effect' }] }],
    });
  });

  it('空的台上：没有照片，也没有哪一天', async () => {
    expect(await scene.do('reviewer', 'photo.wall', { day: null, classId: null })).toEqual({
      photos: [],
      total: 0,
      atDesk: 0,
      page: 0,
      pages: 1,
      days: [],
    });
  });

  it.each(['clerk', 'teacher', 'school', 'auditor'] as const)('%s 看不到照片墙', async (who) => {
    expect(fault(await scene.ask(who, 'photo.wall', { day: null, classId: null })).kind).toBe('forbidden');
  });
});

describe('photo.measures：一张照片的测量', () => {
  it('每一项有名称和数，结论重新算过，与存下的一致', async () => {
    const id = await scene.enter(pupil(1));
    const captureId = await scene.shoot(id, 1, { measurements: nobodyThere });
    const sheet = await scene.do('reviewer', 'photo.measures', { captureId });
    expect(sheet).toMatchObject({ profileEdition: 'photo-480x640', agrees: true, gate: { verdict: 'bad' } });
    expect(sheet.measures).toMatchObject([{ name: 'faceCount', label: '人脸数', value: 0 }]);
    const unmeasured = await scene.shoot(id, 2);
    expect(await scene.do('auditor', 'photo.measures', { captureId: unmeasured })).toMatchObject({
      agrees: true,
      measures: [],
      gate: { verdict: 'notMeasured' },
    });
  });

  it('存下的结论和重新算的不同：说出来', async () => {
    const id = await scene.enter(pupil(1));
    const captureId = await scene.shoot(id, 1, { measurements: nobodyThere });
    const { client } = scene.desk.db();
    // what a tampered file would show
    client.exec('DROP TRIGGER capture_is_kept_as_taken');
    client.prepare("UPDATE capture SET verdict = 'good', causes = '[]' WHERE id = ?").run(captureId);
    expect(await scene.do('reviewer', 'photo.measures', { captureId })).toMatchObject({
      agrees: false,
      gate: { verdict: 'good' },
    });
  });

  it('存下的原图或照片一个字节变了、没有了：说出来，结论照说', async () => {
    const id = await scene.enter(pupil(1));
    const captureId = await scene.shoot(id, 1, { measurements: good });
    const db = scene.desk.db();
    expect(await scene.do('reviewer', 'photo.measures', { captureId })).toMatchObject({ agrees: true, intact: true });
    const { originalSha256, derivedSha256 } = findCapture(db, captureId) as CaptureRow;
    const put = db.statement('UPDATE photo_blob SET bytes = ? WHERE sha256 = ?');
    for (const sha256 of [originalSha256, derivedSha256]) {
      const whole = Buffer.from(readPhoto(db, sha256) ?? []);
      const changed = Buffer.from(whole);
      changed[whole.length - 9] = (changed[whole.length - 9] ?? 0) ^ 1;
      for (const bytes of [changed, Buffer.from([])]) {
        put.run(bytes, sha256);
        const told = await scene.do('reviewer', 'photo.measures', { captureId });
        expect(told).toMatchObject({ agrees: true, intact: false });
      }
      put.run(whole, sha256);
    }
    expect(await scene.do('reviewer', 'photo.measures', { captureId })).toMatchObject({ intact: true });
  });

  it('看过谁的测量、谁看了放行的名单，都有记录', async () => {
    const id = await scene.enter(pupil(1));
    const captureId = await scene.shoot(id, 1, { measurements: good });
    await scene.do('auditor', 'photo.measures', { captureId });
    await scene.do('auditor', 'photo.overrides', {});
    scene.desk.desk.tick();
    const reads = scene.desk
      .db()
      .statement(`SELECT call, subject_id AS subject FROM audit_entry WHERE outcome = 'read' AND role = 'auditor'`)
      .all();
    expect(reads).toEqual([
      { call: 'photo.measures', subject: captureId },
      { call: 'photo.overrides', subject: null },
    ]);
  });

  it('学校账户看不到；没有的照片答复不露底', async () => {
    const id = await scene.enter(pupil(1));
    const captureId = await scene.shoot(id, 1);
    for (const who of ['teacher', 'school'] as const)
      expect(fault(await scene.ask(who, 'photo.measures', { captureId })).kind).toBe('forbidden');
    expect(fault(await scene.ask('reviewer', 'photo.measures', { captureId: elsewhere })).kind).toBe('forbidden');
  });
});

describe('photo.reference：比对用的照片', () => {
  it('什么也没有时是空的；现在这一张不拿来证明自己', async () => {
    const id = await scene.enter(pupil(1));
    await scene.shoot(id, 1);
    expect(await scene.do('clerk', 'photo.reference', { candidacyId: id })).toBeNull();
  });

  it('退回重拍后是上一版的照片；有证件照片时先给证件照片', async () => {
    const { id } = await scene.completed(pupil(1));
    const version = scene.version(id);
    await scene.do('reviewer', 'photo.orderRetake', { candidacyId: id, version, orderedBy: 'region', reason: '太暗' });
    const earlier = await scene.do('clerk', 'photo.reference', { candidacyId: id });
    expect(earlier).toMatchObject({ what: '上一次登记的照片', takenAt: '2026-11-23T02:00:00.000Z' });
    expect(Buffer.compare(earlier?.jpeg ?? Buffer.alloc(0), makeJpeg(1))).toBe(0);
    await scene.readCard(id, { lastFour: pupil(1).documentNumber.slice(-4), fullName: '赵子玉' });
    await scene.do('clerk', 'desk.settleDifference', {
      candidacyId: id,
      field: 'fullName',
      value: 'document',
      pupilConfirmed: true,
      documentPicture: makeJpeg(77, 640, 480),
    });
    const card = await scene.do('reviewer', 'photo.reference', { candidacyId: id });
    expect(card?.what).toBe('证件照片');
    expect(Buffer.compare(card?.jpeg ?? Buffer.alloc(0), makeJpeg(77, 640, 480, 72))).toBe(0);
  });

  it('并入这名学生的另一份记录的照片也算', async () => {
    const one = await scene.enter(pupil(1));
    const two = await scene.enter(pupil(751, { fullName: pupil(1).fullName }));
    await scene.approve(two);
    await scene.shoot(one, 5);
    await scene.shoot(two, 6);
    const [opened] = await scene.do('reviewer', 'case.list', { state: 'open' });
    await scene.do('reviewer', 'case.decide', {
      caseId: opened?.caseId ?? '',
      decision: 'same',
      reason: '当面核对证件',
    });
    const kept = scene.column(one, 'status') === 'joined' ? two : one;
    const earlier = await scene.do('clerk', 'photo.reference', { candidacyId: kept });
    expect(earlier?.what).toBe('并入的另一份记录的照片');
    expect(Buffer.compare(earlier?.jpeg ?? Buffer.alloc(0), makeJpeg(kept === two ? 5 : 6))).toBe(0);
    // nobody else's: the record was joined to this pupil alone
    const third = await scene.enter(pupil(3));
    expect(await scene.do('clerk', 'photo.reference', { candidacyId: third })).toBeNull();
  });

  it('证件号相同、并到别人那里去的记录，它的照片不算', async () => {
    const kept = await scene.enter(pupil(1));
    const elsewhereJoined = await scene.enter(pupil(2));
    await scene.shoot(elsewhereJoined, 5);
    const { client } = scene.desk.db();
    client
      .prepare(`UPDATE candidacy SET status = 'joined', document_number = ? WHERE id = ?`)
      .run(pupil(1).documentNumber, elsewhereJoined);
    expect(await scene.do('clerk', 'photo.reference', { candidacyId: kept })).toBeNull();
  });

  it.each(['administrator', 'teacher', 'auditor'] as const)('%s 不能看', async (who) => {
    const id = await scene.enter(pupil(1));
    expect(fault(await scene.ask(who, 'photo.reference', { candidacyId: id })).kind).toBe('forbidden');
  });
});

describe('photo.overrides', () => {
  it.each(['clerk', 'teacher', 'school'] as const)('%s 看不到放行的名单', async (who) => {
    expect(fault(await scene.ask(who, 'photo.overrides', {})).kind).toBe('forbidden');
  });
});
