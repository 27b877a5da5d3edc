import { open } from 'node:fs/promises';

/** what a file system answers that knows no flush of a folder, as sticks may */
const unknownHere = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR'];

/**
 * Makes the names in a folder durable: a renamed file may be gone after the stick is pulled otherwise. Throws where the
 * disk fails; a file system that knows no such flush, and Windows, are passed over.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!unknownHere.includes(code)) throw error;
  } finally {
    await handle.close();
  }
}
