import { act, expect, type Player, press, see, seeDialog, seeTitle } from './main-job-keys.ts';

/** The administrator at the calendar: as it is, a draft with an inverted date, the second person. Nothing comes of it. */
export async function tourCalendar(player: Player): Promise<void> {
  const { page } = player;
  await player.step('管理员：日程', async () => {
    await page.locator('.day-line button').click();
    await seeTitle(player, '日程');
    await see(page.locator('.year-bar'));
    await player.picture('calendar');
    await press(player, 'Enter');
    await seeTitle(player, '录入日程');
    await page.locator('[data-field="label"] input').fill('2026 年秋季日程（来电通知）');
    await act(player, '加一行', 'Alt+1');
    const row = page.locator('.draft-row').last();
    await expect(row.locator('[data-field$=".opens"] input')).toBeFocused();
    await row.locator('[data-field$=".opens"] input').fill('2027-06-20 09:00');
    await row.locator('[data-field$=".closes"] input').fill('2027-06-10 17:00');
    await expect(row.locator('[data-field$=".closes"]')).toContainText('早于开放');
    await act(player, '下一处问题', 'F3');
    await player.picture('calendar-inverted');
    await row.locator('[data-field$=".closes"] input').fill('2027-06-30 17:00');
    await expect(page.locator('[data-wrong]')).toHaveCount(0);
    await act(player, '由第二人确认起用', 'Control+Enter');
    await see(page.getByRole('dialog'));
    await player.picture('calendar-confirm');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await act(player, '删去草稿…', 'Alt+3');
    await seeDialog(player, '删去日程草稿');
    await press(player, 'Control+Enter');
    await seeTitle(player, '日程');
  });
}
