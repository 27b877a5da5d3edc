import { ok } from '#shared/lib/result.ts';
import type { CommandHandler } from '../../platform/act.ts';
import type { NoticeTaking } from './take-notices.ts';

/** What a file of the region brought, taken in by whoever read it. What was parked before is tried again afterwards. */
export function applyNotices(taking: NoticeTaking): CommandHandler<'region.apply'> {
  return {
    act({ notices }, _prepared, context) {
      const result = taking.take(context, notices);
      taking.settle(context);
      return ok(result);
    },
    changes: ['candidacy', 'application', 'inbox', 'calendar'],
  };
}
