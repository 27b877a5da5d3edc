import type { Fault } from '../../shared/contract/faults.ts';
import { decideReceipt } from '../../shared/domain/candidacy-acts.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { type ReceiptBody, readReceiptBody } from '../../shared/wire/receipt.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import { findCandidacy, saveCandidacy } from '../db/store/candidacy.ts';
import { subjectOf } from '../db/store/decision.ts';
import { findMessage, type OutboxRow, settleMessage } from '../db/store/outbox.ts';
import { insertReceipt } from '../db/store/receipt.ts';
import { alsoReturnedFor, reasonInWords, returnWords } from '../db/store/returned-words.ts';
import type { CommandContext } from '../platform/act.ts';
import { signatureHolds } from '../security/signature.ts';

/**
 * The receipt's content, if the pinned key signed it and it is for exactly this message, text and photo. Null otherwise:
 * then nothing may change.
 */
export function verifyReceipt(
  signed: SignedText,
  sent: Pick<OutboxRow, 'messageId' | 'bodySha256' | 'photoSha256'>,
  regionPublicKey: string,
): ReceiptBody | null {
  if (!signatureHolds(signed.body, signed.signature, regionPublicKey)) return null;
  const receipt = readReceiptBody(signed.body);
  if (!receipt) return null;
  const isForThis =
    receipt.messageId === sent.messageId &&
    receipt.bodySha256 === sent.bodySha256 &&
    receipt.photoSha256 === sent.photoSha256;
  return isForThis ? receipt : null;
}

const eventOf = {
  stored: 'candidacy.received',
  joined: 'candidacy.joined',
  refused: 'candidacy.refusedByRegion',
} as const;

/**
 * Everything a verified receipt does, as one step of one transaction: the receipt, the outbox row, the candidacy's next
 * state and the event. A message that has its receipt already stays as it is. Call it with `verifyReceipt`'s answer only.
 */
export function applyReceipt(
  { db, clock, record }: Pick<CommandContext, 'db' | 'clock' | 'record'>,
  signed: SignedText,
  receipt: ReceiptBody,
): Result<{ readonly applied: boolean }, Fault> {
  const sent = findMessage(db, receipt.messageId);
  if (sent?.state !== 'waiting') return ok({ applied: false });
  const { outcome, reason, receivedAt, canonicalCandidacyId, caseId } = receipt;
  insertReceipt(db, {
    messageId: receipt.messageId,
    ...signed,
    outcome,
    reason: reason ? reasonInWords(reason) : null,
    joinedWith: outcome === 'joined' ? canonicalCandidacyId : null,
    receivedAt,
  });
  settleMessage(db, receipt.messageId, outcome === 'refused' ? 'refused' : 'acknowledged');
  const candidacy = findCandidacy(db, sent.candidacyId);
  // a record that moved on (reopened, or a newer revision) keeps its state; the receipt is about the older one
  const isCurrent = candidacy?.revision === sent.revision;
  const decided =
    candidacy && isCurrent ? decideReceipt(subjectOf(candidacy, candidacy.regulationEdition), outcome) : null;
  if (candidacy && decided?.result.ok) {
    const returnReason = reason ? returnWords(db, reason, candidacy.capturedBy) : candidacy.returnReason;
    saveCandidacy(db, candidacy, { status: decided.result.value.next, returnReason }, clock.now());
  } else if (candidacy && isCurrent && candidacy.status === 'awaitingCapture' && reason) {
    // a retake was ordered meanwhile: whoever does it mends what the region found too
    const returnReason = alsoReturnedFor(candidacy.returnReason, returnWords(db, reason, candidacy.capturedBy));
    saveCandidacy(db, candidacy, { returnReason }, clock.now());
  }
  record({
    kind: eventOf[outcome],
    subjectNoun: 'candidacy',
    subjectId: sent.candidacyId,
    payload: {
      messageId: sent.messageId,
      revision: sent.revision,
      canonicalCandidacyId,
      caseId,
      receivedAt,
      reason: reason?.sentence ?? null,
      reasonCode: reason?.code ?? null,
    },
  });
  return ok({ applied: true });
}
