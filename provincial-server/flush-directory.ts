import { open } from 'node:fs/promises';

/** Makes a new name in `folder` survive a power cut. Windows cannot open directories; NTFS journals the name itself. */
export async function flushDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
