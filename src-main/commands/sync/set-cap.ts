import { ok } from '../../../shared/lib/result.ts';
import { readInstallation } from '../../db/store/office.ts';
import { saveSyncCap, syncCap } from '../../db/store/sync-line.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Caps what sending takes of the line, so that others can work on it; a run under way keeps to it from now on. */
export const setCap: CommandHandler<'sync.setCap'> = {
  act({ kbps }, _prepared, { db, actor, clock, record }) {
    const before = syncCap(db);
    if (before === kbps) return ok({});
    saveSyncCap(db, kbps, clock.now(), actor.userId);
    record({
      kind: 'sync.capChanged',
      subjectNoun: 'installation',
      subjectId: readInstallation(db).deviceId,
      payload: { before, after: kbps },
    });
    return ok({});
  },
  changes: ['sync'],
};
