import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, type WebContents } from 'electron';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { DESK_PAGE, declareAppScheme, serveScreens } from '../../src-main/platform/app-protocol.ts';
import { quietChromium, temporaryFolder } from '../../src-main/platform/chromium-switches.ts';
import { guardPages, guardSession, passingSession } from '../../src-main/platform/session-guard.ts';
import type { JudgedPicture } from './judged-picture.ts';

/** `files` are judged in their order, those in `unread` without their writing; each answer is a line of JSON in `answers`. */
type Job = {
  readonly files: readonly string[];
  readonly unread: readonly string[];
  readonly profile: PhotoProfile;
  readonly answers: string;
};

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

async function work({ webContents }: BrowserWindow, { files, unread, profile, answers }: Job): Promise<void> {
  for (const file of files) {
    const answer = await judge(webContents, file, profile, !unread.includes(file));
    appendFileSync(answers, `${JSON.stringify(answer)}\n`);
  }
}

/** A gate that a busy machine kept from answering in time is opened anew, so often; then it is broken indeed. */
const TRIES = 6;

async function judge(webContents: WebContents, file: string, profile: PhotoProfile, isRead: boolean): Promise<unknown> {
  const question = `"${readFileSync(file).toString('base64')}", ${JSON.stringify(profile)}, ${isRead}`;
  for (let tries = 0; tries < TRIES; tries++) {
    const state: unknown = await webContents.executeJavaScript('lab.ready()');
    const answer: unknown = state === 'ready' && (await webContents.executeJavaScript(`lab.judge(${question})`));
    const isUp = answer !== false && (await webContents.executeJavaScript('lab.gate.state().kind')) === 'ready';
    if (isUp && (!isRead || tries === TRIES - 1 || isWritingKnown(answer))) return answer;
    if (!isUp) await webContents.loadURL(DESK_PAGE);
  }
  throw new Error(`the gate does not come up or breaks: ${file}`);
}

/** False where the reader was still loading, or too slow. */
function isWritingKnown(answer: unknown): boolean {
  const { verdict, measurements } = answer as JudgedPicture<string>;
  return verdict === null || 'mirroredText' in measurements;
}
