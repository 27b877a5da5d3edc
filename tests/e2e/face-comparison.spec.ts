import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { atBothSizes } from './both-sizes.ts';
import { writeClip } from './camera-clip.ts';
import { showScenes, withPlug } from './camera-plug.ts';
import { writeCardFrame } from './card-frame.ts';
import { projectRoot, withDesk } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, type Player, press, see, seeTitle, testPace } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { atDesk, find, keyOtherEthnicity, readDocument, shoot } from './screen-desk.ts';
import { classOne, longestName } from './screen-people.ts';

test('照片比对：关着什么也不比；管理员打开后有一句话；学生不同意就不比', async () => {
  test.setTimeout(240_000);
  const work = mkdtempSync(join(tmpdir(), 'kaoji-compare-'));
  try {
    const camera = writeClip(join(work, 'one.mjpeg'), [{ face: 'good-white.jpg', seconds: 2 }]);
    await withDesk({ camera, words: withPlug }, async ({ app, page }) => {
      const player: Player = {
        app,
        page,
        pace: testPace,
        step: (name, play) => test.step(name, play),
        picture: (name) => atBothSizes(page, join(projectRoot, 'artifacts/face-comparison', name)),
      };
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const models = () => asked.filter((url) => /faceres|compare-worker/u.test(url));
      const guard = page.getByRole('region', { name: '核对是不是本人' });

      await test.step('关着：有证件照片也不比', async () => {
        await signIn(player, account('clerk1'));
        await see(page.getByRole('option', { name: classOne }));
        await press(player, 'Control+2');
        await see(page.getByRole('option', { name: classOne }));
        await press(player, 'ArrowDown', 'Enter');
        await seeTitle(player, classOne);
        await see(page.getByRole('option').or(page.getByRole('gridcell')));
        await press(player, 'Enter');
        await atDesk(player);
        await find(player, longestName);
        await readDocument(player);
        await shoot(player);
        await keyOtherEthnicity(player);
        await press(player, 'F3', 'Enter');
        await page.waitForFunction(() =>
          Boolean(document.querySelector<HTMLVideoElement>('.document-view video')?.videoWidth),
        );
        await press(player, 'Space');
        await see(page.getByRole('img', { name: '证件照片' }));
        await press(player, 'Control+Enter');
        await see(page.getByText('已定：以证件为准'));
        await see(guard.locator('img').nth(1));
        await expect(page.locator('.face-comparison')).toHaveCount(0);
        expect(models()).toEqual([]);
        await leave(player);
      });
      await test.step('管理员读了告知才能打开', async () => {
        await signIn(player, account('admin1'));
        await press(player, 'Control+6');
        await seeTitle(player, '账户');
        await act(player, '照片比对', 'Alt+2');
        const dialog = page.getByRole('dialog', { name: '照片比对：关着' });
        await see(dialog);
        await press(player, 'Control+Enter');
        await see(dialog);
        await page.getByRole('checkbox').check();
        await player.picture('notice');
        await press(player, 'Control+Enter');
        await expect(dialog).toBeHidden();
        await leave(player);
      });
      await test.step('登记台：照片旁边一句话，不拦；F7 是学生不同意', async () => {
        await signIn(player, account('clerk1'));
        await see(page.getByRole('option', { name: classOne }));
        await find(player, longestName);
        await see(guard.getByText('像', { exact: true }));
        expect(models().length).toBeGreaterThan(0);
        await player.picture('alike');
        await press(player, 'F7');
        await see(guard.getByText('学生不同意比对，没有比'));
        await player.picture('declined');
        const before = models().length;
        await press(player, 'Space');
        await shoot(player);
        await see(guard.getByText('学生不同意比对，没有比'));
        expect(models()).toHaveLength(before);
      });
      await test.step('没有存着的证件照：举到镜头前的证件也能比', async () => {
        await press(player, 'ArrowDown');
        await expect(page.locator('.person-desk-name .person-name')).not.toHaveText(longestName.fullName);
        await see(guard.getByText('没有证件照'));
        const face = writeCardFrame(join(work, 'card.jpg'), 'good-white.jpg', 'good-white.jpg');
        await showScenes(page, camera, [{ face, seconds: 2 }]);
        await page.locator('.stage').focus();
        await press(player, 'F8');
        await see(page.locator('.card-box'));
        await press(player, 'F8');
        await see(guard.getByText('与证件：'));
        await showScenes(page, camera, [{ face: 'good-white.jpg', seconds: 2 }]);
        await page.locator('.stage').focus();
        await press(player, 'Space');
        await see(page.locator('.shot-verdict'));
        await see(guard.getByText('像', { exact: true }));
        await player.picture('card-alike');
      });
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
