import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';

export type AppPaths = {
  readonly migrations: string;
  readonly screens: string;
  readonly preload: string;
  readonly heavy: string;
  /** the demo county's files; null = this build ships none */
  readonly demo: string | null;
  /** the driver for runtimes with N-API 9; undefined = the driver's own prebuild fits */
  readonly nativeBinding: string | undefined;
};

/** Where the parts of the desk lie: in the project folder, or in the installed application and its resources. */
export function appPaths(app: App): AppPaths {
  const root = app.getAppPath();
  const resources = app.isPackaged ? process.resourcesPath : root;
  const built = join(root, 'out');
  const demo = join(resources, 'demo');
  const oldRuntime = Number(process.versions['napi']) < 10;
  return {
    migrations: join(resources, 'drizzle'),
    screens: join(built, 'renderer'),
    preload: join(built, 'preload/preload.cjs'),
    heavy: join(built, 'main/heavy.js'),
    demo: existsSync(demo) ? demo : null,
    nativeBinding: oldRuntime ? join(resources, 'native/better_sqlite3-napi9.node') : undefined,
  };
}

/** The profile: KAOJI_PROFILE, else the account's own folder; the demo county keeps apart from real work. */
export function profileFolderOf(app: App, demo: boolean): string {
  const named = process.env['KAOJI_PROFILE'];
  return named ?? join(app.getPath('appData'), demo ? 'kaoji-desk-demo' : 'kaoji-desk');
}
