import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeskDb, openDatabase } from '../../src-main/db/open.ts';

const migrations = join(import.meta.dirname, '../../drizzle');

export const now = '2026-11-23T00:00:00.000Z';

/** A file of an earlier program in a folder of its own. */
export type OlderFile = {
  readonly file: string;
  /** opens it with the first `names` of the reviewed migrations only, as that program did */
  openOlder(names: readonly string[]): DeskDb;
  /** opens it with all of them, as this program does */
  openNow(): DeskDb;
  cleanUp(): void;
};

/** Nothing is written before the first opening. */
export function olderFile(): OlderFile {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-older-'));
  const file = join(folder, 'desk.db');
  const earlier = join(folder, 'earlier');
  const open = (migrationsFolder: string): DeskDb => {
    const opened = openDatabase({ file, key: new Uint8Array(32).fill(1), migrationsFolder, now });
    if (!opened.ok) throw new Error(opened.fault.code);
    return opened.value;
  };
  return {
    file,
    openOlder(names) {
      mkdirSync(earlier);
      for (const name of names) copyFileSync(join(migrations, name), join(earlier, name));
      return open(earlier);
    },
    openNow: () => open(migrations),
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}
