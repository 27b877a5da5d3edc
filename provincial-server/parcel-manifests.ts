import { readBatchManifest, type SignedManifest, signedManifest } from '#shared/wire/batch-manifest.ts';
import type { ParcelHeader } from '#shared/wire/parcel.ts';
import { parseWireJson, type SignedText } from '#shared/wire/signed-text.ts';
import type { Receiver } from './accept-record.ts';
import { keepManifest, standingsOf } from './answer-batches.ts';
import type { Sender } from './desk-door.ts';
import { holdsFor } from './enrolled-key.ts';

/** Keeps the manifests of a desk that is enrolled, and says of each batch what is here. */
export async function batchesInside(
  receiver: Receiver,
  { desk, standing }: Extract<Sender, { kind: 'desk' }>,
  manifests: readonly SignedManifest[],
): Promise<readonly SignedText[]> {
  if (standing !== 'enrolled') return [];
  const ids: string[] = [];
  for (const manifest of manifests) {
    const fault = await keepManifest(receiver, desk, manifest);
    const batchId = readBatchManifest(manifest.body)?.batchId;
    if (fault === null && batchId !== undefined) ids.push(batchId);
  }
  return (await standingsOf(receiver, desk, ids)).standings;
}

/** A piece that is a batch's manifest: signed JSON, where a record begins with its magic. */
export function manifestIn(piece: Uint8Array): SignedManifest | null {
  if (piece[0] !== 0x7b) return null;
  const parsed = signedManifest.safeParse(parseWireJson(Buffer.from(piece).toString('utf8')));
  return parsed.success ? parsed.data : null;
}

/** True where the desk that packed the parcel signed this for a batch of its own office. */
export function isManifestOf(header: ParcelHeader, signed: SignedManifest): boolean {
  const manifest = holdsFor(signed, header.signer) ? readBatchManifest(signed.body) : null;
  return manifest?.deviceId === header.deviceId && manifest.officeId === header.officeId;
}
