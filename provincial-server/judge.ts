import type { CodeTables } from '#shared/domain/code-table.ts';
import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import type { CodeBook } from './code-book.ts';
import type { RegionEditions } from './editions.ts';
import { judgeByRules } from './judge-by-rules.ts';
import { checkPhoto } from './photo-check.ts';

/** Null = accepted. `now` is the region's clock (UTC instant). */
export type JudgeRecord = (message: CandidacyMessage, photo: Uint8Array, now: string) => Promise<RefusalReason | null>;

/**
 * Judges a record again, without trusting the desk: four eyes, the rules of shared/regulation under the region's own
 * edition and code tables, the photo by decoding it. The first reason that stops it is the answer. Before a record is
 * refused by the rules the tables are read anew: another process may have issued one since.
 */
export function createJudge(editions: RegionEditions, codes: CodeBook): JudgeRecord {
  return async (message, photo, now) => {
    const byRules = (tables: CodeTables) =>
      judgeByRules(message, editions.regulationOf(message.regulationEdition), tables, now);
    return (
      checkFourEyes(message) ??
      (byRules(codes.known()) && byRules(await codes.readAnew())) ??
      checkPhoto(photo, editions.photoProfileOf(message.photo.profileEdition))
    );
  };
}

/** A rule of the house (DESIGN §5): who captured neither reviews nor releases. */
function checkFourEyes(message: CandidacyMessage): RefusalReason | null {
  const captured = message.captured.by.id;
  const second = [message.reviewed.by.id, message.released.by.id];
  if (captured !== null && !second.includes(captured) && !second.includes(null)) return null;
  return {
    code: 'four-eyes',
    sentence: '采集、审核、放行要有另一个人经手，这份是同一人。依据本系统规则。',
    next: '退回后由另一位审核员审核、放行。',
  };
}
