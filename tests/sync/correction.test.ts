import { afterEach, beforeEach, expect, test } from 'vitest';
import { evidenceInput } from '../fixtures/application-scene.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { makeRunner } from './make-runner.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

let receiver: TestReceiver;
let desk: TestDesk;
beforeEach(async () => {
  receiver = await makeReceiver();
  desk = await makeDesk();
});
afterEach(async () => {
  desk.close();
  await receiver.stop();
});

const row = (id: string) =>
  desk.db().statement('SELECT status, revision, version, full_name AS fullName FROM candidacy WHERE id = ?').get(id);
const versionOf = (id: string) =>
  Number(desk.db().statement('SELECT version FROM application WHERE id = ?').pluck().get(id));

test('信息变更办完，新的一版送到自治区；回执来了，注册生效的还是注册生效', async () => {
  const [one] = await releasePupils(desk, [pupilData(311)], 311);
  if (!one) throw new Error('no pupil');
  const { candidacyId } = one;
  const runner = makeRunner(desk, receiver.url);
  await runner.push();
  desk.db().statement("UPDATE candidacy SET status = 'inEffect' WHERE id = ?").run(candidacyId);
  desk.clock.set('2027-03-01T02:00:00.000Z');
  const clerk = await desk.as('clerk1');
  const request = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;
  const { applicationId } = value(await clerk.call('application.start', { candidacyId, request }));
  value(await clerk.call('application.addEvidence', evidenceInput(applicationId, 1, 'changeProof')));
  value(await clerk.call('application.submit', { applicationId, version: 2, applicantPresent: true }));
  for (const login of ['school1', 'reviewer1']) {
    const { call } = await desk.as(login);
    const items = [{ applicationId, version: versionOf(applicationId) }];
    expect(value(await call('application.agree', { items })).failed).toEqual([]);
  }
  expect(row(candidacyId)).toMatchObject({ status: 'inEffect', revision: 2, fullName: '斯琴高洼' });
  const before = row(candidacyId);
  expect(await runner.push()).toMatchObject({ received: 1, refused: 0, waiting: 0, trouble: null });
  expect(row(candidacyId)).toEqual(before);
  const atTheRegion = (await receiver.report()).candidacies.find((line) => line.candidacyId === candidacyId);
  expect(atTheRegion).toMatchObject({ revision: 2 });
});
