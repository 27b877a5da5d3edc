import { createHash, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { failed, ok, type Result } from '../shared/lib/result.ts';
import {
  type ParcelHeader,
  parcelLimits,
  parcelMagic,
  parcelTrailerBytes,
  readParcelHeader,
} from '../shared/wire/parcel.ts';
import type { ParcelFault } from './fault.ts';
import { signedOver } from './signed-over.ts';
import type { ParcelSource } from './source.ts';

/** A parcel whose bytes are as its signer wrote them. `bodyFrom` and `bodyUntil` are offsets in the source. */
export type ProvenParcel = {
  readonly header: ParcelHeader;
  readonly sha256: string;
  readonly bodyFrom: number;
  readonly bodyUntil: number;
};

/** Whether this key may sign this parcel: the reader knows its keys from elsewhere. Null = it may. */
export type KnowSigner = (header: ParcelHeader) => ParcelFault | null;

/**
 * Pass 1: hash and signature over the whole file, before anything of it is opened or used. Whatever is cut, changed,
 * moved or added makes the hash differ; a hash made anew needs the signer's key.
 */
export async function proveParcel(source: ParcelSource, know: KnowSigner): Promise<Result<ProvenParcel, ParcelFault>> {
  const smallest = 8 + parcelTrailerBytes;
  if (source.size > parcelLimits.fileBytes) return failed('tooLarge');
  const start = await readWhole(source, 0, Math.min(8, source.size));
  if (!parcelMagic.every((byte, at) => start[at] === byte)) return failed('notAParcel');
  if (source.size < smallest) return failed('damaged');
  const headerLength = start.readUInt32BE(4);
  const bodyFrom = 8 + headerLength;
  const bodyUntil = source.size - parcelTrailerBytes;
  if (headerLength > parcelLimits.headerBytes || bodyFrom >= bodyUntil) return failed('damaged');
  const headerBytes = await readWhole(source, 8, bodyFrom);
  const header = readParcelHeader(headerBytes.toString('utf8'));
  if ('fault' in header) return failed(header.fault === 'notAParcel' ? 'damaged' : header.fault);
  const hash = createHash('sha256');
  for await (const piece of source.passing(0, bodyUntil)) hash.update(piece);
  const digest = hash.digest();
  const trailer = await readWhole(source, bodyUntil, source.size);
  if (trailer.length !== parcelTrailerBytes || !timingSafeEqual(digest, trailer.subarray(0, 32))) {
    return failed('damaged');
  }
  if (!signatureHolds(digest, trailer.subarray(32), header.signer)) return failed('forged');
  const unknown = know(header);
  if (unknown) return failed(unknown);
  return ok({ header, sha256: digest.toString('hex'), bodyFrom, bodyUntil });
}

/**
 * Pass 2: the content of a proven parcel, piece by piece. Throws a ParcelError where no identity opens it or the bytes
 * have changed since pass 1; then nothing that was read may be kept.
 */
export async function* openParcel(
  source: ParcelSource,
  proven: ProvenParcel,
  identities: readonly string[],
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const content = await decrypter.decrypt(streamOf(source.slice(proven.bodyFrom, proven.bodyUntil))).catch((cause) => {
    throw parcelError(isNoMatch(cause) ? 'notForUs' : 'damaged');
  });
  const reader = content.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw parcelError('damaged');
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

export type ParcelError = Error & { readonly parcelFault: ParcelFault };

function parcelError(fault: ParcelFault): ParcelError {
  return Object.assign(new Error(fault), { parcelFault: fault });
}

/** The fault that `openParcel` threw, or null for any other error. */
export function parcelFaultOf(error: unknown): ParcelFault | null {
  return error instanceof Error && 'parcelFault' in error ? (error as ParcelError).parcelFault : null;
}

function isNoMatch(cause: unknown): boolean {
  return cause instanceof Error && /no identity matched/u.test(cause.message);
}

function signatureHolds(digest: Uint8Array, signature: Uint8Array, signer: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(signer, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(signedOver(digest), 'utf8'), key, signature);
  } catch {
    return false;
  }
}

async function readWhole(source: ParcelSource, from: number, until: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source.slice(from, until)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const next = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await next.next();
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
  });
}
