import exceljs from 'exceljs';
import { rosterFieldLabel, rosterFields } from '../../shared/domain/roster-field.ts';
import { answerDialogs } from './launch.ts';
import { act, expect, look, type Player, press, see, seeTitle } from './main-job-keys.ts';
import { roster } from './main-job-people.ts';

/** The region's enrolment list, through the same four steps. */
export async function importEnrolmentList(player: Player, file: string, rows: number): Promise<void> {
  await player.step('导入自治区的学籍名单', async () => {
    await press(player, 'Control+3');
    await seeTitle(player, '名册导入 第 1 步 / 共 4 步：选文件');
    await player.picture('05-import-choose');
    await answerDialogs(player.app, file);
    await press(player, 'Alt+1');
    await seeTitle(player, '学籍名单导入 第 3 步 / 共 4 步：预览');
    await act(player, `导入 ${rows} 行`, 'Enter');
    await seeTitle(player, '学籍名单导入 第 4 步 / 共 4 步：结果');
    await see(player.page.getByText('导入完成'));
    await player.picture('06-enrolment-list-done');
    await look(player);
  });
}

/** The roster of 600 rows: columns looked at, problems walked through, report saved, the good rows imported. */
export async function importRoster(player: Player, file: string, reportFile: string): Promise<void> {
  const { page } = player;
  await player.step('导入 600 行名册，问题行另存', async () => {
    await answerDialogs(player.app, file);
    await press(player, 'Control+3');
    await seeTitle(player, '名册导入 第 1 步 / 共 4 步：选文件');
    await press(player, 'Enter');
    await seeTitle(player, '名册导入 第 3 步 / 共 4 步：预览');
    await act(player, '重新认列', 'Alt+2');
    await seeTitle(player, '名册导入 第 2 步 / 共 4 步：认列');
    await player.picture('07-import-columns');
    await look(player);
    await act(player, '就按这样认列', 'Control+Enter');
    await seeTitle(player, '名册导入 第 3 步 / 共 4 步：预览');
    await see(page.getByText('600 行 · 尚未写入任何数据'));
    await see(page.locator('.grid-scroll th', { hasText: '466' }));
    await press(player, 'F3');
    await expect(page.locator('.grid-scroll button:focus')).toContainText('15043');
    await press(player, 'F3');
    await see(page.locator('.cell-explanation', { hasText: '第 88 行 · 出生日期 · 2010-13-01' }));
    await player.picture('08-import-preview');
    await look(player);
    await answerDialogs(player.app, reportFile);
    await act(player, '另存问题行.xlsx', 'Alt+1');
    await see(page.getByRole('main').getByText('已另存 12 行'));
    await act(player, '导入 588 行', 'Enter');
    await seeTitle(player, '名册导入 第 4 步 / 共 4 步：结果');
    await see(page.getByText('已导入 588 人。'));
    await player.picture('09-import-result');
    await look(player);
  });
}

/** What the saved report says: sheet row and field of every problem, in the order of the rows. */
export async function readReport(file: string): Promise<readonly string[]> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(file);
  const sheet = workbook.getWorksheet('问题行');
  if (!sheet) throw new Error('no sheet 问题行');
  const header = (sheet.getRow(1).values as readonly unknown[]).map(String);
  const [rowAt, problemAt] = [header.indexOf('行号'), header.indexOf('问题')];
  const lines: string[] = [];
  sheet.eachRow((row, index) => {
    if (index === 1) return;
    // a sentence may hold the mark that divides problems: a problem is a part that begins with the name of a field
    const parts = String(row.getCell(problemAt).value).split('；');
    const fields = parts.map((part) => part.split('：')[0] ?? '').filter((name) => fieldNames.has(name));
    lines.push(...fields.map((field) => `${row.getCell(rowAt).value} ${field}`));
  });
  return lines;
}

const fieldNames = new Set(rosterFields.map(rosterFieldLabel));

/** What the report has to say, from the planted defects. */
export function plantedLines(): readonly string[] {
  return roster.defects.map(({ row, field }) => `${row} ${rosterFieldLabel(field)}`);
}

/** The report names exactly the twelve planted defects: row and field. */
export async function expectReport(file: string): Promise<void> {
  expect(await readReport(file)).toEqual(plantedLines());
}
