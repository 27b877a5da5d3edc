import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { demoLaunch, playerAt, pupils, signInAsClerk, withDeskFile } from './faults-profile.ts';
import { callPupil } from './faults-session.ts';
import { freshProfile, projectRoot, withDesk } from './launch.ts';
import { act, expect, type Player, press, see, seeDialog, seeNoList } from './main-job-keys.ts';

const faces = join(projectRoot, 'tests/fixtures/faces');

test('实时画面和备用方式之间交接：先放开再拍，每张都是当时的，换回来画面又在', async () => {
  test.setTimeout(240_000);
  const work = mkdtempSync(join(tmpdir(), 'kaoji-hand-over-'));
  const root = join(work, 'cameras');
  const before = join(root, 'camera.jpg');
  const profile = freshProfile('desk');
  const [pupil] = pupils;
  if (!pupil) throw new Error('no pupils');
  try {
    mkdirSync(root);
    copyFileSync(join(faces, 'good-white.jpg'), before);
    await withDesk({ ...demoLaunch, profile, env: { KAOJI_CAMERA_TEST_ROOT: root } }, async (desk) => {
      const player = playerAt(desk);
      await signInAsClerk(player);
      await callPupil(player, pupil);
      await see(player.page.locator('.stage-source', { hasText: '照片来源' }));
      await takeFrom(player, '备用方式', 'camera.jpg');
      await see(player.page.getByText('没有实时画面。按空格拍一张'));
      expect(await isHeld(player), '实时画面还占着摄像头').toBe(false);
      await player.page.screenshot({ path: test.info().outputPath('still.png') });
      await takeShot(player);
      // whoever sits there now is another one: what the driver gives is never the picture before
      copyFileSync(join(faces, 'good-hopper.jpg'), before);
      await press(player, 'Space');
      await see(player.page.getByText('没有实时画面。按空格拍一张'));
      await takeShot(player);
      await player.page.screenshot({ path: test.info().outputPath('still-shot.png') });
      await press(player, 'Space');
      await takeFrom(player, '实时画面', null);
      await see(player.page.locator('.stage-source', { hasText: '录好的画面' }));
      expect(await isHeld(player), '实时画面没有回来').toBe(true);
      await takeShot(player);
    });
    const shots = await withDeskFile(profile, (db) =>
      db.statement('SELECT source, original_sha256 AS original FROM capture ORDER BY taken_at').all(),
    );
    const [first, second, third] = shots as { source: string; original: string }[];
    expect([first?.source, second?.source, third?.source, shots.length]).toEqual(['still', 'still', 'live', 3]);
    expect(new Set([first?.original, second?.original, third?.original]).size).toBe(3);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(profile, { recursive: true, force: true });
  }
});

/** 换照片来源: by the dialog that the clerk has. */
async function takeFrom(player: Player, way: '实时画面' | '备用方式', device: string | null): Promise<void> {
  const { page } = player;
  // with the list of devices focused, too, the chord confirms
  await act(player, '换照片来源', 'Alt+3');
  const dialog = await seeDialog(player, '照片从哪里来');
  await dialog.getByRole('radio', { name: new RegExp(`^${way}`) }).check();
  if (device !== null) {
    await dialog.getByRole('combobox', { name: '备用摄像头' }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: device }).click();
    await seeNoList(player);
  }
  await press(player, 'Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('.stage')).toBeFocused();
}

/** Space takes one; it is stored when the verdict stands on it. */
async function takeShot(player: Player): Promise<void> {
  await press(player, 'Space');
  await see(player.page.locator('.shot-verdict'));
}

/** Whether the live picture has the camera. */
function isHeld({ page }: Player): Promise<boolean> {
  return page.evaluate(() => {
    const stream = document.querySelector<HTMLVideoElement>('video.stage-video')?.srcObject;
    return stream instanceof MediaStream && stream.getTracks().some((track) => track.readyState === 'live');
  });
}
