import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import { PARCEL_MEDIA_TYPE } from '#shared/wire/parcel.ts';
import { copiesAtWork } from '../../provincial-server/copies-at-work.ts';
import { readStanding } from '../../src-main/db/store/desk-standing.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { desksAt, enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { backUp, incarnationOf, ledgerOf, openAgain, putBack, rows, sums } from './put-back.ts';
import { decideCases, pupilData, releasePupils } from './release-pupils.ts';
import { rewriteOutbox } from './rewrite-outbox.ts';
import { changeMobile } from './tell-changes.ts';

describe('登记台从备份恢复', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  const backups: string[] = [];
  beforeAll(async () => {
    receiver = await makeReceiver({ enrolledOnly: true });
  });
  afterAll(async () => {
    await receiver.stop();
    for (const backup of backups) rmSync(backup, { recursive: true, force: true });
  });
  let serial = 0;
  const three = () => {
    serial += 3;
    return [2, 1, 0].map((back) => pupilData(serial - back));
  };
  beforeEach(async () => {
    desk = await makeDesk();
    await enrol(receiver, desk);
  });
  afterEach(() => desk.close());
  const keep = (backup: string) => {
    backups.push(backup);
    return backup;
  };
  const pushed = (which: TestDesk) => makeRunner(which, receiver.url).push();

  test('关了再开是同一开；被杀在标记和数据库之间也是', async () => {
    const before = incarnationOf(desk);
    desk = await openAgain(desk);
    desk = await openAgain(desk);
    expect(incarnationOf(desk)).toBe(before);
    // the marker was written and the database was not
    const file = join(desk.folder, 'opening.json');
    const marker = JSON.parse(readFileSync(file, 'utf8')) as { is: string };
    writeFileSync(file, JSON.stringify({ ...marker, was: marker.is, is: 'never-committed' }));
    desk = await openAgain(desk);
    expect(incarnationOf(desk)).toBe(before);
  });

  test('昨天的备份放回来：编号另起，今天送过的人、照片、回执都取回来，两边账一样，每件事一次', async () => {
    const [yesterday, today] = [three(), three()];
    await releasePupils(desk, yesterday, 10);
    await pushed(desk);
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    const before = incarnationOf(desk);
    await releasePupils(desk, today, 20);
    expect(await pushed(desk)).toMatchObject({ received: 3, waiting: 0 });
    const [ledger, books, region] = [ledgerOf(desk), await sums(desk), await receiver.report()];

    desk = await putBack(desk, backup);
    expect(incarnationOf(desk)).not.toBe(before);
    expect(ledgerOf(desk)).toHaveLength(3);
    expect(await pushed(desk)).toMatchObject({ sent: 0, waiting: 0, trouble: null });
    expect(ledgerOf(desk)).toEqual(ledger);
    expect(await sums(desk)).toEqual(books);
    expect(await receiver.report()).toEqual(region);
    // once more, and after a restart: nothing comes twice
    desk = await openAgain(desk);
    await pushed(desk);
    expect(ledgerOf(desk)).toEqual(ledger);
    const photos = rows(desk, `SELECT derived_sha256 AS sha FROM capture WHERE state = 'used'`);
    expect(photos).toHaveLength(6);
    const events = rows(desk, `SELECT subject_id FROM event WHERE kind = 'candidacy.regained'`);
    expect(new Set(events.map((one) => one['subject_id'])).size).toBe(3);
    expect(events).toHaveLength(3);

    // new work goes on under new numbers
    await releasePupils(desk, three(), 30);
    expect(await pushed(desk)).toMatchObject({ received: 3, waiting: 0, trouble: null });
    const seqs = rows(desk, 'SELECT incarnation, desk_seq FROM outbox');
    expect(new Set(seqs.map((one) => `${one['incarnation']}/${one['desk_seq']}`)).size).toBe(9);
    const { deviceId } = readInstallation(desk.db());
    const known = (await desksAt(receiver)).find((one) => one.deviceId === deviceId);
    expect(copiesAtWork(known?.incarnations ?? [])).toEqual([]);
    expect(known?.incarnations.map((one) => [one.incarnation, one.startsAfter])).toEqual([
      [incarnationOf(desk), 3],
      [before, 0],
    ]);
  });

  test('自治区也丢过几份，两边的数正好一样：照样问，丢的取回来', async () => {
    await releasePupils(desk, three(), 40);
    await pushed(desk);
    // three that this file has and the region lost: its count is then what this file knows without today's
    const add = desk.db().client.prepare(`INSERT INTO regained_message
      SELECT ?, candidacy_id, 1, 1, body, '', '', 'older', '' FROM outbox LIMIT 1`);
    for (const id of [v7(), v7(), v7()]) add.run(id);
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await releasePupils(desk, three(), 50);
    await pushed(desk);
    const ledger = ledgerOf(desk);
    desk = await putBack(desk, backup);
    expect(ledgerOf(desk)).toHaveLength(3);
    expect(await pushed(desk)).toMatchObject({ sent: 0, waiting: 0, trouble: null });
    expect(ledgerOf(desk)).toEqual(ledger);
  });

  test('没有要送的，也自己取回：先于自治区的通知；取和送同时来，每件也只取一次', async () => {
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await releasePupils(desk, three(), 140);
    await pushed(desk);
    const [ledger, books] = [ledgerOf(desk), await sums(desk)];
    desk = await putBack(desk, backup);
    expect(await desk.desk.puller.pull()).toMatchObject({ trouble: null });
    expect(ledgerOf(desk)).toEqual(ledger);
    expect(await sums(desk)).toEqual(books);
    desk = await putBack(desk, backup);
    const [sent, pulled] = await Promise.all([pushed(desk), desk.desk.puller.pull()]);
    expect([sent.trouble, pulled.trouble]).toEqual([null, null]);
    expect(ledgerOf(desk)).toEqual(ledger);
    expect(rows(desk, 'SELECT became FROM regained_message').map((one) => one['became'])).toEqual(
      Array.from({ length: 3 }, () => 'taken'),
    );
  });

  test('恢复两次，中间死在取回的半路：还是一样的账', async () => {
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await releasePupils(desk, three(), 40);
    await pushed(desk);
    const [ledger, books] = [ledgerOf(desk), await sums(desk)];
    desk = await putBack(desk, backup);
    const first = incarnationOf(desk);
    await expect(makeRunner(desk, receiver.url, { diesAfterTransactions: 3 }).push()).rejects.toThrow('power cut');
    const half = rows(desk, 'SELECT message_id FROM regained_message').length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(3);
    desk = await openAgain(desk);
    expect(incarnationOf(desk)).toBe(first);
    desk = await putBack(desk, backup);
    expect(incarnationOf(desk)).not.toBe(first);
    await pushed(desk);
    expect(ledgerOf(desk)).toEqual(ledger);
    expect(await sums(desk)).toEqual(books);
  });

  test('备份是开着的时候拷的，标记看不出：自治区知道的比本机多，编号也另起，取回来', async () => {
    desk.db().client.pragma('wal_checkpoint(TRUNCATE)');
    const copy = keep(mkdtempSync(join(tmpdir(), 'kaoji-backup-')));
    cpSync(desk.folder, copy, { recursive: true });
    const [first] = await releasePupils(desk, three(), 50);
    await changeMobile(desk, first?.candidacyId ?? '', '13904769901');
    await pushed(desk);
    const ledger = ledgerOf(desk);
    const before = incarnationOf(desk);
    const numbered = 'SELECT incarnation, change_seq FROM change_message';
    expect(rows(desk, numbered)).toEqual([{ incarnation: before, change_seq: 1 }]);
    desk.desk.close();
    // in place, as `cp` over the same file does: the file keeps its number
    writeFileSync(join(desk.folder, 'desk', 'desk.db'), readFileSync(join(copy, 'desk', 'desk.db')));
    desk = await openAgain(desk);
    expect(incarnationOf(desk)).toBe(before);
    // other work takes the very numbers that were used before
    const anew = three();
    const [second] = await releasePupils(desk, anew, 60);
    await changeMobile(desk, second?.candidacyId ?? '', '13904769902');
    expect(await pushed(desk)).toMatchObject({ received: 3, waiting: 0, changes: { received: 1 }, trouble: null });
    expect(incarnationOf(desk)).not.toBe(before);
    // nor do the numbers of changes: the region has another one under the old opening's first
    expect(rows(desk, `${numbered} WHERE message_id NOT IN (SELECT message_id FROM regained_change)`)).toEqual([
      { incarnation: incarnationOf(desk), change_seq: 1 },
    ]);
    expect(ledgerOf(desk)).toHaveLength(6);
    expect(ledgerOf(desk)).toEqual(expect.arrayContaining(ledger));
    const { deviceId } = readInstallation(desk.db());
    const numbers = (await desksAt(receiver)).find((one) => one.deviceId === deviceId)?.incarnations;
    expect(numbers).toHaveLength(2);
  });

  test('恢复以后同一名学生又办了一次：不悄悄合并，两份都在，列出来核对', async () => {
    const data = three();
    const people = await enterAll(desk, data);
    const casesBefore = (await receiver.report()).counts.openCases;
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await finish(desk, people, 70);
    await pushed(desk);
    desk = await putBack(desk, backup);
    await finish(desk, people.slice(0, 1), 80);
    expect(await pushed(desk)).toMatchObject({ received: 1, waiting: 0, trouble: null });
    expect(await sums(desk)).toMatchObject({ known: 3, balanced: true, parts: { received: 3 } });
    const anew = () => rows(desk, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open'`);
    expect(anew()).toHaveLength(1);
    expect(String(anew()[0]?.['sentence'])).toContain('恢复以后又办了一次');
    // both photos of the pupil are at the region, and its own case is open
    expect((await receiver.report()).counts.openCases).toBe(casesBefore + 1);
    expect(rows(desk, `SELECT became FROM regained_message ORDER BY became`).map((one) => one['became'])).toEqual([
      'case',
      'taken',
      'taken',
    ]);
    // and it is not asked twice
    await pushed(desk);
    expect(anew()).toHaveLength(1);
  });

  test('恢复以后改过资料的：取回来按送过的，改了什么列出来，不悄悄盖掉；没改过的不列', async () => {
    const people = await enterAll(desk, three());
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await finish(desk, people, 130);
    await pushed(desk);
    desk = await putBack(desk, backup);
    const [changed = ''] = people;
    const { call } = await desk.as('clerk1');
    const version = versions(desk, [changed])[0]?.version ?? 0;
    value(
      await call('mobileChange.perform', { candidacyId: changed, version, mobile: '13947600099', pupilPresent: true }),
    );
    expect(await pushed(desk)).toMatchObject({ waiting: 0, trouble: null });
    expect(await sums(desk)).toMatchObject({ known: 3, balanced: true, parts: { received: 3 } });
    const cases = rows(desk, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open'`);
    expect(cases).toHaveLength(1);
    expect(String(cases[0]?.['sentence'])).toContain('改过“手机号”');
    await pushed(desk);
    expect(rows(desk, `SELECT id FROM case_file WHERE kind = 'regionConflict'`)).toHaveLength(1);
  });

  test('丢的一份和本机的规定对不上（采集和放行是同一个人）：说得出，不挡新办的', async () => {
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    const [refused] = await releasePupils(desk, three().slice(0, 1), 110);
    rewriteOutbox(desk, refused?.candidacyId ?? '', (body) => ({ ...body, released: captured(body) }));
    expect(await makeRunner(desk, receiver.url, { speaks: 1 }).push()).toMatchObject({ refused: 1 });
    desk = await putBack(desk, backup);
    await releasePupils(desk, three().slice(0, 1), 120);
    expect(await pushed(desk)).toMatchObject({ received: 1, waiting: 0, trouble: null });
    expect(ledgerOf(desk)).toHaveLength(1);
    expect(value(await desk.call('device.status', {})).leftSentence).toContain('1 份和本机的规定对不上');
  });

  test('自治区收着、本机读不了或没有照片的：说得出几份、怎么办，一天之内不再问，新办的照样送', async () => {
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await releasePupils(desk, three(), 150);
    await pushed(desk);
    desk = await putBack(desk, backup);
    const asked: string[] = [];
    const { call: really } = createHttpCall();
    const call: HttpCall = async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      const answer = await really(request);
      if (pathname === '/v2/photo') return { ...answer, status: 404, mediaType: 'application/problem+json' };
      if (pathname !== '/v2/messages') return answer;
      const json = JSON.parse(Buffer.from(answer.body).toString()) as { messages: { body: string }[] };
      const [first, ...rest] = json.messages;
      const newer = { ...first, body: first?.body.replace('"v":', '"newer":true,"v":') };
      return { ...answer, body: Buffer.from(JSON.stringify({ ...json, messages: [newer, ...rest] })) };
    };
    expect(await makeRunner(desk, receiver.url, { call }).push()).toMatchObject({ trouble: null });
    const { leftSentence } = value(await desk.call('device.status', {}));
    expect(leftSentence).toContain('1 份是更新的程序办的');
    expect(leftSentence).toContain('2 份自治区现在给不出照片');
    asked.length = 0;
    await releasePupils(desk, three(), 160);
    expect(await makeRunner(desk, receiver.url, { call }).push()).toMatchObject({ received: 3, trouble: null });
    expect(asked.filter((path) => ['/v2/regain', '/v2/messages', '/v2/photo'].includes(path))).toEqual([]);
    desk.clock.set(new Date(Date.parse(desk.clock.now()) + 25 * 3_600_000).toISOString());
    expect(await pushed(desk)).toMatchObject({ trouble: null });
    expect(ledgerOf(desk)).toHaveLength(6);
    expect(value(await desk.call('device.status', {})).leftSentence).toBeNull();
  });

  test.each([
    ['它以前自己连过网', true],
    ['自治区第一次听说它', false],
  ])('恢复以前写的数据包后来才读：不算两份同时在用（%s）', async (_of, hasSpoken) => {
    const backup = keep(backUp(desk));
    // enrolling was a word of the first opening; that of a file put back has said none yet
    desk = hasSpoken ? await openAgain(desk) : await putBack(desk, backup);
    const before = incarnationOf(desk);
    await releasePupils(desk, three(), 170);
    desk.files.save = join(backup, 'before.kaoji-parcel');
    await desk.as('reviewer1');
    value(await desk.call('parcel.write', {}));
    desk = await putBack(desk, backup);
    await pushed(desk);
    const own = incarnationOf(desk);
    const told = async () => {
      const { deviceId } = readInstallation(desk.db());
      return (await desksAt(receiver)).find((one) => one.deviceId === deviceId)?.incarnations ?? [];
    };
    const spoke = (await told()).find((one) => one.incarnation === before)?.lastLiveAt ?? null;
    expect(spoke !== null).toBe(hasSpoken);
    const read = await fetch(`${receiver.url}/v2/bundles`, {
      method: 'POST',
      headers: {
        'content-type': PARCEL_MEDIA_TYPE,
        authorization: `Bearer ${readFileSync(join(receiver.folder, 'admin-token'), 'utf8').trim()}`,
      },
      body: readFileSync(join(backup, 'before.kaoji-parcel')),
    });
    expect(read.status).toBe(200);
    expect(await pushed(desk)).toMatchObject({ trouble: null });
    // both are in the list, and the old one was heard of after the restored one had spoken
    expect((await told()).find((one) => one.incarnation === before)).toMatchObject({ lastLiveAt: spoke });
    expect((await told()).map(({ incarnation }) => incarnation)).toEqual(expect.arrayContaining([before, own]));
    expect(copiesAtWork(await told())).toEqual([]);
    if (hasSpoken) expect(readStanding(desk.db())?.otherSeenAt).toBe(spoke);
    expect(ledgerOf(desk)).toHaveLength(3);
  });

  test('拷贝的一份同时在用：是另一开，自治区两开都看得见，一份不丢', async () => {
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    const copy = await openCopy(backup);
    try {
      expect(incarnationOf(copy)).not.toBe(incarnationOf(desk));
      await releasePupils(desk, three(), 90);
      await releasePupils(copy, three(), 100);
      expect(await pushed(desk)).toMatchObject({ received: 3, waiting: 0 });
      expect(await pushed(copy)).toMatchObject({ received: 3, waiting: 0 });
      await pushed(desk);
      expect(ledgerOf(desk)).toEqual(ledgerOf(copy));
      expect(ledgerOf(desk)).toHaveLength(6);
      const { deviceId } = readInstallation(desk.db());
      const known = (await desksAt(receiver)).find((one) => one.deviceId === deviceId);
      expect(known?.incarnations).toHaveLength(2);
      expect(copiesAtWork(known?.incarnations ?? [])).toMatchObject([{ incarnation: incarnationOf(desk) }]);
      const status = value(await desk.call('device.status', {}));
      expect(status.copySentence).toContain('另一份数据');
      expect(value(await copy.call('device.status', {})).copySentence).toContain('另一份数据');
    } finally {
      copy.close();
    }
  });
});

/** The captor as the one who released: refused by the four eyes. */
function captured(body: object): object {
  const { captured: first, released } = body as CandidacyMessage;
  return { ...released, by: first.by };
}

async function openCopy(folder: string): Promise<TestDesk> {
  const copy = await makeDesk({ folder });
  await copy.as('clerk1');
  return copy;
}

async function enterAll(desk: TestDesk, data: readonly ReturnType<typeof pupilData>[]): Promise<string[]> {
  const { call } = await desk.as('clerk1');
  const ids: string[] = [];
  for (const one of data) {
    const input = { ...one, resume: [...one.resume], family: [...one.family] };
    const entry = { candidacyId: null, version: null, data: input, pupilPresent: true } as const;
    ids.push(value(await call('preRegistration.enter', entry)).candidacyId);
  }
  const teacher = await desk.as('teacher1');
  value(await teacher.call('preRegistration.approve', { items: versions(desk, ids) }));
  return ids;
}

async function finish(desk: TestDesk, ids: readonly string[], seed: number): Promise<void> {
  const { call } = await desk.as('clerk2');
  for (const [index, candidacyId] of ids.entries()) {
    const number = String(
      desk.db().statement('SELECT document_number FROM candidacy WHERE id = ?').pluck().get(candidacyId),
    );
    value(
      await call('desk.saveDraft', { candidacyId, reading: { lastFour: number.slice(-4) }, documentState: 'shown' }),
    );
    const photo = makeJpeg(seed + index);
    const shot = { candidacyId, original: photo, derived: photo, source: 'live', device: 'HD Webcam' } as const;
    const { captureId } = value(
      await call('desk.storeShot', { ...shot, crop: {}, measurements: {}, perceptualHash: null }),
    );
    const version = versions(desk, [candidacyId])[0]?.version ?? 0;
    value(
      await call('desk.complete', { candidacyId, captureId, version, pupilConfirmed: true, warnReason: '已当面核对' }),
    );
  }
  const reviewer = await desk.as('reviewer1');
  value(await reviewer.call('review.approve', { items: versions(desk, ids) }));
  await decideCases(desk);
  value(await reviewer.call('release.perform', { items: versions(desk, ids) }));
}

function versions(desk: TestDesk, ids: readonly string[]) {
  const find = desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck();
  return ids.map((candidacyId) => ({ candidacyId, version: Number(find.get(candidacyId)) }));
}
