import { v7 } from 'uuid';
import type { ParcelHeader } from '#shared/wire/parcel.ts';
import { type AgeKey, ageKeyFrom } from '../../parcel/age-key.ts';
import { sealParcel } from '../../parcel/seal.ts';
import { makeKeyPair } from '../../src-main/security/signature.ts';
import { signText } from '../fixtures/sign-text.ts';

export const desk = makeKeyPair();
export const regionAge: AgeKey = ageKeyFrom(Buffer.alloc(32, 7), 'region');
export const officeAge: AgeKey = ageKeyFrom(Buffer.alloc(32, 7), 'office');

type Facts = Omit<ParcelHeader, 'v' | 'suite'>;

/** Facts of a header of a desk's parcel. */
export function headerFacts(change: Partial<Facts> = {}): Facts {
  return {
    kind: 'toRegion',
    parcelId: v7(),
    deviceId: '0198f000-0000-7000-8000-00000000000a',
    officeId: '0198f000-0000-7000-8000-000000000001',
    incarnation: '0198f000-0000-7000-8000-0000000000e1',
    deskSeqFrom: 1,
    deskSeqUntil: 1,
    previousSha256: null,
    count: 1,
    recipient: regionAge.recipient,
    replyTo: officeAge.recipient,
    signer: desk.publicKey,
    ...change,
  };
}

/** A whole parcel in memory, sealed by the product's own code. */
export async function sealedBytes(
  content: Uint8Array,
  change: Partial<Facts> = {},
  signingKey = desk.privateKey,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of sealParcel(
    { header: headerFacts(change), sign: (text) => signText(text, signingKey), content: piecesOf(content) },
    () => {},
  ))
    pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 9000) yield bytes.subarray(at, at + 9000);
}
