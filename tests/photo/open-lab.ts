import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page, test, type Worker } from '@playwright/test';
import type { PhotoLab } from '../../scripts/photo-lab/page.ts';
import { closeApp, inTime } from '../e2e/hanging-app.ts';

const root = join(import.meta.dirname, '../..');

/** The gate's worker as it is now. */
export function gateWorker(page: Page): Worker {
  const worker = page.workers()[0];
  if (worker === undefined) throw new Error('no worker');
  return worker;
}

export type OpenLab = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly state: string;
  readonly close: () => Promise<void>;
};
type LabParts = { readonly without?: readonly string[]; readonly hasWorker?: boolean };

const OPENING_MS = 60_000;

/** Opens the lab, hands it to `play`, and closes it whatever happens. */
export async function withLab(parts: LabParts, play: (lab: OpenLab) => Promise<void>): Promise<void> {
  const lab = await openLab(parts);
  try {
    // what hangs is told before the runner gives up without a word
    await inTime(lab.app, play(lab), 0.6 * test.info().timeout, '照片检查的一段');
  } finally {
    await lab.close();
  }
}

/**
 * Opens the photo lab, the desk's own gate in real Electron. `without`: files of the detector that are missing from this
 * copy of it; `hasWorker` false: the script of the gate's worker is missing as well.
 */
export async function openLab({ without = [], hasWorker = true }: LabParts = {}): Promise<OpenLab> {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--lab'], { stdio: 'inherit' });
  // a copy of its own: below the project, or its main script would be no module
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-lab-'));
  cpSync(join(root, 'out-lab'), folder, { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of without) rmSync(join(folder, 'renderer/gate', name));
  const scripts = join(folder, 'renderer/assets');
  for (const name of hasWorker ? [] : readdirSync(scripts).filter((name) => name.startsWith('gate-worker')))
    rmSync(join(scripts, name));
  const app = await _electron.launch({
    executablePath: process.env['KAOJI_E2E_ELECTRON'] ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(folder, 'main/main.js')],
  });
  const close = async (): Promise<void> => {
    await closeApp(app);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(OPENING_MS);
    await page.reload(); // the driver hears only of workers that start after it is there
    await page.waitForFunction(() => 'lab' in globalThis);
    const ready = page.evaluate(() => (globalThis as unknown as { lab: PhotoLab }).lab.ready());
    const state = await inTime(app, ready, OPENING_MS, '检测程序启动');
    return { app, page, state, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** A fixture as the lab's page takes it. */
export function fixture(name: string): string {
  return readFileSync(join(root, 'tests/fixtures/faces', name)).toString('base64');
}
