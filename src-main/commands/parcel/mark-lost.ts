import { invalid } from '../../../shared/contract/faults.ts';
import { failed, ok } from '../../../shared/lib/result.ts';
import { findOfficeDesk, saveLost } from '../../db/store/office-desk.ts';
import { recordsWith } from '../../db/store/parcel-log.ts';
import type { CommandHandler } from '../../platform/act.ts';

/**
 * Strikes off a desk that was lost. What left for it and was not done again is this desk's to release; what went out with it
 * was never locked here. Its key lets nothing in any more without a person's decision.
 */
export const markLost: CommandHandler<'parcel.markLost'> = {
  act({ deviceId, reason }, _prepared, { db, actor, clock, record }) {
    const desk = findOfficeDesk(db, deviceId);
    if (!desk) return failed(invalid('deviceId', '本机没有认过这台登记台。刷新列表再选。'));
    // the same key pressed twice
    if (desk.lostAt !== null) return ok({ records: 0 });
    const records = recordsWith(db, deviceId);
    saveLost(db, deviceId, { at: clock.now(), by: actor.userId, reason });
    const payload = { deskName: desk.deskName, reason, records };
    record({ kind: 'parcel.deskLost', subjectNoun: 'desk', subjectId: deviceId, payload });
    return ok({ records });
  },
  changes: ['sync', 'candidacy'],
};
