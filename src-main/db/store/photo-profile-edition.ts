import { profileProblems } from '#shared/photo/profile-problems.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { editionById } from './office.ts';

type Profile = Extract<RegionNotice, { kind: 'photoProfile' }>['photoProfile'];

/**
 * Keeps a photo profile beside the ones before it; photos that were taken stay judged by the one they name. It is used
 * from its first day. Refused whole: numbers that no photo can have, a limit this program does not know, an id that is
 * taken, a date before the newest profile for the same exam and cohort.
 */
export function installPhotoProfile(
  { db, clock, record }: RegionContext,
  profile: Profile,
  signature: string,
): NoticeOutcome {
  const problems = profileProblems(profile);
  if (problems.length > 0) return { state: 'refused', reason: problems.join('；') };
  const { id, label, inForceFrom } = profile;
  const content = JSON.stringify(profile);
  const same = editionById(db, id);
  if (same) {
    return same.content === content
      ? { state: 'applied', reason: null }
      : { state: 'refused', reason: `照片规格编号“${id}”本机已有，内容不同；向自治区核对编号` };
  }
  const newest = newestFor(db, profile);
  if (newest !== null && inForceFrom < newest)
    return { state: 'refused', reason: `这一版自 ${inForceFrom} 起，比本机最新的 ${newest} 还早` };
  db.statement(
    `INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at)
     VALUES (?, 'photoProfile', ?, ?, ?, ?, ?)`,
  ).run(id, label, inForceFrom, content, signature, clock.now());
  record({ kind: 'edition.arrived', subjectNoun: 'edition', subjectId: id, payload: { label, inForceFrom } });
  return { state: 'applied', reason: null };
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
