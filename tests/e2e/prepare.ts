import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { nameDemoFolder } from './demo-profile.ts';

const root = join(import.meta.dirname, '../..');

/** Before all tests: an Electron, its driver, a build of the sources as they are now and a place for the demo county. */
export default function prepare(): () => void {
  const script = (name: string) =>
    execFileSync(process.execPath, [join(root, 'scripts', name)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  process.env['KAOJI_E2E_ELECTRON'] = script('runtime.mjs').trim();
  if (process.env['KAOJI_E2E_ELECTRON'].includes('kaoji-desk')) script('native.mjs');
  script('build.mjs');
  return nameDemoFolder();
}
