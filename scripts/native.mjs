// `node scripts/native.mjs` builds the database driver for runtimes with N-API 9 (Electron 33) and prints its path.
// It needs g++ only: the headers come from npm, so neither node-gyp, Python nor Node's own headers are called for.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder, projectRoot, say } from './cache.mjs';

const driver = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
const resolveFromDriver = createRequire(join(driver, 'package.json')).resolve;
const napiHeader = join(projectRoot, 'scripts/native/napi9.hpp');
const EDITION = 1; // to be raised when the commands below change
const sqliteFolder = join(driver, 'deps/sqlite3');

/** Where the desk looks for it in unpackaged runs: src-main takes it when `process.versions.napi` is below 10. */
export const addonPath = join(projectRoot, 'native/better_sqlite3-napi9.node');

/** Puts the addon at `addonPath`, built or out of the machine's cache; answers that path. */
export async function provideAddon() {
  const cached = join(cacheFolder, `better_sqlite3-napi9-${contentKey().slice(0, 16)}.node`);
  if (!existsSync(cached)) await build(cached);
  if (!sameContent(cached, addonPath)) {
    mkdirSync(dirname(addonPath), { recursive: true });
    const fresh = `${addonPath}.${process.pid}`;
    copyFileSync(cached, fresh);
    renameSync(fresh, addonPath); // a running desk keeps the old one mapped
  }
  return addonPath;
}

function contentKey() {
  const hash = createHash('sha256').update(`${EDITION}`);
  for (const file of [join(driver, 'package.json'), napiHeader]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function sameContent(one, other) {
  return existsSync(other) && readFileSync(one).equals(readFileSync(other));
}

async function build(target) {
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'building-'));
  const started = Date.now();
  say('正在编译数据库驱动（每台机器只编译一次，约一分钟）……');
  try {
    const [sqlite, addon, library] = ['sqlite3.o', 'addon.o', 'driver.node'].map((name) => join(work, name));
    await Promise.all([compileSqlite(sqlite), compileAddon(addon)]);
    const link = ['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-ldl', '-lpthread', '-lm'];
    await run('g++', ['-o', library, addon, sqlite, ...link]);
    renameSync(library, target);
    say(`数据库驱动已编译，用时 ${((Date.now() - started) / 1000).toFixed(1)} 秒。`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const common = ['-O2', '-fPIC', '-DNDEBUG', '-w', '-c'];

/** SQLite with the driver's own compile options, read from where its build keeps them. */
function compileSqlite(target) {
  const options = readFileSync(join(driver, 'deps/defines.gypi'), 'utf8');
  const defines = [...options.matchAll(/'((?:HAVE|SQLITE)_[A-Z0-9_]+(?:=[^']*)?)'/g)].map(
    ([, define]) => `-D${define}`,
  );
  if (defines.length === 0) throw new Error('better-sqlite3/deps/defines.gypi：没有找到编译选项。');
  return run('gcc', [...common, '-std=gnu99', ...defines, '-o', target, join(sqliteFolder, 'sqlite3.c')]);
}

function compileAddon(target) {
  const includes = [
    dirname(resolveFromDriver('node-addon-api/package.json')),
    join(dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json')), 'include'),
    sqliteFolder,
    join(driver, 'src'),
  ];
  return run('g++', [
    ...common,
    '-std=c++20',
    '-fno-rtti',
    '-fno-exceptions',
    '-fvisibility=hidden',
    '-fvisibility-inlines-hidden',
    '-DNAPI_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
    '-DNODE_GYP_MODULE_NAME=better_sqlite3',
    '-DBUILDING_NODE_EXTENSION',
    ...includes.map((folder) => `-I${folder}`),
    '-include',
    napiHeader,
    '-o',
    target,
    join(driver, 'src/better_sqlite3.cpp'),
  ]);
}

function run(program, words) {
  return new Promise((done, fail) => {
    spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit'] })
      .on('error', () => fail(new Error(`没有找到 ${program}。装好 g++ 再试。`)))
      .on('exit', (code) => (code === 0 ? done() : fail(new Error(`${program} 没有通过，返回 ${code}。`))));
  });
}

if (process.argv[1] === import.meta.filename) {
  try {
    console.log(await provideAddon());
  } catch (cause) {
    say(cause.message);
    process.exitCode = 1;
  }
}
