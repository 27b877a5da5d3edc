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
      `照片文件夹里的 ${pack} ${what}，原来在那里的照片读不出来；别的照片照常用，什么也没有删。先检查磁盘；备份里有这个文件的，停下接收端，把它改成下一个没有用过的号放在旁边，不要盖掉坏了的这个：备份以后收下的照片只在它里面。\n`,
    );
  }
  if (lost > 0) process.stderr.write(`收下过、现在没有了的照片 ${lost} 张。\n`);
  return store;
}
