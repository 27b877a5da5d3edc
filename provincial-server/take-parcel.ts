import { createHash } from 'node:crypto';
import type { SignedManifest } from '#shared/wire/batch-manifest.ts';
import { isTextPiece, readDeskHolds } from '#shared/wire/desk-holds.ts';
import { type ParcelHeader, parcelLimits, type SignedLine } from '#shared/wire/parcel.ts';
import { type RecordEnvelope, recordEnvelope } from '#shared/wire/push.ts';
import { decodeRecordFrame } from '#shared/wire/record-frame.ts';
import type { ParcelFault } from '../parcel/fault.ts';
import { openParcel, parcelFaultOf, proveParcel } from '../parcel/open.ts';
import { decodePieces } from '../parcel/pieces.ts';
import type { ParcelSource } from '../parcel/source.ts';
import { acceptRecord, type Receiver } from './accept-record.ts';
import type { Sender } from './desk-door.ts';
import { batchesInside, isManifestOf, manifestIn } from './parcel-manifests.ts';
import { takeChangePieces } from './take-changes.ts';

export type HeldAtDesk = {
  readonly startsAfter: number;
  readonly ids: ReadonlySet<string>;
  /** what was told beside the records; null = a program that does not say, and gets none of it back */
  readonly changeIds: ReadonlySet<string> | null;
};

export type TakenParcel =
  | {
      readonly header: ParcelHeader;
      readonly sha256: string;
      readonly answers: readonly SignedLine[];
      readonly repeated: number;
      /** what the desk's file knows of; null = an older program, which does not say */
      readonly holds: HeldAtDesk | null;
      /** records that could not be answered, by the code of the exchange: they stay waiting at the desk */
      readonly problems: readonly string[];
      /** changes that are kept now; which of them have receipts shows once every file was taken in */
      readonly changeIds: readonly string[];
      /** message ids of records that are kept here for people, because the desk's enrolment is over */
      readonly undecided: readonly string[];
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
    if ('fault' in told) return { ...told, header };
    return { header, sha256, answers: [], repeated: 0, holds: null, undecided: [], ...told };
  }
  const looked = await lookInside(header, content());
  if (typeof looked === 'string') return { fault: looked, header };
  const answers: SignedLine[] = [];
  const problems: string[] = [];
  const undecided: string[] = [];
  const manifests: SignedManifest[] = [];
  let repeated = 0;
  for await (const frame of content()) {
    if (!frame) break;
    const manifest = manifestIn(frame);
    if (manifest) {
      manifests.push(manifest);
      continue;
    }
    if (isTextPiece(frame)) continue;
    const accepted = await acceptRecord(receiver, frame, sender);
    if (accepted.kind === 'problem') {
      const id = accepted.code === 'undecided' ? envelopeOf(frame)?.messageId : undefined;
      if (id === undefined) problems.push(accepted.code);
      else undecided.push(id);
      continue;
    }
    if (accepted.outcome === 'repeated') repeated += 1;
    answers.push({ kind: 'receipt', ...accepted.receipt });
  }
  // after the records: what is said of a batch is true of what has just arrived
  const batches = await batchesInside(receiver, sender, manifests);
  answers.push(...batches.map((standing) => ({ kind: 'batch' as const, ...standing })));
  return { header, sha256, answers, repeated, holds: looked.holds, problems, changeIds: [], undecided };
}

type Looked = { readonly holds: Extract<TakenParcel, { header: ParcelHeader; sha256: string }>['holds'] };

/**
 * Reads everything, keeps nothing of it: what the desk holds first, where it says so, then every record whole, of this desk
 * and office, in order, as many as the header says.
 */
async function lookInside(header: ParcelHeader, pieces: AsyncIterable<Buffer | null>): Promise<Looked | ParcelFault> {
  const ids = new Set<string>();
  const changeIds = new Set<string>();
  let saysChanges = false;
  let startsAfter: number | null = null;
  let last = 0;
  let count = 0;
  let manifests = 0;
  try {
    for await (const piece of pieces) {
      const manifest = piece && manifestIn(piece);
      if (manifest) {
        manifests += 1;
        if (manifests > parcelLimits.manifests || !isManifestOf(header, manifest)) return 'content';
        continue;
      }
      if (piece !== null && count === 0 && isTextPiece(piece)) {
        const holds = readDeskHolds(piece.toString('utf8'));
        const isOfRecords = holds?.kind === 'holds';
        const known = isOfRecords ? ids : changeIds;
        if (!holds || known.size > mostHeld) return 'content';
        if (isOfRecords) startsAfter = holds.startsAfter;
        else saysChanges = true;
        for (const id of holds.ids) known.add(id);
        continue;
      }
      const deskSeq = piece === null ? null : deskSeqOf(piece, header);
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
  if (count !== header.count || last !== header.deskSeqUntil) return 'content';
  return { holds: startsAfter === null ? null : { startsAfter, ids, changeIds: saysChanges ? changeIds : null } };
}

/** Messages that one desk may say it knows: many years of one county. */
const mostHeld = 500_000;

/** The record's number where it is whole and belongs to this desk and office; otherwise null. */
function deskSeqOf(frame: Buffer, header: ParcelHeader): number | null {
  const parts = decodeRecordFrame(frame);
  const envelope = envelopeOf(frame);
  if ('fault' in parts || envelope?.deviceId !== header.deviceId) return null;
  if (sha256Of(parts.body) !== envelope.bodySha256) return null;
  const photo = parts.photo.length > 0 ? sha256Of(parts.photo) : null;
  if (photo !== envelope.photoSha256) return null;
  const body = jsonOf(parts.body);
  const officeId = typeof body === 'object' && body !== null && 'officeId' in body ? body.officeId : null;
  return officeId === header.officeId ? envelope.deskSeq : null;
}

function envelopeOf(frame: Buffer): RecordEnvelope | null {
  const parts = decodeRecordFrame(frame);
  const envelope = recordEnvelope.safeParse('fault' in parts ? null : jsonOf(parts.envelope));
  return envelope.success ? envelope.data : null;
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
