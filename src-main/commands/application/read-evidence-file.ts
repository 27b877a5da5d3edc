import { readFile, stat } from 'node:fs/promises';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { readEvidenceFile } from '../../documents/evidence-file.ts';
import { maxPhotoFileBytes, tooManyBytes } from '../../documents/photo-file.ts';
import type { LongHandler } from '../../platform/act.ts';
import { rememberFile } from './chosen-files.ts';

/** Opens the file dialog and proves what was chosen; nothing is stored. Null = the person cancelled. */
export const chooseEvidenceFile: LongHandler<'application.chooseEvidenceFile'> = async (_input, context, services) => {
  const path = await services.files.open('选择材料的图片或 PDF', ['jpg', 'jpeg', 'png', 'pdf']);
  if (path === null) return ok(null);
  const bytes = await bytesOf(path);
  if (!bytes.ok) return bytes;
  const file = readEvidenceFile(bytes.value);
  if (!file.ok) return failed(invalid('', `材料：${file.fault}。`));
  const source = file.value.kind === 'pdf' ? 'pdf' : 'picture';
  return ok({ ...file.value, fileToken: rememberFile(context, bytes.value, source) });
};

async function bytesOf(path: string): Promise<Result<Uint8Array, Fault>> {
  try {
    const { size } = await stat(path);
    if (size > maxPhotoFileBytes) return failed(invalid('', `材料：${tooManyBytes(size).sentence}。`));
    return ok(new Uint8Array(await readFile(path)));
  } catch {
    return failed(invalid('', '打不开这个文件。确认 U 盘还插着、文件没有被别的程序占用，再选一次。'));
  }
}
