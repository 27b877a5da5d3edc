// npm run screenshots: plays through the screens of every role in real Electron and writes docs/pictures/*.png at
// 1366×768, those that the manual and the README show. `--all FOLDER` keeps every screen of the tour there instead.
// Pupils, names and numbers are those of the demo county; only the clock differs from run to run.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDesk } from '../tests/e2e/launch.ts';
import { startReceiver } from '../tests/e2e/main-job-receiver.ts';
import { tourDesk } from '../tests/e2e/screen-desk.ts';
import { tourOffice, tourSchool } from '../tests/e2e/screen-office.ts';
import { namesakes } from '../tests/e2e/screen-people.ts';
import { photoClips, tourPhoto, tourRefusal } from '../tests/e2e/screen-photo.ts';
import { tourSetUp } from '../tests/e2e/screen-set-up.ts';
import { buildDesk } from './build.mjs';
import { projectRoot, say } from './cache.mjs';
import { provideAddon } from './native.mjs';
import { findElectron } from './runtime.mjs';

const everything = process.argv.includes('--all') ? (process.argv.at(-1) ?? '') : null;
const folder = everything ?? join(projectRoot, 'docs/pictures');
const camera = join(projectRoot, 'demo/camera.mjpeg');

/** Screens that the manual or the README shows. */
function wantedPictures() {
  const manual = join(projectRoot, 'docs/manual');
  const pages = [join(projectRoot, 'README.md'), ...readdirSync(manual).map((name) => join(manual, name))];
  const texts = pages.map((page) => readFileSync(page, 'utf8')).join('\n');
  return new Set([...texts.matchAll(/pictures\/([\w-]+)\.png/g)].map(([, name]) => name));
}
const wanted = wantedPictures();
/** Pictures of this run. */
const made = new Set();

async function main() {
  const electron = await findElectron();
  if (electron.kind === 'registry') await provideAddon();
  buildDesk();
  process.env['KAOJI_E2E_ELECTRON'] = electron.path;
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'kaoji-pictures-'));
  const receiver = await startReceiver(join(work, 'receiver'));
  try {
    await withDesk({ camera }, async ({ app, page }) => tourSetUp(await player(app, page), work));
    await withDesk({ camera, words: ['--demo'] }, async ({ app, page }) => {
      const walker = await player(app, page);
      await tourDesk(walker, namesakes);
      await tourSchool(walker);
      await tourOffice(walker, receiver.url);
    });
    const clips = photoClips(work);
    const words = ['--demo'];
    await withDesk({ camera: clips.sitting, words }, async ({ app, page }) => tourPhoto(await player(app, page), work));
    await withDesk({ camera: clips.closed, words }, async ({ app, page }) => tourRefusal(await player(app, page)));
  } finally {
    await receiver.stop();
    rmSync(work, { recursive: true, force: true });
  }
  if (everything === null) settlePictures();
}

/** What no page shows any more goes; what a page shows and no tour passes stays as it is, and is said. */
function settlePictures() {
  for (const file of readdirSync(folder)) {
    if (!wanted.has(file.replace(/\.png$/, ''))) rmSync(join(folder, file));
  }
  const old = [...wanted].filter((name) => !made.has(name));
  if (old.length > 0) say(`没有重拍，仍是原来的：${old.join('、')}`);
}

async function player(app, page) {
  await page.setViewportSize({ width: 1366, height: 768 });
  return {
    app,
    page,
    pace: { key: 45, look: 0 },
    step: (title, play) => {
      say(title);
      return play();
    },
    picture: async (name) => {
      if (everything === null && !wanted.has(name)) return;
      made.add(name);
      await page.mouse.move(460, 20); // where nothing lights up
      await page.waitForTimeout(400); // what slides in has arrived
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
    },
  };
}

/** Where there is no display the same script runs on a virtual one. */
function onVirtualScreen() {
  const words = ['-a', '-s', '-screen 0 1920x1200x24', process.execPath, ...process.argv.slice(1)];
  return spawnSync('xvfb-run', words, { stdio: 'inherit' }).status ?? 1;
}

if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  process.exitCode = onVirtualScreen();
} else {
  try {
    await main();
  } catch (cause) {
    say(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  }
}
