import { answerDialogs } from './launch.ts';
import { expect, look, type Player, press, see, seeTitle, tabTo, write } from './main-job-keys.ts';
import type { Account } from './main-job-people.ts';

/** Sets the office up from the region's file; answers the recovery words as they were shown. */
export async function setUp(player: Player, setupFile: string): Promise<readonly string[]> {
  const { page } = player;
  return player.step('用设置文件建登记台，抄下恢复词', async () => {
    await seeTitle(player, '设置登记台');
    await player.picture('01-new-profile');
    await answerDialogs(player.app, setupFile);
    await press(player, 'Enter');
    await seeTitle(player, /^核对设置：敖汉旗/);
    await player.picture('02-set-up-preview');
    await look(player);
    await press(player, 'Control+Enter');
    await seeTitle(player, '恢复单：只显示这一次');
    const words = await page.locator('.recovery-words li').allTextContents();
    await player.picture('03-recovery-sheet');
    await look(player);
    await press(player, 'Control+Enter'); // not yet kept: says so and stays
    await see(page.getByText('先打印或抄下恢复词'));
    await tabTo(player, page.getByRole('checkbox', { name: `恢复词已抄下或打印，共 ${words.length} 个` }), 'Shift+Tab');
    await press(player, 'Space', 'Control+Enter');
    await seeTitle(player, '登录');
    return words;
  });
}

/** Signs in by name and password. */
export async function signIn(player: Player, { loginName, displayName, password }: Account): Promise<void> {
  await seeTitle(player, '登录');
  await expect(player.page.getByLabel('登录名')).toBeFocused();
  await write(player, loginName);
  await press(player, 'Tab');
  await write(player, password);
  await press(player, 'Enter');
  await see(player.page.locator('.top-bar .whose', { hasText: displayName }));
  await look(player);
}

/** Leaves the seat to somebody else: the screen is locked, then given up. */
export async function leave(player: Player): Promise<void> {
  await press(player, 'Control+L');
  await seeTitle(player, '屏幕已锁');
  await tabTo(player, player.page.getByRole('button', { name: '换人登录' }));
  await press(player, 'Enter');
  await seeTitle(player, '登录');
}
