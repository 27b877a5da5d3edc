// npm start: sees to system packages, Electron, driver and build, then opens the desk with the demo county.
//   --real   the account's own desk instead of the demo county
//   --dev    screens from the dev server, rebuilt while you write
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildDesk, runTool, toolEnvironment } from './build.mjs';
import { projectRoot, say } from './cache.mjs';
import { provideAddon } from './native.mjs';
import { findElectron } from './runtime.mjs';
import { provideSystemPackages } from './system-packages.mjs';

const DEMO_CLIP = join(projectRoot, 'demo/camera.mjpeg');
const words = process.argv.slice(2);
const development = words.includes('--dev');
const forDesk = words.filter((word) => word !== '--dev' && word !== '--real');
if (!words.includes('--real')) forDesk.push('--demo');

async function start() {
  if (!existsSync(join(projectRoot, 'node_modules/electron'))) throw new Error('先运行 npm ci，再运行 npm start。');
  const electron = await findElectron();
  const buildsDriver = electron.kind === 'registry';
  const screenless = !hasScreen();
  await provideSystemPackages([
    'window',
    ...(screenless ? ['virtualScreen'] : []),
    ...(buildsDriver ? ['driverBuild'] : []),
    'stillCamera',
  ]);
  if (buildsDriver) await provideAddon();
  if (screenless) {
    say('没有显示器（DISPLAY 和 WAYLAND_DISPLAY 都没有设），改在虚拟屏幕上放一遍主要流程的演示。');
    return runTool('npm', ['run', '--silent', 'demo'], { stdio: 'inherit' }).status ?? 1;
  }
  if (!development) buildDesk();
  return open(electron.path);
}

/** Opens the desk and answers its exit code; Ctrl+C here closes it. */
function open(electron) {
  const asRoot = process.getuid?.() === 0; // Chromium's sandbox does not start for root
  if (asRoot) say('注意：正以 root 运行，Chromium 的沙箱关着。日常使用请换普通账户。');
  const camera = cameraEnvironment();
  const desk = development
    ? spawn('electron-vite', ['dev', ...(asRoot ? ['--noSandbox'] : []), '--', ...forDesk], {
        cwd: projectRoot,
        stdio: 'inherit',
        detached: true,
        env: toolEnvironment({ ...camera, ELECTRON_EXEC_PATH: electron }),
      })
    : spawn(electron, [...(asRoot ? ['--no-sandbox'] : []), projectRoot, ...forDesk], {
        stdio: 'inherit',
        detached: true,
        env: { ...process.env, ...camera },
      });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => close(desk));
  return new Promise((closed) => desk.on('exit', (code) => closed(code ?? 1)));
}

/**
 * Asks the desk to close. The dev server does not pass a signal on to its Electron, so there the whole group gets one:
 * the one that Chromium's helpers ignore, or the GPU process would go first and take the desk down with it.
 */
function close(desk) {
  if (development) process.kill(-desk.pid, 'SIGINT');
  else desk.kill('SIGTERM');
}

/** Without a camera the demo county looks at a clip. */
function cameraEnvironment() {
  if (!forDesk.includes('--demo')) return {};
  const named = process.env.KAOJI_FAKE_CAMERA;
  if (named) forDesk.push('--fake-camera');
  if (named || hasCamera() || !existsSync(DEMO_CLIP)) return {};
  say('没有找到摄像头，演示用一段录好的画面。');
  forDesk.push('--fake-camera');
  return { KAOJI_FAKE_CAMERA: DEMO_CLIP };
}

function hasCamera() {
  if (process.platform !== 'linux') return true; // Chromium knows
  return readdirSync('/dev').some((name) => /^video\d+$/.test(name));
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

try {
  process.exitCode = await start();
} catch (cause) {
  say(cause.message);
  process.exitCode = 1;
}
