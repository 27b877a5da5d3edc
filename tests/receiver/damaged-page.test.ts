import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildChangeMessage, changeLine } from '#shared/wire/change-message.ts';
import type { Receiver } from '../../provincial-server/accept-record.ts';
import { takePiece } from '../../provincial-server/change-files.ts';
import { takeChanges } from '../../provincial-server/change-intake.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { deskA, messageFacts, sha256 } from './build-record.ts';
import { openReceiverParts } from './receiver-parts.ts';

let close: () => Promise<void>;
let receiver: Receiver;
let pack: string;
let changeSeq = 0;
beforeAll(async () => {
  const parts = await openReceiverParts();
  ({ receiver, close } = parts);
  pack = join(parts.folder, 'photos', 'pack-000001');
});
afterAll(() => close());

/** The text of a page of evidence, and its picture. */
function makePage() {
  changeSeq += 1;
  const picture = makeJpeg(900 + changeSeq);
  const { officeId, examAreaCode, incarnation, clock } = messageFacts();
  const body = buildChangeMessage({
    ...{ messageId: v7(), deviceId: deskA, officeId, examAreaCode, incarnation, clock, candidacyId: v7(), revision: 1 },
    by: { id: null, displayName: '王敏' },
    at: '2026-11-23T02:00:00.000Z',
    kind: 'evidencePage',
    follows: null,
    applicationId: v7(),
    evidenceId: v7(),
    position: 1,
    sha256: sha256(picture),
    byteLength: picture.length,
  });
  const { messageId } = JSON.parse(body) as { messageId: string };
  const file = { fileSha256: sha256(picture), fileBytes: picture.length };
  const names = { v: 1, suite: 1, messageId, deviceId: deskA, incarnation, changeSeq, ...file };
  const line = changeLine.parse({ envelope: { ...names, bodySha256: sha256(Buffer.from(body)) }, body });
  const id = Buffer.from(sha256(picture), 'hex');
  return { line, messageId, picture, piece: { id, offset: 0, total: picture.length, payload: picture } };
}

/** As a worn disk does: one byte in the middle of it is another. */
function spoil(picture: Uint8Array): void {
  const bytes = readFileSync(pack);
  const at = bytes.indexOf(Buffer.from(sha256(picture), 'hex')) + 2000;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(pack, bytes);
}
const tell = (page: ReturnType<typeof makePage>) => takeChanges(receiver, { kind: 'anybody' }, [page.line]);
const expectTaken = async ({ messageId, picture, piece }: ReturnType<typeof makePage>) => {
  expect(await takePiece(receiver, piece, [])).toContainEqual({
    o: messageId,
    receipt: expect.anything(),
    repeated: false,
  });
  const kept = await receiver.blobs.get(sha256(picture));
  expect(Buffer.from(kept ?? []).equals(picture)).toBe(true);
};

test('说明到的时候图片在而且坏了：等图片，不给收下的回执；图片来了才给', async () => {
  const page = makePage();
  await receiver.blobs.put(sha256(page.picture), page.picture);
  spoil(page.picture);
  expect(await tell(page)).toEqual([{ o: page.messageId, s: 'text' }]);
  await expectTaken(page);
});

test('图片送来的时候这里的一份坏了：收下送来的，不当已经有了', async () => {
  const page = makePage();
  expect(await tell(page)).toEqual([{ o: page.messageId, s: 'text' }]);
  await receiver.blobs.put(sha256(page.picture), page.picture);
  spoil(page.picture);
  await expectTaken(page);
});
