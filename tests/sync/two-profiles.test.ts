import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainPupils } from '../../scripts/demo-data/cohort.ts';
import { demoSeed } from '../../scripts/demo-data/make-demo.ts';
import { demoPupils } from '../../scripts/demo-data/special-pupils.ts';
import { makeRosterDesk, type RosterDesk } from '../commands/roster/roster-desk.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { value } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { makeRunner } from './make-runner.ts';
import { decideCases } from './release-pupils.ts';

const demo = join(import.meta.dirname, '../../demo');
const rosterFile = readFileSync(join(demo, 'roster.xlsx'));
const listFile = readFileSync(join(demo, 'enrolment-list.xlsx'));
const inFile = demoPupils(plainPupils(demoSeed));

/** Whom the two desks meet: one pupil both, one each alone. Their teacher's approval comes with the roster. */
const [both, eastOnly, westOnly] = inFile
  .filter((pupil) => pupil.approval !== null && pupil.documentType === 'residentIdCard')
  .map((pupil) => pupil.documentNumber);

describe('两个数据文件夹导入同一份名册，都拍了同一名学生', () => {
  let receiver: TestReceiver;
  let east: RosterDesk;
  let west: RosterDesk;
  beforeAll(async () => {
    receiver = await makeReceiver();
    [east, west] = [await makeRosterDesk('clerk1'), await makeRosterDesk('clerk1')];
  });
  afterAll(async () => {
    east.close();
    west.close();
    await receiver.stop();
  });

  test('同一份名册在两台都导入全部的人，账都平', { timeout: 120_000 }, async () => {
    for (const desk of [east, west]) {
      await bring(desk, '学籍名单.xlsx', listFile, 'enrolmentList');
      const roster = await bring(desk, '名册.xlsx', rosterFile, 'roster');
      expect(roster).toMatchObject({ good: inFile.length, rejected: 0 });
      expect(await sums(desk)).toMatchObject({ known: inFile.length, added: inFile.length, balanced: true });
    }
    expect(idOf(east, both)).not.toBe(idOf(west, both));
  });

  test('各拍各的，各自审核、放行', async () => {
    await completeAndRelease(east, [both, eastOnly], 100);
    await completeAndRelease(west, [both, westOnly], 200);
    for (const desk of [east, west]) {
      expect(await sums(desk)).toMatchObject({ added: inFile.length, balanced: true, parts: { released: 2 } });
    }
  });

  test('送到同一个接收端：一个人，两次采集都在，一件待核', async () => {
    const pushed = [await makeRunner(east.test, receiver.url).push(), await makeRunner(west.test, receiver.url).push()];
    expect(pushed).toMatchObject([
      { received: 2, joined: 0, refused: 0, waiting: 0, trouble: null },
      { received: 1, joined: 1, refused: 0, waiting: 0, trouble: null },
    ]);
    const { counts, candidacies } = await receiver.report();
    expect(counts).toMatchObject({ persons: 3, candidacies: 4, captures: 4, photos: 4, openCases: 1, refused: 0 });
    const ids = [idOf(east, both), idOf(west, both)];
    const lines = candidacies.filter(({ candidacyId }) => ids.includes(candidacyId));
    expect(lines).toHaveLength(2);
    expect(new Set(lines.map(({ personId }) => personId)).size).toBe(1);
    expect(new Set(lines.map(({ canonicalCandidacyId }) => canonicalCandidacyId))).toEqual(new Set([ids[0]]));
    expect(lines.map(({ photoSha256 }) => photoSha256).sort()).toEqual(
      [sha256(makeJpeg(100)), sha256(makeJpeg(200))].sort(),
    );
  });

  test('两台的账都平，并入的一份算一次', async () => {
    const rest = { known: inFile.length, added: inFile.length, balanced: true };
    expect(await sums(east)).toMatchObject({ ...rest, parts: { released: 0, received: 2, joined: 0 } });
    expect(await sums(west)).toMatchObject({ ...rest, parts: { released: 0, received: 1, joined: 1 } });
  });

  test('第二台说得出这一份并到哪里、为什么，照片还看得到', async () => {
    await west.test.as('clerk1');
    const names = value(await west.test.call('custody.names', { part: 'joined', classId: null }));
    const pupil = inFile.find(({ documentNumber }) => documentNumber === both);
    expect(names).toMatchObject([{ candidacyId: idOf(west, both), fullName: pupil?.fullName, status: 'joined' }]);
    expect(names[0]?.note).toMatch(/同一人.*自治区/);
    const sheet = value(await west.test.call('desk.open', { candidacyId: idOf(west, both) }));
    const retake = sheet.acts.find(({ act }) => act === 'desk.storeShot');
    expect(retake).toMatchObject({ open: false, why: [{ sentence: '这份记录现在是“已并入”' }] });
    const shot = value(
      await west.test.call('photo.read', { captureId: sheet.shots[0]?.captureId ?? '', which: 'derived' }),
    );
    expect(sha256(shot.jpeg)).toBe(sha256(makeJpeg(200)));
  });

  test('再送一次，什么也不多', async () => {
    const before = await receiver.report();
    for (const desk of [east, west]) {
      expect(await makeRunner(desk.test, receiver.url).push()).toMatchObject({ sent: 0, waiting: 0 });
    }
    expect(await receiver.report()).toEqual(before);
  });
});

async function bring(desk: RosterDesk, name: string, bytes: Uint8Array, kind: 'roster' | 'enrolmentList') {
  await desk.test.as('clerk1');
  const { batchId } = await desk.read(name, bytes, kind);
  const accepted = value(await desk.test.call('roster.accept', { batchId }));
  await desk.settled(batchId);
  return accepted;
}

function idOf({ test }: RosterDesk, documentNumber: string | undefined): string {
  return String(test.db().statement('SELECT id FROM candidacy WHERE document_number = ?').pluck().get(documentNumber));
}

/** `added` = the parts added up here, not by the ledger */
async function sums({ test }: RosterDesk) {
  await test.as('clerk1');
  const { parts, ...rest } = value(await test.call('custody.sums', { classId: null }));
  const added = parts.reduce((sum, { count }) => sum + count, 0);
  return { ...rest, added, parts: Object.fromEntries(parts.map(({ part, count }) => [part, count])) };
}

/** As people do it: clerk at the desk, a reviewer, and another one who releases. `seed` decides the pictures. */
async function completeAndRelease(
  desk: RosterDesk,
  numbers: readonly (string | undefined)[],
  seed: number,
): Promise<void> {
  const { test } = desk;
  const ids = numbers.map((number) => idOf(desk, number));
  const items = () =>
    ids.map((candidacyId) => ({
      candidacyId,
      version: Number(test.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck().get(candidacyId)),
    }));
  await test.as('clerk1');
  for (const [index, candidacyId] of ids.entries()) {
    const reading = { lastFour: numbers[index]?.slice(-4) ?? null };
    value(await test.call('desk.saveDraft', { candidacyId, reading, documentState: 'shown' }));
    const picture = { original: makeJpeg(seed + index + 50, 640, 480), derived: makeJpeg(seed + index) };
    const shot = {
      candidacyId,
      ...picture,
      source: 'live',
      device: '测试摄像头',
      crop: {},
      measurements: {},
      perceptualHash: null,
    } as const;
    const { captureId } = value(await test.call('desk.storeShot', shot));
    const version = items()[index]?.version ?? 0;
    const done = value(
      await test.call('desk.complete', { candidacyId, version, captureId, pupilConfirmed: true, warnReason: '已核对' }),
    );
    expect(done.outcome).toBe('completed');
  }
  for (const [who, act] of [
    ['review1', 'review.approve'],
    ['review2', 'release.perform'],
  ] as const) {
    await test.as(who);
    if (act === 'release.perform') await decideCases(test, who);
    expect(value(await test.call(act, { items: items() }))).toMatchObject({ done: ids, failed: [] });
  }
}
