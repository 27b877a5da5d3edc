import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { recordLimits } from '../../shared/wire/push.ts';
import type { ReceiptBody } from '../../shared/wire/receipt.ts';
import { noteAnsweredOtherwise } from '../db/store/answered-otherwise.ts';
import { findChange } from '../db/store/change-message.ts';
import { findMessage } from '../db/store/outbox.ts';
import { saveHeard, saveKeptAside, sentAgainUnheard } from '../db/store/region-forgot.ts';
import { signatureHolds } from '../security/signature.ts';
import { verifyReceipt } from './apply-receipt.ts';
import type { PushDesk } from './push.ts';
import type { ForgottenQuestions } from './push-forgotten.ts';
import type { HeldReceipt } from './take-receipts.ts';
import type { Trouble } from './trouble.ts';

/**
 * Looks at the new answers of what went again before: the line broke before they were read, or the region judged them later.
 * Where one is otherwise than then, people hear of it; one that is not for what went from here is left aside, and the others go on. What waits there still is asked about with the next run.
 */
export async function hearAgain(
  desk: PushDesk,
  port: Pick<ForgottenQuestions, 'haveAgain'> & { readonly regionPublicKey: string },
): Promise<Trouble | null> {
  const unheard = sentAgainUnheard(desk.db);
  let kept: Trouble | null = null;
  for (let at = 0; at < unheard.length; at += recordLimits.haveIds) {
    const ids = unheard.slice(at, at + recordLimits.haveIds);
    const have = await port.haveAgain(ids);
    if (!have.ok) return have.fault;
    const receipts = verified(desk, have.value.held, port.regionPublicKey);
    if (!receipts.ok) return receipts.fault;
    const { good, others } = receipts.value;
    if (others.length > 0) kept = { kind: 'record', code: 'op-mutated' };
    const waits = new Set([...have.value.undecided, ...have.value.parked]);
    desk.transact((context) => {
      for (const receipt of good) noteAnsweredOtherwise({ ...context, ids: desk.ids }, receipt);
      if (others.length > 0) saveKeptAside(context.db, others, context.clock.now());
      // one that is not there, or not whole, goes again with the others that the region lacks
      saveHeard(
        context.db,
        ids.filter((id) => !waits.has(id)),
        context.clock.now(),
      );
      return ok(undefined);
    });
  }
  return kept;
}

function verified(
  { db }: PushDesk,
  held: readonly HeldReceipt[],
  regionPublicKey: string,
): Result<{ readonly good: readonly ReceiptBody[]; readonly others: readonly string[] }, Trouble> {
  const good: ReceiptBody[] = [];
  const others: string[] = [];
  for (const { messageId, receipt: signed } of held) {
    if (!signatureHolds(signed.body, signed.signature, regionPublicKey)) return failed({ kind: 'forgedReceipt' });
    const sent = findMessage(db, messageId) ?? findChange(db, messageId);
    const receipt = sent && verifyReceipt(signed, sent, regionPublicKey);
    if (receipt) good.push(receipt);
    else others.push(messageId);
  }
  return ok({ good, others });
}
