import { ok } from '#shared/lib/result.ts';
import { insertDeskCheck } from '../../db/store/desk-check.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Keeps that this desk was checked with a test shot: its measurements and what was wanting, never the picture. */
export const recordCameraCheck: CommandHandler<'camera.recordCheck'> = {
  act: (input, _prepared, { db, record, clock, actor, ids }) => {
    const savedAt = clock.now();
    insertDeskCheck(db, {
      id: ids.uuid(),
      way: input.way,
      device: input.device,
      measurements: JSON.stringify(input.measurements),
      causes: JSON.stringify(input.causes),
      writingReads: input.writingReads ? 1 : 0,
      checkedBy: actor.userId,
      checkedAt: savedAt,
    });
    record({ kind: 'desk.cameraChecked', subjectNoun: 'deskSetting', subjectId: 'camera', payload: input });
    return ok({ savedAt });
  },
  changes: ['deskSetting'],
};
