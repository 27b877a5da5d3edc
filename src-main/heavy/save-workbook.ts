import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SaveWorkbookInput } from '../documents/roster-jobs.ts';
import { buildWorkbook } from '../documents/workbook-writing.ts';
import { heavyFault } from './protocol.ts';

/** Job `saveWorkbook`: builds an XLSX and puts it in place whole or not at all. */
export async function saveWorkbook(input: unknown): Promise<{ readonly bytes: number }> {
  const { path, plan } = input as SaveWorkbookInput;
  const bytes = await buildWorkbook(plan);
  const temporary = join(dirname(path), `.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    return { bytes: bytes.length };
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFault(error);
  }
}

function writeFault(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC')
    return heavyFault({ code: 'diskFull', sentence: '磁盘满了，文件没有存下。腾出空间或换一个盘再存' });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return heavyFault({
      code: 'noAccess',
      sentence: '这个位置不能写入，或同名文件正被打开。关掉 Excel 或 WPS，或换一个文件夹再存',
    });
  }
  if (code === 'EBUSY') return heavyFault({ code: 'busy', sentence: '同名文件正被别的程序打开。关掉后再存' });
  if (code === 'ENOENT') return heavyFault({ code: 'gone', sentence: '文件夹不在了，U 盘可能已拔出。换一个位置再存' });
  return error;
}
