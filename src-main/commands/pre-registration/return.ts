import { failed, ok } from '#shared/lib/result.ts';
import { saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { judgeAct } from '../../db/store/decision.ts';
import type { CommandHandler } from '../../platform/act.ts';

/**
 * The class teacher sends a pre-registration back to the pupil with reasons, worded as the pupil will read them (clause
 * 1.3.3). An earlier approval is taken back; a shot stays for when the record returns, a held completion until it is mended.
 */
export const returnPreRegistration: CommandHandler<'preRegistration.return'> = {
  act: (input, _prepared, context) => {
    const { db, actor, clock } = context;
    const reached = reachCandidacy(db, actor, input.candidacyId);
    if (!reached.ok) return reached;
    const row = reached.value;
    const reason = input.reasons.map((one) => one.trim()).join('；');
    if (row.status === 'returned' && row.returnReason === reason) return ok({});
    if (row.version !== input.version) return failed(staleFault(db, row.id));
    const { findings, result } = judgeAct('preRegistration.return', context, row);
    if (!result.ok) return result;
    saveCandidacy(
      db,
      row,
      {
        status: result.value.next,
        returnReason: reason,
        approvedByTeacher: null,
        approvedByTeacherAt: null,
        approvalIsForeign: 0,
      },
      clock.now(),
    );
    context.record({
      kind: 'candidacy.returnedByTeacher',
      subjectNoun: 'candidacy',
      subjectId: row.id,
      payload: { reason, reasons: input.reasons },
      findings,
    });
    return ok({});
  },
  changes: ['candidacy'],
};
