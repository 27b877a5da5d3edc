import type { ParcelHeader } from '#shared/wire/parcel.ts';
import { regionParcelKey } from '../../parcel/age-key.ts';
import { openParcel, proveParcel } from '../../parcel/open.ts';
import { decodePieces, encodePiece } from '../../parcel/pieces.ts';
import { sealParcel } from '../../parcel/seal.ts';
import { bytesSource } from '../../parcel/source.ts';
import { regionKeys } from '../fixtures/county.ts';

/** What an insider with the desk's key could do: opens a desk's parcel, changes what is inside, seals and signs it anew. */
export async function repack(
  bytes: Uint8Array,
  sign: (text: string) => string,
  change: (frames: readonly Buffer[]) => readonly Uint8Array[],
  header: Partial<Omit<ParcelHeader, 'v' | 'suite'>> = {},
  identity: string = regionParcelKey(Buffer.from(regionKeys.privateKey, 'base64')).identity,
): Promise<Buffer> {
  const source = bytesSource(bytes);
  const proven = await proveParcel(source, () => null);
  if (!proven.ok) throw new Error(proven.fault);
  const frames: Buffer[] = [];
  for await (const frame of decodePieces(openParcel(source, proven.value, [identity]))) {
    if (!frame) throw new Error('no whole frame');
    frames.push(Buffer.from(frame));
  }
  const { v: _v, suite: _suite, ...facts } = proven.value.header;
  const pieces: Uint8Array[] = [];
  const content = change(frames);
  const sealed = sealParcel({ header: { ...facts, ...header }, sign, content: encoded(content) }, () => {});
  for await (const piece of sealed) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* encoded(frames: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const frame of frames) yield encodePiece(frame);
}
