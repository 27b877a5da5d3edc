// npm run package: builds dist/linux-unpacked with the Electron that was found, then starts it once on an empty profile.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDesk } from './build.mjs';
import { projectRoot, say } from './cache.mjs';
import { provideAddon } from './native.mjs';
import { findElectron } from './runtime.mjs';
import { provideSystemPackages } from './system-packages.mjs';

const application = join(projectRoot, 'dist/linux-unpacked');
const program = join(application, 'kaoji-desk');

async function main() {
  if (process.platform !== 'linux') throw new Error('这个脚本只做 Linux 的目录版。Windows 安装包见 README。');
  const electron = await findElectron();
  const forTestsOnly = electron.kind === 'registry';
  await provideSystemPackages(['window', 'virtualScreen', ...(forTestsOnly ? ['driverBuild'] : [])]);
  if (forTestsOnly) await provideAddon();
  buildDesk({ always: true });
  rmSync(join(projectRoot, 'dist'), { recursive: true, force: true });
  await assemble(electron, forTestsOnly);
  await checkFuses();
  startOnce();
  if (forTestsOnly) say('这个目录版用的是 npm 仓库里的 Electron，只供测试，不要发给使用单位。');
  console.log(application);
}

async function assemble(electron, forTestsOnly) {
  const { build, Platform } = await import('electron-builder');
  const driver = { from: 'native', to: 'native', filter: ['*.node'] };
  const migrations = { from: 'drizzle', to: 'drizzle', filter: ['*.sql'] };
  const local = { electronDist: electron.folder, electronVersion: electron.version };
  await build({
    projectDir: projectRoot,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      extends: './electron-builder.yml',
      ...(forTestsOnly ? { ...local, extraResources: [migrations, driver] } : { electronDist: electron.folder }),
    },
  });
  rmSync(join(application, 'resources/default_app.asar'), { force: true }); // runs any folder it is given
}

/** Reads the fuses back from the finished program: a setting that was not taken would open the desk to other code. */
async function checkFuses() {
  const { getCurrentFuseWire, FuseState, FuseV1Options } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(program);
  const wanted = {
    RunAsNode: FuseState.DISABLE,
    EnableCookieEncryption: FuseState.ENABLE,
    EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
    EnableNodeCliInspectArguments: FuseState.DISABLE,
    OnlyLoadAppFromAsar: FuseState.ENABLE,
    GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
  };
  const wrong = Object.entries(wanted).filter(([name, state]) => wire[FuseV1Options[name]] !== state);
  if (wrong.length > 0) throw new Error(`程序的开关没有按要求设好：${wrong.map(([name]) => name).join('、')}`);
}

function startOnce() {
  const profile = mkdtempSync(join(tmpdir(), 'kaoji-package-'));
  const words = [program, ...(process.getuid() === 0 ? ['--no-sandbox'] : []), '--smoke'];
  const env = { ...process.env, KAOJI_PROFILE: join(profile, '测试 用户') };
  try {
    const { status, stdout, stderr } = spawnSync('xvfb-run', ['-a', ...words], {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    const answer = stdout.split('\n').find((line) => line.startsWith('smoke: '));
    if (status !== 0)
      throw new Error(`做好的程序没有正常打开：${answer ?? stderr.trim().split('\n').slice(-5).join('\n')}`);
    say(answer);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (cause) {
  say(cause.message);
  process.exitCode = 1;
}
