import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { atBothSizes } from './both-sizes.ts';
import { type Desk, projectRoot, withDesk } from './launch.ts';
import { signIn } from './main-job-gate.ts';
import { type Player, press, see, seeDialog, seeTitle, testPace } from './main-job-keys.ts';
import { type Account, account } from './main-job-people.ts';
import { checkScreen } from './screen-check.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;
const label = '2026 年秋季日程（来电通知）';

test('日程：写反的日期不收，重叠提醒，第二人确认后顶上的一句就变', async () => {
  test.setTimeout(300_000);
  await withDesk({ words: ['--demo'] }, async (desk) => {
    const player = await playerOf(desk);
    await signIn(player, account('admin1'));
    await seeTheCalendar(player);
    await enterInvertedDate(player);
    await mendIntoAnOverlap(player);
    await confirmBySecond(player);
  });
});

const line = (page: Page) => page.locator('.day-line button');
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"] input`);
const lastRow = (page: Page) => page.locator('.draft-row').last();

/** The demo calendar as the region signed it, reached by the day's line. */
async function seeTheCalendar(player: Player): Promise<void> {
  const { page } = player;
  await expect(line(page)).toContainText('更正窗口开放至 12 月 18 日 17:00');
  await line(page).click();
  await seeTitle(player, '日程');
  await see(page.getByText('自治区签发'));
  await look(player, 'calendar');
}

async function enterInvertedDate(player: Player): Promise<void> {
  const { page } = player;
  await press(player, 'Enter');
  await seeTitle(player, '录入日程');
  await field(page, 'label').fill(label);
  const before = await page.locator('.draft-row').count();
  await press(player, 'Alt+1');
  await expect(page.locator('.draft-row')).toHaveCount(before + 1);
  await lastRow(page).locator('[data-field$=".opens"] input').fill('2026-12-05 09:00');
  await lastRow(page).locator('[data-field$=".closes"] input').fill('2026-11-05 17:00');
  const wrong = lastRow(page).locator('[data-field$=".closes"]');
  await expect(wrong).toContainText('关闭 2026 年 11 月 5 日 17:00 早于开放 2026 年 12 月 5 日 09:00');
  await press(player, 'Control+Enter');
  await expect(page.locator('.closed-why')).toContainText('处要先改');
  await press(player, 'F3');
  await expect(wrong.locator('input')).toBeFocused();
  await look(player, 'calendar-inverted');
}

async function mendIntoAnOverlap(player: Player): Promise<void> {
  const { page } = player;
  await lastRow(page).locator('[data-field$=".closes"] input').fill('2026-12-24 17:00');
  await expect(lastRow(page).locator('.draft-doubt', { hasText: '重叠' }).first()).toBeVisible();
  await expect(page.locator('[data-wrong]')).toHaveCount(0);
  await look(player, 'calendar-overlap');
}

async function confirmBySecond(player: Player): Promise<void> {
  const { page } = player;
  await press(player, 'Control+Enter');
  const dialog = await seeDialog(player, `起用“${label}”`);
  await expect(dialog.locator('.calendar-diff li')).toHaveCount(1);
  await look(player, 'calendar-confirm');
  await second(page, account('admin1'));
  await press(player, 'Control+Enter');
  await expect(page.locator('[data-field="secondLogin"]')).toContainText('不能是录日程的人自己');
  await second(page, account('review1'));
  await press(player, 'Control+Enter');
  await seeTitle(player, '日程');
  await see(page.getByText('本机构录入，两人确认'));
  await expect(line(page)).toContainText('更正窗口开放至 12 月 24 日 17:00');
  await look(player, 'calendar-confirmed');
}

async function second(page: Page, { loginName, password }: Account): Promise<void> {
  await field(page, 'secondLogin').fill(loginName);
  await field(page, 'secondPassword').fill(password);
}

async function playerOf({ app, page }: Desk): Promise<Player> {
  await page.setViewportSize(sizes[0]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return {
    app,
    page,
    pace: { ...testPace, key: 35 },
    step: (title, play) => test.step(title, play),
    picture: async () => {},
  };
}

/** Pictures at both sizes in artifacts/calendar, then axe and layout. */
async function look({ page }: Player, name: string): Promise<void> {
  await atBothSizes(page, join(projectRoot, 'artifacts/calendar', name));
  expect.soft(await checkScreen(page), name).toEqual([]);
}
