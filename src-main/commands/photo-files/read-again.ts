import type { Output } from '#shared/contract/index.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { readPhoto } from '../../db/store/capture.ts';
import { type PhotoFileRow, reachFile } from '../../db/store/photo-file.ts';
import { type PhotoFolderRow, reachFolder } from '../../db/store/photo-folder.ts';
import { readPhotoFile } from '../../documents/photo-file.ts';
import { readFolderFile } from '../../documents/photo-folder.ts';
import type { LongContext, LongHandler } from '../../platform/act.ts';
import { fileProfile } from './file-profile.ts';
import { settled } from './staged-file.ts';

/**
 * A staged file once more, to turn it: from the card while it is there and unchanged, else from what was kept of it,
 * which already has its turns.
 */
export const readAgain: LongHandler<'photoFiles.source'> = async ({ fileId }, context) => {
  const { db } = context;
  const reached = reachFile(db, fileId);
  if (!reached.ok) return reached;
  const file = reached.value;
  if (file.state !== 'staged') return failed(settled(file));
  const folder = reachFolder(db, file.folderId);
  return folder.ok ? sourceAgain(context, folder.value, file) : folder;
};

/** A staged file as a source, with the turn it has now. */
export async function sourceAgain(
  context: LongContext,
  folder: PhotoFolderRow,
  file: PhotoFileRow,
): Promise<Result<Output<'photoFiles.source'>, never>> {
  const { id: fileId, turn } = file;
  const read = await readFolderFile(folder.path, file);
  const card = read.kind === 'read' && read.sha256 === file.contentSha256 ? readPhotoFile(read.bytes) : null;
  const fileName = maskNumbersIn(file.fileName);
  const profile = fileProfile(context, folder, file);
  if (card?.ok) {
    const { mediaType, bytes } = card.value;
    return ok({ fileId, fileName, mediaType, bytes, turned: 0, turn, profile });
  }
  const kept = readPhoto(context.db, file.originalSha256 ?? '');
  if (!kept) throw new Error('a staged file without its photo');
  return ok({ fileId, fileName, mediaType: 'image/jpeg', bytes: kept, turned: turn, turn, profile });
}
