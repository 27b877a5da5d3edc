import { test } from '@playwright/test';
import { demoLaunch, playerAt } from './faults-profile.ts';
import { withDesk } from './launch.ts';
import { signIn } from './main-job-gate.ts';
import { expect, press, see, seeTitle } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { checkScreen } from './screen-check.ts';

test('规定：从依据走到全部条款，输字就少，参数说得出来源', async () => {
  test.setTimeout(200_000);
  await withDesk(demoLaunch, async (desk) => {
    const player = playerAt(desk);
    const { page } = desk;
    await page.setViewportSize({ width: 1366, height: 768 });
    await signIn(player, account('clerk1'));
    await press(player, 'F9');
    await page.getByRole('button', { name: '看全部条款' }).click();
    await seeTitle(player, '规定');
    await expect(page.getByRole('list', { name: '条款' }).locator('> li')).toHaveCount(31);
    expect(await checkScreen(page), '条款').toEqual([]);
    await page.screenshot({ path: test.info().outputPath('clauses-1366.png') });
    await page.getByRole('textbox', { name: '按条款号或字查找' }).fill('二（三）');
    await expect(page.getByRole('list', { name: '条款' }).locator('> li')).toHaveCount(2);
    await see(page.getByText('改姓名、证件号、民族'));
    await page.getByRole('textbox', { name: '按条款号或字查找' }).fill('');
    await page.getByText('参数', { exact: true }).click();
    await see(page.getByText('党章：年满 18 岁'));
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.screenshot({ path: test.info().outputPath('parameters-1920.png') });
  });
});
