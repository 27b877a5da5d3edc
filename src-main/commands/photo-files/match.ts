import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { filesOf } from '../../db/store/photo-file.ts';
import { proposeForAll, pupilsInOrder } from '../../db/store/photo-file-match.ts';
import { folderSummary, reachFolder, saveMatching } from '../../db/store/photo-folder.ts';
import type { CommandHandler } from '../../platform/act.ts';

/**
 * Proposes pupils anew. By order only where as many photos as pupils are there: one photo too few would shift everybody
 * behind it to the next name. What was assigned by hand stays.
 */
export const matchPhotos: CommandHandler<'photoFiles.match'> = {
  act: ({ folderId, matching }, _prepared, { db, record }) => {
    const reached = reachFolder(db, folderId);
    if (!reached.ok) return reached;
    if (matching.way !== 'number' && matching.classId === null)
      return failed(invalid('classId', '先选班级，再按座号或名单次序认人'));
    const staged = filesOf(db, folderId).filter((file) => file.state === 'staged');
    if (matching.way === 'order') {
      const { waiting } = folderSummary(db, folderId);
      if (waiting > 0) return failed(invalid('way', `还有 ${waiting} 张没有读。读完再按名单次序认人`));
      const files = staged.filter((file) => file.matchedBy !== 'hand').length;
      const pupils = pupilsInOrder(db, staged, matching).length;
      if (files !== pupils) return failed(invalid('way', orderSentence(files, pupils)));
    }
    saveMatching(db, folderId, matching);
    proposeForAll(db, staged, matching);
    const after = filesOf(db, folderId).filter((file) => file.state === 'staged');
    const matched = after.filter((file) => file.candidacyId !== null).length;
    record({
      kind: 'photoFile.matched',
      subjectNoun: 'photoFolder',
      subjectId: folderId,
      payload: {
        ...matching,
        proposed: after.map(({ id, candidacyId }) => ({ fileId: id, candidacyId })),
      },
    });
    return ok({ matched, open: after.length - matched });
  },
  changes: ['photoFile'],
};

function orderSentence(files: number, pupils: number): string {
  const [more, way] =
    files > pupils
      ? ['照片多', '多出来的先定为“不用”，或先按人指定']
      : ['人多', '没来的先在班级看板记缺席；少的照片先按人指定别的，再排'];
  return `照片 ${files} 张，待采集 ${pupils} 人（已附照片的不算），${more} ${Math.abs(files - pupils)}，不能按次序认人：错一张后面全错。${way}`;
}
