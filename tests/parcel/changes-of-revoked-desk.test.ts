import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PARCEL_MEDIA_TYPE } from '#shared/wire/parcel.ts';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { act, enrol } from '../sync/enrolled-desk.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { changeMobile, toldAt } from '../sync/tell-changes.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-revoked-'));
const at = (name: string) => join(stick, name);
let receiver: TestReceiver;
let desk: TestDesk;
beforeAll(async () => {
  receiver = await makeReceiver({ enrolledOnly: true });
  desk = await makeDesk();
  await enrol(receiver, desk);
}, 60_000);
afterAll(async () => {
  desk.close();
  await receiver.stop();
  rmSync(stick, { recursive: true, force: true });
});

const releaseOne = async (serial: number) => {
  const [pupil] = await releasePupils(desk, [pupilData(serial)], serial);
  return pupil?.candidacyId ?? '';
};
const write = async (name: string) => {
  desk.files.save = at(name);
  await desk.as('reviewer1');
  value(await desk.call('parcel.write', {}));
};
/** Staff take the file in at the running receiver; what the desk makes of the answer. */
const carry = async (name: string) => {
  const answer = await fetch(`${receiver.url}/v2/bundles`, {
    method: 'POST',
    headers: {
      'content-type': PARCEL_MEDIA_TYPE,
      authorization: `Bearer ${readFileSync(join(receiver.folder, 'admin-token'), 'utf8').trim()}`,
    },
    body: readFileSync(at(name)),
  });
  expect(answer.status).toBe(200);
  writeFileSync(at('answer.kaoji-parcel'), Buffer.from(await answer.arrayBuffer()));
  desk.files.open = at('answer.kaoji-parcel');
  await desk.as('reviewer1');
  return value(await desk.call('parcel.readAnswer', {}));
};
const decide = (outcome: 'accept' | 'revoke') => {
  const { deviceId: device } = readInstallation(desk.db());
  const by = { device, by: '苏日娜', reason: '核对过' };
  return act(receiver, outcome === 'revoke' ? { act: 'revoke', ...by } : { act: 'settle', outcome, ...by });
};
const reasons = () =>
  desk.db().statement("SELECT last_trouble FROM change_message WHERE state = 'waiting'").pluck().all();

test('停用的登记台送来的变动：回执包说出哪些等人决定；收下以后，等记录的那项不再问人，记录来了就有回执', {
  timeout: 120_000,
}, async () => {
  const known = await releaseOne(451);
  await write('first.kaoji-parcel');
  await carry('first.kaoji-parcel');
  await decide('revoke');

  const late = await releaseOne(452);
  await changeMobile(desk, known, '13904768811');
  await changeMobile(desk, late, '13904768812');
  await write('second.kaoji-parcel');
  const changes = 'second-变动.kaoji-parcel';
  expect(await carry(changes)).toMatchObject({ undecided: 0, changes: { received: 0, undecided: 2, waiting: 2 } });
  expect(reasons()).toEqual(Array(2).fill(expect.stringContaining('等自治区的人决定')));

  expect(await decide('accept')).toMatchObject({ settled: 2 });
  // the desk is still revoked: what people let in and only waits for its record is not asked of them a second time
  expect(await carry(changes)).toMatchObject({ changes: { received: 1, undecided: 0, waiting: 1 } });
  expect((await toldAt(receiver, `?candidacy=${late}`)).map(({ state }) => state)).toEqual(['parked']);

  expect(await carry('second.kaoji-parcel')).toMatchObject({ undecided: 1, received: 0 });
  await decide('accept');
  expect(await carry('second.kaoji-parcel')).toMatchObject({ received: 1 });
  expect(await carry(changes)).toMatchObject({ changes: { received: 1, undecided: 0, waiting: 0 } });
  expect(countChanges(desk.db())).toMatchObject({ waiting: 0, acknowledged: 2 });
});
