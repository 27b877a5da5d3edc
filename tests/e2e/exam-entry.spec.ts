import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, test } from '@playwright/test';
import { nameKey } from '../../shared/lib/names.ts';
import { atBothSizes } from './both-sizes.ts';
import { demoLaunch, playerAt, removeProfile, withDeskFile } from './faults-profile.ts';
import { answerDialogs, makeDemoProfile, withDesk } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, choose, expect, openAct, press, see, seeDialog, seeTitle, tabTo, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { textOf } from './paper-text.ts';
import { checkScreen } from './screen-check.ts';
import { classOne } from './screen-people.ts';

const longName = `${'阿拉坦其其格·'.repeat(6)}孛儿只斤·乌兰图`;
const sittingLabel = '2026 年秋季考次';
type Pupil = { readonly id: string; readonly fullName: string; readonly number: string };

/**
 * Twelve pupils of a class as they are after their registration, one with the longest name, and entry open. Written into the
 * file: twelve visits at the desk would take minutes, and what is played here begins after them.
 */
async function prepareClass(profile: string): Promise<readonly Pupil[]> {
  return withDeskFile(profile, (db) => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    db.statement(
      `UPDATE exam_window SET opens_at = ?, closes_at = ?, cohort_year = NULL, sitting = '2026-autumn' WHERE kind = 'examEntry'`,
    ).run(day(-1), day(9));
    const pupils = db
      .statement(
        `SELECT c.id, c.full_name AS fullName, c.enrolment_no AS number FROM candidacy c
         JOIN school_class k ON k.id = c.class_id JOIN school s ON s.id = k.school_id
         WHERE s.name || ' ' || k.name = ? AND c.enrolment_no IS NOT NULL AND c.status = 'awaitingCapture'
         ORDER BY c.seat_no LIMIT 12`,
      )
      .all(classOne) as Pupil[];
    const finish = db.statement(`UPDATE candidacy SET status = 'completed', candidacy_no = enrolment_no WHERE id = ?`);
    for (const pupil of pupils) finish.run(pupil.id);
    const [first] = pupils;
    if (!first) throw new Error('nobody waits');
    db.statement('UPDATE candidacy SET full_name = ?, name_key = ? WHERE id = ?').run(
      longName,
      nameKey(longName),
      first.id,
    );
    return [{ ...first, fullName: longName }, ...pupils.slice(1)];
  });
}

const tile = (page: Page, name: string) => page.locator('.subject-tile', { hasText: name });

test('选课报名：导入成绩，一个班报名，合格的不开放，高一第五科不收，打印报名表', async () => {
  const info = test.info();
  test.setTimeout(400_000);
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-entry-'));
  const profile = await makeDemoProfile();
  const picture = (page: Page, name: string) => atBothSizes(page, info.outputPath(name));
  try {
    const pupils = await prepareClass(profile);
    const [first, second, third] = pupils;
    if (!first || !second || !third) throw new Error('too few pupils');
    await withDesk({ ...demoLaunch, profile }, async (desk) => {
      const { app, page } = desk;
      const player = playerAt(desk);
      await page.setViewportSize({ width: 1366, height: 768 });

      await signIn(player, account('admin1'));
      const results = join(folder, '成绩.csv');
      const row = (pupil: Pupil, subject: string, outcome: string, name = pupil.fullName) =>
        [pupil.number, name, sittingLabel, subject, outcome].join(',');
      const rows = [
        row(first, '历史', '合格'),
        row(second, '语文', '合格'),
        row(third, '语文', '不合格'),
        row(third, '地理', '合格', '王小禾'),
      ];
      writeFileSync(results, ['考籍号,姓名,考次,科目,结果', ...rows].join('\r\n'));
      await answerDialogs(app, results);
      await page.getByRole('button', { name: '导入' }).first().click();
      await seeTitle(player, /^名册导入 第 1 步/);
      expect(await checkScreen(page), '导入页').toEqual([]);
      await picture(page, '1-choose');
      await openAct(player, '选考试成绩文件').click();
      await seeTitle(player, /^考试成绩导入 第 3 步/);
      await see(
        page.locator('.cell-explanation', {
          hasText: `第 5 行 · 姓名 · 王小禾：这个考籍号在库里是${third.fullName}的`,
        }),
      );
      await picture(page, '2-results-preview');
      await act(player, '导入 3 行', 'Enter');
      await seeTitle(player, /^考试成绩导入 第 4 步/);
      await see(page.getByText('已导入 3 条。'));
      await picture(page, '3-results-done');
      await leave(player);

      await signIn(player, account('clerk1'));
      await page.getByRole('button', { name: '选课' }).first().click();
      await seeTitle(player, '选课报名');
      await choose(player, '班级', classOne);
      await see(page.locator('.entry-sheet', { hasText: longName }));
      const closed = tile(page, '历史');
      await expect(closed).toHaveAttribute('aria-disabled', 'true');
      await see(closed.getByText('历史已经合格，不再开放报名'));
      await see(closed.getByText('《考籍管理办法》一（三）'));
      expect(await checkScreen(page), '选课页').toEqual([]);
      await picture(page, '4-entry-start');

      // five by keyboard: the list gives the tiles the focus, Space chooses
      await tabTo(player, page.getByRole('option', { name: new RegExp(longName) }));
      await press(player, 'Enter');
      await expect(tile(page, '语文')).toBeFocused();
      for (const name of ['语文', '数学', '外语', '思想政治']) {
        await expect(tile(page, name)).toBeFocused();
        await press(player, 'Space', 'ArrowRight');
      }
      await see(page.getByText('4 / 4 科'));
      await press(player, 'ArrowRight', 'Space');
      await expect(tile(page, '地理')).toHaveAttribute('aria-pressed', 'true');
      const refusal = page.locator('.finding-panel', { hasText: '选了 5 科，高一最多报 4 科' });
      await see(refusal.getByText('依据 《考籍管理办法》一（三）'));
      await picture(page, '5-fifth-refused');
      await press(player, 'Control+Enter');
      await see(page.locator('.closed-why', { hasText: '高一最多报 4 科' }));
      await page.keyboard.press('Escape');
      await tile(page, '地理').click();
      await see(page.getByText('4 / 4 科'));
      await picture(page, '6-four');
      await act(player, '报名，下一位', 'Control+Enter');
      await see(page.locator('.entry-sheet', { hasText: second.fullName }));
      await see(page.getByRole('option', { name: new RegExp(`${longName}.*4 科`) }));

      // the others with two subjects at once: one of them has passed one of these, the rest go in
      await page.getByRole('option', { name: new RegExp(third.fullName) }).click();
      await see(page.locator('.entry-sheet', { hasText: third.fullName }));
      await tile(page, '语文').click();
      await tile(page, '物理').click();
      await see(page.getByText('2 / 4 科'));
      await openAct(player, '给多人报同样的科目').click();
      await seeDialog(player, '给多人报同样的科目');
      await picture(page, '7-many');
      await press(player, 'Control+Enter');
      await see(page.getByText('报上 10 人', { exact: true }));
      await see(page.getByText('没有报上 1 人', { exact: true }));
      await see(page.getByRole('listitem').filter({ hasText: `${second.fullName}：不能选课报名：语文已经合格` }));
      await picture(page, '8-many-done');
      await press(player, 'Control+Enter');

      const slip = join(folder, '报名表.pdf');
      await answerDialogs(app, slip);
      await page.getByRole('option', { name: new RegExp(longName) }).click();
      await act(player, '打印报名表', 'Control+P');
      await see(page.getByText('已存 1 份报名表到“报名表.pdf”'));
      const [text = '', ...more] = await textOf(slip);
      expect(more).toEqual([]);
      for (const part of [
        longName,
        first.number.slice(7, 15),
        sittingLabel,
        '报考科目，共4科',
        '语文',
        '外语',
        '学生签字',
        '第1次打印',
      ])
        expect(text).toContain(part.replace(/\s/gu, ''));
      expect(text).not.toContain('历史');
      await openAct(player, '打印全班 11 份').click();
      await see(page.getByText('已存 11 份报名表'));
      expect(await textOf(slip)).toHaveLength(11);

      // the signed papers come back: one by one, undone, then the rest of the class
      const ownClass = page.getByRole('radio', { checked: true }).locator('..');
      await see(ownClass.getByText(/报 11\/\d+ · 印 11 · 签 0/));
      await page.getByRole('option', { name: new RegExp(longName) }).click();
      await see(page.locator('.entry-who', { hasText: '报名表已打印，等学生签字' }));
      await act(player, '收回签字的报名表', 'F8');
      await see(page.locator('.entry-who', { hasText: /签字的报名表 .+ 收回/ }));
      await see(ownClass.getByText(/印 11 · 签 1/));
      await act(player, '撤销签字记号', 'F8');
      await see(ownClass.getByText(/印 11 · 签 0/));
      await act(player, '收回签字的报名表', 'F8');
      await openAct(player, '收回全班 10 份').click();
      await see(page.getByText('收回签字的报名表 10 份'));
      await see(ownClass.getByText(/印 11 · 签 11/));
      await tabTo(player, page.getByRole('option', { name: new RegExp(longName) }));
      expect(await checkScreen(page), '签字收回以后').toEqual([]);
      await picture(page, '9-signed');

      await openAct(player, '撤回报名').click();
      await seeDialog(player, `撤回 ${longName} 的报名`);
      await write(player, '这次不考，下次再报');
      await press(player, 'Control+Enter');
      await see(page.getByRole('option', { name: new RegExp(`${longName}.*已撤回`) }));
      await picture(page, '10-withdrawn');
    });
  } finally {
    removeProfile(profile);
    rmSync(folder, { recursive: true, force: true });
  }
});
