import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { readReceiptBody } from '#shared/wire/receipt.ts';
import { type RegionNotice, readNotice, type SignedNotice } from '#shared/wire/region-notice.ts';
import type { DeskDb } from '../../db/open.ts';
import { type Arrival, messageOfArrival } from '../../db/store/brought-message.ts';
import type { SetAsideWhy } from '../../db/store/notice-set-aside.ts';
import { readInstallation } from '../../db/store/office.ts';
import { signatureHolds } from '../../security/signature.ts';

/** Why a signed text is no notice for this office; `reason` is a Chinese sentence with full stop. */
export type Unproven = { readonly why: SetAsideWhy; readonly reason: string };

/**
 * The notice behind a signed text: signed by the pinned key, readable, and meant for this office. Nothing of an unproven
 * text is ever used.
 */
export function provenNotice(db: DeskDb, signed: SignedNotice): Result<RegionNotice, Unproven> {
  const { regionPublicKey, officeId, officeName } = readInstallation(db);
  if (!signatureHolds(signed.body, signed.signature, regionPublicKey))
    return failed({ why: 'signature', reason: '签名对不上，内容可能被改过，没有采用。向自治区重新索取。' });
  const notice = readNotice(signed.body);
  if (!notice) return failed({ why: 'unreadable', reason: '本程序读不懂这一条，没有采用。可能要先更新本程序。' });
  if (notice.officeId !== null && notice.officeId !== officeId)
    return failed({ why: 'otherOffice', reason: `这一条是给别的办公室的，本机是${officeName}，没有采用。` });
  if (notice.kind === 'arrival') {
    const fault = arrivalFault(notice, regionPublicKey);
    if (fault) return failed(fault);
  }
  return ok(notice);
}

/** The record inside is believed only with the region's receipt for exactly its text and photo. */
function arrivalFault(notice: Arrival, regionPublicKey: string): Unproven | null {
  const message = messageOfArrival(notice);
  if (!message) return { why: 'unreadable', reason: '转来的记录本程序读不懂，没有采用。可能要先更新本程序。' };
  const { body, signature } = notice.receipt;
  const receipt = signatureHolds(body, signature, regionPublicKey) ? readReceiptBody(body) : null;
  const isForThis =
    receipt !== null &&
    receipt.outcome !== 'refused' &&
    receipt.messageId === message.messageId &&
    receipt.photoSha256 === message.photo.sha256 &&
    receipt.bodySha256 === createHash('sha256').update(notice.message.body, 'utf8').digest('hex');
  return isForThis ? null : { why: 'signature', reason: '转来的记录和随带的回执对不上，没有采用。向自治区重新索取。' };
}
