// npm run demo: plays the main job by keyboard in the real desk, from an empty profile to signed receipts, with a receiver
// of its own on a free loopback port. Where there is no screen it plays on a virtual one. Pictures go to demo-pictures/.
//   --fast   with a screen: no pauses for looking on
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildDesk, toolEnvironment } from './build.mjs';
import { projectRoot, say } from './cache.mjs';
import { provideAddon } from './native.mjs';
import { findElectron } from './runtime.mjs';
import { provideSystemPackages } from './system-packages.mjs';

const screenless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const pace = screenless || process.argv.includes('--fast') ? '--fast' : '--watched';

async function demo() {
  if (!existsSync(join(projectRoot, 'node_modules/electron'))) throw new Error('先运行 npm ci，再运行 npm run demo。');
  const electron = await findElectron();
  const buildsDriver = electron.kind === 'registry';
  const needs = ['window', ...(screenless ? ['virtualScreen'] : []), ...(buildsDriver ? ['driverBuild'] : [])];
  await provideSystemPackages(needs);
  if (buildsDriver) await provideAddon();
  buildDesk();
  const player = ['node', join(projectRoot, 'scripts/demo/play.ts'), pace];
  const words = screenless ? ['xvfb-run', '-a', '-s', '-screen 0 1920x1080x24', ...player] : player;
  return run(words, { KAOJI_E2E_ELECTRON: electron.path });
}

/** Runs the player under the project's own Node; answers its exit code. Ctrl+C here reaches it too. */
function run([program, ...words], environment) {
  // as a group of its own: the virtual screen does not pass a signal on to what runs on it
  const options = { cwd: projectRoot, stdio: 'inherit', detached: true, env: toolEnvironment(environment) };
  const child = spawn(program, words, options);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.kill(-child.pid, signal));
  return new Promise((ended, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => ended(code ?? 1));
  });
}

try {
  process.exitCode = await demo();
} catch (cause) {
  say(`演示没有开始：${cause.message}`);
  process.exitCode = 1;
}
