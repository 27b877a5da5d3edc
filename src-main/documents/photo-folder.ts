import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, opendir, realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { maxPhotoFileBytes, type PhotoFileFault, tooManyBytes } from './photo-file.ts';

/** Most files of one folder: more are no class or year any more, and the list would be too long to look through. */
const MOST_FILES = 5000;

export type FolderFile = { readonly fileName: string; readonly byteLength: number; readonly modifiedMs: number };
export type FolderFault = { readonly sentence: string };

/** Files that systems and cameras leave beside pictures: nobody means them. */
const notMeant =
  /^(\.|__MACOSX$|\$RECYCLE\.BIN$|System Volume Information$|lost\+found$|thumbs\.db$|desktop\.ini$)|\.(xmp|thm|ctg|lnk|ini|db|dat|inp|bin)$/iu;

/** The folder's own name, as people know it; a drive has none. */
export function folderLabel(path: string): string {
  return basename(path).slice(0, 100) || '存储卡';
}

/**
 * Lists the files of a folder and of the folders directly in it: real files only, no links, nothing hidden. Names are
 * relative, with `/`. A file, or a folder in it, that cannot be looked at stands there with no length and no time, so that the
 * reading says so; the rest is listed. A fault where the folder itself cannot be read or holds more than 5,000.
 */
export async function listFolder(path: string): Promise<Result<readonly FolderFile[], FolderFault>> {
  try {
    const below = await list(path, '');
    const folders = below.filter((entry) => entry.isFolder);
    const files = below.filter((entry) => !entry.isFolder).map((entry) => entry.name);
    const unread: FolderFile[] = [];
    for (const folder of folders) {
      const inside = await list(path, folder.name).catch(() => null);
      if (inside === null) {
        unread.push({ fileName: folder.name, byteLength: 0, modifiedMs: 0 });
        continue;
      }
      files.push(...inside.filter((entry) => !entry.isFolder).map((entry) => `${folder.name}/${entry.name}`));
      if (files.length > MOST_FILES) return failed(tooManyFiles);
    }
    if (files.length > MOST_FILES) return failed(tooManyFiles);
    const listed: FolderFile[] = [];
    for (const fileName of files) {
      const found = await lstat(join(path, fileName)).catch(() => null);
      if (found === null) unread.push({ fileName, byteLength: 0, modifiedMs: 0 });
      else if (found.isFile()) listed.push({ fileName, byteLength: found.size, modifiedMs: Math.trunc(found.mtimeMs) });
    }
    return ok([...listed, ...unread]);
  } catch {
    return failed({ sentence: `打不开文件夹“${folderLabel(path)}”。看看卡插好没有、有没有权限，再选一次` });
  }
}

/** What `readFolderFile` found: the bytes with their SHA-256, or that folder or file cannot be used. */
export type FileRead =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly kind: 'refused'; readonly fault: PhotoFileFault }
  | { readonly kind: 'folderGone'; readonly sentence: string };

/** True if one of these files still lies there as it was listed: then it is the same card. */
export async function holdsAnyOf(folder: string, files: readonly FolderFile[]): Promise<boolean> {
  for (const file of files) {
    const found = await lstat(join(folder, file.fileName)).catch(() => null);
    if (found?.isFile() && isAsListed(found, file)) return true;
  }
  return false;
}

function isAsListed(found: Stats, listed: FolderFile): boolean {
  return found.size === listed.byteLength && Math.trunc(found.mtimeMs) === listed.modifiedMs;
}

/**
 * The bytes of one listed file, at most 30 MB, read in one go from a real file inside the folder, if it is as it was
 * listed: links are not followed, and another card at the same place has other pictures under the same names.
 */
export async function readFolderFile(folder: string, listed: FolderFile): Promise<FileRead> {
  let home: string;
  try {
    home = await realpath(folder);
  } catch {
    const sentence = `找不到文件夹“${folderLabel(folder)}”，多半拔了卡。插回去再按“接着读”；已读的都在`;
    return { kind: 'folderGone', sentence };
  }
  try {
    const path = await realpath(join(home, listed.fileName));
    if (!path.startsWith(home.endsWith(sep) ? home : home + sep)) return { kind: 'refused', fault: outside };
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const found = await file.stat();
      if (!found.isFile() && !found.isDirectory()) return { kind: 'refused', fault: outside };
      if (!isAsListed(found, listed)) return { kind: 'refused', fault: changed };
      if (found.size > maxPhotoFileBytes) return { kind: 'refused', fault: tooManyBytes(found.size) };
      const bytes = new Uint8Array(found.size);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      const whole = bytes.subarray(0, bytesRead);
      return { kind: 'read', bytes: whole, sha256: createHash('sha256').update(whole).digest('hex') };
    } finally {
      await file.close();
    }
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { kind: 'refused', fault: isGone ? gone : unreadable };
  }
}

const tooManyFiles: FolderFault = {
  sentence: `文件夹里不止 ${MOST_FILES} 个文件，一次最多 ${MOST_FILES} 个。按班分成几个文件夹，分几次导入`,
};
const outside = { code: 'outside', sentence: '这是指向别处的链接，不是文件夹里的文件。把照片拷进文件夹再导入' };
const gone = { code: 'gone', sentence: '文件不见了，列出之后被移走或删除。放回去，再选一次文件夹' };
const changed = { code: 'changed', sentence: '文件在列出之后变了，没有读。再选一次文件夹，就按现在的读' };
const unreadable = { code: 'unreadable', sentence: '文件读不出来，卡可能坏了或没有权限。从相机卡重新拷一次' };

async function list(home: string, below: string): Promise<{ name: string; isFolder: boolean }[]> {
  const found: { name: string; isFolder: boolean }[] = [];
  for await (const entry of await opendir(join(home, below))) {
    if (notMeant.test(entry.name) || !(entry.isFile() || entry.isDirectory())) continue;
    found.push({ name: entry.name, isFolder: entry.isDirectory() });
    if (found.length > 2 * MOST_FILES) return found;
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
