import { expireSomeFiles } from './commands/photo-files/index.ts';
import type { DeskDb } from './db/open.ts';
import { createRecorder } from './db/store/record.ts';
import type { Clock, Ids } from './platform/ports.ts';

/** Nothing grows old quicker than that. */
const CHECK_EVERY_MS = 3_600_000;

type Open = { readonly clock: Clock; readonly ids: Ids; readonly appVersion: string };

/**
 * What the law does not let the desk keep goes by itself, a little with each tick while there is something, else looked
 * for once an hour. The events name no person: nobody pressed a key.
 */
export function makeRetention({ clock, ids, appVersion }: Open): { tick(db: DeskDb): void } {
  let next = Number.NEGATIVE_INFINITY;
  return {
    tick(db) {
      if (clock.monotonicMs() < next) return;
      const record = createRecorder({ db, actor: null, call: 'photoFiles.expire', clock, ids, appVersion });
      next = clock.monotonicMs() + CHECK_EVERY_MS;
      db.client.exec('BEGIN IMMEDIATE');
      try {
        if (expireSomeFiles({ db, clock, record }) > 0) next = Number.NEGATIVE_INFINITY;
        db.client.exec('COMMIT');
      } finally {
        if (db.client.inTransaction) db.client.exec('ROLLBACK');
      }
    },
  };
}
