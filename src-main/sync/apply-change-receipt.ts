import type { Fault } from '../../shared/contract/faults.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { ReceiptBody } from '../../shared/wire/receipt.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import { findChange, settleChange } from '../db/store/change-message.ts';
import { reasonInWords } from '../db/store/returned-words.ts';
import type { CommandContext } from '../platform/act.ts';

/**
 * Everything a verified receipt of a change does, as one step of one transaction: the receipt, the change's state and the
 * event. What was changed at the desk stands, also where the region refuses it: people mend that. A change that has its
 * receipt already stays as it is. Call it with `verifyReceipt`'s answer only.
 */
export function applyChangeReceipt(
  { db, record }: Pick<CommandContext, 'db' | 'record'>,
  signed: SignedText,
  { messageId, outcome, reason, receivedAt }: ReceiptBody,
): Result<{ readonly applied: boolean }, Fault> {
  const sent = findChange(db, messageId);
  if (sent?.state !== 'waiting') return ok({ applied: false });
  settleChange(db, {
    messageId,
    ...signed,
    outcome: outcome === 'refused' ? 'refused' : 'stored',
    reason: reason ? reasonInWords(reason) : null,
    receivedAt,
  });
  record({
    kind: outcome === 'refused' ? 'change.refusedByRegion' : 'change.received',
    subjectNoun: 'candidacy',
    subjectId: sent.candidacyId,
    payload: {
      messageId,
      change: sent.kind,
      receivedAt,
      reason: reason?.sentence ?? null,
      reasonCode: reason?.code ?? null,
    },
  });
  return ok({ applied: true });
}
