import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { arrivedRosterState, findArrivedRoster, putAside } from '../../db/store/arrived-roster.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { noSuchRoster } from './open-arrived.ts';

/**
 * Puts a roster of the region away: nothing of it is to be imported, such as one whose pupils are all here. It stays as it
 * came and can be opened again. The same once more changes nothing.
 */
export const setArrivedAside: CommandHandler<'roster.setArrivedAside'> = {
  act({ noticeId, reason }, _prepared, { db, actor, clock, record }) {
    const found = findArrivedRoster(db, actor, noticeId);
    if (!found) return failed(noSuchRoster);
    const state = arrivedRosterState(found);
    if (state === 'setAside') return ok({});
    if (state !== 'waiting')
      return failed(
        invalid('', state === 'imported' ? '这份名册已经导入，不能再收起' : '这份名册正在核对。先取消那次导入'),
      );
    putAside(db, noticeId, { at: clock.now(), by: actor.userId, reason });
    record({
      kind: 'roster.arrivedSetAside',
      subjectNoun: 'importBatch',
      subjectId: noticeId,
      payload: { label: found.label, slice: found.slice, reason },
    });
    return ok({});
  },
  changes: ['importBatch'],
};
