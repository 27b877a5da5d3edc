import { invalid } from '#shared/contract/faults.ts';
import { spareShotLabel, spareShots } from '#shared/labels/spare-shot.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { filesOf, type PhotoFileRow } from '../../db/store/photo-file.ts';
import { proposeForAll, pupilsInOrder } from '../../db/store/photo-file-match.ts';
import { filesWithPlace } from '../../db/store/photo-file-place.ts';
import { folderSummary, reachFolder, saveMatching } from '../../db/store/photo-folder.ts';
import type { CommandHandler } from '../../platform/act.ts';

/**
 * Proposes pupils anew. By order only where as many photos as pupils are there: one photo too few would shift everybody
 * behind it to the next name; so one that cannot be used keeps its place. What was assigned by hand stays.
 */
export const matchPhotos: CommandHandler<'photoFiles.match'> = {
  act: ({ folderId, matching }, _prepared, { db, record }) => {
    const reached = reachFolder(db, folderId);
    if (!reached.ok) return reached;
    if (matching.way !== 'number' && matching.classId === null)
      return failed(invalid('classId', '先选班级，再按座号或名单次序认人'));
    const listed = filesOf(db, folderId);
    const files =
      matching.way === 'order' ? filesWithPlace(db, listed) : listed.filter((file) => file.state === 'staged');
    if (matching.way === 'order') {
      const { waiting } = folderSummary(db, folderId);
      if (waiting > 0) return failed(invalid('way', `还有 ${waiting} 张没有读。读完再按名单次序认人`));
      const free = files.filter((file) => file.matchedBy !== 'hand');
      const timeless = matching.fileOrder === 'time' ? free.filter((file) => isUnread(file) && !file.takenAt) : [];
      if (timeless.length > 0) return failed(invalid('way', timelessSentence(timeless)));
      const pupils = pupilsInOrder(db, files, matching).length;
      if (free.length !== pupils) return failed(invalid('way', orderSentence(free, pupils)));
    }
    saveMatching(db, folderId, matching);
    proposeForAll(db, files, matching);
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

// laid aside for any other reason, a photo keeps its place
const spareWords = spareShots.map((spare) => `“${spareShotLabel(spare)}”`).join('、');

const isUnread = ({ state }: PhotoFileRow): boolean => state === 'refused' || state === 'known';

function timelessSentence(files: readonly PhotoFileRow[]): string {
  const [first] = files;
  return `有 ${files.length} 张没有读成，不知道是什么时候拍的（${maskNumbersIn(first?.fileName ?? '')}），不能按拍摄时间排：错一张后面全错。改为“照片按文件名”，或按人指定`;
}

function orderSentence(files: readonly PhotoFileRow[], pupils: number): string {
  const [more, way] =
    files.length > pupils
      ? ['照片多', `多出来的先定为“不用”，原因选${spareWords}，或先按人指定`]
      : ['人多', '没来的先在班级看板记缺席；少的照片先按人指定别的，再排'];
  const unusable = files.filter((file) => file.state !== 'staged').length;
  const among =
    unusable === 0
      ? ''
      : `。其中 ${unusable} 张用不了，也占各自的位置；若不是这个班学生的照片，从文件夹里拿走，清除这批再选一次`;
  return `照片 ${files.length} 张，待采集 ${pupils} 人（已附照片的不算），${more} ${Math.abs(files.length - pupils)}，不能按次序认人：错一张后面全错。${way}${among}`;
}
