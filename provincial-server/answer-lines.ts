import { type AnswerLine, type ParcelHeader, parcelLimits, type SignedLine } from '#shared/wire/parcel.ts';
import type { Receiver } from './accept-record.ts';
import { findLost, findLostChanges } from './answer-lost.ts';
import { noticeParts } from './answer-notices.ts';
import { knownSender } from './desk-door.ts';
import { pageMissing } from './give-up-pages.ts';
import { noteIncarnation } from './store/desk-incarnation.ts';
import { loadChanges, refusedAs, type ToldChange } from './store/told-change.ts';
import type { TakenParcel } from './take-parcel.ts';

export type WholeParcel = Extract<TakenParcel, { header: ParcelHeader; sha256: string }>;

/** One answer; each of `changes` and `lost` is in one of them alone. */
export type Answer = {
  readonly lines: readonly AnswerLine[];
  /** the changes of these parcels as they stand now; without a receipt where they wait for a record or for people */
  readonly changes: readonly ToldChange[];
  /** how many of the lines are notices */
  readonly notices: number;
  /** those of the lines that bring back what the desk's file has lost; none where nobody asked */
  readonly lost: readonly AnswerLine[];
};

/**
 * What answers say to the parcels of one desk, on a stick and over the network alike: every receipt, what is kept for people, what
 * the desk's file has lost, the newest notices of that office, `more` that people add, and the photos of the records that these
 * notices bring. One nearly always; what does not fit it, the older notices last, is in the next, which the same stick takes back.
 */
export async function* answerLines(
  receiver: Pick<Receiver, 'db' | 'blobs' | 'now'>,
  parcels: readonly [WholeParcel, ...WholeParcel[]],
  more: readonly SignedLine[] = [],
): AsyncGenerator<Answer> {
  const { db } = receiver;
  // asked for only now: a change may have waited for a record of a later file
  const changes = await loadChanges(
    db,
    parcels.flatMap((one) => one.changeIds),
  );
  const receipts = parcels.flatMap((one) => one.answers);
  receipts.push(...changes.flatMap((one) => (one.receipt ? [{ kind: 'receipt' as const, ...one.receipt }] : [])));
  // an older program, which does not say what it holds, does not know the word; one that tells changes does
  const asking = parcels.filter((one) => one.holds !== null);
  receipts.push(...(await givenUp(db, parcels[0].header.deviceId, asking, changes)));
  const undecided = new Set([
    ...asking.flatMap((one) => one.undecided),
    ...changes.flatMap(({ messageId, state }) => (state === 'undecided' ? [messageId] : [])),
  ]);
  const held = [...undecided].map((messageId): AnswerLine => ({ kind: 'undecided', messageId }));
  const lost = await lostBy(receiver, parcels, parcelLimits.records - receipts.length - held.length);
  const besides: AnswerLine[] = [...receipts, ...held];
  // several files of one desk may have more receipts than an answer has lines
  while (besides.length + lost.length > parcelLimits.records)
    yield { lines: besides.splice(0, parcelLimits.records), changes: [], notices: 0, lost: [] };
  const told = [...besides, ...lost];
  const answer = { changes, lost };
  for await (const part of noticeParts(
    receiver,
    parcels[0].header.officeId,
    more,
    parcelLimits.records - told.length,
  )) {
    yield { ...answer, lines: [...told.splice(0), ...part.lines], notices: part.notices };
    Object.assign(answer, { changes: [], lost: [] });
  }
}

/**
 * The same parcels, those of the desk's newest opening first, whatever order they were named in: an answer is for one opening,
 * and only the file that is in use can do anything with it. By the moment in an opening's name (a UUIDv7), which is the
 * desk's word; a wrong one costs a further answer.
 */
export function newestOpeningFirst(
  parcels: readonly [WholeParcel, ...WholeParcel[]],
): readonly [WholeParcel, ...WholeParcel[]] {
  const [first, ...others] = [...parcels].sort(({ header: a }, { header: b }) =>
    a.incarnation < b.incarnation ? 1 : a.incarnation > b.incarnation ? -1 : 0,
  );
  return first ? [first, ...others] : parcels;
}

/**
 * Receipts of pages that people gave up, where the desk's file knows the page: without its picture it fits no parcel, so that
 * none ever asks for it. They come with every answer: the desk does not say which receipts it has.
 */
async function givenUp(
  db: Receiver['db'],
  deviceId: string,
  asking: readonly WholeParcel[],
  changes: readonly ToldChange[],
): Promise<readonly SignedLine[]> {
  const here = new Set(changes.map(({ messageId }) => messageId));
  const ids = new Set(asking.flatMap(({ holds }) => [...(holds?.changeIds ?? [])]));
  const others = [...ids].filter((id) => !here.has(id));
  const refused = others.length === 0 ? [] : await refusedAs(db, deviceId, pageMissing, others);
  return refused.map((signed) => ({ kind: 'receipt', ...signed }));
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
  const records: readonly AnswerLine[] = [
    ...messages.map((message): AnswerLine => ({ kind: 'regained', message })),
    { kind: 'regainedEnd', left },
  ];
  const knowing = [first, ...others].map(({ holds }) => holds.changeIds);
  if (knowing.some((ids) => ids === null)) return records;
  const known = [...(first.holds.changeIds ?? [])].filter((id) => knowing.every((ids) => ids?.has(id)));
  // what files of this opening brought is here by now, and the desk knows it; one of before may lie beside them
  const { incarnation } = first.header;
  const own = parcels.filter(({ header }) => header.incarnation === incarnation);
  const told = new Set([...known, ...own.flatMap(({ changeIds }) => changeIds)]);
  const changes = await findLostChanges(db, deviceId, told, Math.max(0, Math.floor(room / 2) - 2));
  return [
    ...records,
    ...changes.changes.map((change): AnswerLine => ({ kind: 'regainedChange', change })),
    { kind: 'regainedChangesEnd', left: changes.left },
  ];
}
