import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { maskNumbersIn } from '../../shared/lib/mask.ts';
import { faceFile } from '../fixtures/face-file.ts';
import { leftOver, mutantsOf, samples, withExif, withFrame, withSegment } from '../fixtures/picture-mutants.ts';
import { answerDialogs, freshProfile, withDesk } from './launch.ts';
import { signIn } from './main-job-gate.ts';
import { act, expect, press, see, seeDialog, seeTitle, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import {
  ask,
  bytesOf,
  linesOf,
  openFiles,
  type Pupil,
  playerOf,
  readBytes,
  readThrough,
  select,
  waitingPupils,
} from './photo-files-card.ts';
import { checkScreen } from './screen-check.ts';

const chinese = /[\u4e00-\u9fff]{4}/u;
const script = new TextEncoder().encode('<script>planted()</script>GPS-PLANTED-43.7N');

test('照片导入：选文件夹、认人、对调、转、不用、确认，附上的只有画面', async () => {
  test.setTimeout(300_000);
  const root = mkdtempSync(join(tmpdir(), 'kaoji-card-'));
  const profile = freshProfile('desk');
  const card = join(root, '敖汉一中 高一1班');
  mkdirSync(card);
  const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(card, name), bytes);
  let folderId = '';
  let first: Pupil | undefined;
  try {
    await withDesk({ profile, words: ['--demo'] }, async (desk) => {
      const { page } = desk;
      const player = playerOf(desk);
      await page.setViewportSize({ width: 1366, height: 768 });
      await signIn(player, account('clerk1'));
      const [one, two, three, four] = await waitingPupils(desk, 4);
      if (!one || !two || !three || !four) throw new Error('too few pupils wait');
      first = one;
      const soiled = withSegment(withExif(faceFile('white')), 0xfe, script);
      put(`${one.number}.jpg`, Uint8Array.from([...soiled, ...script]));
      // the camera stood upright: the file lies on its side and says so
      put(`${two.number}.jpg`, withExif(faceFile('hopper', { lying: true }), 6));
      // this one says nothing, and has to be turned by hand
      put(`${three.number}.jpg`, faceFile('white', { lying: true, mirrored: true }));
      put(`${one.number}-2.jpg`, faceFile('white', { light: 0.96 }));
      put('DSC_0001.jpg', faceFile('hopper', { mirrored: true }));
      put('DSC_0002.jpg', samples.heic);
      put('DSC_0003.jpg', samples.plain.subarray(0, 900));
      put('DSC_0004.jpg', withFrame(samples.plain, { width: 60_000, height: 60_000 }));
      put('DSC_0005.jpg', samples.cmyk);
      put('DSC_0006.jpg', samples.png);
      put('DSC_0007.jpg', faceFile('hopper', { mirrored: true }));
      put('DSC_0008.jpg', new TextEncoder().encode('<html>'));

      await openFiles(player);
      expect.soft(await checkScreen(page), '照片导入').toEqual([]);
      await answerDialogs(desk.app, null);
      await press(player, 'Enter');
      await seeTitle(player, '照片导入');
      await answerDialogs(desk.app, card);
      await press(player, 'Enter');
      await seeTitle(player, '照片导入：敖汉一中 高一1班');
      await readThrough(player);
      folderId = (await ask(desk, 'photoFiles.folders', {}))[0]?.folderId ?? '';

      await test.step('每个文件各有说法', async () => {
        const lines = await linesOf(desk, folderId);
        expect(Object.fromEntries(Object.values(lines).map((line) => [line.fileName, line.state]))).toEqual({
          [maskNumbersIn(`${one.number}.jpg`)]: 'staged',
          [maskNumbersIn(`${two.number}.jpg`)]: 'staged',
          [maskNumbersIn(`${three.number}.jpg`)]: 'staged',
          [maskNumbersIn(`${one.number}-2.jpg`)]: 'staged',
          'DSC_0001.jpg': 'staged',
          'DSC_0002.jpg': 'refused',
          'DSC_0003.jpg': 'refused',
          'DSC_0004.jpg': 'refused',
          'DSC_0005.jpg': 'refused',
          'DSC_0006.jpg': 'staged',
          'DSC_0007.jpg': 'known',
          'DSC_0008.jpg': 'refused',
        });
        expect(lines[maskNumbersIn(`${one.number}.jpg`)]?.pupil?.candidacyId).toBe(one.candidacyId);
        expect(lines[maskNumbersIn(`${two.number}.jpg`)]).toMatchObject({
          pupil: { candidacyId: two.candidacyId },
          matchedBy: 'documentNumber',
        });
        expect(lines[maskNumbersIn(`${one.number}-2.jpg`)]?.notes.map((note) => note.kind)).toContain('samePupil');
        expect(lines[maskNumbersIn(`${three.number}.jpg`)]?.gate?.verdict).toBe('bad');
        await see(page.getByText('手机高效格式（HEIC）'));
      });
      expect.soft(await checkScreen(page), '照片导入：一批').toEqual([]);

      await test.step('躺着的转正，重新检查', async () => {
        await select(player, `${three.number}.jpg`);
        for (let turned = 1; turned <= 3; turned++) {
          await act(player, '转 90°', 'Alt+4');
          await expect
            .poll(async () => (await linesOf(desk, folderId))[maskNumbersIn(`${three.number}.jpg`)]?.turn)
            .toBe(turned);
          if ((await linesOf(desk, folderId))[maskNumbersIn(`${three.number}.jpg`)]?.gate?.verdict !== 'bad') break;
        }
        expect((await linesOf(desk, folderId))[maskNumbersIn(`${three.number}.jpg`)]?.gate?.verdict).not.toBe('bad');
      });

      await test.step('不用一张，写明原因', async () => {
        await select(player, `${one.number}-2.jpg`);
        await act(player, '不用…', 'Alt+5');
        await seeDialog(player, `不用 ${maskNumbersIn(`${one.number}-2.jpg`)}`);
        await press(player, 'Control+Enter');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        expect((await linesOf(desk, folderId))[maskNumbersIn(`${one.number}-2.jpg`)]).toMatchObject({
          state: 'rejected',
        });
      });

      await test.step('没有号码的，按姓名指定', async () => {
        await select(player, 'DSC_0001.jpg');
        await act(player, '指定学生…', 'Alt+2');
        await seeDialog(player, 'DSC_0001.jpg 是谁的照片');
        await write(player, four.number);
        await see(page.getByRole('button', { name: `定为 ${four.fullName}` }));
        await press(player, 'Control+Enter');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        expect((await linesOf(desk, folderId))['DSC_0001.jpg']).toMatchObject({
          matchedBy: 'hand',
          pupil: { candidacyId: four.candidacyId },
        });
      });

      await test.step('对调两张，再对调回来', async () => {
        const who = async () => {
          const lines = await linesOf(desk, folderId);
          return [
            lines[maskNumbersIn(`${two.number}.jpg`)]?.pupil?.candidacyId,
            lines['DSC_0001.jpg']?.pupil?.candidacyId,
          ];
        };
        for (const wanted of [
          [four.candidacyId, two.candidacyId],
          [two.candidacyId, four.candidacyId],
        ]) {
          await select(player, `${two.number}.jpg`);
          await act(player, '对调', 'Alt+3');
          await select(player, 'DSC_0001.jpg');
          await act(player, '与这张对调', 'Alt+3');
          await expect.poll(who).toEqual(wanted);
        }
      });

      await test.step('逐张确认：名字在键上，按完登记并没有完成', async () => {
        await select(player, `${one.number}.jpg`);
        const large = page.getByRole('complementary', { name: '选中的照片' }).locator('.file-photo img').first();
        await expect(large).toHaveJSProperty('complete', true);
        await page.waitForTimeout(450); // a key counts only for a photo that was there to be seen
        await act(player, `确认是 ${one.fullName}`, 'Enter');
        const doubted = page.getByRole('dialog', { name: `确认是 ${one.fullName} 的照片` });
        const attached = page.getByText(`已附上 ${one.fullName} 的照片`).first();
        await see(doubted.or(attached));
        if (await doubted.isVisible()) {
          await see(doubted.locator('img'));
          await page.waitForTimeout(450);
          await press(player, 'Control+Enter');
        }
        await see(attached);
        // the next one that waits is under the key, and has to be looked at first
        await expect(page.getByRole('option', { selected: true })).toHaveAttribute('data-state', 'staged');
        const sheet = await ask(desk, 'desk.open', { candidacyId: one.candidacyId });
        expect(sheet.line.status).toBe('awaitingCapture');
        expect(sheet.shots).toMatchObject([{ source: 'file', device: '照片文件', current: true }]);
        const captureId = sheet.shots[0]?.captureId ?? '';
        for (const which of ['original', 'derived'] as const) {
          const { jpeg } = await readBytes(desk, captureId, which);
          expect(leftOver(jpeg), which).toEqual([]);
        }
      });

      await test.step('一起确认：先列名字，再按一键', async () => {
        const ready = await ask(desk, 'photoFiles.rows', { folderId, only: 'ready', offset: 0, limit: 50 });
        expect(ready.total).toBeGreaterThan(0);
        await act(player, `确认这 ${ready.total} 张…`, 'Alt+1');
        const dialog = page.getByRole('dialog');
        for (const line of ready.rows) await see(dialog.getByText(line.pupil?.fullName ?? ''));
        expect.soft(await checkScreen(page), '照片导入：一起确认').toEqual([]);
        await expect(dialog.locator('.attach-list img')).toHaveCount(ready.total);
        await page.waitForTimeout(2100); // the key counts only for photos that were there to be seen
        await press(player, 'Control+Enter');
        await expect(page.getByRole('dialog')).toHaveCount(0);
        const { summary } = await ask(desk, 'photoFiles.folder', { folderId });
        expect(summary.attached).toBe(1 + ready.total);
      });
    });

    await withDesk({ profile, words: ['--demo'] }, async (desk) => {
      const player = playerOf(desk);
      await signIn(player, account('clerk1'));
      await test.step('重新打开：这批还在；同一个文件夹再选，什么也不变', async () => {
        const before = await linesOf(desk, folderId);
        await openFiles(player);
        await answerDialogs(desk.app, card);
        await press(player, 'Enter');
        await seeTitle(player, '照片导入：敖汉一中 高一1班');
        await readThrough(player);
        expect(await linesOf(desk, folderId)).toEqual(before);
      });
      await test.step('拔了卡：说清，已读的都在；清除后照片仍在学生那里', async () => {
        put('DSC_0009.jpg', faceFile('white', { shift: 9 }));
        await openFiles(player);
        renameSync(card, `${card}x`);
        await answerDialogs(desk.app, card);
        await press(player, 'Enter');
        await see(desk.page.getByText(/打不开文件夹“敖汉一中 高一1班”/));
        await desk.page.getByRole('option', { name: /敖汉一中 高一1班/ }).dblclick();
        await act(player, '清除这批…', 'Alt+6');
        await seeDialog(player, '清除“敖汉一中 高一1班”这批照片');
        await press(player, 'Control+Enter');
        await see(desk.page.getByText('还没有读过照片文件夹'));
        const sheet = await ask(desk, 'desk.open', { candidacyId: first?.candidacyId ?? '' });
        expect(sheet.shots).toHaveLength(1);
      });
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
    rmSync(profile, { recursive: true, force: true });
  }
});

test('60 个变体经画面解码：要么用中文说不能用，要么只剩画面；解码程序还活着', async () => {
  test.setTimeout(300_000);
  const card = mkdtempSync(join(tmpdir(), 'kaoji-mutants-'));
  const mutants = mutantsOf(60, 60);
  for (const [index, { bytes }] of mutants.entries())
    writeFileSync(join(card, `${String(index).padStart(3, '0')}.jpg`), bytes);
  // after all of them: the worker still decodes, and the face is found
  writeFileSync(join(card, '999.jpg'), faceFile('white'));
  try {
    await withDesk({ words: ['--demo'] }, async (desk) => {
      const player = playerOf(desk);
      await signIn(player, account('clerk1'));
      await openFiles(player);
      await answerDialogs(desk.app, card);
      await press(player, 'Enter');
      await readThrough(player);
      const [folder] = await ask(desk, 'photoFiles.folders', {});
      const lines = Object.values(await linesOf(desk, folder?.folderId ?? ''));
      expect(lines).toHaveLength(61);
      expect(lines.at(-1)).toMatchObject({
        fileName: '999.jpg',
        state: 'staged',
        gate: { verdict: expect.stringMatching(/good|warn/) },
      });
      // without the card the desk hands out what it has kept
      renameSync(card, `${card}x`);
      for (const line of lines) {
        const how = mutants[Number(line.fileName.slice(0, 3))]?.how ?? '好照片';
        if (line.state !== 'staged') {
          expect(line.sentence, how).toMatch(chinese);
          continue;
        }
        const derived = await bytesOf(desk, 'photo.ofFile', { fileId: line.fileId, sha256: line.picture }, 'jpeg');
        const original = await bytesOf(desk, 'photoFiles.source', { fileId: line.fileId }, 'bytes');
        expect([leftOver(derived), leftOver(original)], how).toEqual([[], []]);
      }
      for (const state of ['refused', 'staged'])
        expect(
          lines.some((line) => line.state === state),
          state,
        ).toBe(true);
    });
  } finally {
    rmSync(card, { recursive: true, force: true });
    rmSync(`${card}x`, { recursive: true, force: true });
  }
});
