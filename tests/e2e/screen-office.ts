import { leave, signIn } from './main-job-gate.ts';
import { act, expect, type Player, press, see, seeTitle, tabTo, write } from './main-job-keys.ts';
import { approveAll } from './main-job-out.ts';
import { account } from './main-job-people.ts';
import { tourCalendar } from './screen-calendar.ts';

/** Screens of class teachers and of a school, on the demo county after `tourDesk`. */
export async function tourSchool(player: Player): Promise<void> {
  const { page } = player;
  await player.step('班主任', async () => {
    await signIn(player, account('t1-2605'));
    await see(page.getByText(/待审核/));
    await player.picture('home-teacher');
    await press(player, 'Enter');
    await see(page.locator('.check-sheet'));
    await player.picture('teacher-review');
    const first = (await page.locator('.check-sheet .person-name').first().textContent()) ?? '';
    await act(player, '退回…', 'Alt+1');
    await see(page.getByRole('dialog', { name: /^退回/ }));
    await write(player, '学籍号与学生证不一致：向学校教务处核对后改正');
    await player.picture('teacher-return');
    await press(player, 'Control+Enter');
    await see(page.getByText(/已退回/));
    await expect(page.getByRole('option', { name: first })).toHaveCount(0);
    await act(player, /同意没有问题的/, 'Alt+2');
    await see(page.getByRole('dialog', { name: /^同意没有问题的/ }));
    await player.picture('teacher-approve-many');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await leave(player);
  });
  await player.step('班主任同意登记台留存的', async () => {
    await signIn(player, account('t1-2601'));
    await act(player, /审核 \d+ 人/, 'Enter');
    await see(page.locator('.check-sheet'));
    await player.picture('teacher-held');
    await act(player, /同意没有问题的/, 'Alt+2');
    await see(page.getByRole('dialog', { name: /^同意没有问题的/ }));
    await press(player, 'Control+Enter');
    await see(page.getByText(/已同意 \d+ 人/));
    await leave(player);
  });
  await player.step('学校', async () => {
    await signIn(player, account('school1'));
    await see(page.getByText(/待审核/));
    await player.picture('home-school');
    await openPage(player, '进度');
    await see(page.locator('.check-sheet'));
    await player.picture('school-progress');
    await openPage(player, '账户');
    await see(page.getByRole('cell', { name: '白海泉' }));
    await player.picture('school-accounts');
    await openPage(player, '学校');
    await see(page.getByRole('cell', { name: '高一(1)班' }));
    await player.picture('school-classes');
    await tabTo(player, page.getByRole('button', { name: '看学生' }));
    await press(player, 'Enter');
    const pupils = page.locator('.class-pupils li');
    for (const at of [0, 1]) {
      await tabTo(player, pupils.nth(at).getByRole('checkbox'));
      await press(player, 'Space');
    }
    await player.picture('school-pupils');
    await press(player, 'Control+Enter');
    await see(page.getByRole('dialog', { name: '给 2 人换班' }));
    await player.picture('school-move');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await press(player, 'Escape');
    await act(player, '学校资料…', 'Alt+1');
    await tabTo(player, page.getByRole('textbox', { name: '联系电话' }));
    await press(player, 'Control+A');
    await write(player, '4321234');
    await press(player, 'Control+Enter');
    await see(page.locator('.finding-panel', { hasText: '固定电话少了区号' }));
    await player.picture('school-data-refused');
    await leave(player);
  });
}

/** Opens a page by the button of the rail. */
async function openPage(player: Player, word: string): Promise<void> {
  await tabTo(player, player.page.locator('.rail').getByRole('button', { name: word, exact: true }));
  await press(player, 'Enter');
}

/** Screens of reviewers, administrator and auditor. `receiverUrl` null: what is released waits, with its reason. */
export async function tourOffice(player: Player, receiverUrl: string | null): Promise<void> {
  await reviewer(player);
  await releaser(player);
  await administrator(player, receiverUrl);
  await firstPassword(player);
  await auditor(player);
}

async function reviewer(player: Player): Promise<void> {
  const { page } = player;
  await player.step('审核员：照片墙、列表、退回', async () => {
    await signIn(player, account('review1'));
    await see(page.getByText(/等审核/));
    await player.picture('home-reviewer');
    await press(player, 'Enter');
    await seeTitle(player, '审核');
    await see(page.locator('.wall-tile img'));
    await player.picture('review-wall');
    await press(player, 'Enter');
    await see(page.getByRole('dialog'));
    await player.picture('review-photo');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await press(player, 'Space', 'ArrowRight', 'Space');
    await see(page.getByText('已标记 2 件'));
    await act(player, '退回已标记的 2 张…', 'Alt+2');
    await see(page.getByRole('dialog', { name: '退回登记台' }));
    await player.picture('review-return');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await press(player, 'Space', 'ArrowLeft', 'Space');
    await act(player, '叫回重拍…', 'Alt+3');
    await see(page.getByRole('dialog', { name: '叫回重拍' }));
    await player.picture('review-retake');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('radio', { name: '照片墙' }).focus();
    await press(player, 'ArrowRight');
    await expect(page.getByRole('radio', { name: '列表' })).toBeChecked();
    await see(page.locator('.sheet-history li'));
    await player.picture('review-list');
    await approveAll(player, 'review-rest');
    await see(page.getByText(/张看完。/));
    await player.picture('review-done');
  });
  await player.step('审核员：疑似同一人', async () => {
    await press(player, 'Control+7');
    await seeTitle(player, '例外照片：由第二人放行的');
    await player.picture('overrides');
    await press(player, 'Control+5');
    await seeTitle(player, '业务件');
    await act(player, '疑似同一人…', 'Alt+5');
    await see(page.locator('.side-by-side'));
    await player.picture('case-side-by-side');
    await press(player, 'Control+Enter');
    await see(page.getByRole('dialog', { name: '是两个人' }));
    await player.picture('case-decide');
    await press(player, 'Escape');
    await leave(player);
  });
}

async function releaser(player: Player): Promise<void> {
  const { page } = player;
  await player.step('另一位审核员放行', async () => {
    await signIn(player, account('review2'));
    await press(player, 'Control+3');
    await see(page.getByText(/能由你放行 [1-9]\d* 份/));
    await player.picture('release');
    await act(player, /放行 [1-9]\d* 份/, 'Control+Enter');
    await see(page.getByText(/已放行 \d+ 份/));
    await player.picture('released');
    await press(player, 'Control+4');
    await seeTitle(player, '送出与收回');
    await see(page.locator('.batches').getByText('直接放行'));
    await see(page.locator('.trouble').getByText(/没有应答/));
    await player.picture('sync-no-answer');
    await page.getByRole('button', { name: /月\d+日第1批$/ }).press('Enter');
    await see(page.getByText(/^已放行：直接放行/));
    await player.picture('batch');
    await press(player, 'Escape');
    await seeTitle(player, '送出与收回');
    await leave(player);
  });
}

async function administrator(player: Player, receiverUrl: string | null): Promise<void> {
  const { page } = player;
  await player.step('管理员：总览、送出、台账', async () => {
    await signIn(player, account('admin1'));
    await see(page.getByText('已有自治区回执'));
    await player.picture('home-administrator');
    await press(player, 'Control+4');
    await seeTitle(player, '送出与收回');
    await act(player, '接收地址…', 'Alt+9');
    await see(page.getByRole('dialog', { name: '接收地址' }));
    if (receiverUrl) await page.getByLabel('地址', { exact: true }).fill(receiverUrl);
    await player.picture('sync-receiver');
    await press(player, receiverUrl ? 'Control+Enter' : 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await act(player, '用恢复单读…', 'F8');
    await see(page.getByRole('dialog', { name: '用恢复单读回执' }));
    await player.picture('sync-sheet');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    if (receiverUrl) {
      await expect(page.locator('.figure', { hasText: '未送达' }).locator('strong')).toHaveText('0');
      await player.picture('sync-receipts');
    }
    await press(player, 'Control+2');
    await see(page.getByText('相符'));
    await page.locator('.equation button', { hasText: '待班主任' }).first().press('Enter');
    await see(page.locator('.part-names .person-name'));
    await player.picture('custody-names');
  });
  await tourCalendar(player);
  await player.step('管理员：账户和记录', async () => {
    await press(player, 'Control+6');
    await see(page.getByRole('cell', { name: '王敏', exact: true }));
    await player.picture('accounts');
    await press(player, 'Control+1', 'Control+6');
    for (const [name, title, picture] of [
      ['重设密码', /^重设/, 'account-reset'],
      ['停用', /^停用/, 'account-disable'],
    ] as const) {
      await page.getByRole('button', { name }).first().press('Enter');
      await see(page.getByRole('dialog', { name: title }));
      await player.picture(picture);
      await press(player, 'Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    await act(player, '重新生成恢复单', 'Alt+1');
    await see(page.getByRole('dialog', { name: '重新生成恢复单' }));
    await player.picture('account-new-recovery-sheet');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('button', { name: '新建账户' }).press('Enter');
    await see(page.getByRole('dialog', { name: '新建账户' }));
    await page.getByLabel('姓名', { exact: true }).fill('额尔敦巴特尔');
    await page.getByLabel('登录名').fill('clerk3');
    await page.getByLabel('第一个密码').fill('clerk3-first');
    await player.picture('account-create');
    await press(player, 'Control+Enter');
    await see(page.getByRole('cell', { name: 'clerk3' }));
    await press(player, 'Control+7');
    await see(page.locator('.ant-table-row'));
    await press(player, 'Enter');
    await see(page.getByText('连续、没有改动'));
    await player.picture('audit-verified');
    await leave(player);
  });
}

async function firstPassword(player: Player): Promise<void> {
  const { page } = player;
  await player.step('第一次登录先换密码', async () => {
    await seeTitle(player, '登录');
    await write(player, 'clerk3');
    await press(player, 'Tab');
    await write(player, 'clerk3-first');
    await press(player, 'Enter');
    await seeTitle(player, /先换一个自己的密码/);
    await player.picture('first-password');
    await tabTo(player, page.getByRole('button', { name: '换人登录' }));
    await press(player, 'Enter');
    await seeTitle(player, '登录');
  });
}

async function auditor(player: Player): Promise<void> {
  const { page } = player;
  await player.step('审计', async () => {
    await signIn(player, account('audit1'));
    await see(page.locator('.ant-table-row'));
    await player.picture('home-auditor');
    await press(player, 'Control+2');
    await seeTitle(player, '送出与收回');
    await page.getByRole('radio', { name: '批次' }).focus();
    await press(player, 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await expect(page.getByRole('radio', { name: '每一份' })).toBeChecked();
    await see(page.locator('.outbox .person-name'));
    await player.picture('sync-auditor');
    await press(player, 'Control+3');
    await see(page.getByText('相符'));
    await player.picture('custody-auditor');
    await leave(player);
  });
}
