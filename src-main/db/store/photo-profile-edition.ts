import { profileProblems } from '#shared/photo/profile-problems.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { keepEdition } from './kept-edition.ts';

type Profile = Extract<RegionNotice, { kind: 'photoProfile' }>['photoProfile'];

/**
 * Keeps a photo profile beside the ones before it; photos that were taken stay judged by the one they name. It is used
 * from its first day. Refused whole: numbers that no photo can have, a limit this program does not know, an id that is
 * taken, a date before the newest profile for the same exam and cohort.
 */
export function installPhotoProfile(context: RegionContext, profile: Profile, signature: string): NoticeOutcome {
  const problems = profileProblems(profile);
  if (problems.length > 0) return { state: 'refused', reason: problems.join('；') };
  const newest = newestFor(context.db, profile);
  return keepEdition(context, { kind: 'photoProfile', named: '照片规格', edition: profile, signature, newest });
}

function newestFor(db: DeskDb, { exam, cohortYear }: Profile): string | null {
  return db
    .statement(
      `SELECT max(in_force_from) FROM edition WHERE kind = 'photoProfile'
         AND json_extract(content, '$.exam') IS ? AND json_extract(content, '$.cohortYear') IS ?`,
    )
    .pluck()
    .get(exam, cohortYear) as string | null;
}
