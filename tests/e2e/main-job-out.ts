import { act, expect, look, openAct, type Player, press, see, seeDialog, seeTitle } from './main-job-keys.ts';

/** The administrator names the receiver's address in the screens. */
export async function setReceiver(player: Player, url: string): Promise<void> {
  const { page } = player;
  await player.step('管理员设接收地址', async () => {
    await press(player, 'Control+4');
    await seeTitle(player, '送出与收回');
    await act(player, '接收地址…', 'Alt+9');
    await seeDialog(player, '接收地址');
    await expect(page.getByLabel('地址', { exact: true })).toBeFocused();
    await press(player, 'Control+A');
    await page.keyboard.insertText(url);
    await press(player, 'Control+Enter');
    await see(page.getByText(`接收地址 ${url}`));
    await player.picture('20-receiver-address');
    await look(player);
  });
}

/** The reviewer looks at the photos and agrees to every record. */
export async function reviewAll(player: Player, count: number): Promise<void> {
  const { page } = player;
  await player.step(`审核员审核 ${count} 份`, async () => {
    await seeTitle(player, '待办');
    await act(player, `登记完成，等审核：${count} 件`, 'Enter');
    await seeTitle(player, '审核');
    await see(page.getByText(`待审核 ${count} 件`));
    await player.picture('21-review-wall');
    await press(player, 'ArrowRight', 'Enter');
    const large = (await seeDialog(player, '高一')).getByRole('img', { name: /本次照片$/ });
    await expect(large).toHaveJSProperty('complete', true);
    await player.picture('22-review-photo');
    await look(player);
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await approveAll(player, '22-review-rest');
    await see(page.getByText('张看完。'));
    await player.picture('23-review-done');
    await look(player);
  });
}

/** 本页其余通过 with its list of names; whoever is not among them, for the photo looks like another, one by one. */
export async function approveAll(player: Player, picture: string): Promise<void> {
  const { page } = player;
  await act(player, '本页其余通过…', 'Alt+1');
  const dialog = await seeDialog(player, '本页其余通过');
  await see(dialog.locator('.name-list .person-name'));
  const together = await dialog.getByRole('list', { name: '要通过的' }).locator('li').count();
  const alone = await dialog.getByRole('list', { name: '不在内的' }).locator('li').count();
  await player.picture(picture);
  await press(player, together > 0 ? 'Control+Enter' : 'Escape');
  await expect(dialog).toBeHidden();
  const count = page.locator('.page-head .figures');
  for (let left = alone; left > 0; left -= 1) {
    await expect(count).toHaveText(new RegExp(`^待审核 ${left} 件`, 'u'));
    await act(player, '通过并看下一件', 'Control+Enter');
  }
  await expect(count).toHaveText(/^待审核 0 件/);
}

/** Somebody else releases them. */
export async function releaseAll(player: Player, count: number): Promise<void> {
  const { page } = player;
  await player.step(`另一人放行 ${count} 份`, async () => {
    await seeTitle(player, '待办');
    await act(player, `已审核，等放行：${count} 件`, 'Enter');
    await seeTitle(player, '放行');
    await see(page.getByText(`能由你放行 ${count} 份，已选 ${count} 份`));
    await player.picture('25-release');
    await look(player);
    await act(player, `放行 ${count} 份`, 'Control+Enter');
    await see(page.getByText(`已放行 ${count} 份`));
    await player.picture('26-released');
  });
}

/** The outbox until every record has its receipt; answers how many there are. */
export async function awaitReceipts(player: Player, count: number, timeout = 30_000): Promise<number> {
  const { page } = player;
  return player.step(`等 ${count} 份回执`, async () => {
    await press(player, 'Control+4');
    await seeTitle(player, '送出与收回');
    const figure = page.locator('.figure', { hasText: '已有回执' }).locator('strong');
    await expect(figure).toHaveText(String(count), { timeout });
    await expect(page.locator('.figure', { hasText: '未送达' }).locator('strong')).toHaveText('0');
    await player.picture('27-receipts');
    await look(player);
    return Number(await figure.textContent());
  });
}

/** The equation of custody as it stands on the screen, which must be balanced. */
export async function readCustody(player: Player, key: string): Promise<string> {
  return player.step('看台账', async () => {
    await press(player, key);
    await seeTitle(player, '台账');
    const equation = player.page.locator('.equation');
    await see(equation.getByText('相符'));
    await player.picture('28-custody');
    await look(player);
    return (await equation.innerText()).replace(/\s+/g, ' ');
  });
}

/** True while nothing of the bar is open that could send. */
export async function nothingLeftToSend(player: Player): Promise<void> {
  await expect(openAct(player, '现在送出')).toHaveCount(0);
}
