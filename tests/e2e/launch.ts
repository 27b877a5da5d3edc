import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import { fillWithDemo } from './demo-profile.ts';
import { closeApp } from './hanging-app.ts';

export const projectRoot = join(import.meta.dirname, '../..');

/** the demo county is prepared before the window opens, on a busy machine not quickly */
const OPENING_MS = 100_000;

export type Desk = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
};

export type LaunchOptions = {
  /** a profile to go on with; without it a fresh one, removed afterwards */
  readonly profile?: string;
  /** clip (.mjpeg) that plays as the camera */
  readonly camera?: string;
  readonly words?: readonly string[];
  /** a demo county that this desk prepares itself, not a copy of the one that the run has already prepared */
  readonly firstStart?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** console errors that the test provokes */
  readonly expected?: readonly RegExp[];
};

/**
 * Opens a real desk, hands it to `play`, and closes it whatever happens. Fails on page errors and console errors other
 * than the expected ones.
 */
export async function withDesk(options: LaunchOptions, play: (desk: Desk) => Promise<void>): Promise<void> {
  const profile = options.profile ?? freshProfile();
  if (options.words?.includes('--demo') && !options.firstStart && !existsSync(profile)) {
    await fillWithDemo(profile, startDemo);
  }
  const app = await _electron.launch({
    executablePath: process.env['KAOJI_E2E_ELECTRON'] ?? '',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      projectRoot,
      ...(options.camera ? ['--fake-camera'] : []),
      ...(options.words ?? []),
    ],
    env: environment(options, profile),
    timeout: OPENING_MS,
  });
  const problems: string[] = [];
  try {
    const page = await app.firstWindow({ timeout: OPENING_MS });
    page.on('pageerror', (error) => problems.push(`${error.name}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await play({ app, page, profile });
    const unexpected = problems.filter((problem) => !options.expected?.some((pattern) => pattern.test(problem)));
    expect(unexpected, '页面上的错误').toEqual([]);
  } finally {
    await closeApp(app);
    if (!options.profile) rmSync(profile, { recursive: true, force: true });
  }
}

/** A new profile with the demo county, which nobody has used yet. */
export async function makeDemoProfile(): Promise<string> {
  const profile = freshProfile();
  await fillWithDemo(profile, startDemo);
  return profile;
}

/** The first start of the demo county, up to the sign-in page. */
async function startDemo(profile: string): Promise<void> {
  await withDesk({ profile, words: ['--demo'], firstStart: true }, async ({ page }) => {
    await expect(page.getByRole('heading', { level: 1, name: '登录' })).toBeVisible({ timeout: OPENING_MS });
  });
}

/** A new, empty profile folder. `name` may hold blanks and Chinese characters. */
export function freshProfile(name = 'profile'): string {
  return join(mkdtempSync(join(tmpdir(), 'kaoji-e2e-')), name);
}

/** What the next file dialogs answer; null = the person cancelled. The dialog itself is the only thing replaced. */
export async function answerDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    dialog.showOpenDialog = async () => ({ canceled: answer === null, filePaths: answer === null ? [] : [answer] });
    dialog.showSaveDialog = async () => ({ canceled: answer === null, filePath: answer ?? '' });
  }, path);
}

function environment(options: LaunchOptions, profile: string): Record<string, string> {
  const own: Record<string, string> = { KAOJI_PROFILE: profile };
  if (options.camera) own['KAOJI_FAKE_CAMERA'] = options.camera;
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { ...Object.fromEntries(inherited), ...own, ...options.env };
}
