import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Desk, projectRoot } from './launch.ts';
import { signIn } from './main-job-gate.ts';
import { type Player, press, see, seeTitle, testPace } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { atDesk } from './screen-desk.ts';
import { classOne } from './screen-people.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

export function playerOf({ app, page }: Desk): Player {
  return { app, page, pace: testPace, step: (title, play) => test.step(title, play), picture: async () => {} };
}

/** From sign-in to the first pupil of the first class; the stage has the focus. `isBlind`: there is no camera. */
export async function openDesk(player: Player, { isBlind = false } = {}): Promise<void> {
  const { page } = player;
  await page.setViewportSize(sizes[0]);
  await signIn(player, account('clerk1'));
  await see(page.getByRole('option', { name: classOne }));
  await press(player, 'Control+2');
  await see(page.getByRole('option', { name: classOne }));
  await press(player, 'ArrowDown', 'Enter');
  await seeTitle(player, classOne);
  await see(page.getByRole('option').or(page.getByRole('gridcell')));
  await press(player, 'Enter');
  await see(page.locator('.person-desk-name'));
  if (isBlind) await expect(page.locator('.stage')).toBeFocused();
  else await atDesk(player);
}

/** Who is at the desk. */
export async function nameAtDesk(page: Page): Promise<string> {
  return (await page.locator('.person-desk-name .person-name').textContent()) ?? '';
}

/** The screen as it is once `when` holds, at both sizes, for people to look at; in CI nobody does. */
export async function pictures(page: Page, name: string, when: () => Promise<void> = async () => {}): Promise<void> {
  if (process.env['CI']) return when();
  const folder = join(projectRoot, 'artifacts/photo-gate');
  mkdirSync(folder, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    await when();
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`), animations: 'disabled' });
  }
  await page.setViewportSize(sizes[0]);
}
