import { randomBytes, timingSafeEqual } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The word that administration of a running receiver needs, in a file of the data folder that only its owner reads:
 * being on the same machine is not enough, a proxy in front makes every caller look like that.
 */
export async function openAdminToken(folder: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const handle = await open(path.join(folder, 'admin-token'), 'wx', 0o600).catch(() => null);
  if (!handle) return readAdminToken(folder);
  try {
    await handle.writeFile(token);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return token;
}

/** The word of the receiver that works in `folder`. Throws in words where there is none. */
export async function readAdminToken(folder: string): Promise<string> {
  const token = await readFile(path.join(folder, 'admin-token'), 'utf8').catch(() => '');
  if (token.length < 32) throw new Error(`${folder} 里没有接收端的管理口令。核对 --data，先启动一次接收端。`);
  return token;
}

/** True if the `authorization` header carries the word. */
export function carriesToken(header: string | undefined, token: string): boolean {
  const [asked, right] = [Buffer.from(header ?? ''), Buffer.from(`Bearer ${token}`)];
  return asked.length === right.length && timingSafeEqual(asked, right);
}
