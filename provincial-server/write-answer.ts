import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { v7 } from 'uuid';
import type { AnswerLine, ParcelHeader } from '#shared/wire/parcel.ts';
import type { RegainedMessage } from '#shared/wire/regain-v2.ts';
import { proveParcel } from '../parcel/open.ts';
import { encodePiece } from '../parcel/pieces.ts';
import { sealParcel } from '../parcel/seal.ts';
import { fileSource } from '../parcel/source.ts';
import { syncFolder } from '../parcel/sync-folder.ts';
import type { RegionKey } from './region-key.ts';

/**
 * Writes the answer to a parcel, sealed to the office that sent it and signed by the region: temporary name, flushed,
 * renamed, the folder flushed, read back. `photoOf` gives the photos of messages that the desk has lost. Throws in words where the desk named nobody to answer, or the file does not read back.
 */
export async function writeAnswer(
  file: string,
  key: RegionKey,
  parcel: { readonly header: ParcelHeader; readonly sha256: string },
  lines: readonly AnswerLine[],
  photoOf: (message: RegainedMessage) => Promise<Uint8Array | null>,
): Promise<void> {
  const { header, sha256 } = parcel;
  if (header.replyTo === null) throw new Error('这个数据包没有说明回执封给谁，写不了回执包。');
  const pieces = sealParcel(
    {
      header: {
        kind: 'answer',
        parcelId: v7(),
        deviceId: header.deviceId,
        officeId: header.officeId,
        incarnation: header.incarnation,
        deskSeqFrom: header.deskSeqFrom,
        deskSeqUntil: header.deskSeqUntil,
        previousSha256: sha256,
        count: lines.length,
        recipient: header.replyTo,
        replyTo: null,
        signer: key.publicKey,
      },
      sign: (text) => key.signText(text).signature,
      content: contentOf(lines, photoOf),
    },
    () => {},
  );
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncFolder(dirname(file)).catch(async (error: unknown) => {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  });
  const written = await open(file, 'r');
  try {
    const proven = await proveParcel(await fileSource(written), () => null);
    if (!proven.ok) throw new Error('回执包写好后读回来不一样，U 盘可能坏了。换一个 U 盘再写。');
  } finally {
    await written.close();
  }
}

async function* contentOf(
  lines: readonly AnswerLine[],
  photoOf: (message: RegainedMessage) => Promise<Uint8Array | null>,
): AsyncGenerator<Uint8Array> {
  for (const line of lines) {
    const photo = line.kind === 'regained' ? await photoOf(line.message) : null;
    if (photo) yield encodePiece(Buffer.concat([Buffer.alloc(1), photo]));
    yield encodePiece(Buffer.from(JSON.stringify(line), 'utf8'));
  }
}
