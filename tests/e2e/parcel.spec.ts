import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { answerDialogs, projectRoot, withDesk } from './launch.ts';
import { playMainJob, writeJobFiles } from './main-job.ts';
import { readDeskFile } from './main-job-desk-file.ts';
import { act, expect, type Player, press, see, seeTitle, testPace } from './main-job-keys.ts';
import { account } from './main-job-people.ts';

const camera = join(projectRoot, 'demo/camera.mjpeg');

test('没有网络：三份写到 U 盘，自治区收下、转为生效，回执和通知从 U 盘一起读回来', async () => {
  test.setTimeout(420_000);
  const work = mkdtempSync(join(tmpdir(), 'kaoji-stick-'));
  const profile = join(work, 'desk');
  const stick = join(work, 'U 盘');
  mkdirSync(stick);
  try {
    await withDesk({ profile, camera }, async ({ app, page }) => {
      await page.setViewportSize({ width: 1366, height: 768 });
      const pictures = join(projectRoot, 'artifacts', 'parcel');
      mkdirSync(pictures, { recursive: true });
      const player: Player = {
        app,
        page,
        pace: testPace,
        step: (title, play) => test.step(title, play),
        picture: async (name) => {
          await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
        },
      };
      const files = writeJobFiles(join(work, 'files'));
      const job = await playMainJob(player, { files, receiverUrl: null, inTurn: 3, special: false });
      expect(job).toMatchObject({ completed: 3, receipts: 0 });
      await press(player, 'Control+4');
      await seeTitle(player, '送出与收回');
      await player.picture('before');
      const file = join(stick, '去.kaoji-parcel');
      await answerDialogs(app, file);
      await act(player, '用 U 盘送…', 'Alt+3');
      const said = page.getByText('3 份已写进“去.kaoji-parcel”，读回核对过，可以拔出 U 盘。');
      await see(said);
      await player.picture('written');
      const fingerprint = /指纹：([0-9A-F ]+)/u.exec((await said.textContent()) ?? '')?.[1]?.trim() ?? '';
      expect(readdirSync(stick)).toEqual(['去.kaoji-parcel']);
      const answer = join(stick, '回执.kaoji-parcel');
      expect(takeAtRegion(join(work, 'region'), file, answer, fingerprint)).toContain('收下 3 份');
      // accepted meanwhile: the same parcel again gets the same receipts, and the region's word with them
      acceptAtRegion(join(work, 'region'));
      expect(takeAtRegion(join(work, 'region'), file, answer, fingerprint)).toContain('带上通知 3 条');
      await answerDialogs(app, answer);
      await act(player, '读 U 盘回执…', 'Alt+4');
      await see(page.getByText('收到回执 3 份，采用通知 3 条，还有 0 份未送达。'));
      await expect(page.locator('.figure', { hasText: '已有回执' }).locator('strong')).toHaveText('3');
      await player.picture('answered');
      await page.setViewportSize({ width: 1920, height: 1080 });
      await player.picture('answered-wide');
    });
    const desk = await readDeskFile(profile, account('admin1'));
    expect(desk.receipts).toBe(3);
    // receipts and acceptances came in together: an acceptance builds on its receipt
    expect(desk.statuses['inEffect']).toBe(3);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

const setupFile = join(projectRoot, 'demo/setup.kaoji-setup.json');

/** The region takes a parcel and writes its answer. */
function takeAtRegion(data: string, file: string, answer: string, fingerprint: string): string {
  const parcel = ['--in', file, '--answer', answer, '--enrol', fingerprint];
  return runAtRegion('read-parcel.ts', data, ['--setup', setupFile, ...parcel]);
}

/** The region accepts everything that it holds of the demo office. */
function acceptAtRegion(data: string): void {
  const { body } = JSON.parse(readFileSync(setupFile, 'utf8')) as { body: string };
  const { office } = JSON.parse(body) as { office: { id: string } };
  expect(runAtRegion('issue.ts', data, ['--accept', '--office', office.id])).toContain('签发了 3 条');
}

/** The region's command line on an embedded database of its own. */
function runAtRegion(program: string, data: string, words: readonly string[]): string {
  const { DATABASE_URL: _, ...env } = process.env;
  const keyWords = ['--region-key', join(projectRoot, 'demo/region-key-demo-only.pem'), '--data', data];
  const script = join(projectRoot, 'provincial-server', program);
  const { stdout, stderr } = spawnSync(process.execPath, [script, ...keyWords, ...words], { encoding: 'utf8', env });
  return stdout + stderr;
}
