import { type BlobStore, openBlobStore } from './blob-store.ts';

/** The photos of a data folder for one of the command lines; whoever runs it is told, on stderr, where packs are damaged. */
export async function openStoreForCommand(folder: string): Promise<BlobStore> {
  const store = await openBlobStore(folder);
  const { damagedBytes } = store;
  if (damagedBytes > 0)
    process.stderr.write(
      `照片文件夹里有 ${damagedBytes} 字节坏了，原来在那里的照片读不出来；别的照片照常用，什么也没有删。先检查磁盘，再把备份里的 photos/pack 文件放回来。\n`,
    );
  return store;
}
