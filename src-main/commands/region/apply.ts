import type { Output } from '#shared/contract/index.ts';
import { ok } from '#shared/lib/result.ts';
import { settleParkedNotices, takeNoticeIn } from '../../db/store/inbox-apply.ts';
import { noticeLine } from '../../db/store/inbox-line.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { provenNotice } from './proven-notice.ts';

/**
 * Takes the region's notices in, each by itself: applied, parked or refused with its reason; one bad notice never holds
 * up the rest. What was parked before is tried again afterwards. Sent twice, nothing changes.
 */
export const applyNotices: CommandHandler<'region.apply'> = {
  act: ({ notices }, _prepared, context) => {
    const result: Output<'region.apply'> = { lines: [], applied: 0, parked: 0, refused: 0, known: 0 };
    for (const signed of notices) {
      const proven = provenNotice(context.db, signed);
      if (!proven.ok) {
        result.refused += 1;
        result.lines.push({
          noticeId: '',
          kindLabel: '没有采用',
          sentence: proven.fault,
          state: 'refused',
          reason: null,
          candidacyId: null,
        });
        continue;
      }
      const { known, ...outcome } = takeNoticeIn(context, signed, proven.value);
      result[known ? 'known' : outcome.state] += 1;
      result.lines.push(noticeLine(context.db, proven.value, outcome));
    }
    settleParkedNotices(context);
    return ok(result);
  },
  changes: ['candidacy', 'application', 'inbox', 'calendar'],
};
