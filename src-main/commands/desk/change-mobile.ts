import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { mustBeTold } from '#shared/domain/record-change.ts';
import { maskNumber } from '#shared/lib/mask.ts';
import { normaliseMobile } from '#shared/lib/mobile.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { isToTell, markToTell } from '../../db/store/change-to-tell.ts';
import { judgeMobileChange } from '../../db/store/record-change.ts';
import type { CommandHandler } from '../../platform/act.ts';

/**
 * The candidate changes the mobile in person (clause 2.5), at any time and in every living state; the clerk writes it
 * down, and the event says whose act it was.
 */
export const changeMobile: CommandHandler<'mobileChange.perform'> = {
  act(input, _prepared, context) {
    const { db, actor, clock, record } = context;
    const reached = reachCandidacy(db, actor, input.candidacyId);
    if (!reached.ok) return reached;
    const row = reached.value;
    const mobile = normaliseMobile(input.mobile);
    const { findings, result } = judgeMobileChange(context, row, mobile, input.pupilPresent);
    if (!result.ok) return result;
    const done = () => ok({ mobileMasked: maskNumber(mobile), toTell: isToTell(db, row.id, 'mobileChange') });
    // the same key pressed twice, or the number that stands there
    if (row.mobile === mobile) return done();
    if (row.version !== input.version) return failed(staleFault(db, row.id));
    saveCandidacy(db, row, { mobile }, clock.now());
    const toTell = mustBeTold(row.status as CandidacyStatus);
    const { eventSeq } = record({
      kind: 'candidacy.mobileChanged',
      subjectNoun: 'candidacy',
      subjectId: row.id,
      payload: { from: row.mobile, to: mobile, actOf: 'candidate', pupilPresent: true, toTell },
      findings,
    });
    if (toTell) markToTell(db, eventSeq, row.id, 'mobileChange');
    return done();
  },
  changes: ['candidacy'],
};
