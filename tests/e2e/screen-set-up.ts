import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegionKey, signedSetup } from '../../scripts/demo-data/region-key.ts';
import { demoSetupBody } from '../../scripts/demo-data/setup-body.ts';
import { answerDialogs, projectRoot } from './launch.ts';
import { writeJobFiles } from './main-job.ts';
import { setUp, signIn } from './main-job-gate.ts';
import { act, type Player, press, see, seeTitle, tabTo, write } from './main-job-keys.ts';
import { account, classOne } from './main-job-people.ts';
import { importEnrolmentList, importRoster } from './main-job-roster.ts';

/**
 * Screens of a new office: set-up as a region sends it, the demo's set-up with the recovery sheet, both imports with the
 * twelve bad rows. Calls `player.picture` on each; `folder` has to be there. `darkGate`: the
 * screens between the first and sign-in, where nobody can choose a look, are shown in the dark one.
 */
export async function tourSetUp(player: Player, folder: string, { darkGate = false } = {}): Promise<void> {
  const files = writeJobFiles(folder);
  await previewRealOffice(player, folder);
  if (darkGate) await reloadIn(player, 'dark');
  await setUp(player, files.setup);
  await recoverCard(player);
  await player.picture('sign-in');
  if (darkGate) await reloadIn(player, 'light');
  await signIn(player, account('clerk1'));
  await see(player.page.getByRole('option', { name: classOne.title }));
  await player.picture('home-without-roster');
  await press(player, 'Control+2');
  await seeTitle(player, '班级');
  await see(player.page.getByRole('option', { name: classOne.title }));
  await player.picture('classes-without-roster');
  await importEnrolmentList(player, files.list, 589);
  await importRoster(player, files.roster, files.report);
  await act(player, '再导入一个文件', 'Alt+1');
  await seeTitle(player, '名册导入 第 1 步 / 共 4 步：选文件');
  await see(player.page.getByRole('option', { name: /敖汉旗名册/ }));
  await player.picture('import-earlier');
  await press(player, 'Control+1');
  await see(player.page.getByRole('option', { name: classOne.title }));
  await player.picture('home-clerk-new-roster');
  await brokenRoster(player, folder);
}

/** As after a restart with the look that was chosen before. */
async function reloadIn({ page }: Player, look: 'dark' | 'light'): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('appearance', chosen), look);
  await page.reload();
}

/** What a real region's file looks like before it is used: fingerprint to compare, first administrator to name. */
async function previewRealOffice(player: Player, folder: string): Promise<void> {
  const { page } = player;
  const path = join(folder, '敖汉旗.kaoji-setup.json');
  const body = demoSetupBody();
  const office = { ...body.office, name: '敖汉旗招生考试中心' };
  const key = await readRegionKey(join(projectRoot, 'demo'));
  writeFileSync(path, JSON.stringify(signedSetup({ ...body, office, isDemo: false, accounts: [] }, key)));
  await player.step('设置文件不对时说明原因', async () => {
    await seeTitle(player, '设置登记台');
    const wrong = join(folder, '不是设置文件.json');
    writeFileSync(wrong, '{}');
    await answerDialogs(player.app, wrong);
    await press(player, 'Enter');
    await see(page.getByText('这不是自治区的设置文件'));
    await player.picture('set-up-wrong-file');
  });
  await player.step('正式的设置文件：核对指纹，写第一位管理员', async () => {
    await answerDialogs(player.app, path);
    await tabTo(player, page.getByRole('button', { name: '选设置文件' }));
    await press(player, 'Enter');
    await seeTitle(player, `核对设置：${office.name}`);
    await press(player, 'Control+Enter');
    await see(page.locator('.closed-why', { hasText: '核对公钥指纹' }));
    await player.picture('set-up-real-office');
    await act(player, '换一个文件', 'Alt+1');
    await seeTitle(player, '设置登记台');
  });
}

/** The way in with the words of the recovery sheet. */
async function recoverCard(player: Player): Promise<void> {
  const { page } = player;
  await seeTitle(player, '登录');
  await tabTo(player, page.getByRole('button', { name: '忘了密码，用恢复单打开' }));
  await press(player, 'Enter');
  await seeTitle(player, '用恢复单打开登记台');
  await write(player, '不在 词表 里的');
  await player.picture('recover');
  await tabTo(player, page.getByRole('button', { name: '回到登录' }));
  await press(player, 'Enter');
  await seeTitle(player, '登录');
}

/** A file that is no workbook at all: nothing is written, and the page says why. */
async function brokenRoster(player: Player, folder: string): Promise<void> {
  const { page } = player;
  const path = join(folder, '损坏的名册.xlsx');
  writeFileSync(path, Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(4000, 7)]));
  await player.step('损坏的文件说明原因', async () => {
    await press(player, 'Control+3');
    await seeTitle(player, '名册导入 第 1 步 / 共 4 步：选文件');
    await answerDialogs(player.app, path);
    await press(player, 'Enter');
    await see(page.getByRole('alert').or(page.locator('.fault-band')));
    await player.picture('import-broken-file');
  });
}
