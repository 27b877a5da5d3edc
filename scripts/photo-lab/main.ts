import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, type WebContents } from 'electron';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { DESK_PAGE, declareAppScheme, serveScreens } from '../../src-main/platform/app-protocol.ts';
import { quietChromium, temporaryFolder } from '../../src-main/platform/chromium-switches.ts';
import { guardPages, guardSession, passingSession } from '../../src-main/platform/session-guard.ts';

/** `files` are judged in their order; each answer is one line of JSON appended to `answers`. */
type Job = { readonly files: readonly string[]; readonly profile: PhotoProfile; readonly answers: string };

// The page lives under the desk's own address, policy and guards: what runs here runs there.
const folder = temporaryFolder();
app.setPath('userData', folder);
quietChromium(app, folder);
declareAppScheme();
guardPages(app);
app.on('window-all-closed', () => app.quit());
app.on('quit', () => rmSync(folder, { recursive: true, force: true }));
void app.whenReady().then(open);

async function open(): Promise<void> {
  const screens = passingSession('screens');
  guardSession(screens, null);
  serveScreens(screens, join(import.meta.dirname, '../renderer'), null);
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: screens, sandbox: true, contextIsolation: true, backgroundThrottling: false },
  });
  await window.loadURL(DESK_PAGE);
  const jobFile = process.argv.find((word) => word.startsWith('--job='))?.slice('--job='.length);
  if (jobFile === undefined) return; // a test drives the page
  try {
    await work(window, JSON.parse(readFileSync(jobFile, 'utf8')) as Job);
    app.quit();
  } catch (cause) {
    console.error(cause);
    app.exit(1);
  }
}

async function work({ webContents }: BrowserWindow, { files, profile, answers }: Job): Promise<void> {
  for (const file of files) appendFileSync(answers, `${JSON.stringify(await judge(webContents, file, profile))}\n`);
}

/** A gate that a busy machine kept from answering in time is opened anew, so often; then it is broken indeed. */
const TRIES = 6;

async function judge(webContents: WebContents, file: string, profile: PhotoProfile): Promise<unknown> {
  const picture = JSON.stringify(readFileSync(file).toString('base64'));
  for (let tries = 0; tries < TRIES; tries++) {
    const state: unknown = await webContents.executeJavaScript('lab.ready()');
    const answer: unknown =
      state === 'ready' && (await webContents.executeJavaScript(`lab.judge(${picture}, ${JSON.stringify(profile)})`));
    if (answer !== false && (await webContents.executeJavaScript('lab.gate.state().kind')) === 'ready') return answer;
    await webContents.loadURL(DESK_PAGE);
  }
  throw new Error(`the gate does not come up or breaks: ${file}`);
}
