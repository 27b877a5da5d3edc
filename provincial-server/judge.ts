import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import { photoProfileOf, type RegionEditions, regulationOf } from './editions.ts';
import type { Issued, IssuedBook } from './issued-book.ts';
import { judgeByRules } from './judge-by-rules.ts';
import { checkPhoto } from './photo-check.ts';

/** Null = accepted. `now` is the region's clock (UTC instant). */
export type JudgeRecord = (message: CandidacyMessage, photo: Uint8Array, now: string) => Promise<RefusalReason | null>;

/**
 * Judges a record again, without trusting the desk: four eyes, the rules of shared/regulation under the region's own
 * edition and code tables, the photo by decoding it. The first reason that stops it is the answer. What was issued is read
 * anew before a record is refused by it, and where the record names an edition that is not known: another process may have
 * issued one since.
 */
export function createJudge(own: RegionEditions, book: IssuedBook): JudgeRecord {
  return async (message, photo, now) => {
    const byIssued = async (issued: Issued) => {
      const regulation = regulationOf(own, issued.regulation, message.regulationEdition);
      const profile = photoProfileOf(own, issued.photoProfiles, message.photo.profileEdition);
      return judgeByRules(message, regulation, issued.tables, now) ?? (await checkPhoto(photo, profile));
    };
    const sameHands = checkFourEyes(message);
    if (sameHands) return sameHands;
    const known = book.known();
    if (namesOnlyKnown(message, own, known) && (await byIssued(known)) === null) return null;
    return byIssued(await book.readAnew());
  };
}

function namesOnlyKnown(message: CandidacyMessage, own: RegionEditions, issued: Issued): boolean {
  type Named = readonly { readonly id: string }[];
  // a receiver for trials has none: the defaults hold for every name
  const has = (set: Named, since: Named, id: string) =>
    set.length === 0 || [...set, ...since].some((one) => one.id === id);
  return (
    has(own.regulation, issued.regulation, message.regulationEdition) &&
    has(own.photoProfiles, issued.photoProfiles, message.photo.profileEdition)
  );
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
