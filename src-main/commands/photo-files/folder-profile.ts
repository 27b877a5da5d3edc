import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { classCohort } from '../../db/store/candidacy-class.ts';
import type { PhotoFolderRow } from '../../db/store/photo-folder.ts';
import { photoProfileFor } from '../../db/store/photo-profile.ts';
import type { QueryContext } from '../../platform/act.ts';

/** What the photos of a folder are cut and judged by: the profile of the chosen class's year, else the one for any. */
export function folderProfile({ db, clock }: Pick<QueryContext, 'db' | 'clock'>, folder: PhotoFolderRow): PhotoProfile {
  const profile = photoProfileFor(db, clock.today(), classCohort(db, folder.matchClassId));
  if (!profile) throw new Error('no photo profile');
  return profile;
}
