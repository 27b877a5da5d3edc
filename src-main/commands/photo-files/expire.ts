import { addDays } from '#shared/lib/plain-date.ts';
import { parameter } from '#shared/regulation/parameters.ts';
import { editionToday } from '../../db/store/facts-office.ts';
import { forgetFiles } from '../../db/store/photo-file.ts';
import { folderSummary, isExpiryRecorded, nextExpired } from '../../db/store/photo-folder.ts';
import type { CommandContext } from '../../platform/act.ts';

/** Files forgotten in one transaction: saves of the desk come in between. */
const STEP = 20;

/**
 * One step of the retention of photo files: of the oldest folder that nobody has chosen for longer than the edition lets
 * it lie, some files are forgotten, and once for each such folder an event says so, with how many and under which limit.
 * Call inside a transaction; answers how many went, 0 = nothing is left to do. Shots that were attached stay with their
 * pupils (个人信息保护法第 19 条: no longer than the purpose needs).
 */
export function expireSomeFiles({ db, clock, record }: Pick<CommandContext, 'db' | 'clock' | 'record'>): number {
  const today = clock.today();
  const days = parameter(editionToday(db, today), 'stagedPhotoDays', today);
  const folderId = nextExpired(db, addDays(today, -days));
  if (folderId === null) return 0;
  if (!isExpiryRecorded(db, folderId)) {
    const { total, attached } = folderSummary(db, folderId);
    const payload = { files: total, attached, days };
    record({ kind: 'photoFolder.expired', subjectNoun: 'photoFolder', subjectId: folderId, payload });
  }
  // the empty folder itself goes with one step more
  return Math.max(1, forgetFiles(db, folderId, STEP));
}
