import { createHash } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import { buildParcelHeader, type ParcelHeader, parcelMagic } from '../shared/wire/parcel.ts';
import { signedOver } from './signed-over.ts';

export type ParcelToSeal = {
  readonly header: Omit<ParcelHeader, 'v' | 'suite'>;
  /** Ed25519 (base64) over the UTF-8 bytes of a text, by the key whose SPKI stands in the header */
  readonly sign: (text: string) => string;
  /** the frames, in order; read only as fast as they are written */
  readonly content: AsyncIterable<Uint8Array>;
};

/**
 * The bytes of a parcel, piece by piece: header, sealed body, hash and signature. Memory stays at a few pieces whatever
 * the size. The last piece is the trailer; `onSealed` gets the hash that names the parcel.
 */
export async function* sealParcel(
  parcel: ParcelToSeal,
  onSealed: (sha256: string) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const header = Buffer.from(buildParcelHeader(parcel.header), 'utf8');
  const head = Buffer.alloc(8 + header.length);
  head.set(parcelMagic, 0);
  head.writeUInt32BE(header.length, 4);
  head.set(header, 8);
  hash.update(head);
  yield head;
  const encrypter = new Encrypter();
  encrypter.addRecipient(parcel.header.recipient);
  const sealed = await encrypter.encrypt(streamOf(parcel.content));
  const reader = sealed.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      hash.update(value);
      yield value;
    }
  } finally {
    // whoever stopped reading stops the source too
    await reader.cancel().catch(() => undefined);
  }
  const digest = hash.digest();
  onSealed(digest.toString('hex'));
  yield Buffer.concat([digest, Buffer.from(parcel.sign(signedOver(digest)), 'base64')]);
}

function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = content[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}
