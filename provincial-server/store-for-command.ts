import { type BlobStore, openBlobStore } from './blob-store.ts';
import type { ServerDb } from './database.ts';
import { createLostBook } from './store/lost-photo.ts';

/**
 * The photos of a data folder for one of the command lines, its database open and up to date; whoever runs it is told, on
 * stderr, which packs are damaged and how many acknowledged photos are gone. `now` gives a UTC instant.
 */
export async function openStoreForCommand(folder: string, db: ServerDb, now: () => string): Promise<BlobStore> {
  const store = await openBlobStore(folder, createLostBook(db, now, false));
  const { damaged, lost } = store.condition();
  for (const { pack, bytes, isUnreadable } of damaged) {
    const what = isUnreadable ? '磁盘读不出来，或读不全' : `有 ${bytes} 字节坏了`;
    process.stderr.write(
      `照片文件夹里的 ${pack} ${what}，原来在那里的照片读不出来；别的照片照常用，什么也没有删。先检查磁盘，再把备份里的这个文件放回来。\n`,
    );
  }
  if (lost > 0) process.stderr.write(`收下过、现在没有了的照片 ${lost} 张。\n`);
  return store;
}
