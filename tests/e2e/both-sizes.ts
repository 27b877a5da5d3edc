import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from '@playwright/test';

const small = { width: 1366, height: 768 } as const;
const large = { width: 1920, height: 1080 } as const;

/**
 * The screen as it stands, for people to look at: `<path>-1920.png` and `<path>-1366.png`. Leaves the small window. In CI
 * nobody looks.
 */
export async function atBothSizes(page: Page, path: string): Promise<void> {
  if (process.env['CI']) return page.setViewportSize(small);
  mkdirSync(dirname(path), { recursive: true });
  for (const size of [large, small]) {
    await page.setViewportSize(size);
    // pictures of newly drawn rows come over the bridge
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${path}-${size.width}.png`, animations: 'disabled' });
  }
}
