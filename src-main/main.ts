import { app, type BrowserWindow, dialog } from 'electron';
import { pushEvent, serveCalls } from './bridge/ipc.ts';
import { createStillCamera } from './camera/still-camera.ts';
import { openDesk } from './desk.ts';
import { heavyOver } from './heavy/client.ts';
import { appPaths, profileFolderOf } from './platform/app-paths.ts';
import { DESK_ORIGIN, declareAppScheme, deskPage, serveScreens } from './platform/app-protocol.ts';
import { playClipAsCamera, quietChromium, temporaryFolder } from './platform/chromium-switches.ts';
import { machineClock } from './platform/clock.ts';
import { preparedDialogs, provisionDemoCounty } from './platform/demo-county.ts';
import { fileDialogs } from './platform/file-dialog.ts';
import { forkHeavy } from './platform/heavy-fork.ts';

import { timeOrderedIds } from './platform/ids.ts';
import { fileLogger } from './platform/logger.ts';
import { pdfPrinter } from './platform/pdf-printer.ts';
import type { DeskEventSink } from './platform/ports.ts';
import { profileAt, profileProblem } from './platform/profile.ts';
import { rehearsalOf } from './platform/rehearsal.ts';
import { guardPages, guardSession, passingSession } from './platform/session-guard.ts';
import { holdSingleDesk } from './platform/single-desk.ts';
import { smokeCheck } from './platform/smoke.ts';
import { openDeskWindow } from './platform/window.ts';

let window: BrowserWindow | null = null;
const currentWindow = () => window;
const development = !app.isPackaged;
const rehearsal = rehearsalOf(app.isPackaged, process.argv, process.env);
const { demo } = rehearsal;
const smoke = process.argv.includes('--smoke');
const profileFolder = profileFolderOf(app, demo);

// Before `ready`: folders, switches, scheme, lock.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox(); // root cannot have it
const writable = profileProblem(profileAt(profileFolder)) === null;
const chromiumHome = writable ? profileFolder : temporaryFolder();
app.setPath('userData', chromiumHome);
quietChromium(app, `${chromiumHome}/chromium`);
if (rehearsal.clip !== null) playClipAsCamera(app, rehearsal.clip);
declareAppScheme();
guardPages(app);

if (holdSingleDesk(app, currentWindow)) void run();
else app.exit(3);

const logger = fileLogger(profileAt(profileFolder).log, () => new Date().toISOString());
// without this Electron shows an English dialog with a stack; the desk goes on, what is saved is saved
process.on('uncaughtException', (cause) => logger.bug('main', 'uncaughtException', cause));
process.on('unhandledRejection', (cause) => logger.bug('main', 'unhandledRejection', cause));

async function run(): Promise<void> {
  await app.whenReady();
  try {
    await start();
  } catch (cause) {
    logger.bug('start', 'start', cause);
    if (development) console.error(cause);
    if (!smoke)
      dialog.showErrorBox(
        '考籍登记台没有打开',
        '已保存的内容都在。再打开一次；还是这样时，把数据文件夹里的 desk.log 交给管理员。',
      );
    app.exit(1);
  }
}

async function start(): Promise<void> {
  const paths = appPaths(app);
  const devServer = development ? (process.env['ELECTRON_RENDERER_URL'] ?? null) : null;
  const screens = passingSession('screens');
  guardSession(screens, devServer);
  serveScreens(screens, paths.screens, devServer);

  const emit: DeskEventSink = (event) => pushEvent(window, event);
  const heavy = heavyOver(() => forkHeavy(paths.heavy, app.isPackaged));
  const files = preparedDialogs(fileDialogs(currentWindow));
  const desk = openDesk({
    profileFolder,
    migrationsFolder: paths.migrations,
    nativeBinding: paths.nativeBinding,
    demoFolder: paths.demo,
    services: {
      files,
      heavy,
      camera: createStillCamera({ testRoot: rehearsal.stillFolder }),
      pdf: pdfPrinter(),
    },
    clock: machineClock(),
    ids: timeOrderedIds(),
    emit,
    appVersion: app.getVersion(),
  });
  serveCalls(currentWindow, DESK_ORIGIN, desk.dispatch);
  const ticking = setInterval(() => desk.tick(), 500);
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => {
    clearInterval(ticking);
    heavy.close();
    desk.close();
  });

  window = openDeskWindow(paths.preload, screens, deskPage(rehearsal.cameraPlug));
  window.on('closed', () => {
    window = null;
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    logger.bug('screen', `render-process-gone ${reason}`, null);
    if (reason !== 'clean-exit') window?.reload(); // everything typed is on disk; the session goes on
  });
  if (demo && writable && paths.demo) {
    const folders = { demo: paths.demo, profile: profileFolder };
    await provisionDemoCounty(desk.gate, desk.dispatch, files, folders, (line) => {
      process.stdout.write(`${line}\n`);
      emit({ kind: 'changed', nouns: ['gate'] });
    });
  }
  if (smoke) {
    const { passed, line } = await smokeCheck(window, paths, heavy);
    process.stdout.write(`${line}\n`, () => app.exit(passed ? 0 : 1));
  }
}
