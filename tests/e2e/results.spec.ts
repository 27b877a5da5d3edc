import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { ownSchools } from '../../scripts/demo-data/county.ts';
import { nameKey } from '../../shared/lib/names.ts';
import { agreeTo, openApplications, takeIn, takeRegionFile } from './application-visits.ts';
import { atBothSizes } from './both-sizes.ts';
import { demoLaunch, playerAt, removeProfile, withDeskFile } from './faults-profile.ts';
import { answerDialogs, makeDemoProfile, withDesk } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, choose, expect, fill, type Player, press, see, seeDialog, seeTitle, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { textOf } from './paper-text.ts';
import { noticesFile } from './region-programs.ts';
import { checkScreen } from './screen-check.ts';
import { classOne } from './screen-people.ts';

const sitting = { id: '2026-autumn', label: '2026 年秋季考次' } as const;
const joiningName = '𬱖·乌兰图雅𠮷';
const longName = `${'阿拉坦其其格·'.repeat(6)}孛儿只斤·乌兰图`;
const rareName = '𠮷日嘎拉·𬱖';
const [school] = ownSchools;
if (!school) throw new Error('the demo county has no school');

type Pupil = { readonly id: string; readonly fullName: string; readonly number: string };

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

/** One who has come from another province, and two in effect whose enrolment has left the region. */
function prepare(): Promise<readonly [Pupil, Pupil, Pupil]> {
  return withDeskFile(profile, (db) => {
    const named = (status: string, fullName: string): Pupil => {
      const found = db
        .statement(
          `SELECT c.id, c.enrolment_no AS number FROM candidacy c JOIN school s ON s.id = c.school_id JOIN school_class k ON k.id = c.class_id
           WHERE s.code = ? AND c.enrolment_no IS NOT NULL AND c.status = ? ORDER BY s.name || ' ' || k.name = ? DESC, c.seat_no, c.id LIMIT 1`,
        )
        .get(school?.code, status, classOne) as Omit<Pupil, 'fullName'> | undefined;
      if (!found) throw new Error(`nobody is ${status}`);
      db.statement('UPDATE candidacy SET full_name = ?, name_key = ? WHERE id = ?').run(
        fullName,
        nameKey(fullName),
        found.id,
      );
      return { ...found, fullName };
    };
    const leaver = (fullName: string): Pupil => {
      const pupil = named('awaitingCapture', fullName);
      const at = new Date(Date.now() - 20 * 86_400_000).toISOString();
      db.statement(
        `UPDATE candidacy SET status = 'inEffect', candidacy_no = enrolment_no, revision = 1, completed_at = ? WHERE id = ?`,
      ).run(at, pupil.id);
      db.statement('DELETE FROM enrolment_record WHERE enrolment_no = ?').run(pupil.number);
      return pupil;
    };
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    db.statement(
      `UPDATE exam_window SET opens_at = ?, closes_at = ?, cohort_year = NULL, sitting = ? WHERE kind = 'examEntry'`,
    ).run(day(-1), day(9), sitting.id);
    return [named('preRegistered', joiningName), leaver(longName), leaver(rareName)];
  });
}

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
  await expect(page.locator('.ant-select-dropdown:visible')).toHaveCount(0);
  expect(await checkScreen(page), '逐科录入').toEqual([]);
  await picture(player, '成绩转入认证-1-lines');
  await page.getByRole('button', { name: '存下改动' }).click();
  await see(page.getByText('已存下').first());
}

async function pick({ page }: Player, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click();
}

function wordsOfRegion(applicationId: string, leavers: readonly Pupil[]): readonly object[] {
  const decidedAt = new Date().toISOString();
  const agreed = { kind: 'stepDecision', applicationId, outcome: 'agreed', reason: null, decidedAt, candidacyNo: null };
  return [
    { ...agreed, step: 'leagueApprove', decidedBy: '赤峰市教育招生考试中心' },
    { ...agreed, step: 'regionDecide', decidedBy: '自治区教育考试院' },
    ...leavers.map(({ id, number }) => ({
      kind: 'subjectResults',
      candidacyId: id,
      candidacyNo: number,
      source: '秋季成绩公布',
      decidedAt,
      results: [
        { sitting: sitting.id, subject: '01', outcome: 'pass' },
        { sitting: sitting.id, subject: '02', outcome: 'fail' },
      ],
    })),
  ];
}

/** Issues and prints a certificate; answers number and code as they stand on the paper. */
async function issueAndPrint(player: Player, { fullName, number }: Pupil, name: string) {
  const { app, page } = player;
  await signIn(player, account('review1'));
  await openApplications(player);
  await page.getByRole('option', { name: new RegExp(fullName) }).click();
  await picture(player, `${name}-3-issue`);
  await act(player, '同意并看下一件', 'Control+Enter');
  await see(page.getByText('已同意 1 件'));
  await openIssued(player, fullName);
  const card = page.getByRole('region', { name: '成绩证明' });
  await see(card.getByText('打印过 0 次'));
  await picture(player, `${name}-4-issued`);
  await card.getByRole('button', { name: '打印…' }).click();
  await seeDialog(player, '打印成绩证明');
  await write(player, '交张家口市第一中学');
  await picture(player, `${name}-5-print`);
  const paper = test.info().outputPath(`${name}.pdf`);
  await answerDialogs(app, paper);
  await press(player, 'Control+Enter');
  await see(card.getByText('打印过 1 次'));
  await leave(player);
  const [text = '', ...more] = await textOf(paper);
  expect(more, '只有一页').toEqual([]);
  const results = ['1语文合格', '2数学不合格', '合格性考试成绩，共2科'];
  for (const part of [fullName, ...results, sitting.label, '第1次打印'])
    expect(text).toContain(part.replace(/\s/gu, ''));
  expect(text.replace(/\D/gu, '')).toContain(number.replace(/\D/gu, ''));
  return {
    number: /KZ-\d{6}-\d{4}-[0-9A-F]{6}-\d{4}/u.exec(text)?.[0] ?? '',
    code: /核验码([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/u.exec(text)?.[1] ?? '',
  };
}

async function openIssued(player: Player, fullName: string): Promise<void> {
  const { page } = player;
  await openApplications(player);
  await page.getByText(/^已办结( \d+)?$/).click();
  await page.getByRole('option', { name: new RegExp(fullName) }).click();
}

/** Proves number and code on the page for it; sees this verdict. */
async function verify(
  player: Player,
  { number, code }: { number: string; code: string },
  verdict: string,
  name: string,
) {
  const { page } = player;
  await openApplications(player);
  await page.locator('.action-bar .act', { hasText: '核验成绩证明' }).click();
  await seeTitle(player, '核验成绩证明');
  await page.getByRole('textbox', { name: '二维码或编号' }).fill(number);
  await page.getByRole('textbox', { name: '核验码' }).fill(code);
  await act(player, '核验', 'Control+Enter');
  await see(page.getByRole('status', { name: '核验结果' }).getByText(verdict, { exact: true }));
  expect(await checkScreen(page), '核验页').toEqual([]);
  await picture(player, name);
  await press(player, 'Escape');
}

test('成绩转入认证到补注册；成绩证明出具、打印、核验、撤销', async () => {
  test.setTimeout(600_000);
  const [joining, leaver, rare] = await prepare();
  await withDesk({ ...demoLaunch, profile }, async (desk) => {
    const player = playerAt(desk);
    const { page } = player;
    await page.setViewportSize({ width: 1366, height: 768 });
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
    expect(noticesFile(words, wordsOfRegion(recognition, [leaver, rare]))).toContain('写好了 4 条');
    await takeRegionFile(player, words, [
      `${joining.fullName}：赤峰市教育招生考试中心同意`,
      `${joining.fullName}：自治区教育考试院同意`,
      longName,
      rareName,
    ]);
    await leave(player);
    await agreeTo(player, 'school1', joining.fullName, () => picture(player, '成绩转入认证-4-school'));

    for (const one of [leaver, rare])
      await takeIn(player, {
        fullName: one.fullName,
        kind: /^成绩证明：/,
        title: '成绩证明',
        proofs: ['学籍转出证明'],
        folder,
        content: () => fill(player, '转往哪里、作什么用', '转往河北省张家口市第一中学'),
        ...(one === leaver && { picture: (name: string) => picture(player, name) }),
      });
    await issueAndPrint(player, rare, '成绩证明-rare');
    const paper = await issueAndPrint(player, leaver, '成绩证明-long');

    await signIn(player, account('review2'));
    await verify(player, paper, '有效', '核验-1-genuine');
    await openIssued(player, longName);
    await page.getByRole('button', { name: '撤销证明…' }).click();
    await seeDialog(player, '撤销成绩证明');
    await write(player, '转出学校写错了');
    await picture(player, '成绩证明-6-withdraw');
    await press(player, 'Control+Enter');
    await see(page.getByRole('region', { name: '成绩证明' }).getByText('已撤销', { exact: true }));
    await picture(player, '成绩证明-7-withdrawn');
    await verify(player, paper, '已撤销', '核验-2-withdrawn');

    // what is known of a subject stands on its tile, with its source and day
    await leave(player);
    await signIn(player, account('clerk1'));
    await page.getByRole('navigation').getByRole('button', { name: '选课' }).click();
    await seeTitle(player, '选课报名');
    await choose(player, '班级', classOne);
    await page.getByRole('option', { name: new RegExp(longName) }).click();
    const tile = page.locator('.subject-tile', { hasText: '语文' });
    await see(tile.getByText(new RegExp(`合格 · ${sitting.label}，自治区下发 · `)));
    await picture(player, '选课-results');

    // the joining school has registered: the desk is next
    await press(player, 'F2');
    await write(player, joining.fullName);
    await see(page.locator('.search-results', { hasText: '待采集' }));
  });
});
