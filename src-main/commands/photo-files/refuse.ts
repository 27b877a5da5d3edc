import type { ParsedInput } from '#shared/contract/index.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { closeFile, proposePupil } from '../../db/store/photo-file.ts';
import { filesToRecut } from '../../db/store/photo-file-recut.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { fileInWork, settled } from './staged-file.ts';

const sentences: Readonly<Record<ParsedInput<'photoFiles.refuse'>['why'], string>> = {
  undecodable: '打不开：外面像图片，里面的画面已损坏。从相机卡重新拷一次；还不行就由学生到登记台拍',
  tooSlow: '15 秒还没有打开，已停下。用看图软件另存为普通 JPEG 再导入',
  notKept: '做出来的照片与规格不符，没有留下。再选一次文件夹重读；还不行就由学生到登记台拍',
  tooNoisy: '画面噪点太多，压不到照片规格的大小以内。由学生到登记台拍',
};

const notForHim = '按指定的人的照片规格做不出来，已取消指定';

/**
 * The screen's worker could not make a photo of a file. One that was staged before stays as it was; where it was to be cut
 * for another pupil's profile, it is nobody's again, so that it does not hold up the others.
 */
export const refusePhoto: CommandHandler<'photoFiles.refuse'> = {
  act: ({ fileId, why }, _prepared, { db, clock }) => {
    const reached = fileInWork(db, fileId);
    if (!reached.ok) return reached;
    const file = reached.value;
    if (file.state === 'staged' && filesToRecut(db, file.folderId, clock.today()).first?.id === fileId) {
      proposePupil(db, fileId, { candidacyId: null, matchedBy: null, openWhy: `${notForHim}：${sentences[why]}` });
      return ok({});
    }
    if (file.state !== 'waiting') return failed(settled(file));
    closeFile(db, fileId, { state: 'refused', sentence: sentences[why], contentSha256: file.contentSha256 });
    return ok({});
  },
  changes: ['photoFile'],
};
