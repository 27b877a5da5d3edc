import { createHash } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import { mayHaveLostChanges } from '../../src-main/db/store/incarnation.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { keyFingerprint } from '../../src-main/security/signature.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeStickRegion } from '../parcel/stick-region.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { backUp, openAgain, putBack, rows, toldLedgerOf } from './put-back.ts';
import { pupilData, releasePupils } from './release-pupils.ts';
import { changeMobile } from './tell-changes.ts';

let desk: TestDesk;
const backups: string[] = [];
beforeEach(async () => {
  desk = await makeDesk();
});
afterEach(() => desk.close());
afterAll(() => {
  for (const backup of backups) rmSync(backup, { recursive: true, force: true });
});
/** A backup of the desk as it is, which goes on. */
async function keepBackup(): Promise<string> {
  const backup = backUp(desk);
  backups.push(backup);
  desk = await openAgain(desk);
  return backup;
}
const leftSentence = async () => value(await (await desk.as('clerk1')).call('device.status', {})).leftSentence;

describe('考籍不在本机的变动，联网取', () => {
  let receiver: TestReceiver;
  let serial = 100;
  beforeAll(async () => {
    receiver = await makeReceiver({ enrolledOnly: true });
  });
  afterAll(() => receiver.stop());

  const push = (choice: Parameters<typeof makeRunner>[2] = {}) => makeRunner(desk, receiver.url, choice).push();
  /** A receiver that keeps lost records to itself, and what is asked of it. */
  const withoutRecords = (asked: string[]): HttpCall => {
    const { call: really } = createHttpCall();
    return async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      const answer = await really(request);
      if (pathname !== '/v2/messages') return answer;
      return { ...answer, body: Buffer.from(JSON.stringify({ v: 2, messages: [] })) };
    };
  };
  /** Released, sent and changed after the backup that is put back; `before` is done to the change before it goes. */
  const lostWithItsRecord = async (before: () => void) => {
    await enrol(receiver, desk);
    const backup = await keepBackup();
    serial += 1;
    const [pupil] = await releasePupils(desk, [pupilData(serial)], serial);
    await push();
    await changeMobile(desk, pupil?.candidacyId ?? '', '13904769971');
    before();
    await push();
    const ledger = toldLedgerOf(desk);
    desk = await putBack(desk, backup);
    return ledger;
  };
  /** Whether each of three runs asked for the change. */
  const threeRuns = async () => {
    const runs: boolean[] = [];
    for (let run = 0; run < 3; run += 1) {
      const asked: string[] = [];
      expect((await push({ call: withoutRecords(asked) })).trouble).toBeNull();
      runs.push(asked.includes('/v2/told-changes'));
    }
    return runs;
  };

  test('说得出；有回执的，考籍到了以前不再问，到了就取', async () => {
    const ledger = await lostWithItsRecord(() => undefined);
    expect(ledger).toHaveLength(1);
    expect(await threeRuns()).toEqual([true, false, false]);
    expect(await leftSentence()).toContain('1 项变动说的考籍不在本机');
    expect(await push()).toMatchObject({ trouble: null });
    expect(toldLedgerOf(desk)).toEqual(ledger);
    expect(await leftSentence()).toBeNull();
  });

  test('自治区还没有回执的：没有数进哪里，每次都问，直到考籍到了；接着等回执', async () => {
    const ledger = await lostWithItsRecord(followSomethingUnknown);
    expect(ledger).toEqual([]);
    expect(await threeRuns()).toEqual([true, true, true]);
    expect(mayHaveLostChanges(desk.db())).toBe(true);
    await push();
    expect(countChanges(desk.db())).toMatchObject({ waiting: 1 });
    expect(mayHaveLostChanges(desk.db())).toBe(false);
  });

  /** It follows one that the region does not have, so that it waits there without a receipt. */
  function followSomethingUnknown() {
    const { client } = desk.db();
    client.exec('DROP TRIGGER change_message_keeps_its_content');
    const { body } = client.prepare('SELECT body FROM change_message').get() as { body: string };
    const bent = body.replace('"follows":null', '"follows":"0198f000-0000-7000-8000-0000000000ff"');
    const hash = createHash('sha256').update(bent).digest('hex');
    client.prepare('UPDATE change_message SET body = ?, body_sha256 = ?').run(bent, hash);
  }
});

describe('考籍不在本机的变动，U 盘取', { timeout: 300_000 }, () => {
  const region = makeStickRegion();
  let parcels = 0;
  afterAll(() => region.remove());

  const write = async () => {
    parcels += 1;
    return value(await region.write(desk, `${parcels}.kaoji-parcel`));
  };
  const carry = async (file: string) => {
    const answer = file.replace('.kaoji-parcel', '-answer.kaoji-parcel');
    const fingerprint = keyFingerprint(readInstallation(desk.db()).devicePublicKey);
    const taken = await region.take(file, answer, ['--enrol', fingerprint]);
    if (taken.refused) throw new Error(taken.said);
    return { said: taken.said, read: value(await region.readBack(desk, answer)) };
  };
  const ask = async () => {
    await write();
    return carry(`${parcels}.kaoji-parcel`);
  };

  test('自治区还没有回执的：算没取完，再问；记录到了，变动和回执一起回来', async () => {
    const backup = await keepBackup();
    const [pupil] = await releasePupils(desk, [pupilData(301)], 300);
    await changeMobile(desk, pupil?.candidacyId ?? '', '13904768801');
    const written = await write();
    // of the two files only the one with the change gets there before the desk's disk dies
    const changes = written?.changes?.fileName ?? '';
    const records = `${parcels}.kaoji-parcel`;
    expect((await carry(changes)).said).toContain('变动 1 项，其中 1 项先留着');
    desk = await putBack(desk, backup);
    for (let nth = 0; nth < 2; nth += 1) {
      expect((await ask()).read).toMatchObject({ regainLeft: 0, changesBack: { regained: 0, left: 1 } });
      expect(mayHaveLostChanges(desk.db())).toBe(true);
    }
    expect((await region.take(records, 'late.kaoji-parcel')).said).toContain('收下 1 份');
    expect((await ask()).read).toMatchObject({ regained: 1, changesBack: { regained: 1, left: 0 } });
    expect(mayHaveLostChanges(desk.db())).toBe(false);
    expect(toldLedgerOf(desk)).toHaveLength(1);
  });

  test('有回执的：照片库不在，记录取不回来，变动先留在自治区，说得出，不再算没取完；都回来了就取', async () => {
    const backup = await keepBackup();
    const [pupil] = await releasePupils(desk, [pupilData(302)], 310);
    await ask();
    await changeMobile(desk, pupil?.candidacyId ?? '', '13904768802');
    expect((await ask()).read).toMatchObject({ changes: { received: 1 } });
    const ledger = toldLedgerOf(desk);
    desk = await putBack(desk, backup);
    const [photos, away] = [join(region.data, 'photos'), join(region.data, 'photos-away')];
    renameSync(photos, away);
    expect((await ask()).read).toMatchObject({ regained: 0, changesBack: { regained: 0, left: 0 } });
    expect(mayHaveLostChanges(desk.db())).toBe(false);
    expect(await leftSentence()).toContain('1 项变动说的考籍不在本机');
    rmSync(photos, { recursive: true });
    renameSync(away, photos);
    // something else is sent: what the region has and the desk has not comes along
    await releasePupils(desk, [pupilData(303)], 320);
    expect((await ask()).read).toMatchObject({ regained: 1, changesBack: { regained: 1, left: 0 } });
    expect(toldLedgerOf(desk)).toEqual(ledger);
    expect(rows(desk, 'SELECT id FROM candidacy')).toHaveLength(2);
    expect(await leftSentence()).toBeNull();
  });
});
