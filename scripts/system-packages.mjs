// `node scripts/system-packages.mjs` checks what Debian has to provide and names, or installs, what is missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { cacheFolder, say } from './cache.mjs';

/** Each need: the Debian package, and how to see that it is met (also on other distributions and by other packages). */
const needs = {
  window: [
    ['libgtk-3-0', () => hasLibrary('libgtk-3.so.0')],
    ['libnss3', () => hasLibrary('libnss3.so')],
    ['libasound2', () => hasLibrary('libasound.so.2')],
    ['libgbm1', () => hasLibrary('libgbm.so.1')],
    ['libcups2', () => hasLibrary('libcups.so.2')],
    ['fonts-noto-cjk', hasChineseFont],
  ],
  virtualScreen: [
    ['xvfb', () => hasProgram('xvfb-run') && hasProgram('Xvfb')],
    ['xauth', () => hasProgram('xauth')],
  ],
  driverBuild: [['g++', () => hasProgram('g++') && hasProgram('gcc')]],
  /** the way by which pictures are taken when the live camera fails; everything else works without it */
  stillCamera: [['fswebcam', () => hasProgram('fswebcam')]],
  /** the receiver's tests run on it as well as on the embedded database */
  regionDatabase: [['postgresql', () => existsSync('/usr/lib/postgresql')]],
};

/** what everything works without: a computer where it was declined is not asked again */
const optional = new Set(['fswebcam', 'postgresql']);
const declinedFile = join(cacheFolder, 'packages-declined');

/**
 * Sees to the packages for `purposes` (keys of `needs`). Root without a terminal: installs them and says so; with a
 * terminal: asks once; not root: prints the command. Throws when something is still missing that cannot be done without.
 */
export async function provideSystemPackages(purposes) {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(purposes).filter((name) => !(optional.has(name) && wasDeclined(name)));
  if (missing.length === 0) return;
  say(`系统缺少 ${missing.length} 个软件包：${missing.join(' ')}`);
  if (await mayInstall(missing)) install(missing);
  const left = missingPackages(purposes).filter((name) => !optional.has(name));
  if (left.length > 0) throw new Error(`装好这些软件包，再运行一次：\n  ${commandFor(left)}`);
}

function missingPackages(purposes) {
  return purposes.flatMap((purpose) => needs[purpose]).flatMap(([name, isMet]) => (isMet() ? [] : [name]));
}

async function mayInstall(missing) {
  if (!hasProgram('apt-get') || process.getuid() !== 0) {
    say(`这一步需要管理员权限：\n  ${commandFor(missing)}`);
    rememberDeclined(missing);
    return false;
  }
  if (!process.stdin.isTTY || !process.stderr.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`现在用 apt-get 安装？[Y/n] `);
  terminal.close();
  const yes = !/^\s*(n|不|否)/i.test(answer);
  if (!yes) rememberDeclined(missing);
  return yes;
}

function install(missing) {
  say(`正在安装：${missing.join(' ')} ……`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...missing],
  ]) {
    const { status, stdout, stderr } = spawnSync('apt-get', words, { env, encoding: 'utf8', maxBuffer: 1e8 });
    if (status === 0) continue;
    say(`${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n'));
    return say(`apt-get ${words[0]} 没有完成，返回 ${status}。`);
  }
  say('已装好。');
}

function commandFor(missing) {
  const sudo = process.getuid() === 0 ? '' : 'sudo ';
  return `${sudo}apt-get install --no-install-recommends ${missing.join(' ')}`;
}

// What people did without once they are not asked for again; only things the desk can do without are in question.
function wasDeclined(name) {
  return existsSync(declinedFile) && readFileSync(declinedFile, 'utf8').split('\n').includes(name);
}

function rememberDeclined(missing) {
  const names = missing.filter((name) => optional.has(name));
  if (names.length === 0) return;
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(declinedFile, names.join('\n'));
}

function hasProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/bin'];
  return folders.some((folder) => folder && existsSync(join(folder, name)));
}

function hasLibrary(name) {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path));
  if (!ldconfig) return true; // no way to tell: let the start itself show it
  return execFileSync(ldconfig, ['-p'], { encoding: 'utf8' }).includes(`\t${name} `);
}

function hasChineseFont() {
  if (!hasProgram('fc-list')) return false;
  return spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).stdout.trim() !== '';
}

if (process.argv[1] === import.meta.filename) {
  try {
    await provideSystemPackages(Object.keys(needs));
  } catch (cause) {
    say(cause.message);
    process.exitCode = 1;
  }
}
