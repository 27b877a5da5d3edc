import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { findCandidacy } from '../../db/store/candidacy.ts';
import { classCohort } from '../../db/store/candidacy-class.ts';
import type { PhotoFileRow } from '../../db/store/photo-file.ts';
import type { PhotoFolderRow } from '../../db/store/photo-folder.ts';
import { photoProfileFor } from '../../db/store/photo-profile.ts';
import type { QueryContext } from '../../platform/act.ts';

/** What a file is cut and judged by: the profile of its pupil's year, else of the chosen class's, else the one for any. */
export function fileProfile(
  { db, clock }: Pick<QueryContext, 'db' | 'clock'>,
  folder: PhotoFolderRow,
  file: Pick<PhotoFileRow, 'candidacyId'>,
): PhotoProfile {
  const pupil = file.candidacyId === null ? null : findCandidacy(db, file.candidacyId);
  const cohortYear = pupil ? pupil.cohortYear : classCohort(db, folder.matchClassId);
  const profile = photoProfileFor(db, clock.today(), cohortYear);
  if (!profile) throw new Error('no photo profile');
  return profile;
}
