import { ok } from '#shared/lib/result.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { hasDeclined } from '../../db/store/face-comparison.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** The pupil does not want the comparison: noted once, without a reason, and it is not done for him or her again. */
export const declineComparison: CommandHandler<'photo.declineComparison'> = {
  act: ({ candidacyId }, _prepared, { db, record, actor }) => {
    const reached = reachCandidacy(db, actor, candidacyId);
    if (!reached.ok) return reached;
    if (!hasDeclined(db, candidacyId))
      record({ kind: 'photo.comparisonDeclined', subjectNoun: 'candidacy', subjectId: candidacyId, payload: {} });
    return ok({});
  },
  changes: ['candidacy'],
};
