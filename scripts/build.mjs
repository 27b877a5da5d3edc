// `node scripts/build.mjs` builds the desk into out/ when a source is newer than the last build; `--all` builds anyway;
// `--lab` is about the photo lab in out-lab/ instead.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, say } from './cache.mjs';

const sources = [
  'src-main',
  'src-renderer',
  'shared',
  'scripts/gate-assets.ts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const labSources = [
  'scripts/photo-lab',
  'scripts/gate-assets.ts',
  'src-renderer/photo',
  'src-main/platform',
  'shared/photo',
  'shared/lib',
];
const labConfig = 'scripts/photo-lab/electron.vite.config.ts';

/** Builds the desk into out/ when needed. Throws with the builder's own words when it does not pass. */
export function buildDesk({ always = false } = {}) {
  build('out', sources, ['build'], always);
}

/** Builds the photo lab into out-lab/ when needed. */
function buildLab({ always }) {
  build('out-lab', labSources, ['build', '--config', labConfig], always);
}

function build(folder, from, words, always) {
  const begun = new Date();
  const builtMark = join(projectRoot, folder, '.built');
  if (!always && existsSync(builtMark) && newestOf(from) < statSync(builtMark).mtimeMs) return;
  say('正在构建 ……');
  rmSync(builtMark, { force: true });
  const { status, stdout, stderr } = runTool('electron-vite', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`构建没有通过：\n${stdout}${stderr}`);
  writeFileSync(builtMark, `${begun.toISOString()}\n`);
}

/** Runs one of the project's own tools under the Node that the project brings, whichever Node started us. */
export function runTool(name, words, options = {}) {
  return spawnSync(name, words, { cwd: projectRoot, ...options, env: toolEnvironment(options.env) });
}

/** The environment in which the project's tools come first, and among them its Node. */
export function toolEnvironment(more = {}) {
  return { ...process.env, ...more, PATH: `${join(projectRoot, 'node_modules/.bin')}:${process.env.PATH ?? ''}` };
}

function newestOf(names) {
  let newest = 0;
  for (const name of names) {
    const path = join(projectRoot, name);
    const found = statSync(path);
    const files = found.isDirectory() ? readdirSync(path, { recursive: true }).map((file) => join(path, file)) : [path];
    for (const file of files) newest = Math.max(newest, statSync(file).mtimeMs);
  }
  return newest;
}

if (process.argv[1] === import.meta.filename) {
  try {
    const always = process.argv.includes('--all');
    if (process.argv.includes('--lab')) buildLab({ always });
    else buildDesk({ always });
  } catch (cause) {
    say(cause.message);
    process.exitCode = 1;
  }
}
