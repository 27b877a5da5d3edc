import { type AnswerLine, type ParcelHeader, parcelLimits } from '#shared/wire/parcel.ts';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import type { Receiver } from './accept-record.ts';
import { arrivalPhotos } from './arrival-photos.ts';
import { newestNotices } from './store/notice.ts';
import { loadChanges, type ToldChange } from './store/told-change.ts';
import type { TakenParcel } from './take-parcel.ts';

export type WholeParcel = Extract<TakenParcel, { header: ParcelHeader; sha256: string }>;
type NoticeLine = Extract<AnswerLine, { kind: 'receipt' | 'notice' | 'batch' }>;

type Answer = {
  readonly lines: readonly AnswerLine[];
  /** the changes of these parcels as they stand now; without a receipt where they wait for a record or for people */
  readonly changes: readonly ToldChange[];
  /** how many of the lines are notices */
  readonly notices: number;
};

/**
 * What an answer says to the parcels of one desk, on a stick and over the network alike: every receipt, the newest
 * notices of that office, `more` that people add, and the photos of the records that these notices bring.
 */
export async function answerLines(
  { db, blobs }: Pick<Receiver, 'db' | 'blobs'>,
  parcels: readonly [WholeParcel, ...WholeParcel[]],
  more: readonly NoticeLine[] = [],
): Promise<Answer> {
  // asked for only now: a change may have waited for a record of a later file
  const changes = await loadChanges(
    db,
    parcels.flatMap((one) => one.changeIds),
  );
  const receipts = parcels.flatMap((one) => one.answers);
  receipts.push(...changes.flatMap((one) => (one.receipt ? [{ kind: 'receipt' as const, ...one.receipt }] : [])));
  const room = parcelLimits.records - receipts.length - more.length;
  const kept = await newestNotices(db, parcels[0].header.officeId, Math.max(0, room));
  const given = new Set(more.map((notice) => notice.body));
  const stored = kept.filter((notice) => !given.has(notice.body)).map(noticeLine);
  const told = [...receipts, ...stored, ...more];
  const photos = (await arrivalPhotos(blobs, told)).slice(0, Math.max(0, parcelLimits.records - told.length));
  return { lines: [...told, ...photos], changes, notices: stored.length + more.length };
}

/** A notice as a line of an answer. */
export function noticeLine(notice: SignedNotice): NoticeLine {
  return { kind: 'notice', ...notice };
}
