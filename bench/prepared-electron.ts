import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** An Electron, its driver, and a build of the sources as they are now. Answers Electron's path. */
export function preparedElectron(): string {
  const script = (name: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', name)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`scripts/${name}: ${stderr.trim()}`);
    return stdout.trim();
  };
  const electron = script('runtime.mjs');
  script('native.mjs');
  script('build.mjs');
  process.env['KAOJI_E2E_ELECTRON'] = electron; // for what opens the desk as its tests do
  return electron;
}
