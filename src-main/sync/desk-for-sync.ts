import type { DeskDb } from '../db/open.ts';
import { createRecorder } from '../db/store/record.ts';
import type { Clock, Ids } from '../platform/ports.ts';
import type { PushDesk } from './push.ts';

/**
 * The open desk as the push sees it. A receipt is the region's act, so its events name no person, and a push goes on
 * when the person who pressed the key has signed out.
 */
export function deskForSync(open: {
  readonly db: DeskDb;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly appVersion: string;
}): PushDesk {
  const { db, clock, ids } = open;
  const record = createRecorder({ ...open, actor: null, call: 'sync.push' });
  return {
    db,
    clock,
    ids,
    transact(step) {
      db.client.exec('BEGIN IMMEDIATE');
      try {
        const result = step({ db, clock, record });
        db.client.exec(result.ok ? 'COMMIT' : 'ROLLBACK');
        return result;
      } catch (error) {
        if (db.client.inTransaction) db.client.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
