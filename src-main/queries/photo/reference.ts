import { ok } from '#shared/lib/result.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { readPhoto } from '../../db/store/capture.ts';
import { earlierPhotoOf } from '../../db/store/photo-reference.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** A picture to lay beside the live one: the document of a settled difference, or the photo of an earlier registration. */
export const photoReference: QueryHandler<'photo.reference'> = ({ candidacyId }, { db, actor }) => {
  const reached = reachCandidacy(db, actor, candidacyId);
  if (!reached.ok) return reached;
  const earlier = earlierPhotoOf(db, candidacyId);
  const jpeg = earlier && readPhoto(db, earlier.sha256);
  return ok(earlier && jpeg && { jpeg, what: earlier.what, takenAt: earlier.takenAt });
};
