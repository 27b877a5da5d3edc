import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { mustBeTold } from '#shared/domain/record-change.ts';
import { maskNumber } from '#shared/lib/mask.ts';
import { normaliseMobile } from '#shared/lib/mobile.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { changeOfRecord } from '../../db/store/change-facts.ts';
import { isToTell } from '../../db/store/change-message.ts';
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
    const answer = () => ok({ mobileMasked: maskNumber(mobile), toTell: isToTell(db, row.id, 'mobileChange') });
    // the same key pressed twice, or the number that stands there
    if (row.mobile === mobile) return answer();
    if (row.version !== input.version) return failed(staleFault(db, row.id));
    saveCandidacy(db, row, { mobile }, clock.now());
    const toTell = mustBeTold(row.status as CandidacyStatus);
    const own = { kind: 'mobileChange', from: row.mobile, to: mobile } as const;
    const done = { by: actor.userId, at: clock.now() };
    record({
      kind: 'candidacy.mobileChanged',
      subjectNoun: 'candidacy',
      subjectId: row.id,
      payload: { from: row.mobile, to: mobile, actOf: 'candidate', pupilPresent: true, toTell },
      findings,
      ...(toTell && { change: changeOfRecord<'mobileChange'>(context, row, own, done) }),
    });
    return answer();
  },
  changes: ['candidacy', 'outbox'],
};
