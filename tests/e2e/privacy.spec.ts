import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import ExcelJS from 'exceljs';
import { scanForPersonalData } from '../security/profile-scan.ts';
import { freshProfile, projectRoot, withDesk } from './launch.ts';
import { signIn } from './main-job-gate.ts';
import { type Player, press, see, testPace, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';

test('开着和 kill -9 之后：数据库、WAL、临时文件、Chromium 缓存里没有姓名、号码、照片', async () => {
  test.setTimeout(240_000);
  const people = await demoPeople();
  const profile = freshProfile();
  const temporary = join(dirname(profile), 'tmp');
  mkdirSync(temporary);
  const scan = () => scanForPersonalData([profile, temporary], people.texts);
  try {
    await withDesk(
      {
        profile,
        words: ['--demo'],
        firstStart: true, // the import of the roster may leave nothing behind either
        camera: join(projectRoot, 'demo/camera.mjpeg'),
        env: { TMPDIR: temporary },
      },
      async ({ app, page }) => {
        const player = {
          app,
          page,
          pace: testPace,
          step: (_name: string, play: () => Promise<unknown>) => play(),
          picture: async () => undefined,
        } as unknown as Player;
        await signIn(player, account('clerk1'));
        await expect(page.getByRole('option').first()).toBeVisible();
        await press(player, 'F2');
        await expect(page.getByRole('combobox', { name: '搜索' })).toBeFocused();
        await write(player, people.search);
        await see(page.getByText(people.search).first());
        await press(player, 'Enter');
        await see(page.getByText('看好人，按空格拍照'));
        await see(page.locator('.stage-source', { hasText: '照片来源' }));
        await expect(page.locator('.stage')).toBeFocused();
        await press(player, 'Space');
        await see(page.getByRole('img', { name: /本次照片/ }));
        await see(page.locator('.saved-line', { hasText: /已保存 \d\d:\d\d:\d\d/ }));
        const open = scan();
        expect(open.files).toBeGreaterThan(5);
        expect(open.leaks, '开着的时候').toEqual([]);
        const gone = new Promise((resolve) => app.process().once('exit', resolve));
        app.process().kill('SIGKILL');
        await gone;
        expect(scan().leaks, 'kill -9 之后').toEqual([]);
      },
    );
  } finally {
    rmSync(dirname(profile), { recursive: true, force: true });
  }
});

/** Every fifth person of the demo roster and the one who is called: names of three characters and more, numbers, mobiles. */
async function demoPeople(): Promise<{ texts: string[]; search: string }> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(projectRoot, 'demo/roster.xlsx'));
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error('the demo roster is empty');
  const headers = Array.from(sheet.getRow(1).values as unknown[], String);
  const column = (name: string) => headers.findIndex((header) => header.startsWith(name));
  const [name, number, mobile, approval] = ['姓名', '证件号码', '手机号', '班主任审核'].map(column);
  const texts: string[] = [];
  let search = '';
  sheet.eachRow((row, index) => {
    if (index === 1) return;
    const cell = (at: number | undefined) => String(row.getCell(at ?? 0).value ?? '');
    const isCalled = search === '' && cell(approval) !== '' && cell(approval) !== 'null' && [...cell(name)].length >= 5;
    if (isCalled) search = cell(name);
    if (!isCalled && index % 5 !== 0) return;
    if ([...cell(name)].length >= 3) texts.push(cell(name));
    texts.push(cell(number), cell(mobile));
  });
  return { texts: texts.filter((text) => text.length >= 3), search };
}
