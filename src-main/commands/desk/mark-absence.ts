import { ok } from '#shared/lib/result.ts';
import { absenceOf, markAbsence as storeMark } from '../../db/store/attendance.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { recordOpenForDesk } from './open-record.ts';

/** Marks a pupil absent or late, or takes the mark back (null). A mark of the session: the record stays as it is. */
export const markAbsence: CommandHandler<'desk.markAbsence'> = {
  act: (input, _prepared, context) => {
    const { db, actor, clock } = context;
    const reached = recordOpenForDesk(context, input.candidacyId);
    if (!reached.ok) return reached;
    const savedAt = clock.now();
    if (absenceOf(db, input.candidacyId) === input.kind) return ok({ savedAt });
    storeMark(db, { candidacyId: input.candidacyId, kind: input.kind, by: actor.userId, at: savedAt });
    context.record({
      kind: input.kind === null ? 'attendance.cleared' : 'attendance.marked',
      subjectNoun: 'candidacy',
      subjectId: input.candidacyId,
      payload: { kind: input.kind },
    });
    return ok({ savedAt });
  },
  changes: ['attendance'],
};
