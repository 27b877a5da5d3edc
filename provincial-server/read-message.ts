import { type CandidacyMessage, candidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RecordEnvelope } from '#shared/wire/push.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import type { JudgeRecord } from './judge.ts';

/** What both versions of the envelope name. */
export type MessageNames = Omit<RecordEnvelope, 'v' | 'suite'>;

/** A record that came whole, however it came; its hashes hold. */
export type Arrived = {
  readonly envelope: MessageNames;
  /** exactly what was hashed; '' when it is not UTF-8 */
  readonly body: string;
  readonly photo: Uint8Array;
};

/** A record with what becomes of it: its message, or why it is refused. */
export type Judged = Arrived & ({ readonly message: CandidacyMessage } | { readonly refused: RefusalReason });

/** Reads a record's message and judges it by the rules; `now` is the region's clock (UTC instant). */
export async function readMessage(arrived: Arrived, judge: JudgeRecord, now: string): Promise<Judged> {
  const { envelope, body, photo } = arrived;
  const parsed = candidacyMessage.safeParse(parseJson(body));
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') || '全文';
    return { ...arrived, refused: misfit(`报文的“${place}”与约定不符。`) };
  }
  const message = parsed.data;
  if (message.messageId !== envelope.messageId || message.deviceId !== envelope.deviceId) {
    return { ...arrived, refused: misfit('报文里的编号与信封上的不同。') };
  }
  if (message.photo.sha256 !== envelope.photoSha256 || message.photo.byteLength !== photo.length) {
    return { ...arrived, refused: misfit('照片与报文里写的不是同一张。') };
  }
  // PostgreSQL text cannot hold it, and no name or number contains it
  if (body.includes('\\u0000')) return { ...arrived, refused: misfit('报文里有空字符。') };
  // canonical JSON writes whole characters as they are: an escaped half is none
  if (/\\ud[89a-f]/i.test(body)) return { ...arrived, refused: misfit('报文里有半个字符。') };
  const refused = await judge(message, photo, now);
  return refused ? { ...arrived, refused } : { ...arrived, message };
}

function misfit(sentence: string): RefusalReason {
  return { code: 'schema-invalid', sentence, next: '由管理员更新登记台程序，再把这份退回、重新放行。' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
