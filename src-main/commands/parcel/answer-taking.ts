import type { Fault } from '../../../shared/contract/faults.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { Result } from '../../../shared/lib/result.ts';
import type { ReceiptBody } from '../../../shared/wire/receipt.ts';
import type { RegainedChange, RegainedMessage } from '../../../shared/wire/regain-v2.ts';
import type { SignedNotice } from '../../../shared/wire/region-notice.ts';
import type { SignedText } from '../../../shared/wire/signed-text.ts';
import type { DeskDb } from '../../db/open.ts';
import type { OutboxRow } from '../../db/store/outbox.ts';
import type { ProvenLost } from '../../db/store/regain.ts';
import type { ProvenChange } from '../../db/store/regain-change.ts';
import type { CommandContext } from '../../platform/act.ts';

/** How receipts and notices are proved and used, whichever way they came; commands know neither the sync nor each other. */
export type AnswerTaking = {
  verify(
    signed: SignedText,
    sent: Pick<OutboxRow, 'messageId' | 'bodySha256' | 'photoSha256'>,
    regionPublicKey: string,
  ): ReceiptBody | null;
  apply(
    context: CommandContext,
    signed: SignedText,
    receipt: ReceiptBody,
  ): Result<{ readonly applied: boolean }, Fault>;
  /** the same of a change told beside the records */
  applyChange(
    context: CommandContext,
    signed: SignedText,
    receipt: ReceiptBody,
  ): Result<{ readonly applied: boolean }, Fault>;
  /** why a record that the region keeps for people still waits here */
  readonly undecidedWhy: string;
  /** messages that this file has lost */
  readonly lost: {
    prove(db: DeskDb, regained: RegainedMessage): ProvenLost | 'unreadable' | 'forged';
    take(context: CommandContext, lost: ProvenLost, photo: Uint8Array | null): boolean;
  };
  /** changes that this file has lost */
  readonly lostChanges: {
    prove(db: DeskDb, regained: RegainedChange): ProvenChange | 'unreadable' | 'forged';
    take(context: CommandContext, lost: ProvenChange): 'taken' | 'known' | 'noRecord';
  };
  readonly notices: {
    take(context: CommandContext, notices: readonly SignedNotice[]): NoticeCounts;
    settle(context: CommandContext): number;
  };
};

type NoticeCounts = NonNullable<Output<'parcel.readAnswer'>>['notices'];
