import type { NoticeTaking } from '../commands/region/take-notices.ts';
import { savePullCursor } from '../db/store/inbox.ts';
import { createRecorder } from '../db/store/record.ts';
import type { RegionContext } from '../platform/act.ts';
import type { Gate } from '../security/gate.ts';
import { deskForSync } from '../sync/desk-for-sync.ts';
import type { PullDesk } from '../sync/pull.ts';

/**
 * The way in for acts of the region that nobody here has asked for: the same transaction, event and audit as an act of
 * dispatch, without a person (the audit names `region.apply`). Null while the desk is closed; a locked desk is open.
 */
export function makeActsOfRegion(gate: Gate, taking: NoticeTaking): () => PullDesk | null {
  return () => {
    const db = gate.db();
    if (!db) return null;
    const { clock, ids, appVersion } = gate.options;
    const inTransaction = <T>(step: (context: RegionContext) => T): T => {
      const record = createRecorder({ db, actor: null, call: 'region.apply', clock, ids, appVersion });
      db.client.exec('BEGIN IMMEDIATE');
      try {
        const result = step({ db, clock, ids, record });
        db.client.exec('COMMIT');
        return result;
      } catch (error) {
        if (db.client.inTransaction) db.client.exec('ROLLBACK');
        throw error;
      }
    };
    return {
      // what hello says of this desk is written as the push writes it
      ...deskForSync({ db, clock, ids, appVersion }),
      takeIn: (notices, cursor) =>
        inTransaction((context) => {
          const { applied, parked, refused, known } = taking.take(context, notices);
          savePullCursor(db, cursor, clock.now());
          return { applied, parked, refused, known };
        }),
      settle: () => inTransaction((context) => taking.settle(context)),
    };
  };
}
