import type { ReceiptBody } from '#shared/wire/receipt.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { CommandContext } from '../../platform/act.ts';
import { noteAtRegion } from './regain-left.ts';

/** A change that was kept beside while it waited at the region, with the receipt that the region has made since, verified. */
export type AnsweredBeside = {
  readonly messageId: string;
  readonly candidacyId: string;
  readonly kind: string;
  readonly signed: SignedText;
  readonly said: ReceiptBody;
};

/**
 * Keeps such receipts, in the caller's transaction, in events of their own: the changes stay as they came, and nothing more is to
 * come of them here. One that is kept already changes nothing.
 */
export function keepAnswered(
  { db, clock, record }: Pick<CommandContext, 'db' | 'clock' | 'record'>,
  answered: readonly AnsweredBeside[],
): void {
  for (const { messageId, candidacyId, kind, signed, said } of noteAtRegion(db, answered, 'answered', clock.now()))
    record({
      kind: said.outcome === 'refused' ? 'change.refusedByRegion' : 'change.received',
      subjectNoun: 'candidacy',
      subjectId: candidacyId,
      payload: {
        messageId,
        change: kind,
        receivedAt: said.receivedAt,
        reason: said.reason?.sentence ?? null,
        reasonCode: said.reason?.code ?? null,
        receipt: { body: signed.body, signature: signed.signature },
      },
    });
}
