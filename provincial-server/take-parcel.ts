import { createHash } from 'node:crypto';
import type { SignedManifest } from '#shared/wire/batch-manifest.ts';
import { type AnswerLine, type ParcelHeader, parcelLimits } from '#shared/wire/parcel.ts';
import { recordEnvelope } from '#shared/wire/push.ts';
import { decodeRecordFrame } from '#shared/wire/record-frame.ts';
import type { ParcelFault } from '../parcel/fault.ts';
import { openParcel, parcelFaultOf, proveParcel } from '../parcel/open.ts';
import { decodePieces } from '../parcel/pieces.ts';
import type { ParcelSource } from '../parcel/source.ts';
import { acceptRecord, type Receiver } from './accept-record.ts';
import type { Sender } from './desk-door.ts';
import { batchesInside, isManifestOf, manifestIn } from './parcel-manifests.ts';
import { takeChangePieces } from './take-changes.ts';

export type TakenParcel =
  | {
      readonly header: ParcelHeader;
      readonly sha256: string;
      readonly answers: readonly AnswerLine[];
      readonly repeated: number;
      /**
       * records that could not be answered, by the code of the exchange: they stay waiting at the desk; `undecided` = kept
       * here for people, because the desk's enrolment is over
       */
      readonly problems: readonly string[];
      /** changes that are kept now; which of them have receipts shows once every file was taken in */
      readonly changeIds: readonly string[];
    }
  | { readonly fault: ParcelFault; readonly header: ParcelHeader | null };

/**
 * Takes in a desk's parcel: proven first, then read through once without keeping anything, and only when every record
 * is whole and fits the header, record by record as over the network. Taken in twice, it brings the same receipts.
 * The file must not change meanwhile.
 */
export async function takeParcel(
  receiver: Receiver,
  source: ParcelSource,
  knownDesk: (header: ParcelHeader) => Promise<Extract<Sender, { kind: 'desk' }> | null>,
): Promise<TakenParcel> {
  let seen: ParcelHeader | null = null;
  const proven = await proveParcel(source, (header) => {
    seen = header;
    if (header.kind !== 'toRegion' && header.kind !== 'changes') return 'wrongKind';
    return header.recipient === receiver.key.parcelKey.recipient ? null : 'wrongRecipient';
  });
  if (!proven.ok) return { fault: proven.fault, header: seen };
  const { header, sha256 } = proven.value;
  const sender = await knownDesk(header);
  if (sender?.desk.publicKey !== header.signer) return { fault: 'unknownSigner', header };
  if (sender.desk.officeId !== header.officeId) return { fault: 'wrongOffice', header };
  const content = () => decodePieces(openParcel(source, proven.value, [receiver.key.parcelKey.identity]));
  if (header.kind === 'changes') {
    const told = await takeChangePieces(receiver, header, sender, content);
    return 'fault' in told ? { ...told, header } : { header, sha256, answers: [], repeated: 0, ...told };
  }
  const fault = await faultInside(header, content());
  if (fault) return { fault, header };
  const answers: AnswerLine[] = [];
  const problems: string[] = [];
  const manifests: SignedManifest[] = [];
  let repeated = 0;
  for await (const frame of content()) {
    if (!frame) break;
    const manifest = manifestIn(frame);
    if (manifest) {
      manifests.push(manifest);
      continue;
    }
    const accepted = await acceptRecord(receiver, frame, sender);
    if (accepted.kind === 'problem') {
      problems.push(accepted.code);
      continue;
    }
    if (accepted.outcome === 'repeated') repeated += 1;
    answers.push({ kind: 'receipt', ...accepted.receipt });
  }
  // after the records: what is said of a batch is true of what has just arrived
  const batches = await batchesInside(receiver, sender, manifests);
  answers.push(...batches.map((standing) => ({ kind: 'batch' as const, ...standing })));
  return { header, sha256, answers, repeated, problems, changeIds: [] };
}

/** Reads everything, keeps nothing: every record whole, of this desk and office, in order, as many as the header says. */
async function faultInside(header: ParcelHeader, frames: AsyncIterable<Buffer | null>): Promise<ParcelFault | null> {
  let last = 0;
  let count = 0;
  let manifests = 0;
  try {
    for await (const frame of frames) {
      const manifest = frame && manifestIn(frame);
      if (manifest) {
        manifests += 1;
        if (manifests > parcelLimits.manifests || !isManifestOf(header, manifest)) return 'content';
        continue;
      }
      const deskSeq = frame === null ? null : deskSeqOf(frame, header);
      if (deskSeq === null || deskSeq <= last || count >= parcelLimits.records) return 'content';
      if (count === 0 && deskSeq !== header.deskSeqFrom) return 'content';
      last = deskSeq;
      count += 1;
    }
  } catch (error) {
    const fault = parcelFaultOf(error);
    if (fault) return fault;
    throw error;
  }
  return count === header.count && last === header.deskSeqUntil ? null : 'content';
}

/** The record's number where it is whole and belongs to this desk and office; otherwise null. */
function deskSeqOf(frame: Buffer, header: ParcelHeader): number | null {
  const parts = decodeRecordFrame(frame);
  if ('fault' in parts) return null;
  const envelope = recordEnvelope.safeParse(jsonOf(parts.envelope));
  if (!envelope.success || envelope.data.deviceId !== header.deviceId) return null;
  if (sha256Of(parts.body) !== envelope.data.bodySha256) return null;
  const photo = parts.photo.length > 0 ? sha256Of(parts.photo) : null;
  if (photo !== envelope.data.photoSha256) return null;
  const body = jsonOf(parts.body);
  const officeId = typeof body === 'object' && body !== null && 'officeId' in body ? body.officeId : null;
  return officeId === header.officeId ? envelope.data.deskSeq : null;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
