import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  /** lies on the small disk */
  readonly folder: string;
  /** takes every byte that is left */
  fill(): void;
  free(): void;
  remove(): void;
};

/** A disk of its own that can be filled to the last byte, or the reason in Chinese why this machine gives none. */
export function makeSmallDisk(megabytes: number): SmallDisk | string {
  if (process.platform !== 'linux') return '只在 Linux 上做';
  if (process.getuid?.() !== 0) return '需要 root 挂载小磁盘';
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return '这台机器不能挂载 tmpfs';
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => fillUp(filler, folder),
    free: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fillUp(filler: string, folder: string): void {
  const handle = openSync(filler, 'a');
  const block = Buffer.alloc(65_536, 1);
  try {
    while (writeSync(handle, block) > 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(handle);
  }
  if (statfsSync(folder).bavail > 0) throw new Error('the disk did not fill up');
}
