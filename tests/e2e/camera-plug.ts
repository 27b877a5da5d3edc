import { renameSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { PLUG_EVENT, type PlugMove } from '../../src-renderer/photo/faulting-cameras.ts';
import { type Scene, writeClip } from './camera-clip.ts';

/** Words of a launch in which the camera can be pulled out and put back. */
export const withPlug = ['--demo', '--camera-plug'] as const;

/** Pulls the desk's camera out, lets another program have it, or puts it back. */
export async function movePlug(page: Page, move: PlugMove): Promise<void> {
  await page.evaluate(([name, detail]) => globalThis.dispatchEvent(new CustomEvent(name, { detail })), [
    PLUG_EVENT,
    move,
  ] as const);
}

/** From now on the camera sees this: it is pulled out, the clip changes, and it is back. */
export async function showScenes(page: Page, clip: string, scenes: readonly Scene[]): Promise<void> {
  const lost = page.locator('.stage-panel');
  await movePlug(page, 'pull');
  await expect(lost).toBeVisible();
  // Chromium reads the file anew when it opens the device, and may still hold the old one: it is never written over
  renameSync(writeClip(`${clip}.next`, scenes), clip);
  await movePlug(page, 'plug');
  await expect(lost).toHaveCount(0);
}
