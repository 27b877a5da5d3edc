import { ok } from '#shared/lib/result.ts';
import { forgetFiles } from '../../db/store/photo-file.ts';
import { folderSummary, reachFolder } from '../../db/store/photo-folder.ts';
import type { LongHandler } from '../../platform/act.ts';

/** Files forgotten in one transaction: the desk has its turn in between. */
const STEP = 40;

/**
 * Forgets a folder: names, places and every picture that is not a pupil's shot. Shots that were attached stay. Broken off
 * on the way, the rest is still there and can be cleared again.
 */
export const discardFolder: LongHandler<'photoFiles.discard'> = async ({ folderId }, context, services) => {
  const reached = reachFolder(context.db, folderId);
  if (!reached.ok) return reached;
  const { total, attached } = folderSummary(context.db, folderId);
  const noted = context.transact(({ record }) => {
    record({
      kind: 'photoFolder.discarded',
      subjectNoun: 'photoFolder',
      subjectId: folderId,
      payload: { files: total, attached },
    });
    return ok(null);
  });
  if (!noted.ok) return noted;
  let removed = 0;
  for (;;) {
    const gone = context.transact(({ db }) => ok(forgetFiles(db, folderId, STEP)));
    if (!gone.ok) return gone;
    if (gone.value === 0) break;
    removed += gone.value;
    services.emit({ kind: 'progress', job: folderId, done: removed, total, phase: '清除' });
    await new Promise((resolve) => setImmediate(resolve));
  }
  services.emit({ kind: 'changed', nouns: ['photoFile'] });
  return ok({ removed });
};
