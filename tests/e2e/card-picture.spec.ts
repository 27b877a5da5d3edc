import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { atBothSizes } from './both-sizes.ts';
import { writeClip } from './camera-clip.ts';
import { showScenes, withPlug } from './camera-plug.ts';
import { writeCardFrame } from './card-frame.ts';
import { nameAtDesk, openDesk, playerOf } from './gate-desk.ts';
import { projectRoot, withDesk } from './launch.ts';
import { press, see, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { atDesk, readDocument, shoot } from './screen-desk.ts';

const looked = (name: string): string => join(projectRoot, 'artifacts/card-picture', name);

test('举证件对照：证件、本人、姓名并排；拍不成学生的照片；换人、锁屏、办完就没有了', async () => {
  test.setTimeout(240_000);
  const work = mkdtempSync(join(tmpdir(), 'kaoji-card-'));
  try {
    const scene = { face: writeCardFrame(join(work, 'card.jpg'), 'good-white.jpg', 'good-white.jpg'), seconds: 2 };
    const camera = writeClip(join(work, 'card.mjpeg'), [scene]);
    await withDesk({ camera, words: withPlug }, async (desk) => {
      const player = playerOf(desk);
      const { page } = player;
      await openDesk(player);
      const name = await nameAtDesk(page);
      const card = page.getByRole('img', { name: `${name} 证件照片` });
      const box = page.locator('.card-box');
      const verdict = page.locator('.shot-verdict');
      const older = page.locator('.older-shots button');
      const guard = page.getByRole('region', { name: '核对是不是本人' });
      await see(guard.getByText('没有证件照'));
      await readDocument(player);

      await test.step('框立着的时候不拍学生，也不完成；Esc 不拍', async () => {
        await press(player, 'F8');
        await see(box);
        await atBothSizes(page, looked('aiming'));
        for (const key of ['Space', 'Enter']) {
          await press(player, key);
          await see(page.locator('.desk-band', { hasText: '正在拍证件' }));
          await page.getByRole('button', { name: '知道了' }).click();
        }
        await press(player, 'Escape');
        await expect(box).toHaveCount(0);
        await expect(card).toHaveCount(0);
        await expect(verdict).toHaveCount(0);
      });
      await test.step('F8、F8：只留框里的一块，放在本次照片旁边', async () => {
        await press(player, 'F8');
        await see(box);
        await press(player, 'F8');
        await see(card);
        await expect(box).toHaveCount(0);
        expect(await card.evaluate((view: HTMLCanvasElement) => [view.width, view.height])).toEqual([116, 154]);
        await expect(guard.locator('figure').first()).toContainText(name);
      });
      await test.step('证件还在镜头前：按空格拍不成', async () => {
        await press(player, 'Space');
        await see(page.locator('.stage-tip', { hasText: '镜头前还是刚才的证件' }));
        await atBothSizes(page, looked('still-there'));
        await expect(verdict).toHaveCount(0);
        await expect(older).toHaveCount(0);
      });
      await test.step('拿开证件：照常拍，三样并排', async () => {
        await showScenes(page, camera, [{ face: 'good-white.jpg', seconds: 2 }]);
        await page.locator('.stage').focus();
        await shoot(player);
        await see(verdict);
        await see(card);
        await expect(guard.getByRole('img')).toHaveCount(2);
        await atBothSizes(page, looked('side-by-side'));
      });
      await test.step('拍好以后再举：照片先让开，回车不完成，Esc 回到照片', async () => {
        await press(player, 'F8');
        await see(box);
        await expect(verdict).toHaveCount(0);
        await page.waitForTimeout(500); // longer than a shot has to be looked at
        await press(player, 'Enter');
        await see(page.locator('.desk-band', { hasText: '正在拍证件' }));
        expect(await nameAtDesk(page)).toBe(name);
        await press(player, 'Escape');
        await see(verdict);
        await see(card);
      });
      await test.step('锁屏就没有了；「去掉」也是', async () => {
        await press(player, 'Control+L');
        await see(page.locator('.lock-cover'));
        await write(player, account('clerk1').password);
        await press(player, 'Enter');
        await expect(page.locator('.lock-cover')).toHaveCount(0);
        await atDesk(player); // the camera is back
        await see(verdict);
        await expect(card).toHaveCount(0);
        await page.locator('.stage').focus();
        await press(player, 'F8', 'F8');
        await see(card);
        await page.getByRole('button', { name: '去掉' }).click();
        await expect(card).toHaveCount(0);
        await expect(page.locator('.stage')).toBeFocused();
        await press(player, 'F8', 'F8');
        await see(card);
        await press(player, 'Shift+F8');
        await expect(card).toHaveCount(0);
        await see(verdict);
      });
      await test.step('正在重拍证件的时候也去得掉，读屏也听得到', async () => {
        await press(player, 'F8', 'F8');
        await see(card);
        await press(player, 'F8');
        await see(box);
        await press(player, 'Shift+F8');
        await expect(box).toHaveCount(0);
        await expect(card).toHaveCount(0);
        await expect(page.getByText('证件照片已去掉')).toBeAttached();
        await see(verdict);
      });
      await test.step('办完叫下一位：没有了', async () => {
        await page.locator('.stage').focus();
        await press(player, 'F8', 'F8');
        await see(card);
        await expect(async () => {
          await press(player, 'Enter');
          await expect(page.locator('.person-desk-name .person-name')).not.toHaveText(name, { timeout: 1_000 });
        }).toPass();
        // what is read out is that the record is closed, and nothing of a card
        await expect(page.locator('#live-polite')).toHaveText(/登记完成|已留存/u);
        await atDesk(player);
        await see(guard.getByText('没有证件照'));
        await expect(page.locator('.guard-pictures canvas')).toHaveCount(0);
        // the keys of a pupil who was called are laid anew: Esc still leaves the box
        await page.locator('.stage').focus();
        await press(player, 'F8');
        await see(box);
        await press(player, 'Escape');
        await expect(box).toHaveCount(0);
      });
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
