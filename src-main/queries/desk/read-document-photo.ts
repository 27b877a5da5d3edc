import { failed, ok } from '#shared/lib/result.ts';
import { outOfReach, reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { readPhoto } from '../../db/store/capture.ts';
import { findDifference } from '../../db/store/difference.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** The picture of the document behind a settled difference, of a pupil in reach: what the reviewer judges the answer by. */
export const readDocumentPhoto: QueryHandler<'photo.readDocument'> = (input, { db, actor }) => {
  const difference = findDifference(db, input.differenceId);
  if (!difference?.documentPictureSha256) return failed(outOfReach);
  const reached = reachCandidacy(db, actor, difference.candidacyId);
  if (!reached.ok) return reached;
  const jpeg = readPhoto(db, difference.documentPictureSha256);
  if (!jpeg) throw new Error('a settled difference without its picture');
  return ok({ jpeg });
};
