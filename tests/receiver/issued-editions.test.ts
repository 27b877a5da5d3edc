import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { photoLimits } from '#shared/photo/photo-limits.ts';
import { countyBody, setupFileText } from '../fixtures/county.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { issueAt } from '../fixtures/region-staff.ts';
import { buildRecord, messageFacts } from './build-record.ts';
import { makeReceiver, post, receiptOf, type TestReceiver } from './make-receiver.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaoji-issued-'));
let receiver: TestReceiver;
beforeAll(async () => {
  const setupFile = join(folder, 'county.kaoji-setup.json');
  writeFileSync(setupFile, setupFileText());
  receiver = await makeReceiver({ setupFile });
});
afterAll(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

const issue = (notice: object) =>
  issueAt(receiver, { act: 'issue', notice: { v: 1, officeId: null, issuedAt: '2026-11-20T00:00:00Z', ...notice } });
const send = async (serial: number, photo: Uint8Array, profileEdition: string) => {
  const { photo: told } = messageFacts({ serial, photo });
  return receiptOf(
    await post(receiver, buildRecord({ serial, photo, facts: { photo: { ...told, profileEdition } } }).frame),
  );
};

test('签发过的照片规格，接收端也按它核照片；没有签发过的，按安装文件里的', async () => {
  const card = () => makeJpeg(1, 358, 441);
  expect(await send(1, card(), 'photo-358x441')).toMatchObject({ outcome: 'refused' });
  const [profile] = countyBody.photoProfiles;
  const bands = { crownTop: [20, 60], eyesTop: [150, 230], faceWidth: [150, 230] };
  const photoProfile = {
    ...profile,
    ...bands,
    id: 'photo-358x441',
    width: 358,
    height: 441,
    inForceFrom: '2026-11-01',
    limits: { ...photoLimits },
  };
  await issue({ kind: 'photoProfile', noticeId: crypto.randomUUID(), photoProfile });
  expect(await send(2, makeJpeg(2, 358, 441), 'photo-358x441')).toMatchObject({ outcome: 'stored' });
  expect(await send(3, makeJpeg(3), 'photo-480x640')).toMatchObject({ outcome: 'stored' });
  const bad = { ...photoProfile, id: 'photo-bad', width: 20 };
  await expect(issue({ kind: 'photoProfile', noticeId: crypto.randomUUID(), photoProfile: bad })).rejects.toThrow(
    '宽是 20',
  );
  const { rollReject: _, ...some } = photoLimits;
  const partly = { ...photoProfile, id: 'photo-partly', limits: some };
  await expect(issue({ kind: 'photoProfile', noticeId: crypto.randomUUID(), photoProfile: partly })).rejects.toThrow(
    '没有写全限值，缺 1 个：rollReject',
  );
  expect(await send(4, makeJpeg(4), 'photo-358x441')).toMatchObject({ outcome: 'refused' });
});
