import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'jpeg-js';
import { type FaceChange, faceFile } from '../fixtures/face-file.ts';
import { writeClip } from './camera-clip.ts';
import { answerDialogs } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, expect, type Player, press, see, seeDialog, seeTitle, tabTo } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { openFiles, type Pupil, readThrough, waitingPupils } from './photo-files-card.ts';
import { atDesk, keyOtherEthnicity, readDocument, shoot } from './screen-desk.ts';
import { classOne } from './screen-people.ts';

// Chromium reads the clip as video range and makes it some 15 brighter
const wall = [212, 214, 216] as const;

/** Clips for the tours below: an empty chair, a head beside the middle, good; and eyes that do not open. */
export function photoClips(work: string): { readonly sitting: string; readonly closed: string } {
  const put = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(work, name), bytes);
    return join(work, name);
  };
  const empty = {
    width: 640,
    height: 480,
    data: Buffer.from(
      Array(640 * 480)
        .fill([...wall, 255])
        .flat(),
    ),
  };
  const sitting = [
    { face: put('empty.jpg', encode(empty, 95).data), seconds: 3 },
    { face: 'left.jpg', seconds: 4 },
    { face: put('good.jpg', faceFile('white', { background: wall })), seconds: 6 },
  ];
  return {
    sitting: writeClip(join(work, 'sitting.mjpeg'), sitting),
    closed: writeClip(join(work, 'closed.mjpeg'), [{ face: 'eyes-closed.jpg', seconds: 2 }]),
  };
}

/** Daily check, the live gate, measures, a document that differs, and the card of a studio camera. `work`: an empty folder of the caller's. */
export async function tourPhoto(player: Player, work: string): Promise<void> {
  const { page } = player;
  await signIn(player, account('clerk1'));
  await player.step('每日检查', async () => {
    await tabTo(player, page.getByRole('button', { name: '去检查' }));
    await press(player, 'Enter');
    await seeTitle(player, '每日检查：摄像头、光、背景');
    await see(page.locator('.check-steps .measure-bars li'));
    await see(page.locator('.framing-guide[data-tone="mend"]'));
    await see(page.locator('.framing-guide[data-tone="good"]'));
    await act(player, '试拍一张', 'Space');
    await see(page.getByRole('img', { name: '试拍的照片' }));
    await player.picture('camera-check');
    await press(player, 'Control+1');
  });
  await player.step('实时提示、拍好、测量值', async () => {
    await toDesk(player);
    await readDocument(player);
    await see(page.locator('.stage-tip[data-live="good"]'));
    await see(page.locator('.stage-tip[data-live="mend"] strong', { hasText: /中间/ }));
    await see(page.locator('.framing-guide[data-tone="mend"]'));
    await player.picture('desk-guide');
    await see(page.locator('.stage-tip[data-live="good"]'));
    await shoot(player);
    await player.picture('desk-passed');
    const measures = page.getByRole('button', { name: /照片的测量值/ });
    await measures.click();
    await see(page.getByText('重算结论一致'));
    await page.locator('.measures').evaluate((panel) => panel.scrollIntoView({ block: 'end' }));
    await player.picture('desk-measures');
    await measures.click();
  });
  await player.step('证件与名册不同', async () => {
    await keyOtherEthnicity(player);
    await page.locator('.person-desk-name').evaluate((name) => name.scrollIntoView({ block: 'end' }));
    await player.picture('desk-card-differs');
  });
  await player.step('照片导入', async () => {
    const pupils = await waitingPupils(player, 9);
    const card = writeCard(work, pupils);
    await openFiles(player);
    await answerDialogs(player.app, card);
    await press(player, 'Enter');
    await readThrough(player);
    await page.getByRole('option', { name: pupils[4]?.fullName }).click();
    await expect(page.locator('.file-side img')).toHaveCount(3);
    await player.picture('photo-files');
    await act(player, /确认这 \d+ 张…/, 'Alt+1');
    await see(page.getByRole('dialog').locator('img'));
    await player.picture('photo-files-confirm');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await leave(player);
  });
}

/** A shot that the gate refuses, and the second person. The camera shows eyes that do not open. */
export async function tourRefusal(player: Player): Promise<void> {
  const { page } = player;
  await signIn(player, account('clerk1'));
  await player.step('没有通过，由第二人放行', async () => {
    await toDesk(player);
    await readDocument(player);
    await press(player, 'Space');
    await see(page.locator('.stage-tip[data-tone="refused"]', { hasText: '还差' }));
    await player.picture('desk-photo-refused');
    await act(player, '第二人放行', 'Alt+7');
    const dialog = await seeDialog(player, '由第二人放行这张照片');
    await dialog.getByRole('radio', { name: '医疗原因' }).check();
    await dialog.getByLabel('写明情况').fill('双眼上睑下垂，有旗医院诊断证明，睁不大');
    await dialog.getByLabel('第二人的登录名').fill(account('review1').loginName);
    await dialog.getByLabel('第二人的密码').fill(account('review1').password);
    await player.picture('desk-second-person');
    await press(player, 'Escape');
    await expect(dialog).toBeHidden();
  });
}

async function toDesk(player: Player): Promise<void> {
  const { page } = player;
  await press(player, 'Control+2');
  await see(page.getByRole('option', { name: classOne }));
  await press(player, 'ArrowDown', 'Enter');
  await seeTitle(player, classOne);
  await see(page.getByRole('option').or(page.getByRole('gridcell')));
  await press(player, 'Enter');
  await atDesk(player);
}

/** Photos as a studio hands them over: most named by a number, one lying, one without a number, one that is no photo. */
function writeCard(work: string, pupils: readonly Pupil[]): string {
  const card = join(work, `照相馆 ${pupils[0]?.className}`);
  mkdirSync(card);
  const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(card, name), bytes);
  const changes: readonly FaceChange[] = [
    {},
    { mirrored: true },
    { light: 0.94 },
    { lying: true },
    { light: 0.97, background: [214, 228, 240] },
    { shift: 8, light: 0.98 },
    { mirrored: true, background: [222, 222, 222] },
  ];
  for (const [at, change] of changes.entries())
    put(`${pupils[at]?.number}.jpg`, faceFile(at % 2 === 0 ? 'white' : 'hopper', change));
  put('DSC_0001.jpg', faceFile('hopper', { light: 0.9 }));
  put('DSC_0002.jpg', new TextEncoder().encode('<html>'));
  return card;
}
