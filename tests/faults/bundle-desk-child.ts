import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

export type DeskChildScript = { readonly path: string; remove(): void };

/**
 * desk-child.ts and all it imports in one file, so that a desk starts in a fifth of the time and fifty of them may die.
 * It lies inside the project because the database driver stays outside the file and is found from there.
 */
export async function bundleDeskChild(): Promise<DeskChildScript> {
  const results = join(root, 'test-results');
  mkdirSync(results, { recursive: true });
  const folder = mkdtempSync(join(results, 'desk-child-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: { ssr: join(import.meta.dirname, 'desk-child.ts'), outDir: folder, emptyOutDir: false, minify: false },
  });
  return { path: join(folder, 'desk-child.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
