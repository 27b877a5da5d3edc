import { createHash } from 'node:crypto';
import { changeProofText, readChangeMessage } from '../../shared/wire/change-message.ts';
import type { RegainedChange } from '../../shared/wire/regain-v2.ts';
import type { DeskDb } from '../db/open.ts';
import { readInstallation } from '../db/store/office.ts';
import { type ProvenChange, takeChangeBack } from '../db/store/regain-change.ts';
import { knownChanges } from '../db/store/regained-change.ts';
import type { RegionContext } from '../platform/act.ts';
import { signatureHolds } from '../security/signature.ts';
import { applyChangeReceipt } from './apply-change-receipt.ts';
import { verifyReceipt } from './apply-receipt.ts';

/**
 * Proves a change that came back, by network or stick: this desk's own signature stands on it, and the region's under its
 * receipt. unreadable, too: without either, where nobody has to be enrolled anybody may have told it. forged: what stands on
 * it does not prove it.
 */
export function proveLostChange(
  db: DeskDb,
  { envelope, body, receipt }: RegainedChange,
): ProvenChange | 'unreadable' | 'forged' {
  const { deviceId, devicePublicKey, regionPublicKey } = readInstallation(db);
  const { signature, ...names } = envelope;
  if (signature === undefined && receipt === null) return 'unreadable';
  const { messageId, bodySha256, fileSha256 } = names;
  const isWhole = createHash('sha256').update(body, 'utf8').digest('hex') === bodySha256;
  const isSigned = signature !== undefined && signatureHolds(changeProofText(names), signature, devicePublicKey);
  const said = receipt && verifyReceipt(receipt, { messageId, bodySha256, photoSha256: fileSha256 }, regionPublicKey);
  // where nobody has to be enrolled an envelope is without a signature: then the receipt alone proves it
  const isOurs = signature === undefined ? said !== null : isSigned;
  if (!isWhole || names.deviceId !== deviceId || !isOurs || (receipt && !said)) return 'forged';
  const message = readChangeMessage(body);
  if (message === 'unknown' || 'misfit' in message) return 'unreadable';
  if (message.messageId !== messageId || message.deviceId !== deviceId) return 'forged';
  return { envelope, body, message, receipt: receipt && said && { signed: receipt, said } };
}

/**
 * Takes such a change back, with its receipt, in the caller's transaction. `known`: push and pull may ask at the same moment,
 * and an answer on a stick may be read twice.
 */
export function takeLostChange(context: RegionContext, lost: ProvenChange): 'taken' | 'known' | 'noRecord' {
  if (knownChanges(context.db, [lost.message.messageId]).size > 0) return 'known';
  const back = takeChangeBack(context, lost);
  if (back === 'noRecord') return back;
  if (back === 'told' && lost.receipt) applyChangeReceipt(context, lost.receipt.signed, lost.receipt.said);
  return 'taken';
}
