import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Where this run of the tests keeps the demo county as its first start leaves it. */
const FOLDER = 'KAOJI_E2E_DEMO';

/**
 * Before all tests: names the folder for this run, unless scripts/test.mjs has named one that a later run goes on with. Gives
 * what removes it afterwards.
 */
export function nameDemoFolder(): () => void {
  if (process.env[FOLDER]) return () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-demo-county-'));
  process.env[FOLDER] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/**
 * Fills the new folder `profile` with the demo county. The first one of a run is made by `start`, a real first start of
 * the desk (600 pupils are imported: on two cores the longest wait of most flows); later ones are copies of it. Outside
 * the test run no folder is named, and every desk makes its own.
 */
export async function fillWithDemo(profile: string, start: (profile: string) => Promise<void>): Promise<void> {
  const folder = process.env[FOLDER];
  if (!folder) return;
  const first = join(folder, 'profile');
  const complete = join(folder, 'complete');
  if (!existsSync(complete)) {
    rmSync(first, { recursive: true, force: true });
    await start(first);
    writeFileSync(complete, '');
  }
  mkdirSync(dirname(profile), { recursive: true });
  copyFolder(first, profile);
}

/** Copies the profile of a desk that is closed or was killed. */
export function copyFolder(profile: string, copy: string): void {
  // the marks of a running desk are links to nowhere
  cpSync(profile, copy, { recursive: true, filter: (path) => !basename(path).startsWith('Singleton') });
}
