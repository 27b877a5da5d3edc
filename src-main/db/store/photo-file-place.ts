import type { DeskDb } from '../open.ts';
import { fileWithContent, type PhotoFileRow } from './photo-file.ts';

/** What a camera or a telephone writes for a shot: of these, one that cannot be read may have been a pupil's photo. */
const picture =
  /\.(jpe?g|jfif|png|bmp|gif|webp|tiff?|hei[cf]|avif|dng|raw|cr[23w]|crw|nef|nrw|arw|sr[2fw]|orf|rw2|raf|pef)$/iu;

/**
 * Files of a folder that stand for one pupil each in the order of a class list. A photo that cannot be read, or was laid
 * aside because it came out badly, keeps its place: without it everybody behind it would move to the next name. A copy in
 * another form (camera's raw picture, copied anew) of one that was read takes none. `files` are all files of the folder.
 */
export function filesWithPlace(db: DeskDb, files: readonly PhotoFileRow[]): readonly PhotoFileRow[] {
  const read = new Set(files.filter(({ state }) => state !== 'refused').map(nameWithoutEnding));
  return files.filter((file) => {
    if (file.state === 'staged') return true;
    if (file.state === 'rejected') return file.spare === null;
    if (file.state === 'refused') return picture.test(file.fileName) && !read.has(nameWithoutEnding(file));
    if (file.state !== 'known') return false;
    // one that waits for its pupil in another folder is missing here; one of this folder is a mere copy
    const other = fileWithContent(db, file.id, file.contentSha256 ?? '');
    return other !== null && other.folderId !== file.folderId && other.state !== 'attached' && other.spare === null;
  });
}

function nameWithoutEnding({ fileName }: PhotoFileRow): string {
  return fileName.replace(/\.[A-Za-z0-9]{1,5}$/u, '').toLowerCase();
}

/** Files were added or taken out after they were proposed in the order of a list: nobody is proposed by that order any more. */
export function forgetOrder(db: DeskDb, folderId: string): void {
  db.statement(
    `UPDATE photo_file SET candidacy_id = NULL, matched_by = NULL, open_why = @openWhy
     WHERE folder_id = @folderId AND state IN ('staged', 'rejected') AND matched_by = 'order'`,
  ).run({ folderId, openWhy: '排过次序之后，照片多了或少了，原来的次序不算。再按一次“重新认人”，或按人指定' });
}
