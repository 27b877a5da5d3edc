import { ageOn } from '#shared/lib/plain-date.ts';
import { ok } from '#shared/lib/result.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { hasDeclined, isComparisonOn, lastComparisonChange } from '../../db/store/face-comparison.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Law on the protection of personal information, article 31: below, a guardian has to agree. */
const AGE_OF_CONSENT = 14;

/** Whether the comparison of faces is on at this desk, and who decided. */
export const comparisonSetting: QueryHandler<'photo.comparisonSetting'> = (_input, { db }) =>
  ok({ isOn: isComparisonOn(db), changed: lastComparisonChange(db) });

/** Whether this pupil's shot may be compared with a picture that is held. */
export const photoComparison: QueryHandler<'photo.comparison'> = ({ candidacyId }, { db, actor, clock }) => {
  const reached = reachCandidacy(db, actor, candidacyId);
  if (!reached.ok) return reached;
  if (!isComparisonOn(db)) return ok('off');
  if (ageOn(reached.value.birthDate, clock.today()) < AGE_OF_CONSENT) return ok('tooYoung');
  return ok(hasDeclined(db, candidacyId) ? 'declined' : 'open');
};
