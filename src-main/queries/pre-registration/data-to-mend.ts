import { ok } from '#shared/lib/result.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import type { QueryHandler } from '../../platform/act.ts';

/**
 * What is stored of one pupil, as it is stored: codes instead of words, numbers whole. The form for mending begins with
 * these, so that what nobody touches comes back as it was. `forbidden` outside the scope of the account.
 */
export const dataToMend: QueryHandler<'preRegistration.dataToMend'> = ({ candidacyId }, { db, actor }) => {
  const reached = reachCandidacy(db, actor, candidacyId);
  if (!reached.ok) return reached;
  const { resume, family, ...data } = candidateDataOf(db, reached.value);
  return ok({ ...data, resume: [...resume], family: [...family] });
};
