import { type AnswerLine, parcelLimits } from '#shared/wire/parcel.ts';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import type { Connection } from './database.ts';
import { newestNotices } from './store/notice.ts';
import type { TakenParcel } from './take-parcel.ts';

/** What an answer says, on a stick and over the network alike: every receipt, and the newest notices of that office. */
export async function answerLines(
  connection: Connection,
  { header, answers }: Pick<Exclude<TakenParcel, { fault: unknown }>, 'header' | 'answers'>,
  more: readonly AnswerLine[] = [],
): Promise<readonly AnswerLine[]> {
  const room = parcelLimits.records - answers.length - more.length;
  const kept = await newestNotices(connection, header.officeId, Math.max(0, room));
  const given = new Set(more.map((notice) => notice.body));
  const stored = kept.filter((notice) => !given.has(notice.body)).map(noticeLine);
  return [...answers, ...stored, ...more];
}

/** A notice as a line of an answer. */
export function noticeLine(notice: SignedNotice): AnswerLine {
  return { kind: 'notice', ...notice };
}
