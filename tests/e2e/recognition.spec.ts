import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { agreeTo, takeIn, takeRegionFile } from './application-visits.ts';
import { atBothSizes } from './both-sizes.ts';
import { demoLaunch, playerAt, removeProfile, withDeskFile } from './faults-profile.ts';
import { makeDemoProfile, withDesk } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { choose, expect, fill, type Player, press, see, seeNoList, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { noticesFile } from './region-programs.ts';
import { namedPupil } from './results-pupils.ts';
import { checkScreen } from './screen-check.ts';

const joiningName = '𬱖·乌兰图雅𠮷';

let profile = '';
let folder = '';
test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = mkdtempSync(join(tmpdir(), 'kaoji-results-'));
  profile = await makeDemoProfile();
});
test.afterAll(() => {
  removeProfile(profile);
  rmSync(folder, { recursive: true, force: true });
});

const picture = ({ page }: Player, name: string) => atBothSizes(page, test.info().outputPath(name));

/** Line by line as it stands on the other province's certificate. */
async function typeCertificate(player: Player): Promise<void> {
  const { page } = player;
  await choose(player, '成绩证明由哪个省出具', '山东省');
  await fill(player, '出具机构', '山东省教育招生考试院');
  await fill(player, '证明编号', 'SD-2026-0001');
  const lines = [
    ['语文', '合格', null],
    ['科学', '不合格', '地理'],
    ['综合实践', 'A', '本区没有这一科'],
  ] as const;
  for (const [at, [name, asCertified, subject]] of lines.entries()) {
    const row = `第 ${at + 1} 行`;
    await page.getByRole('button', { name: '添一科' }).click();
    await page.getByRole('textbox', { name: `${row}科目` }).fill(name);
    await page.getByRole('textbox', { name: `${row}证明上的成绩` }).fill(asCertified);
    if (asCertified === '不合格') await pick(player, `${row}计为`, '不合格');
    if (subject !== null) await choose(player, `${row}本区科目`, subject);
  }
  expect(await checkScreen(page), '逐科录入').toEqual([]);
  await picture(player, '成绩转入认证-1-lines');
  await page.getByRole('button', { name: '存下改动' }).click();
  await see(page.getByText('已存下').first());
}

async function pick(player: Player, label: string, option: string): Promise<void> {
  const { page } = player;
  await page.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click();
  await seeNoList(player);
}

function certifiedBy(applicationId: string): readonly object[] {
  const decidedAt = new Date().toISOString();
  const agreed = { kind: 'stepDecision', applicationId, outcome: 'agreed', reason: null, decidedAt, candidacyNo: null };
  return [
    { ...agreed, step: 'leagueApprove', decidedBy: '赤峰市教育招生考试中心' },
    { ...agreed, step: 'regionDecide', decidedBy: '自治区教育考试院' },
  ];
}

test('成绩转入认证：照外省的证明录入，旗县、盟市、自治区同意，转入学校补注册', async () => {
  test.setTimeout(600_000);
  const joining = await withDeskFile(profile, (db) => namedPupil(db, 'preRegistered', joiningName));
  await withDesk({ ...demoLaunch, profile }, async (desk) => {
    const player = playerAt(desk);
    await player.page.setViewportSize({ width: 1366, height: 768 });
    const recognition = await takeIn(player, {
      fullName: joining.fullName,
      kind: /^成绩转入认证：/,
      title: '成绩转入认证',
      proofs: ['外省成绩证明', '接收学校证明', '身份证明'],
      folder,
      inDraft: () => typeCertificate(player),
      picture: (name) => picture(player, name),
    });
    await agreeTo(player, 'review2', joining.fullName, () => picture(player, '成绩转入认证-3-county'));
    const words = join(folder, 'region.kaoji-region.json');
    expect(noticesFile(words, certifiedBy(recognition))).toContain('写好了 2 条');
    await takeRegionFile(player, words, [
      `${joining.fullName}：赤峰市教育招生考试中心同意`,
      `${joining.fullName}：自治区教育考试院同意`,
    ]);
    await leave(player);
    await agreeTo(player, 'school1', joining.fullName, () => picture(player, '成绩转入认证-4-school'));

    // the joining school has registered: the desk is next
    await signIn(player, account('clerk1'));
    await press(player, 'F2');
    await write(player, joining.fullName);
    await see(player.page.locator('.search-results', { hasText: '待采集' }));
  });
});
