import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidacyStatuses } from '../../shared/domain/candidacy-status.ts';
import { ledgerOf } from '../../src-main/custody/ledger.ts';
import { custodyParts } from '../../src-main/custody/parts.ts';
import { countCustody } from '../../src-main/db/store/custody.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

describe('台账', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await makeDesk();
    await releasePupils(desk, [pupilData(1)], 1);
  });
  afterAll(() => desk.close());

  const sums = async (classId: string | null = null) => {
    const { call } = await desk.as('clerk1');
    const { parts, ...rest } = value(await call('custody.sums', { classId }));
    return { ...rest, parts: Object.fromEntries(parts.map(({ part, count }) => [part, count])) };
  };
  const enter = async (serial: number) => {
    const { call } = await desk.as('clerk1');
    const data = pupilData(serial);
    const input = { ...data, resume: [...data.resume], family: [...data.family] };
    const entry = { candidacyId: null, version: null, data: input, pupilPresent: true } as const;
    return value(await call('preRegistration.enter', entry)).candidacyId;
  };

  test('每一步都在且只在一个数里，合计等于已知学生', async () => {
    const start = await sums();
    expect(start).toMatchObject({ known: 1, balanced: true, parts: { released: 1 } });
    const [waiting, absent, drafted] = [await enter(2), await enter(3), await enter(4)];
    expect(await sums()).toMatchObject({ known: 4, balanced: true, parts: { waitingForTeacher: 3 } });
    const { call } = await desk.as('clerk1');
    value(await call('desk.markAbsence', { candidacyId: absent, kind: 'absent' }));
    value(
      await call('desk.saveDraft', { candidacyId: drafted, reading: { lastFour: '0045' }, documentState: 'shown' }),
    );
    expect(await sums()).toMatchObject({
      known: 4,
      balanced: true,
      parts: { waitingForTeacher: 1, absent: 1, draft: 1 },
    });
    const shot = { original: makeJpeg(77), derived: makeJpeg(77), source: 'live', device: 'HD Webcam' } as const;
    value(
      await call('desk.storeShot', { candidacyId: waiting, ...shot, crop: {}, measurements: {}, perceptualHash: null }),
    );
    expect(await sums()).toMatchObject({
      known: 4,
      balanced: true,
      parts: { waitingForTeacher: 0, absent: 1, draft: 2 },
    });
  });

  test('数字后面有名字，名字数等于数字', async () => {
    const { call } = await desk.as('clerk1');
    const { parts } = value(await call('custody.sums', { classId: null }));
    for (const { part, count } of parts) {
      const names = value(await call('custody.names', { part, classId: null }));
      expect(names.length).toBe(count);
      for (const line of names)
        expect(value(await call('custody.place', { candidacyId: line.candidacyId }))).toMatchObject({ part, line });
    }
    const drafts = value(await call('custody.names', { part: 'draft', classId: null }));
    expect(
      drafts
        .map((one) => one.note)
        .filter(Boolean)
        .join(),
    ).toMatch(/没办完，王敏 10:00 保存/u);
  });

  test('按班数', async () => {
    const classes = desk.db().statement('SELECT id, code FROM school_class ORDER BY code').all() as { id: string }[];
    const perClass = await Promise.all(classes.map(({ id }) => Promise.resolve(countCustody(desk.db(), id).known)));
    expect(perClass.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(Math.max(...perClass)).toBe(4);
  });

  test('每种状态都有一个数；没人认领的状态让台账不平', () => {
    const { client } = desk.db();
    const id = client.prepare("SELECT id FROM candidacy WHERE status = 'released'").pluck().get();
    const set = client.prepare('UPDATE candidacy SET status = ? WHERE id = ?');
    for (const status of candidacyStatuses.filter((one) => one !== 'staged')) {
      set.run(status, id);
      expect([status, ledgerOf(countCustody(desk.db(), null)).balanced]).toEqual([status, true]);
    }
    set.run('lost', id);
    expect(ledgerOf(countCustody(desk.db(), null))).toMatchObject({ known: 4, balanced: false });
    set.run('released', id);
  });

  test('导入中的不算；各部分的名称不重复', () => {
    const { client } = desk.db();
    client.prepare("UPDATE candidacy SET status = 'staged' WHERE status = 'released'").run();
    expect(ledgerOf(countCustody(desk.db(), null))).toMatchObject({ known: 3, balanced: true });
    expect(new Set(custodyParts.map(([, label]) => label)).size).toBe(custodyParts.length);
  });
});
