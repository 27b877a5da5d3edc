import type { Fault } from '../../shared/contract/faults.ts';
import type { DispatchOptions } from './dispatch.ts';

let count = 0;

/** A bug: logged without any value, answered with a number to read out (UX 5). */
export function brokenFault(error: unknown, call: string, { gate, logger }: DispatchOptions): Fault {
  count += 1;
  const today = gate.options.clock.today();
  const reference = `K-${today.slice(5, 7)}${today.slice(8, 10)}-${String(count).padStart(4, '0')}`;
  logger.bug(reference, call, error);
  return {
    kind: 'broken',
    reference,
    message: `这一步没有完成，编号 ${reference}。已填的都在。把编号告诉管理员，可以先办下一位`,
  };
}

/** Faults of the disk are expected outcomes: what happened, what is safe, what to do. Null = not one of them. */
export function storageFault(error: unknown): Fault | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const message = sentenceOf(code);
  return message === null ? null : { kind: 'invalid', problems: [{ field: '', message }] };
}

function sentenceOf(code: string): string | null {
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE' || code === 'ENOSPC') {
    return '磁盘满了：这一步没有存上，之前存的都在。腾出 200 MB 后再按一次。';
  }
  if (code.startsWith('SQLITE_IOERR'))
    return '磁盘读写出错：这一步没有存上，之前存的都在。换一个磁盘位置或找管理员，再按一次。';
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS')
    return '数据文件夹变成了只读：这一步没有存上。去掉只读后再按一次。';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return '本机数据库有一处已损坏：这一步没有办，没有改动它。不要再用这台登记，从最近的备份恢复，或把整个文件夹交给管理员。';
  if (code.startsWith('SQLITE_BUSY')) return '数据库正忙：这一步没有存上。等几秒再按一次。';
  return null;
}
