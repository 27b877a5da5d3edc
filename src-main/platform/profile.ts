import { existsSync, mkdirSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Profile = {
  readonly folder: string;
  /** holds the database and its key slots; appears whole or not at all */
  readonly deskFolder: string;
  readonly database: string;
  readonly keySlots: string;
  readonly log: string;
};

/** Where everything of one desk lies. The folder may hold blanks and Chinese characters. */
export function profileAt(folder: string): Profile {
  const deskFolder = join(folder, 'desk');
  return {
    folder,
    deskFolder,
    database: join(deskFolder, 'desk.db'),
    keySlots: join(deskFolder, 'key-slots.json'),
    log: join(folder, 'desk.log'),
  };
}

/** Chinese sentence if the profile cannot be written, else null. Makes the folder. */
export function profileProblem(profile: Profile): string | null {
  const probe = join(profile.folder, '.write-probe');
  try {
    mkdirSync(profile.folder, { recursive: true, mode: 0o700 });
    writeFileSync(probe, '');
    unlinkSync(probe);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOSPC') return '磁盘满了，本机没有打开。腾出 200 MB 以上再打开；已保存的内容都在。';
    return '数据文件夹不能写入。把文件夹的“只读”去掉，或由管理员给当前用户写入权限，再打开。';
  }
}

/** True once a desk was set up here, whatever has become of its files since. */
export function isSetUp(profile: Profile): boolean {
  return existsSync(profile.deskFolder);
}

/** False when the database of a desk that was set up is gone or empty. */
export function holdsDatabase(profile: Profile): boolean {
  return (statSync(profile.database, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** A folder beside the final one in which a set-up is prepared; left-overs of an interrupted set-up are removed. */
export function freshSetUpFolder(profile: Profile): Profile {
  const folder = join(profile.folder, 'desk.new');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    ...profile,
    deskFolder: folder,
    database: join(folder, 'desk.db'),
    keySlots: join(folder, 'key-slots.json'),
  };
}

/** Makes the prepared folder the desk, in one step. */
export function adoptSetUp(profile: Profile, prepared: Profile): void {
  renameSync(prepared.deskFolder, profile.deskFolder);
}
