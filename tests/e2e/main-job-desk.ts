import {
  act,
  choose,
  expect,
  fill,
  look,
  openAct,
  type Player,
  press,
  see,
  seeDialog,
  seeTitle,
  tabTo,
  takeOption,
  write,
} from './main-job-keys.ts';
import type { Pupil, unlistedPupil } from './main-job-people.ts';

/** The pupil's name stands on the desk, the picture is live and has the focus. */
export async function seePupil({ page }: Player, pupil: Pick<Pupil, 'fullName'>): Promise<void> {
  await expect(page.locator('.person-desk-name .person-name')).toHaveText(pupil.fullName);
  await see(page.getByText('看好人，按空格拍照'));
  await see(page.locator('.stage-source', { hasText: '照片来源' }));
  await expect(page.locator('.stage')).toBeFocused();
}

/** Last four characters off the document; the focus goes back to the picture by itself. */
export async function readDocument(player: Player, pupil: Pick<Pupil, 'documentNumber'>): Promise<void> {
  await press(player, 'Tab');
  await expect(player.page.getByLabel('证件末四位')).toBeFocused();
  await write(player, pupil.documentNumber.slice(-4));
  await expect(player.page.locator('.stage')).toBeFocused();
}

/** Space takes the picture; it is stored when the desk asks for Enter. */
export async function shoot(player: Player): Promise<void> {
  await press(player, 'Space');
  await see(player.page.getByText('核对好，按回车完成'));
  await see(openAct(player, '完成并叫下一位'));
}

/** Enter completes, or keeps everything until the class teacher agrees: 刚办完 tells which. */
export async function complete(
  player: Player,
  pupil: Pick<Pupil, 'fullName'>,
  outcome: 'completed' | 'held',
): Promise<void> {
  const line = player.page.locator('.queue-recent li', { hasText: pupil.fullName });
  const done = outcome === 'held' ? line.getByText(/^已留存/) : line.getByText('完成', { exact: true });
  await look(player);
  // Enter counts only 400 ms after the shot was shown, so that nobody completes unseen; earlier presses do nothing
  await expect(async () => {
    if (!(await done.isVisible())) await press(player, 'Enter');
    await writeReason(player);
    await expect(done).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

/** The clip has two faces for a whole class: the desk asks who it is that looks like somebody else, and is told. */
export async function writeReason(player: Player): Promise<void> {
  if ((await player.page.locator('#warn-reason:focus').count()) === 0) return;
  await write(player, '演示画面只有两张脸，已当面核对');
  await press(player, 'Escape');
  await expect(player.page.locator('.stage')).toBeFocused();
}

/** One pupil from the name on the desk to the entry in 刚办完. */
export async function registerPupil(player: Player, pupil: Pupil): Promise<void> {
  await player.step(`登记 ${pupil.seatNo} 号 ${pupil.fullName}`, async () => {
    await seePupil(player, pupil);
    await readDocument(player, pupil);
    await see(player.page.locator('.saved-line', { hasText: /已保存 \d\d:\d\d:\d\d/ }));
    await shoot(player);
    await complete(player, pupil, 'completed');
  });
}

/** The card says another ethnicity: keyed, settled for the card with the pupil's word and a picture of the card. */
export async function registerDiffering(player: Player, pupil: Pupil, onCard: string): Promise<void> {
  const { page } = player;
  await player.step(`${pupil.fullName} 的证件与名册不同，以证件为准`, async () => {
    await seePupil(player, pupil);
    await readDocument(player, pupil);
    await shoot(player);
    await tabTo(player, page.getByRole('button', { name: '民族：证件上不同' }));
    await press(player, 'Enter');
    await expect(page.getByRole('combobox', { name: '证件上的民族' })).toBeFocused();
    await takeOption(player, onCard);
    await see(page.getByRole('heading', { name: '证件 ⇄ 名册：1 处不同，1 处未选定' }));
    await player.picture('16-desk-difference');
    await press(player, 'F3');
    await expect(page.locator('.settle-button')).toBeFocused();
    await press(player, 'Enter');
    const dialog = await seeDialog(player, '民族：以证件为准');
    await expect(dialog.locator('video'), '证件的画面').toHaveJSProperty('readyState', 4);
    await look(player);
    await press(player, 'Space');
    await see(page.getByRole('img', { name: '证件照片' }));
    await player.picture('17-desk-settle');
    await press(player, 'Control+Enter');
    await see(page.getByText('已定：以证件为准'));
    await expect(page.locator('.stage')).toBeFocused();
    await see(openAct(player, '完成并叫下一位'));
    await complete(player, pupil, 'completed');
  });
}

/** Somebody from another class, found by name; the teacher has not agreed: everything is kept, nothing is completed. */
export async function registerUnapproved(player: Player, pupil: Pupil): Promise<void> {
  const { page } = player;
  await player.step(`${pupil.fullName} 还没有班主任同意，先留存`, async () => {
    await press(player, 'F2');
    await expect(page.getByRole('combobox', { name: '搜索' })).toBeFocused();
    await write(player, pupil.fullName);
    await see(
      page.getByRole('listbox', { name: '搜索结果' }).getByRole('option', { name: pupil.fullName, selected: true }),
    );
    await player.picture('18-search');
    await press(player, 'Enter');
    await seePupil(player, pupil);
    await readDocument(player, pupil);
    await shoot(player);
    await player.picture('18-desk-unapproved');
    await complete(player, pupil, 'held');
  });
}

/** Nobody's list has the pupil: entered now, with the pupil present, then registered; the teacher agrees later. */
export async function registerUnlisted(player: Player, pupil: typeof unlistedPupil, classTitle: string): Promise<void> {
  const { page } = player;
  await player.step(`名册里没有的 ${pupil.fullName}：当面补录`, async () => {
    await act(player, '当面补录', 'Alt+5');
    await seeTitle(player, '当面补录：名册里没有的学生');
    await expect(page.getByLabel('证件号码')).toBeFocused();
    await write(player, pupil.documentNumber);
    await fill(player, '姓名', pupil.fullName);
    await choose(player, '性别', pupil.sex);
    await fill(player, '出生日期', pupil.birthDate);
    await choose(player, '民族', pupil.ethnicity);
    await choose(player, '班级', classTitle);
    await fill(player, '学籍号', pupil.enrolmentNo);
    await choose(player, '外语语种', pupil.foreignLanguage);
    await choose(player, '政治面貌', pupil.politicalStatus);
    await fill(player, '学生类别', pupil.pupilCategory);
    await fill(player, '户口所在地', pupil.householdPlace);
    await fill(player, '户籍登记机关', pupil.householdAuthority);
    await fill(player, '手机号', pupil.mobile);
    await fill(player, '通信地址', pupil.address);
    await fill(player, '邮政编码', pupil.postCode);
    await player.picture('18-assisted-entry');
    await tabTo(player, page.getByRole('button', { name: '加一位家庭成员' }));
    await press(player, 'Enter');
    await tabTo(player, page.getByLabel('关系'), 'Shift+Tab');
    await write(player, '母亲');
    await press(player, 'Tab');
    await write(player, '高娃');
    await tabTo(player, page.getByRole('button', { name: '加一段简历' }));
    await press(player, 'Enter');
    await tabTo(player, page.getByLabel('从（2020-09）'), 'Shift+Tab');
    await write(player, '2023-09');
    await tabTo(player, page.getByLabel('在哪里'));
    await write(player, '敖汉旗演示初级中学');
    await tabTo(player, page.getByRole('checkbox', { name: '学生本人在场' }));
    await press(player, 'Space');
    await act(player, '存好，去采集', 'Control+Enter');
    await seePupil(player, pupil);
    await readDocument(player, pupil);
    await shoot(player);
    await complete(player, pupil, 'held');
    await player.picture('18-desk-held');
  });
}
