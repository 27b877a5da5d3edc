import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Desk, freshProfile, projectRoot, withDesk } from './launch.ts';
import { type Player, testPace } from './main-job-keys.ts';
import { checkScreen } from './screen-check.ts';
import { tourDesk } from './screen-desk.ts';
import { tourOffice, tourSchool } from './screen-office.ts';
import { namesakesOfFifty } from './screen-people.ts';
import { tourSetUp } from './screen-set-up.ts';

const camera = join(projectRoot, 'demo/camera.mjpeg');

/** Screens of the same parts as another one of the tour, for another role or a moment later. */
const known = new Set([
  ...['import-earlier', 'import-choose-demo', 'home-clerk-new-roster', 'classes-without-roster'],
  ...['desk-closed-act', 'desk-settled', 'desk-unapproved', 'cases-clerk', 'custody-clerk', 'custody-auditor'],
  ...['teacher-held', 'school-progress', 'school-accounts', 'released', 'home-auditor'],
]);

test('设置、登录、导入的每一屏：看得见、读得出、没有切掉的', async () => {
  test.setTimeout(420_000);
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-screens-'));
  try {
    await withDesk({ camera }, async (desk) => tourSetUp(await looker(desk), folder, { darkGate: true }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('登记员、班主任、学校、审核员、管理员、审计的每一屏：看得见、读得出、没有切掉的', async () => {
  test.setTimeout(600_000);
  const profile = freshProfile('desk');
  try {
    await withDesk({ profile, camera, words: ['--demo'] }, async (desk) => {
      const player = await looker(desk);
      await tourDesk(player, namesakesOfFifty);
      await tourSchool(player);
      await tourOffice(player, null);
    });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

/** A player who looks closely wherever a picture would be taken; all screens are walked before the test fails. */
async function looker({ app, page }: Desk): Promise<Player> {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return {
    app,
    page,
    pace: { ...testPace, key: 35 },
    step: (title, play) => test.step(title, play),
    picture: async (name) => {
      expect.soft(await checkScreen(page, { known: known.has(name) }), name).toEqual([]);
    },
  };
}
