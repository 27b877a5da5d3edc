import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openDriverLog } from '../faults/driver-log.ts';
import { makeSmallDisk } from '../faults/small-disk.ts';
import { expectAsLeft, onCopy, workUntilKilled } from './faults-kill.ts';
import {
  copyProfile,
  demoLaunch,
  playerAt,
  pupils,
  removeProfile,
  signInAsClerk,
  withDeskFile,
} from './faults-profile.ts';
import { callPupil, type Line, type Stage } from './faults-session.ts';
import { unfinishedWork, whatIsLost } from './faults-survival.ts';
import { answerDialogs, freshProfile, makeDemoProfile, projectRoot, withDesk } from './launch.ts';
import { complete } from './main-job-desk.ts';
import { openAct, press, see, seeTitle, tabTo, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';

let demoProfile = '';
test.beforeAll(async () => {
  test.setTimeout(150_000);
  demoProfile = await makeDemoProfile();
});
test.afterAll(() => {
  if (demoProfile !== '') removeProfile(demoProfile);
});

const clerk = account('clerk1');

test('键盘登记中随机时刻 kill -9 七次：说过已保存的、键下拍下超过一秒的，一样不丢', async () => {
  test.setTimeout(480_000);
  const profile = copyProfile(demoProfile);
  const log = openDriverLog<Line>(join(dirname(profile), 'driver.log'));
  // when to die, and after how many pupils
  const moments: readonly (readonly [Stage, number])[] = [
    ['lastFour', 0],
    ['value', 0],
    ['shot', 1],
    ['complete', 0],
    ['value', 1],
    ['shot', 0],
    ['entry', 0],
  ];
  let left = pupils;
  for (const [moment, after] of moments) {
    await withDesk({ ...demoLaunch, profile }, async (desk) => {
      const player = playerAt(desk);
      await signInAsClerk(player);
      await expectAsLeft(player, profile, log.read());
      await workUntilKilled(desk, { moment, after }, log, left);
    });
    const lines = log.read();
    left = left.filter(
      ({ documentNumber }) => !lines.some((line) => 'number' in line && line.number === documentNumber),
    );
    expect(await onCopy(profile, (db) => whatIsLost(db, lines)), `在 ${moment} 时 kill -9`).toEqual([]);
  }
  await withDesk({ ...demoLaunch, profile }, async (desk) => {
    const player = playerAt(desk);
    await signInAsClerk(player);
    await expectAsLeft(player, profile, log.read());
  });
  const count = (kind: Line['kind']) => log.read().filter((line) => line.kind === kind).length;
  const told = `键 ${count('typed')} 次，拍 ${count('shot')} 张，完成 ${count('done')} 人，“已保存”${count('saved')} 次，丢失 0`;
  console.log(`实测：真机 kill -9 ${count('killed')} 次，${told}`);
  expect(count('killed')).toBe(moments.length);
  expect(count('done')).toBeGreaterThan(0);
  log.close();
  removeProfile(profile);
});

test('磁盘满了：当场说明白，腾出空间后同一键就好，键下的不用再键', async () => {
  const disk = makeSmallDisk(96);
  if (typeof disk === 'string') throw new Error(`真机的磁盘满试验没有做：${disk}`);
  const [first, second] = pupils;
  if (!first || !second) throw new Error('no pupils');
  const profile = copyProfile(demoProfile, disk.folder);
  try {
    await withDesk({ ...demoLaunch, profile }, async (desk) => {
      const player = playerAt(desk);
      const { page } = desk;
      const full = page.locator('.fault-band', {
        hasText: '磁盘满了：这一步没有存上，之前存的都在。腾出 200 MB 后再按一次。',
      });
      await signInAsClerk(player);
      await callPupil(player, first);
      await see(page.locator('.stage-source', { hasText: '照片来源' }));
      disk.fill();
      await press(player, 'Tab');
      // as slowly as a cold hand: the first figure is refused before the last is keyed
      await page.keyboard.type(first.documentNumber.slice(-4), { delay: 400 });
      await see(full);
      await expect(page.getByLabel('证件末四位')).toHaveValue(first.documentNumber.slice(-4));
      await press(player, 'Space');
      await expect(full).toHaveCount(2);
      await see(page.getByText('看好人，按空格拍照').or(page.getByText('看证件，键末四位')));
      // the next pupil is called meanwhile: what was keyed of the first one waits in sight
      const unsaved = page.locator('.unsaved-sign', { hasText: '还有 1 份没有存上' });
      await see(unsaved);
      await callPupil(player, second);
      await see(unsaved);
      disk.free();
      await expect(unsaved).toHaveCount(0);
      await callPupil(player, first);
      await expect(page.getByLabel('证件末四位')).toHaveValue(first.documentNumber.slice(-4));
      await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
      await press(player, 'Space');
      await see(page.getByText('核对好，按回车完成'));
      await expect(full).toHaveCount(0);
      await complete(player, first, 'completed');
    });
    const { found, lost } = await withDeskFile(profile, (db) => ({
      found: unfinishedWork(db, first.documentNumber),
      lost: whatIsLost(db, []),
    }));
    expect(found).toMatchObject({ status: 'completed', shots: 1 });
    expect(lost).toEqual([]);
  } finally {
    disk.remove();
  }
});

test('摄像头中途没了：学生和键下的都在，有备用方式；插回来自己恢复', async () => {
  const [pupil] = pupils;
  if (!pupil) throw new Error('no pupils');
  const profile = copyProfile(demoProfile);
  await withDesk({ ...demoLaunch, profile }, async (desk) => {
    const player = playerAt(desk);
    const { page } = desk;
    await signInAsClerk(player);
    await callPupil(player, pupil);
    await press(player, 'Tab');
    await write(player, pupil.documentNumber.slice(-4));
    await see(page.getByText('看好人，按空格拍照'));
    await page.evaluate(pullOutCamera);
    await see(page.getByText('摄像头断开了'));
    await see(page.getByText('找不到摄像头'));
    await expect(page.getByLabel('证件末四位')).toHaveValue(pupil.documentNumber.slice(-4));
    await expect(page.locator('.person-desk-name .person-name')).toHaveText(pupil.fullName);
    await press(player, 'Space');
    await see(page.locator('.stage-tip', { hasText: '画面' }));
    await see(page.getByRole('button', { name: '用备用方式拍' }));
    await page.evaluate(plugIn);
    await see(page.locator('.stage-source', { hasText: '照片来源' }));
    await press(player, 'Space');
    await see(openAct(player, '完成并叫下一位'));
    await press(player, 'Space');
    await page.evaluate(pullOutCamera);
    await press(player, 'Tab');
    await tabTo(player, page.getByRole('button', { name: '用备用方式拍' }), 'Shift+Tab');
    await press(player, 'Enter');
    await see(page.getByText('照片来源：备用方式'));
    await press(player, 'Space');
    await see(page.locator('.stage-tip', { hasText: /备用(摄像头|拍照程序)/ }));
    await expect(page.locator('.person-desk-name .person-name')).toHaveText(pupil.fullName);
  });
  expect(await withDeskFile(profile, (db) => unfinishedWork(db, pupil.documentNumber))).toMatchObject({
    reading: { lastFour: pupil.documentNumber.slice(-4) },
    shots: 1,
  });
  removeProfile(profile);
});

test('登录名、密码不对说明白、还可以试几次；导入时选错、有密码、损坏的文件都说明白，一条也不写入', async () => {
  const profile = copyProfile(demoProfile);
  const files: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['照片.xlsx', readFileSync(demoLaunch.camera).subarray(0, 20_000), /这是JPEG 图片，不是表格。选 xlsx 或 csv 文件/],
    ['有密码.xlsx', lockedWorkbook(), /文件有密码。在 Excel 或 WPS 里取消密码，另存后再导入/],
    [
      '损坏.xlsx',
      readFileSync(join(projectRoot, 'demo/roster.xlsx')).subarray(0, 30_000),
      /文件已损坏，读不出来。.*重新要一份/,
    ],
  ];
  await withDesk({ ...demoLaunch, profile }, async (desk) => {
    const player = playerAt(desk);
    const { page } = desk;
    await seeTitle(player, '登录');
    await write(player, 'nobody');
    await press(player, 'Tab');
    await write(player, `${clerk.password}x`);
    await press(player, 'Enter');
    await see(page.locator('.gate-card').getByText('打不开：没有这个旗县账户。登录名写错了就改正'));
    await expect(page.getByLabel('登录名')).toBeFocused();
    await write(player, clerk.loginName);
    await press(player, 'Enter');
    await see(page.locator('.gate-card').getByText('密码不对，还可以试 4 次'));
    await expect(page.getByLabel('密码')).toBeFocused();
    await write(player, clerk.password);
    await press(player, 'Enter');
    await see(page.locator('.top-bar .whose', { hasText: clerk.displayName }));
    await press(player, 'Control+3');
    for (const [name, bytes, sentence] of files) {
      await seeTitle(player, '名册导入 第 1 步 / 共 4 步：选文件');
      const path = join(dirname(profile), name);
      writeFileSync(path, bytes);
      await answerDialogs(desk.app, path);
      await press(player, 'Enter');
      await see(page.getByText(`打不开“${name}”`));
      await see(page.getByRole('alert').filter({ hasText: sentence }));
      await see(page.getByText('一条也没有写入。'));
      await press(player, 'Enter');
    }
  });
  // the copy has noticed that it is one, and has begun a numbering of its own
  const events = "event WHERE kind <> 'device.incarnationBegun'";
  const counts = (db: Parameters<Parameters<typeof withDeskFile>[1]>[0]) =>
    ['candidacy', 'number_history', events].map((rows) => db.statement(`SELECT count(*) FROM ${rows}`).pluck().get());
  expect(await withDeskFile(profile, counts)).toEqual(await onCopy(demoProfile, counts));
  expect(
    await withDeskFile(profile, (db) =>
      db
        .statement(
          "SELECT count(*) FROM import_row r JOIN import_batch b ON b.id = r.batch_id WHERE b.state = 'failed'",
        )
        .pluck()
        .get(),
    ),
  ).toBe(0);
  removeProfile(profile);
});

test('改过的设置文件不采用，什么也不留下；换真的一份照样建得起来', async () => {
  const profile = freshProfile();
  const real = join(projectRoot, 'demo/setup.kaoji-setup.json');
  const forged = join(dirname(profile), 'forged.kaoji-setup.json');
  const text = readFileSync(real, 'utf8');
  const envelope = JSON.parse(text) as { body: string };
  writeFileSync(forged, JSON.stringify({ ...envelope, body: envelope.body.replaceAll('敖汉旗', '翁牛特旗') }));
  await withDesk({ profile }, async (desk) => {
    const player = playerAt(desk);
    await seeTitle(player, '设置登记台');
    await answerDialogs(desk.app, forged);
    await press(player, 'Enter');
    await see(desk.page.getByText('设置文件的签名对不上，内容可能被改过，没有采用。向自治区教育考试院重新索取一份。'));
    await seeTitle(player, '设置登记台');
    expect(existsSync(join(profile, 'desk')) || existsSync(join(profile, 'desk.new'))).toBe(false);
    await answerDialogs(desk.app, real);
    await tabTo(player, desk.page.getByRole('button', { name: '选设置文件' }));
    await press(player, 'Enter');
    await seeTitle(player, /^核对设置：敖汉旗/);
  });
  removeProfile(profile);
});

for (const [what, spoil, sentence] of [
  ['更新的程序版本写的数据', makeNewer, /^这份数据由更新的程序版本写成，没有改动它。先把本程序升级/],
  ['损坏的数据', damage, /^本机数据库已损坏，没有改动它。从最近的备份恢复/],
] as const) {
  test(`${what}：密码对也不打开，说明原因，不改动`, async () => {
    const profile = copyProfile(demoProfile);
    const file = join(profile, 'desk', 'desk.db');
    await spoil(profile, file);
    const before = readFileSync(file);
    await withDesk({ ...demoLaunch, profile }, async (desk) => {
      const player = playerAt(desk);
      await seeTitle(player, '登录');
      await write(player, clerk.loginName);
      await press(player, 'Tab');
      await write(player, clerk.password);
      await press(player, 'Enter');
      await seeTitle(player, '登记台现在打不开');
      await see(desk.page.getByRole('alert').filter({ hasText: sentence }));
    });
    expect(readFileSync(file).equals(before), '文件没有改动').toBe(true);
    removeProfile(profile);
  });
}

/** The picture ends and there is no camera any more: what a page sees of a pulled plug. */
function pullOutCamera(): void {
  const { mediaDevices } = navigator;
  mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
  const stream = document.querySelector<HTMLVideoElement>('.stage-video')?.srcObject as MediaStream;
  for (const track of stream.getTracks()) track.stop();
}

function plugIn(): void {
  Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
}

async function makeNewer(profile: string): Promise<void> {
  await withDeskFile(profile, (db) =>
    db.statement("INSERT INTO applied_migration (name, sha256, applied_at) VALUES ('9999_later.sql', 'x', 'x')").run(),
  );
}

async function damage(_profile: string, file: string): Promise<void> {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(600, 7), 0, 600, 500);
  closeSync(handle);
}

/** A workbook locked with a password is an OLE2 container with a stream of this name (MS-OFFCRYPTO 2.3.4.4). */
function lockedWorkbook(): Uint8Array {
  const container = Buffer.alloc(8192, 0);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(container);
  Buffer.from('EncryptedPackage', 'utf16le').copy(container, 1024);
  return container;
}
