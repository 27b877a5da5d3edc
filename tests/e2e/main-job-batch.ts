import { act, expect, look, type Player, press, see, seeDialog, seeTitle } from './main-job-keys.ts';

/** Whoever reviewed puts everything reviewed together; releasing it is closed to the same person, with the reason. */
export async function prepareBatch(player: Player, count: number): Promise<void> {
  const { page } = player;
  await player.step(`装一批 ${count} 份`, async () => {
    await press(player, 'Control+3');
    await seeTitle(player, '放行');
    await act(player, '批次…', 'Alt+4');
    await seeTitle(player, '批次');
    await act(player, '装一批…', 'Enter');
    const dialog = await seeDialog(player, '装一批');
    await see(dialog.getByText(`${count} 份资料、照片、同意都齐，可以装。`));
    await player.picture('24-batch-prepare');
    await look(player);
    await press(player, 'Control+Enter');
    await seeTitle(player, /月\d+日第1批$/);
    await expect(page.locator('.action-bar .act.closed', { hasText: `放行这一批 ${count} 份` })).toBeVisible();
    await player.picture('24-batch-own');
  });
}

/** The second person looks at the batch and releases it in one act. */
export async function releaseBatch(player: Player, count: number): Promise<void> {
  const { page } = player;
  await player.step(`第二人放行这一批 ${count} 份`, async () => {
    await press(player, 'Control+3');
    await seeTitle(player, '放行');
    await act(player, '批次（1 批等放行）…', 'Alt+4');
    await seeTitle(player, '批次');
    await player.picture('25-batches');
    await page
      .locator('.batches')
      .getByRole('button', { name: /第1批$/ })
      .press('Enter');
    await see(page.getByText(`能由你放行的 ${count} 份`));
    await player.picture('25-batch');
    await look(player);
    await act(player, `放行这一批 ${count} 份`, 'Control+Enter');
    await see(page.getByText(/^已放行：/));
    await player.picture('26-batch-released');
  });
}
