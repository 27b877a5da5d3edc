import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { makeRunner } from './make-runner.ts';
import { decideCases, pupilData, releasePupils } from './release-pupils.ts';
import { rewriteOutbox } from './rewrite-outbox.ts';

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

const newPhoto = makeJpeg(901);
const statusOf = (id: string) => desk.db().statement('SELECT status FROM candidacy WHERE id = ?').pluck().get(id);
const item = (candidacyId: string) => ({
  candidacyId,
  version: Number(desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck().get(candidacyId)),
});

/** Ordered by the region, taken again, reviewed and released. */
async function takeAgain(candidacyId: string, lastFour: string): Promise<void> {
  const reviewer = await desk.as('reviewer1');
  value(await reviewer.call('photo.orderRetake', { ...item(candidacyId), orderedBy: 'region', reason: '背景有阴影' }));
  const { call } = await desk.as('clerk1');
  value(await call('desk.saveDraft', { candidacyId, reading: { lastFour }, documentState: 'shown' }));
  const { captureId } = value(
    await call('desk.storeShot', {
      candidacyId,
      original: newPhoto,
      derived: newPhoto,
      source: 'live',
      device: 'HD Webcam',
      crop: {},
      measurements: {},
      perceptualHash: null,
    }),
  );
  value(
    await call('desk.complete', { ...item(candidacyId), captureId, pupilConfirmed: true, warnReason: '已当面核对' }),
  );
  const again = await desk.as('reviewer2');
  expect(value(await again.call('review.approve', { items: [item(candidacyId)] })).failed).toEqual([]);
  await decideCases(desk);
  expect(value(await again.call('release.perform', { items: [item(candidacyId)] })).failed).toEqual([]);
}

async function atTheRegion(candidacyId: string) {
  return (await receiver.report()).candidacies.find((line) => line.candidacyId === candidacyId);
}

describe('重拍后的新一版到自治区', () => {
  test('已收下的重拍：第 2 版替换第 1 版，两张照片都留着', async () => {
    const [one] = await releasePupils(desk, [pupilData(301)], 301);
    if (!one) throw new Error('no pupil');
    const runner = makeRunner(desk, receiver.url);
    await runner.push();
    expect(statusOf(one.candidacyId)).toBe('received');
    await takeAgain(one.candidacyId, one.data.documentNumber.slice(-4));
    // a reading of the ledger in between finds nothing missing
    expect(statusOf(one.candidacyId)).toBe('released');
    expect(await runner.push()).toMatchObject({ received: 1, refused: 0, waiting: 0, trouble: null });
    expect(statusOf(one.candidacyId)).toBe('received');
    expect(await atTheRegion(one.candidacyId)).toMatchObject({ revision: 2, photoSha256: sha256(newPhoto) });
    const { counts } = await receiver.report();
    expect(counts).toMatchObject({ persons: 1, candidacies: 1, revisions: 2, captures: 2, photos: 2 });
  });

  test('还没送出就重拍：两版先后送到，第 1 版的回执不动登记台上的记录', async () => {
    const [one] = await releasePupils(desk, [pupilData(302)], 302);
    if (!one) throw new Error('no pupil');
    const reviewer = await desk.as('reviewer1');
    value(
      await reviewer.call('photo.orderRetake', { ...item(one.candidacyId), orderedBy: 'reviewer', reason: '眼睛闭着' }),
    );
    const runner = makeRunner(desk, receiver.url);
    expect(await runner.push()).toMatchObject({ received: 1, waiting: 0 });
    expect(statusOf(one.candidacyId)).toBe('awaitingCapture');
    expect(await atTheRegion(one.candidacyId)).toMatchObject({ revision: 1, photoSha256: sha256(one.photo) });
  });

  test('放行以后安排了重拍，第 1 版晚到的退回：原因记在登记台要办的话里', async () => {
    const [one] = await releasePupils(desk, [pupilData(303)], 303);
    if (!one) throw new Error('no pupil');
    const reviewer = await desk.as('reviewer1');
    value(
      await reviewer.call('photo.orderRetake', { ...item(one.candidacyId), orderedBy: 'region', reason: '背景有阴影' }),
    );
    rewriteOutbox(desk, one.candidacyId, (body) => ({ ...body, teacherApproval: null }));
    expect(await makeRunner(desk, receiver.url).push()).toMatchObject({ refused: 1, waiting: 0 });
    expect(statusOf(one.candidacyId)).toBe('awaitingCapture');
    const { call } = await desk.as('clerk1');
    const { returnReason } = value(await call('desk.open', { candidacyId: one.candidacyId }));
    expect(returnReason).toMatch(/^按自治区要求重拍：背景有阴影。自治区退回：.*班主任.*下一步：.*采集员王敏/u);
  });
});
