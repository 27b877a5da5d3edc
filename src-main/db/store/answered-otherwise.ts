import type { ReceiptBody } from '../../../shared/wire/receipt.ts';
import type { RegionContext } from '../../platform/act.ts';
import { openConflict } from './case-file-conflict.ts';

type Before = {
  readonly outcome: ReceiptBody['outcome'];
  readonly joinedWith: string | null;
  readonly candidacyId: string;
  readonly fullName: string | null;
};

const words = { stored: '已收下', joined: '已并入', refused: '没有收' } as const;

/**
 * A message that was sent again, because the region had been put back to a day before it, got another answer than then: a
 * case says so, once for each other answer. The receipt that is here stays, and so does the record.
 */
export function noteAnsweredOtherwise(context: RegionContext, receipt: ReceiptBody): void {
  const { messageId, outcome, reason, canonicalCandidacyId } = receipt;
  const before = context.db
    .statement(
      `SELECT r.outcome, r.joined_with AS joinedWith, m.candidacy_id AS candidacyId, c.full_name AS fullName
       FROM (SELECT message_id, outcome, joined_with FROM receipt
           UNION ALL SELECT message_id, outcome, NULL FROM change_receipt) r
         JOIN (SELECT message_id, candidacy_id FROM outbox UNION ALL SELECT message_id, candidacy_id FROM change_message) m
           ON m.message_id = r.message_id
         LEFT JOIN candidacy c ON c.id = m.candidacy_id
       WHERE r.message_id = ?`,
    )
    .get(messageId) as Before | undefined;
  if (!before) return;
  const isOtherRecord = outcome === 'joined' && before.joinedWith !== canonicalCandidacyId;
  if (before.outcome === outcome && !isOtherRecord) return;
  const then = words[before.outcome];
  const now = before.outcome === 'joined' && isOtherRecord ? '已并入另一份考籍' : words[outcome];
  const why = reason === null ? '' : `（${reason.sentence.replace(/。$/u, '')}）`;
  const sentence = `自治区恢复了早先的备份，${before.fullName ?? '这名考生'}的一份报送重新送到，原来答复${then}，这次答复${now}${why}。本机没有改动。由管理员报自治区核对，以哪一次为准；要改就退回重办`;
  const candidacyIds = before.fullName === null ? [] : [before.candidacyId];
  const about = `${messageId}/${outcome}${isOtherRecord ? `/${canonicalCandidacyId}` : ''}`;
  openConflict(context, { kind: 'regionConflict', about, sentence, candidacyIds });
}
