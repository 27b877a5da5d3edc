import { invalid } from '#shared/contract/faults.ts';
import { COMPARISON_NOTICE } from '#shared/labels/face-comparison.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { writeComparison } from '../../db/store/face-comparison.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Switches the comparison of faces on or off. On only with the notice as it reads now, confirmed. */
export const setComparison: CommandHandler<'photo.setComparison'> = {
  act: ({ isOn, notice }, _prepared, { db, record, clock, actor }) => {
    if (isOn && notice !== COMPARISON_NOTICE)
      return failed(invalid('notice', '告知：还没有确认，或确认的是旧的一版。重新打开这一页，读完再确认'));
    writeComparison(db, isOn ? notice : null, clock.now(), actor.userId);
    record({
      kind: isOn ? 'desk.comparisonOn' : 'desk.comparisonOff',
      subjectNoun: 'deskSetting',
      subjectId: 'faceComparison',
      payload: { isOn, notice: isOn ? notice : null },
    });
    return ok({});
  },
  changes: ['deskSetting'],
};
