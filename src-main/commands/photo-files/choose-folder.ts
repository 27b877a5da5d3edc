import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { knowsAnyFile, listFiles } from '../../db/store/photo-file.ts';
import { forgetOrder } from '../../db/store/photo-file-place.ts';
import { foldersAt, insertFolder } from '../../db/store/photo-folder.ts';
import { folderLabel, listFolder } from '../../documents/photo-folder.ts';
import type { LongHandler } from '../../platform/act.ts';

/**
 * Opens the folder dialog and lists what lies there; nothing is read yet. A folder that is here already is opened again,
 * with the files that were added or changed since; another card at the same place is a folder of its own. Null = the person
 * cancelled.
 */
export const chooseFolder: LongHandler<'photoFiles.choose'> = async (_input, context, services) => {
  const path = await services.files.openFolder('选择照片所在的文件夹');
  if (path === null) return ok(null);
  const listed = await listFolder(path);
  if (!listed.ok) return failed(invalid('', listed.fault.sentence));
  if (listed.value.length === 0)
    return failed(invalid('', `文件夹“${folderLabel(path)}”里没有文件。选放照片的那个文件夹`));
  const chosen = context.transact((step) => {
    const { db, ids, actor, clock, record } = step;
    const before = foldersAt(db, path).find(({ id }) => knowsAnyFile(db, id, listed.value));
    const folderId = before?.id ?? ids.uuid();
    if (!before)
      insertFolder(db, {
        id: folderId,
        label: folderLabel(path),
        path,
        createdBy: actor.userId,
        createdAt: clock.now(),
      });
    const added = listFiles(db, folderId, listed.value, () => ids.uuid());
    if (added > 0) forgetOrder(db, folderId);
    record({
      kind: 'photoFolder.chosen',
      subjectNoun: 'photoFolder',
      subjectId: folderId,
      payload: { files: listed.value.length, added },
    });
    return ok({ folderId, added });
  });
  if (chosen.ok) services.emit({ kind: 'changed', nouns: ['photoFile'] });
  return chosen;
};
