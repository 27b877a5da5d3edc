import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { makeRunner } from './make-runner.ts';
import { type Pupil, pupilData, releasePupils } from './release-pupils.ts';

describe('两台登记同一学生', () => {
  let receiver: TestReceiver;
  let east: TestDesk;
  let west: TestDesk;
  let eastPupils: Pupil[];
  let westPupils: Pupil[];
  beforeAll(async () => {
    receiver = await makeReceiver();
    [east, west] = [await makeDesk({ deskName: '1号台' }), await makeDesk({ deskName: '2号台' })];
    eastPupils = await releasePupils(east, [pupilData(1), pupilData(2)], 100);
    westPupils = await releasePupils(west, [pupilData(2), pupilData(3)], 200);
  });
  afterAll(async () => {
    east.close();
    west.close();
    await receiver.stop();
  });

  const sums = async (desk: TestDesk) => {
    const { call } = await desk.as('clerk1');
    const { parts, ...rest } = value(await call('custody.sums', { classId: null }));
    return { ...rest, parts: Object.fromEntries(parts.map(({ part, count }) => [part, count])) };
  };

  test('送出前两台的账都平', async () => {
    for (const desk of [east, west]) {
      expect(await sums(desk)).toMatchObject({ known: 2, balanced: true, parts: { released: 2 } });
    }
  });

  test('一个人、两次采集、一件待核；两台的账都平', async () => {
    expect(await makeRunner(east, receiver.url).push()).toMatchObject({ received: 2, joined: 0, waiting: 0 });
    expect(await makeRunner(west, receiver.url).push()).toMatchObject({ received: 1, joined: 1, waiting: 0 });
    const { counts, candidacies } = await receiver.report();
    expect(counts).toMatchObject({ persons: 3, candidacies: 4, captures: 4, photos: 4, openCases: 1, refused: 0 });
    const [first, second] = [eastPupils[1], westPupils[0]];
    const lines = candidacies.filter((line) => [first?.candidacyId, second?.candidacyId].includes(line.candidacyId));
    expect(new Set(lines.map((line) => line.personId)).size).toBe(1);
    expect(lines.map((line) => line.photoSha256).sort()).toEqual(
      [first, second].map((pupil) => sha256(pupil?.photo ?? new Uint8Array())).sort(),
    );
    expect(await sums(east)).toMatchObject({ known: 2, balanced: true, parts: { received: 2, joined: 0 } });
    expect(await sums(west)).toMatchObject({ known: 2, balanced: true, parts: { received: 1, joined: 1 } });
  });

  test('并入的一份说得出是谁，照片还在', async () => {
    const { call } = await west.as('clerk1');
    const [name] = value(await call('custody.names', { part: 'joined', classId: null }));
    expect(name).toMatchObject({ candidacyId: westPupils[0]?.candidacyId, status: 'joined' });
    expect(name?.note).toContain('同一人');
    const joinedWith = west.db().statement("SELECT joined_with FROM receipt WHERE outcome = 'joined'").pluck().get();
    expect(joinedWith).toBe(eastPupils[1]?.candidacyId);
    const captures = west.db().statement('SELECT count(*) FROM capture WHERE candidacy_id = ?').pluck();
    expect(captures.get(westPupils[0]?.candidacyId)).toBe(1);
  });
});
