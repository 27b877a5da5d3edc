import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { changeAnswer, evidenceAnswer } from '#shared/wire/changes-v2.ts';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import {
  type ApplicationScene,
  evidenceInput,
  makeApplicationScene,
  privateCandidate,
} from '../fixtures/application-scene.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { startLineProxy } from './line-proxy.ts';
import { makeRunner } from './make-runner.ts';
import { toldAt } from './tell-changes.ts';

const registration = '2026-11-23T02:00:00.000Z';
const pages = [makeJpeg(7, 1200, 1600), makeJpeg(8, 800, 600)];

let receiver: TestReceiver;
let scene: ApplicationScene;
beforeAll(async () => {
  receiver = await makeReceiver({ enrolledOnly: true });
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  scene = await makeApplicationScene(registration);
  await enrol(receiver, scene.desk);
});
afterEach(() => scene.desk.close());

const push = (url = receiver.url, idleMs = 8000) => makeRunner(scene.desk, url, { idleMs }).push();
const ask = async (target: string) =>
  fetch(`${receiver.url}${target}`, {
    headers: { authorization: `Bearer ${readFileSync(join(receiver.folder, 'admin-token'), 'utf8')}` },
  });
const evidenceAt = async (id: string) =>
  evidenceAnswer.parse(await (await ask(`/v2/evidence?application=${id}`)).json()).pages;
const wholeAt = async (id: string) => {
  const [line] = (await toldAt(receiver, `?application=${id}&kind=application`)).toReversed();
  const whole = changeAnswer.parse(await (await ask(`/v2/change?id=${line?.messageId}`)).json());
  return { line, body: JSON.parse(whole.body) as Record<string, unknown> };
};
/** A private candidate whom the county has agreed to: now it is the region's to decide. */
const forwarded = async (sequence: number) => {
  const started = await scene.start('clerk', null, privateCandidate(sequence));
  const { applicationId } = started;
  await scene.do(
    'clerk',
    'application.addEvidence',
    evidenceInput(applicationId, scene.versionOf(applicationId), 'householdProof', [...pages]),
  );
  await scene.submit('clerk', applicationId);
  expect(countChanges(scene.desk.db()).waiting).toBe(0);
  await scene.agree('reviewer', applicationId);
  return started;
};

test('县里同意以后报给自治区：申请、资料、经过先到，材料一页一页到，各有回执；自治区看得到、按它签发决定', async () => {
  const { applicationId, candidacyId } = await forwarded(31);
  expect(countChanges(scene.desk.db())).toMatchObject({ waiting: 3, ready: 3 });
  expect((await push()).changes).toEqual({ received: 3, refused: 0, waiting: 0 });
  const { line, body } = await wholeAt(applicationId);
  expect(line).toMatchObject({ state: 'stored', candidacyId, applicationId, fullName: expect.any(String) });
  expect(body).toMatchObject({
    procedure: 'privateRegistration',
    state: 'atStep',
    step: 'regionDecide',
    entryCategory: 'private',
    taken: [{ act: 'submitted' }, { act: 'agreed', kind: 'countyApprove' }],
  });
  const evidence = await evidenceAt(applicationId);
  expect(evidence.map(({ kind, position, isHere }) => [kind, position, isHere])).toEqual([
    ['householdProof', 1, true],
    ['householdProof', 2, true],
  ]);
  for (const page of evidence) {
    const bytes = new Uint8Array(
      await (await ask(`/v2/evidence-page?application=${applicationId}&sha256=${page.sha256}`)).arrayBuffer(),
    );
    expect(sha256(bytes)).toBe(page.sha256);
  }
  const sheet = await scene.sheet('reviewer', applicationId);
  expect(sheet.told).toMatchObject({ state: 'acknowledged', pages: 2, pagesReceived: 2 });
  expect((await ask(`/v2/evidence-page?application=${applicationId}&sha256=${'a'.repeat(64)}`)).status).toBe(404);
});

test('材料送到一半线路断、两边重来：从断的地方接着，一页不多', async () => {
  const { applicationId } = await forwarded(32);
  const proxy = await startLineProxy(receiver.url, {
    bytesPerSecond: 40_000,
    faultOf: (index) => (index < 6 ? { resetAfterMs: 700 } : {}),
  });
  for (let run = 0; run < 10 && countChanges(scene.desk.db()).waiting > 0; run += 1) await push(proxy.url, 700);
  await proxy.stop();
  expect(countChanges(scene.desk.db())).toMatchObject({ waiting: 0, acknowledged: 3 });
  expect(await toldAt(receiver, `?application=${applicationId}`)).toHaveLength(3);
  expect((await evidenceAt(applicationId)).every((page) => page.isHere)).toBe(true);
}, 60_000);

test('报上去以后申请人撤回：自治区知道，材料不重送', async () => {
  const { applicationId } = await forwarded(33);
  await push();
  const version = scene.versionOf(applicationId);
  await scene.do('clerk', 'application.withdraw', { applicationId, version, reason: '本人不报了' });
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect((await wholeAt(applicationId)).body).toMatchObject({ state: 'withdrawn' });
});
