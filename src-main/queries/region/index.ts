import { listLimit } from '../../../shared/domain/list-limit.ts';
import { ok } from '../../../shared/lib/result.ts';
import { readNotice } from '../../../shared/wire/region-notice.ts';
import { listNotices } from '../../db/store/inbox.ts';
import { noticeLine } from '../../db/store/inbox-line.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** What the region told this office and what became of it, newest first. */
const inbox: QueryHandler<'region.inbox'> = ({ state }, { db }) =>
  ok(
    listNotices(db, state, listLimit).flatMap((row) => {
      const notice = readNotice(row.body);
      if (!notice) return [];
      const outcome = { state: row.state as 'applied' | 'parked' | 'refused', reason: row.reason };
      return [{ ...noticeLine(db, notice, outcome), arrivedAt: row.arrivedAt }];
    }),
  );

export const regionQueries = { 'region.inbox': inbox };
