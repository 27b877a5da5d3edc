import { type AnswerLine, type ParcelHeader, parcelLimits, type SignedLine } from '#shared/wire/parcel.ts';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import type { Receiver } from './accept-record.ts';
import { findLost } from './answer-lost.ts';
import { arrivalPhotos } from './arrival-photos.ts';
import { knownSender } from './desk-door.ts';
import { noteIncarnation } from './store/desk-incarnation.ts';
import { newestNotices } from './store/notice.ts';
import { loadChanges, type ToldChange } from './store/told-change.ts';
import type { TakenParcel } from './take-parcel.ts';

export type WholeParcel = Extract<TakenParcel, { header: ParcelHeader; sha256: string }>;

type Answer = {
  readonly lines: readonly AnswerLine[];
  /** the changes of these parcels as they stand now; without a receipt where they wait for a record or for people */
  readonly changes: readonly ToldChange[];
  /** how many of the lines are notices */
  readonly notices: number;
  /** those of the lines that bring back what the desk's file has lost; none where nobody asked */
  readonly lost: readonly AnswerLine[];
};

/**
 * What an answer says to the parcels of one desk, on a stick and over the network alike: every receipt, what is kept for
 * people, what the desk's file has lost, the newest notices of that office, `more` that people add, and the photos of the
 * records that these notices bring.
 */
export async function answerLines(
  receiver: Pick<Receiver, 'db' | 'blobs' | 'now'>,
  parcels: readonly [WholeParcel, ...WholeParcel[]],
  more: readonly SignedLine[] = [],
): Promise<Answer> {
  const { db, blobs } = receiver;
  // asked for only now: a change may have waited for a record of a later file
  const changes = await loadChanges(
    db,
    parcels.flatMap((one) => one.changeIds),
  );
  const receipts = parcels.flatMap((one) => one.answers);
  receipts.push(...changes.flatMap((one) => (one.receipt ? [{ kind: 'receipt' as const, ...one.receipt }] : [])));
  // an older program, which does not say what it holds, does not know the word
  const asking = parcels.filter((one) => one.holds !== null);
  const held = asking.flatMap((one) =>
    one.undecided.map((messageId): AnswerLine => ({ kind: 'undecided', messageId })),
  );
  const lost = await lostBy(receiver, parcels, parcelLimits.records - receipts.length - held.length);
  const room = parcelLimits.records - receipts.length - held.length - lost.length - more.length;
  const kept = await newestNotices(db, parcels[0].header.officeId, Math.max(0, room));
  const given = new Set(more.map((notice) => notice.body));
  const stored = kept.filter((notice) => !given.has(notice.body)).map(noticeLine);
  const told = [...receipts, ...held, ...lost, ...stored, ...more];
  const photos = (await arrivalPhotos(blobs, told)).slice(0, Math.max(0, parcelLimits.records - told.length));
  return { lines: [...told, ...photos], changes, notices: stored.length + more.length, lost };
}

/**
 * What the desk's file has lost, for an enrolled desk that says what it holds; it becomes one of the openings in the list. Of
 * several parcels the desk has only what each of them says: one too many changes nothing at the desk.
 */
async function lostBy(
  receiver: Pick<Receiver, 'db' | 'blobs' | 'now'>,
  parcels: readonly [WholeParcel, ...WholeParcel[]],
  room: number,
): Promise<readonly AnswerLine[]> {
  const { db, now } = receiver;
  const { deviceId } = parcels[0].header;
  const [first, ...others] = parcels.flatMap(({ header, holds }) => (holds ? [{ header, holds }] : []));
  if (!first || (await knownSender(db, deviceId, now()))?.standing !== 'enrolled') return [];
  for (const { header, holds } of [first, ...others]) {
    const { incarnation } = header;
    await noteIncarnation(db, { deviceId, incarnation, startsAfter: holds.startsAfter }, now(), 'parcel');
  }
  const held = new Set([...first.holds.ids].filter((id) => others.every(({ holds }) => holds.ids.has(id))));
  const { messages, left } = await findLost(receiver, deviceId, held, Math.max(0, Math.floor(room / 2)));
  return [...messages.map((message): AnswerLine => ({ kind: 'regained', message })), { kind: 'regainedEnd', left }];
}

/** A notice as a line of an answer. */
export function noticeLine(notice: SignedNotice): SignedLine {
  return { kind: 'notice', ...notice };
}
