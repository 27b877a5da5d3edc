import { ok } from '#shared/lib/result.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { hasDeclined, isComparisonOn, lastComparisonChange } from '../../db/store/face-comparison.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Whether the comparison of faces is on at this desk, and who decided. */
export const comparisonSetting: QueryHandler<'photo.comparisonSetting'> = (_input, { db }) =>
  ok({ isOn: isComparisonOn(db), changed: lastComparisonChange(db) });

/** Whether this pupil's shot may be compared with a picture that is held. */
export const photoComparison: QueryHandler<'photo.comparison'> = ({ candidacyId }, { db, actor }) => {
  const reached = reachCandidacy(db, actor, candidacyId);
  if (!reached.ok) return reached;
  if (!isComparisonOn(db)) return ok('off');
  return ok(hasDeclined(db, candidacyId) ? 'declined' : 'open');
};
