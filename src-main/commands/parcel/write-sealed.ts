import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { proveParcel } from '../../../parcel/open.ts';
import { type ParcelToSeal, sealParcel } from '../../../parcel/seal.ts';
import { fileSource } from '../../../parcel/source.ts';
import { syncFolder } from '../../../parcel/sync-folder.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';

/** The person stopped the writing; nothing is left on the stick. */
export const stoppedFault = invalid('', '已停下，没有写完的文件已删掉。记录都还在本机，可以再写一次。');

/**
 * Writes a parcel: temporary name, flushed, renamed, the folder flushed, then read back and proven. Only after that the stick may be pulled.
 * Whatever goes wrong leaves no file of that name. `note` is asked before the file gets its name; its fault leaves no file.
 */
export async function writeSealed(
  path: string,
  parcel: ParcelToSeal,
  stop: AbortSignal,
  note: (sha256: string) => Result<unknown, Fault> = ok,
): Promise<Result<{ readonly sha256: string; readonly bytes: number }, Fault>> {
  let sha256 = '';
  const pieces = sealParcel(parcel, (made) => {
    sha256 = made;
  });
  let hasName = false;
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const bytes = await writeFlushed(temporary, pieces);
    stop.throwIfAborted();
    const noted = note(sha256);
    if (!noted.ok) {
      await rm(temporary, { force: true });
      return noted;
    }
    await rename(temporary, path);
    hasName = true;
    await syncFolder(dirname(path));
    if (!(await readsBack(path, sha256, parcel.header.signer))) {
      await rm(path, { force: true });
      return failed(invalid('', '写好后读回来的内容不一样，U 盘可能坏了。换一个 U 盘再写；记录都还在本机。'));
    }
    return ok({ sha256, bytes });
  } catch (error) {
    // the stick may be gone: what happened is said, not that nothing could be removed
    await rm(hasName ? path : temporary, { force: true }).catch(() => undefined);
    if (stop.aborted) return failed(stoppedFault);
    const fault = writeFault(error);
    if (fault) return failed(fault);
    throw error;
  }
}

async function writeFlushed(file: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const handle = await open(file, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      await handle.writeFile(piece);
      bytes += piece.length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return bytes;
}

async function readsBack(path: string, sha256: string, publicKey: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const proven = await proveParcel(await fileSource(handle), ({ signer }) =>
      signer === publicKey ? null : 'unknownSigner',
    );
    return proven.ok && proven.value.sha256 === sha256;
  } finally {
    await handle.close();
  }
}

function writeFault(error: unknown): Fault | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EFBIG') return invalid('', 'U 盘满了，数据包没有写完，已删掉。腾出空间再写。');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return invalid('', '这个位置不能写入，可能 U 盘开了写保护。关掉写保护或换一个位置再写。');
  if (code === 'ENOENT' || code === 'EIO' || code === 'ENODEV')
    return invalid('', 'U 盘中途断开，数据包没有写完。插好再写；记录都还在本机。');
  return null;
}
