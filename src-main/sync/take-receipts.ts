import { ok } from '../../shared/lib/result.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import { verifyReceipt } from './apply-receipt.ts';
import type { OutgoingBook } from './outgoing-book.ts';
import type { PushCount, PushDesk } from './push.ts';

export type HeldReceipt = { readonly messageId: string; readonly receipt: SignedText };

export type Taking = {
  /** receipts as they came; they are applied soon, in small groups, so that the desk's own work gets between them */
  add(receipts: readonly HeldReceipt[]): void;
  /** resolves when everything added so far is in the database; rejects with what broke */
  settled(): Promise<void>;
};

export type TakingPort = {
  readonly desk: PushDesk;
  /** what the receipts are of */
  readonly book: OutgoingBook;
  readonly regionPublicKey: string;
  readonly count: PushCount;
  readonly onReceipt: (messageId: string) => void;
  /** the region did not sign this: the run is over and this one changed nothing */
  readonly onForged: () => void;
  /** a group broke (a bug, a full disk): the run is over */
  readonly onBroken: (error: unknown) => void;
};

const perTransaction = 16;

/** Verifies receipts and applies each group in one transaction, in the order they came. */
export function createTaking(port: TakingPort): Taking {
  const waiting: HeldReceipt[] = [];
  let running: Promise<void> | null = null;
  let isStopped = false;

  const takeGroup = () => {
    const group = waiting.splice(0, perTransaction);
    const taken: string[] = [];
    const outcomes: ('received' | 'joined' | 'refused')[] = [];
    let forged = false;
    port.desk.transact((context) => {
      for (const { messageId, receipt: signed } of group) {
        const row = port.book.find(context.db, messageId);
        if (!row) continue;
        const receipt = verifyReceipt(signed, row, port.regionPublicKey);
        if (!receipt) {
          forged = true;
          break;
        }
        const applied = port.book.apply(context, signed, receipt);
        taken.push(messageId);
        if (applied.ok && applied.value.applied) {
          outcomes.push(receipt.outcome === 'stored' ? 'received' : receipt.outcome);
        }
      }
      return ok(undefined);
    });
    for (const outcome of outcomes) port.count[outcome] += 1;
    for (const messageId of taken) port.onReceipt(messageId);
    if (!forged) return;
    isStopped = true;
    port.onForged();
  };
  const drain = async () => {
    while (waiting.length > 0 && !isStopped) {
      try {
        takeGroup();
      } catch (error) {
        isStopped = true;
        port.onBroken(error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = null;
  };
  return {
    add(receipts) {
      waiting.push(...receipts);
      if (!running && waiting.length > 0 && !isStopped) running = drain();
    },
    async settled() {
      await running;
    },
  };
}
