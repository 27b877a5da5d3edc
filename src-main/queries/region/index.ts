import type { Output } from '../../../shared/contract/index.ts';
import { listLimit } from '../../../shared/domain/list-limit.ts';
import { ok } from '../../../shared/lib/result.ts';
import { readNotice } from '../../../shared/wire/region-notice.ts';
import type { DeskDb } from '../../db/open.ts';
import { listNotices, type NoticeState } from '../../db/store/inbox.ts';
import { noticeLine, setAsideLine } from '../../db/store/inbox-line.ts';
import { noticesSetAside } from '../../db/store/notice-set-aside.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { codeChoices, codeTableLines } from './code-tables.ts';

/** What the region told this office and what became of it, newest first. */
const inbox: QueryHandler<'region.inbox'> = ({ state }, { db }) =>
  ok(
    state === 'setAside'
      ? setAside(db)
      : listNotices(db, state, listLimit).flatMap((row) => {
          const notice = readNotice(row.body);
          if (!notice) return [];
          const outcome = { state: row.state as NoticeState, reason: row.reason };
          return [{ ...noticeLine(db, notice, outcome), arrivedAt: row.arrivedAt }];
        }),
  );

/** What came as the region's word and could not be used as one, newest first. */
function setAside(db: DeskDb): Output<'region.inbox'> {
  return noticesSetAside(db, listLimit).map(({ sha256, reason, arrivedAt }) => ({
    ...setAsideLine(sha256, reason),
    arrivedAt,
  }));
}

export const regionQueries = {
  'region.inbox': inbox,
  'region.codeTables': codeTableLines,
  'region.codeChoices': codeChoices,
};
