import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { writeClip } from './camera-clip.ts';
import { type Desk, projectRoot, withDesk } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, openAct, type Player, press, see, seeDialog, seeTitle, testPace } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { checkScreen } from './screen-check.ts';
import { classOne } from './screen-people.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

let work = '';
test.beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'kaoji-gate-'));
});
test.afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What the screen says during a sitting: nobody, too dark, two people, good. */
const scenario = [
  { face: 'noface-white.jpg', seconds: 3 },
  { face: 'dark22.jpg', seconds: 3 },
  { face: 'two.jpg', seconds: 3 },
  { face: 'good-white.jpg', seconds: 5 },
] as const;
const roundMs = scenario.reduce((sum, { seconds }) => sum + seconds, 0) * 1000;

test('没人、太暗、两个人、合格：说的话依次对，自动拍只在合格时拍一张', async () => {
  const camera = writeClip(join(work, 'scenario.mjpeg'), scenario);
  await withDesk({ camera, words: ['--demo'] }, async (desk) => {
    const player = playerOf(desk);
    await openDesk(player);
    const { page } = player;
    await test.step('不开自动拍：话依次对，一张也不拍', async () => {
      const begun = Date.now();
      await listen(page);
      await expect.poll(() => heard(page).then(inOrder), { timeout: 60_000 }).toBe(true);
      const said = await heard(page);
      // calm: each scene is said once, perhaps with one more on the way; never a flicker of many
      const scenes = ((Date.now() - begun) / roundMs + 1) * scenario.length;
      expect(said.length, said.join(' → ')).toBeLessThanOrEqual(Math.ceil(scenes * 2));
      await expect(page.locator('.shot-verdict')).toHaveCount(0);
    });
    await pictures(page, 'live-good', () => see(page.locator('.stage-tip[data-live="good"]')));
    await pictures(page, 'live-dark', () => see(page.locator('.stage-tip strong', { hasText: /暗/ })));
    await pictures(page, 'live-two', () => see(page.locator('.stage-tip strong', { hasText: /让一让|只留|一个人/ })));

    await test.step('开自动拍：等到合格才拍，拍到的就是合格的', async () => {
      await see(page.locator('.stage-tip strong', { hasText: /暗/ }));
      await page.getByRole('button', { name: '自动拍：关' }).click();
      await see(page.getByRole('button', { name: '自动拍：开' }));
      await see(page.locator('.shot-verdict'));
      await expect(page.locator('.shot-verdict')).toContainText('照片通过');
      expect((await heard(page)).at(-1)).toBe('很好，别动');
    });
    await pictures(page, 'shot-good');
    await test.step('测量值按需要看，重算一致', async () => {
      await page.getByRole('button', { name: /照片的测量值/ }).click();
      await see(page.getByText('重算结论一致'));
      await pictures(page, 'shot-measures');
      await page.getByRole('button', { name: /照片的测量值/ }).click();
    });
    await test.step('按重拍才再自动拍一张，旧的留着', async () => {
      await page.locator('.stage').focus();
      await press(player, 'Space');
      await expect(page.locator('.shot-verdict')).toHaveCount(0);
      await see(page.locator('.shot-verdict'));
      await expect(page.locator('.shot-verdict')).toContainText('照片通过');
      await expect(page.locator('.older-shots button')).toHaveCount(1);
    });
  });
});

test('后面有别人的照片：第二人也不能放行，只能重拍', async () => {
  const camera = writeClip(join(work, 'two.mjpeg'), [{ face: 'two.jpg', seconds: 2 }]);
  await withDesk({ camera, words: ['--demo'] }, async (desk) => {
    const player = playerOf(desk);
    await openDesk(player);
    await see(desk.page.locator('.stage-tip[data-live]'));
    await press(player, 'Space');
    const tip = desk.page.locator('.stage-tip[data-tone="refused"]');
    await see(tip.getByText('按空格重拍。这样的照片第二人也不能放行'));
    await expect(tip.getByRole('button')).toHaveCount(0);
    const closed = desk.page.getByRole('button', { name: '第二人放行' });
    await expect(closed).toHaveAttribute('aria-disabled', 'true');
    await pictures(desk.page, 'shot-never-overridden');
  });
});

test('闭着眼 20 秒：先提第二人；检查不让过的照片说差什么，回车不完成，由第二人放行后才完成', async () => {
  const camera = writeClip(join(work, 'shut.mjpeg'), [{ face: 'eyes-closed.jpg', seconds: 2 }]);
  await withDesk({ camera, words: ['--demo'] }, async (desk) => {
    const player = playerOf(desk);
    await openDesk(player);
    const { page } = player;
    const name = (await page.locator('.person-desk-name .person-name').textContent()) ?? '';
    const offer = page.getByRole('button', { name: '拍下，由第二人放行' });
    await expect(offer).toHaveCount(0);
    await readDocument(player);
    await expect(offer).toBeVisible({ timeout: 40_000 });
    await pictures(page, 'second-person-offered');
    await offer.click();
    const dialog = page.getByRole('dialog', { name: '由第二人放行这张照片' });
    await see(dialog);
    await press(player, 'Escape');
    await expect(dialog).toBeHidden();
    await see(page.locator('.stage-tip[data-tone="refused"]', { hasText: '还差' }));
    await expect(page.locator('.shot-verdict')).toContainText('照片没有通过');
    await page.waitForTimeout(500); // longer than a shot has to be looked at before Enter counts
    await press(player, 'Enter');
    await see(page.locator('.closed-why', { hasText: '照片还差' }));
    await expect(page.locator('.person-desk-name .person-name')).toHaveText(name);
    await pictures(page, 'shot-refused');

    const open = () => page.getByRole('button', { name: '由第二人放行' }).click();
    await open();
    await press(player, 'Control+Enter');
    await see(dialog.getByText('先选原因：医疗、宗教或长期状况'));
    await dialog.getByRole('radio', { name: '长期状况' }).check();
    await dialog.getByLabel('写明情况').fill('眼睑下垂，睁不开');
    await dialog.getByLabel('第二人的登录名').fill(account('clerk1').loginName);
    await dialog.getByLabel('第二人的密码').fill('not-the-password');
    await press(player, 'Control+Enter');
    await see(dialog.locator('.field-error'));
    await pictures(page, 'second-person');
    await dialog.getByLabel('第二人的登录名').fill(account('review1').loginName);
    await dialog.getByLabel('第二人的密码').fill(account('review1').password);
    await press(player, 'Control+Enter');
    await expect(dialog).toBeHidden();
    await see(page.locator('.shot-verdict', { hasText: '已放行（长期状况）' }));
    await pictures(page, 'shot-overridden');
    const done = page.locator('.queue-recent li', { hasText: name });
    await expect(async () => {
      if (!(await done.isVisible())) await press(player, 'Enter');
      await expect(done).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await leave(player);
    await seeOverride(player, name);
    await retakeReleased(player, name);
  });
});

/** 例外照片 names whom a second person let pass, the kind, the words and who did what; then the photo is passed. */
async function seeOverride(player: Player, name: string): Promise<void> {
  const { page } = player;
  await player.step('例外照片：一行一张，写着是谁、为什么、谁放行的', async () => {
    await signIn(player, account('review1'));
    await press(player, 'Control+7');
    await seeTitle(player, '例外照片：由第二人放行的');
    const row = page.getByRole('option', { name: new RegExp(name) });
    await expect(row).toHaveCount(1);
    for (const part of ['长期状况', '眼睑下垂，睁不开', '眼睛没睁开', '放行', '采集'])
      await expect(row).toContainText(part);
    await expect(page.locator('.kind-chart dl')).toContainText('长期状况1');
    await see(row.getByRole('img'));
    await pictures(page, 'overrides');
    expect.soft(await checkScreen(page), '例外照片').toEqual([]);
    await press(player, 'Enter');
    const dialog = page.getByRole('dialog');
    await see(dialog.getByText('长期状况：眼睑下垂，睁不开'));
    await pictures(page, 'override-enlarged');
    expect.soft(await checkScreen(page), '例外照片放大').toEqual([]);
    await press(player, 'Escape');
    await press(player, 'Control+1');
    await act(player, /登记完成，等审核/, 'Enter');
    await see(page.locator('.wall-tile[role=option]', { hasText: name }));
    await pictures(page, 'wall-overridden');
  });
}

/** Let out of the house by somebody else, then ordered back: the steps say what the region keeps meanwhile. */
async function retakeReleased(player: Player, name: string): Promise<void> {
  const { page } = player;
  await player.step('放行之后叫回重拍：说清自治区那里仍是旧照片', async () => {
    await act(player, '通过并看下一件', 'Control+Enter');
    await expect(page.locator('.wall-tile[role=option]')).toHaveCount(0);
    await leave(player);
    await signIn(player, account('review2'));
    await act(player, /已审核，等放行/, 'Enter');
    await seeTitle(player, '放行');
    await act(player, '放行 1 份', 'Control+Enter');
    await see(page.getByText('已放行 1 份'));
    await page.getByRole('radio', { name: '已放行' }).focus();
    await press(player, 'Space');
    await see(page.getByRole('option', { name: new RegExp(name) }));
    await pictures(page, 'released');
    await act(player, '叫回重拍…', 'Alt+3');
    const dialog = await seeDialog(player, '叫回重拍');
    await see(dialog.getByText(/在那以前自治区那里仍是旧照片/));
    await dialog.getByRole('radio', { name: '自治区要求' }).check();
    await dialog.getByLabel('原因').fill('自治区来文：照片被退回');
    await pictures(page, 'retake-released');
    expect.soft(await checkScreen(page), '叫回已放行的').toEqual([]);
    await press(player, 'Control+Enter');
    await see(page.getByText('已叫回重拍 1 份'));
    await expect(page.getByRole('option', { name: new RegExp(name) })).toHaveCount(0);
    await pictures(page, 'retake-ordered');
  });
}

test('同一个人的照片拍给第二个学生：并排给人看，写明原因才完成', async () => {
  const camera = writeClip(join(work, 'good.mjpeg'), [{ face: 'good-white.jpg', seconds: 2 }]);
  await withDesk({ camera, words: ['--demo'] }, async (desk) => {
    const player = playerOf(desk);
    await openDesk(player);
    const { page } = player;
    const first = (await page.locator('.person-desk-name .person-name').textContent()) ?? '';
    await readDocument(player);
    await press(player, 'Space');
    await see(openAct(player, '完成并叫下一位'));
    await expect(async () => {
      await press(player, 'Enter');
      await expect(page.locator('.person-desk-name .person-name')).not.toHaveText(first, { timeout: 1_000 });
    }).toPass();
    const second = (await page.locator('.person-desk-name .person-name').textContent()) ?? '';
    await readDocument(player);
    await press(player, 'Space');
    const alike = page.getByRole('region', { name: '和别人的照片几乎一样' });
    await see(alike);
    await see(alike.getByText(first));
    await expect(alike.getByRole('img')).toHaveCount(2);
    await pictures(page, 'look-alike');
    await page.waitForTimeout(500);
    await press(player, 'Enter');
    await expect(page.getByLabel('写明原因再完成')).toBeFocused();
    await page.getByLabel('写明原因再完成').fill('双胞胎，已当面核对');
    await page.locator('.stage').focus();
    const done = page.locator('.queue-recent li', { hasText: second });
    await expect(async () => {
      if (!(await done.isVisible())) await press(player, 'Enter');
      await expect(done).toBeVisible({ timeout: 1_000 });
    }).toPass();
  });
});

test('一台摄像头也没有：说明原因，学生还在，可以改用备用方式', async () => {
  const words = ['--demo', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0'];
  await withDesk({ words }, async (desk) => {
    const player = playerOf(desk);
    await openDesk(player);
    const { page } = player;
    await see(page.locator('.stage-panel', { hasText: '找不到摄像头' }));
    await see(page.locator('.stage-panel').getByRole('button', { name: '用备用方式拍' }));
    const name = await page.locator('.person-desk-name .person-name').textContent();
    await pictures(page, 'no-camera');
    await page.locator('.stage').focus();
    await press(player, 'Space');
    await see(page.getByText('画面还没有出来。等画面出来，再按空格'));
    await expect(page.locator('.person-desk-name .person-name')).toHaveText(name ?? '');
  });
});

test('拍到一半摄像头断开又回来：学生和填的都在，没有画面时说的话自己收回', async () => {
  const camera = writeClip(join(work, 'loss.mjpeg'), [{ face: 'good-white.jpg', seconds: 2 }]);
  await withDesk({ camera, words: ['--demo'] }, async (desk) => {
    const player = playerOf(desk);
    await openDesk(player);
    const { page } = player;
    const name = (await page.locator('.person-desk-name .person-name').textContent()) ?? '';
    await readDocument(player);
    await see(page.locator('.stage-tip[data-live="good"]'));
    await loseCamera(page);
    await see(page.locator('.stage-panel', { hasText: '摄像头断开了' }));
    await press(player, 'Space');
    await see(page.getByText('画面还没有出来。等画面出来，再按空格'));
    await pictures(page, 'camera-lost');
    await returnCamera(page);
    await expect(page.locator('.stage-panel')).toHaveCount(0);
    await expect(page.getByText('画面还没有出来。等画面出来，再按空格')).toHaveCount(0);
    await see(page.locator('.stage-tip[data-live="good"]'));
    await expect(page.locator('.person-desk-name .person-name')).toHaveText(name);
    await expect(page.getByLabel('证件末四位')).toHaveValue(/^\w{4}$/);
    await press(player, 'Space');
    await see(page.getByText('核对好，按回车完成'));
  });
});

/** The camera is pulled out: its track ends as a driver's does, and no device answers until it is put back. */
async function loseCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    Object.assign(globalThis, { askCamera: ask });
    mediaDevices.getUserMedia = () => Promise.reject(new DOMException('pulled out', 'NotFoundError'));
    const video = document.querySelector<HTMLVideoElement>('.stage-video');
    const stream = video?.srcObject;
    if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop();
  });
}

async function returnCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    mediaDevices.getUserMedia = (globalThis as unknown as { askCamera: typeof mediaDevices.getUserMedia }).askCamera;
    mediaDevices.dispatchEvent(new Event('devicechange'));
  });
}

/** Keeps every tip that stands below the picture from now on. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const note = () => {
      const tip = document.querySelector('.stage-tip[data-live] strong')?.textContent ?? '';
      if (tip !== '' && tip !== said.at(-1)) said.push(tip);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    note();
  });
}

function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

/** The four scenes, one after the other, whatever else is said between them. */
function inOrder(said: readonly string[]): boolean {
  const scenes = [/看镜头|没有找到人脸/, /暗/, /让一让|只留|一个人/, /^很好，别动$/];
  let from = 0;
  for (const scene of scenes) {
    const at = said.findIndex((tip, index) => index >= from && scene.test(tip));
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

function playerOf({ app, page }: Desk): Player {
  return { app, page, pace: testPace, step: (title, play) => test.step(title, play), picture: async () => {} };
}

/** From sign-in to the first pupil of the first class. */
async function openDesk(player: Player): Promise<void> {
  const { page } = player;
  await page.setViewportSize(sizes[0]);
  await signIn(player, account('clerk1'));
  await see(page.getByRole('option', { name: classOne }));
  await press(player, 'Control+2');
  await see(page.getByRole('option', { name: classOne }));
  await press(player, 'ArrowDown', 'Enter');
  await seeTitle(player, classOne);
  await see(page.getByRole('option').or(page.getByRole('gridcell')));
  await press(player, 'Enter');
  await see(page.locator('.person-desk-name'));
  await expect(page.locator('.stage')).toBeFocused();
}

/** The last four characters, as the screen shows them beside the stars; the picture is live when it has been typed. */
async function readDocument(player: Player): Promise<void> {
  const { page } = player;
  await see(page.locator('.stage-source', { hasText: '照片来源' }));
  const masked = (await page.locator('.number-line').first().textContent()) ?? '';
  const lastFour = /(\w{4})按住显示全号/.exec(masked.replace(/\s/g, ''))?.[1] ?? '';
  await page.locator('.stage').focus();
  await press(player, 'Tab');
  await expect(page.getByLabel('证件末四位')).toBeFocused();
  await page.keyboard.type(lastFour, { delay: testPace.key });
  await expect(page.locator('.stage')).toBeFocused();
}

/** The screen as it is, at both sizes, for people to look at. */
async function pictures(page: Page, name: string, when: () => Promise<void> = async () => {}): Promise<void> {
  const folder = join(projectRoot, 'artifacts/photo-gate');
  mkdirSync(folder, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    await when();
    await page.screenshot({ path: join(folder, `${name}-${size.width}.png`), animations: 'disabled' });
  }
  await page.setViewportSize(sizes[0]);
}
