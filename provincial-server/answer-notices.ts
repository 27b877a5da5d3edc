import { candidacyMessage } from '#shared/wire/candidacy-message.ts';
import { type AnswerLine, parcelLimits, type SignedLine } from '#shared/wire/parcel.ts';
import { readNotice, type SignedNotice } from '#shared/wire/region-notice.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { Receiver } from './accept-record.ts';
import type { BlobStore } from './blob-store.ts';
import { type FeedPlace, newestNotices, type PlacedNotice } from './store/notice.ts';

/** Notices that fit one answer, the oldest of them first, and behind them the photos of the records that they bring. */
export type NoticePart = { readonly lines: readonly AnswerLine[]; readonly notices: number };

/** What notices and their photos take of one answer at most, in bytes of lines: a desk reads an answer whole. */
const mostPartBytes = 16 * 1024 * 1024;
const pageSize = 100;

/**
 * Every notice that is kept for an office, and `more` that people add, in parts that fit one answer each; the newest are in the
 * first, which has room for `firstRoom` lines, and may have none. At least one part.
 */
export async function* noticeParts(
  { db, blobs }: Pick<Receiver, 'db' | 'blobs'>,
  officeId: string,
  more: readonly SignedLine[],
  firstRoom: number,
  mostBytes: number = mostPartBytes,
): AsyncGenerator<NoticePart> {
  let part = emptyPart(firstRoom);
  for await (const notice of newestFirst(db, officeId, more)) {
    const photo = await arrivalPhoto(blobs, notice, part.photos);
    const lines = photo ? [notice, photo] : [notice];
    const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(JSON.stringify(line)), 0);
    if (part.count + lines.length > part.room || (part.count > 0 && part.bytes + bytes > mostBytes)) {
      yield partOf(part);
      part = emptyPart(parcelLimits.records);
    }
    part.count += lines.length;
    part.bytes += bytes;
    part.notices.push(notice);
    if (photo) part.photos.set(photo.sha256, photo);
  }
  yield partOf(part);
}

/** A notice as a line of an answer. */
export function noticeLine(notice: SignedNotice): SignedLine {
  return { kind: 'notice', ...notice };
}

type PhotoLine = Extract<AnswerLine, { kind: 'photo' }>;

function emptyPart(room: number) {
  return { room, count: 0, bytes: 0, notices: [] as SignedLine[], photos: new Map<string, PhotoLine>() };
}

function partOf({ notices, photos }: ReturnType<typeof emptyPart>): NoticePart {
  return { lines: [...notices.toReversed(), ...photos.values()], notices: notices.length };
}

async function* newestFirst(
  db: Receiver['db'],
  officeId: string,
  more: readonly SignedLine[],
): AsyncGenerator<SignedLine> {
  yield* more.toReversed();
  const given = new Set(more.map((notice) => notice.body));
  for (let before: FeedPlace | null = null; ; ) {
    const page: readonly PlacedNotice[] = await newestNotices(db, officeId, before, pageSize);
    for (const { body, signature } of page) if (!given.has(body)) yield noticeLine({ body, signature });
    before = page.at(-1) ?? null;
    if (page.length < pageSize) return;
  }
}

/** The photo of the record that a notice brings from another county; null = it brings none, or `known` has it, or it is not here. */
async function arrivalPhoto(
  blobs: Pick<BlobStore, 'get'>,
  { body }: SignedLine,
  known: ReadonlyMap<string, unknown>,
): Promise<PhotoLine | null> {
  const notice = readNotice(body);
  if (notice?.kind !== 'arrival') return null;
  const message = candidacyMessage.safeParse(parseWireJson(notice.message.body));
  const sha256 = message.success ? message.data.photo.sha256 : null;
  const photo = sha256 === null || known.has(sha256) ? null : await blobs.get(sha256);
  return photo && sha256 !== null ? { kind: 'photo', sha256, jpeg: Buffer.from(photo).toString('base64') } : null;
}
