import type { Locator, Page } from '@playwright/test';
import { expect, type Player, press, see, seeDialog } from './main-job-keys.ts';

/** Draws a cover over a part of the page in the viewer. */
export async function dragCover({ page }: Player, viewer: Locator): Promise<void> {
  const stage = await viewer.locator('.evidence-page img').boundingBox();
  if (!stage) throw new Error('no picture');
  await page.mouse.move(stage.x + stage.width * 0.2, stage.y + 40);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.5, stage.y + 120);
  await page.mouse.up();
  await see(viewer.locator('.evidence-cover'));
}

/** The share of dark pixels in a page that is shown: a page on which nothing was drawn has none. */
export function inkOf(page: Page, name: string): Promise<number> {
  return page
    .getByRole('img', { name })
    .first()
    .evaluate(async (element) => {
      const image = element as HTMLImageElement;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d');
      if (!context) return 0;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let dark = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark += 1;
      return dark / (data.length / 4);
    });
}

/** Two pages before the (invented) camera, a third taken away again; both lie with the application afterwards. */
export async function scanTwoPages(
  player: Player,
  kind: string,
  picture: (name: string) => Promise<void>,
): Promise<void> {
  const { page } = player;
  await page.getByRole('button', { name: '用摄像头拍…' }).click();
  const scan = await seeDialog(player, `拍材料：${kind}`);
  await expect(scan.locator('video')).toHaveJSProperty('paused', false);
  await expect(async () => {
    await press(player, 'Space');
    await expect(scan.getByRole('img', { name: '第 1 页' })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  for (const name of ['第 2 页', '第 3 页']) {
    await press(player, 'Space');
    await see(scan.getByRole('img', { name }));
  }
  await scan.getByRole('button', { name: '去掉最后一页' }).click();
  await expect(scan.getByRole('img', { name: '第 3 页' })).toHaveCount(0);
  await picture('scan');
  await press(player, 'Control+Enter');
  await expect(scan).toBeHidden();
  await see(page.getByRole('img', { name: `${kind} 第 2 页` }));
}

/** Looks at both pages by the keys of the picture, covers something on the second and takes the cover back. */
export async function turnPages(player: Player, kind: string): Promise<void> {
  const { page } = player;
  await page.getByRole('img', { name: `${kind} 第 1 页` }).click();
  await see(page.getByRole('dialog').getByText(`${kind}：第 1 / 2 页`));
  await press(player, 'ArrowRight');
  const second = await seeDialog(player, `${kind}：第 2 / 2 页`);
  await dragCover(player, second);
  await second.getByRole('button', { name: '撤回上一块遮盖' }).click();
  await expect(second.locator('.evidence-cover')).toHaveCount(0);
  await press(player, 'ArrowLeft');
  await see(page.getByRole('dialog').getByText(`${kind}：第 1 / 2 页`));
  await press(player, 'Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}
