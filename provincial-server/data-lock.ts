import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * One receiver per data folder: two would damage the embedded database. The lock names its process; one left by a
 * process that is gone is taken over. Returns the way to give it back.
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'receiver.lock');
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (holder && holder !== process.pid && isRunning(holder)) {
    throw new Error(`文件夹 ${folder} 正由另一个接收端使用（进程 ${holder}）。先停掉它，或换一个 --data。`);
  }
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  await handle.writeFile(String(process.pid));
  await handle.close();
  return () => rm(file, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
