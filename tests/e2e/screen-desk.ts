import type { DemoPupil } from '../../scripts/demo-data/pupil.ts';
import { writeReason } from './main-job-desk.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, expect, openAct, type Player, press, see, seeTitle, tabTo, takeOption, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { classOne, enrolledElsewhere, longestName, type Namesakes, unapproved } from './screen-people.ts';

/** Screens of a clerk on the demo county, from sign-in to lock; leaves six records and one case for the other roles. */
export async function tourDesk(player: Player, entered: Namesakes): Promise<void> {
  await wrongPassword(player);
  await signIn(player, account('clerk1'));
  await see(player.page.getByRole('option', { name: classOne }));
  await player.picture('home-clerk');
  await classBoard(player);
  await registering(player);
  await difference(player);
  await waysOfTheDesk(player);
  await assistedEntry(player, entered);
  await lists(player);
  await lock(player);
  await leave(player);
}

async function wrongPassword(player: Player): Promise<void> {
  const { page } = player;
  await seeTitle(player, '登录');
  await player.picture('sign-in-demo');
  await player.step('密码不对', async () => {
    await write(player, 'clerk2');
    await press(player, 'Tab');
    await write(player, 'wrong-password');
    await press(player, 'Enter');
    await see(page.getByText(/密码不对，还可以试/));
    await player.picture('sign-in-wrong-password');
    await page.reload();
    await seeTitle(player, '登录');
  });
}

async function classBoard(player: Player): Promise<void> {
  const { page } = player;
  await player.step('班级和班级看板', async () => {
    await press(player, 'Control+2');
    await see(page.getByRole('option', { name: classOne }));
    await player.picture('class-list');
    await press(player, 'ArrowDown', 'Enter');
    await seeTitle(player, classOne);
    await see(page.getByRole('option').or(page.getByRole('gridcell')));
    await press(player, 'ArrowRight', 'F4');
    await see(page.getByText(/已记缺席/));
    await player.picture('class-board');
    await press(player, 'ArrowLeft', 'Enter');
    await atDesk(player);
  });
}

/** The first pupils of a class, the plain way. */
async function registering(player: Player): Promise<void> {
  await player.step('登记：拍照前、拍照后、完成', async () => {
    await see(player.page.locator('.stage-tip[data-live="good"]'));
    await player.picture('desk-live');
    await press(player, 'Enter');
    await see(player.page.locator('.closed-why', { hasText: '先拍照' }));
    await player.picture('desk-closed-act');
    await readDocument(player);
    await shoot(player);
    await player.picture('desk-shot');
    await complete(player);
    await readDocument(player);
    await shoot(player);
    // the clip shows one and the same face to every pupil, but it moves: not every two of its frames are nearly the same
    const alike = player.page.getByRole('region', { name: '和别人的照片几乎一样' });
    for (let tries = 0; tries < 15 && !(await alike.isVisible()); tries += 1) {
      await player.page.waitForTimeout(700 + 130 * tries);
      if (await alike.isVisible()) break;
      await press(player, 'Space');
      await shoot(player);
    }
    await see(alike);
    await player.picture('desk-look-alike');
    await complete(player);
    await registerOne(player);
  });
}

export async function registerOne(player: Player): Promise<void> {
  await readDocument(player);
  await shoot(player);
  await complete(player);
}

/** The longest name of the roster, and a card that says another ethnicity. */
async function difference(player: Player): Promise<void> {
  const { page } = player;
  await player.step('证件与名册不同', async () => {
    await find(player, longestName, 'search');
    await readDocument(player);
    await shoot(player);
    await keyOtherEthnicity(player);
    await player.picture('desk-difference');
    await press(player, 'F3');
    await expect(page.locator('.settle-button')).toBeFocused();
    await press(player, 'Enter');
    await see(page.getByRole('dialog', { name: '民族：以证件为准' }));
    await page.waitForFunction(() =>
      Boolean(document.querySelector<HTMLVideoElement>('.document-view video')?.videoWidth),
    );
    await press(player, 'Space');
    await see(page.getByRole('img', { name: '证件照片' }));
    await player.picture('desk-settle');
    await press(player, 'Control+Enter');
    await see(page.getByText('已定：以证件为准'));
    await expect(page.locator('.stage')).toBeFocused();
    await player.picture('desk-settled');
    await complete(player);
  });
}

/** The card says another ethnicity than the roster. */
export async function keyOtherEthnicity(player: Player): Promise<void> {
  const { page } = player;
  await tabTo(player, page.getByRole('button', { name: '民族：证件上不同' }));
  await press(player, 'Enter');
  await takeOption(player, '达斡尔族');
  await see(page.getByRole('heading', { name: /1 处未选定/ }));
}

/** Refused, not yet approved, an unknown scan, another source of photos. */
async function waysOfTheDesk(player: Player): Promise<void> {
  const { page } = player;
  await player.step('不能完成的：学籍不在本校', async () => {
    await find(player, enrolledElsewhere);
    await readDocument(player);
    await see(page.locator('.checks .finding-list'));
    await player.picture('desk-refused');
    await press(player, 'Space');
    await see(page.locator('.shot-verdict'));
    await player.picture('desk-refused-shot');
    await press(player, 'F9');
    await see(page.getByRole('dialog'));
    await player.picture('basis');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
  await player.step('班主任还没有同意的', async () => {
    await find(player, unapproved);
    await readDocument(player);
    await shoot(player);
    await player.picture('desk-unapproved');
    await complete(player);
    await player.picture('desk-held');
  });
  await player.step('扫到名册里没有的号码', async () => {
    await expect(page.locator('.stage')).toBeFocused();
    // on a machine that is busy the keys may come too slowly for a scanner: then it is scanned again, as people do
    await expect(async () => {
      await page.keyboard.type('150430201001019999', { delay: 4 });
      await page.keyboard.press('Enter');
      await expect(page.getByText(/名册里没有末四位/).first()).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 45_000 });
    await see(page.getByText(/名册里没有末四位/));
    await player.picture('desk-unknown-scan');
    await press(player, 'Escape');
  });
  await player.step('换照片来源', async () => {
    await act(player, '换照片来源', 'Alt+3');
    await see(page.getByRole('dialog', { name: '照片从哪里来' }));
    await player.picture('desk-source');
    await press(player, 'Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
}

/** Two pupils on no list with one name and birth date; the first one goes on to the desk. */
async function assistedEntry(player: Player, entered: Namesakes): Promise<void> {
  const { page } = player;
  await player.step('当面补录', async () => {
    await act(player, '当面补录', 'Alt+5');
    await seeTitle(player, /^当面补录/);
    await press(player, 'Control+Enter');
    await see(page.locator('.fault-band'));
    await player.picture('assisted-entry-missing');
    await enter(player, entered[0]);
    await page.getByLabel('姓名', { exact: true }).focus();
    await player.picture('assisted-entry');
    await press(player, 'Control+Enter');
    await see(page.locator('.finding-panel').or(page.locator('.stage')));
    if (await page.locator('.finding-panel').isVisible()) {
      await player.picture('assisted-entry-findings');
      await act(player, '去采集', 'Control+Enter');
    }
    await atDesk(player);
    await readDocument(player);
    await press(player, 'Space');
    await see(openAct(player, '重拍'));
    await player.picture('desk-entered');
    if (await openAct(player, '完成并叫下一位').isVisible()) await complete(player);
    await act(player, '当面补录', 'Alt+5');
    await seeTitle(player, /^当面补录/);
    await enter(player, entered[1]);
    await press(player, 'Control+Enter');
    await see(page.locator('.finding-panel').or(page.locator('.stage')));
  });
}

export async function enter(player: Player, pupil: Namesakes[number]): Promise<void> {
  const { page } = player;
  const line = (label: string, value: string) => page.getByLabel(label).fill(value);
  await page.getByLabel('证件号码').focus();
  await line('证件号码', pupil.documentNumber);
  await line('姓名', pupil.fullName);
  await pick(player, '性别', pupil.sex);
  await line('出生日期', pupil.birthDate);
  await pick(player, '民族', pupil.ethnicity);
  await pick(player, '班级', classOne);
  await pick(player, '外语语种', '英语');
  await pick(player, '政治面貌', '共青团员');
  await line('学生类别', '普通高中学生');
  await line('户口所在地', '赤峰市敖汉旗');
  await line('户籍登记机关', '敖汉旗公安局演示派出所');
  await line('手机号', '19900009999');
  await line('通信地址', '内蒙古赤峰市敖汉旗新惠镇演示街26号');
  await line('邮政编码', '024300');
  await page.getByRole('button', { name: '加一位家庭成员' }).click();
  await page.getByLabel('关系').fill('母亲');
  await page.getByLabel('家人姓名').fill('高娃');
  await page.getByRole('button', { name: '加一段简历' }).click();
  await page.getByLabel('从（2020-09）').fill('2023-09');
  await page.getByLabel('在哪里').fill('敖汉旗演示初级中学');
  await tabTo(player, page.getByRole('checkbox', { name: '学生本人在场' }));
  await press(player, 'Space');
}

/** Types the first characters of a choice and takes it; the label may go on with （可不填）. */
async function pick(player: Player, label: string, option: string): Promise<void> {
  await player.page.getByRole('combobox', { name: label }).focus();
  await takeOption(player, option);
}

/** What else a clerk may look at. */
async function lists(player: Player): Promise<void> {
  const { page } = player;
  await player.step('导入、疑似同一人、台账', async () => {
    await press(player, 'Control+3');
    await see(page.getByRole('option', { name: /roster/ }));
    await player.picture('import-choose-demo');
    await press(player, 'Control+4');
    await seeTitle(player, '业务件');
    await player.picture('applications-clerk');
    await act(player, '疑似同一人…', 'Alt+5');
    await see(page.getByRole('option', { name: /姓名、生日相同/ }));
    await player.picture('cases-clerk');
    await press(player, 'Control+5');
    await see(page.getByText('相符'));
    await player.picture('custody-clerk');
    await press(player, 'Control+2');
    await see(page.getByRole('option', { name: classOne }));
    await press(player, 'ArrowDown', 'Enter');
    await seeTitle(player, classOne);
    await see(page.getByRole('img'));
    await player.picture('class-board-done');
  });
}

async function lock(player: Player): Promise<void> {
  const { page } = player;
  await player.step('锁屏，密码不对，回到原处', async () => {
    await press(player, 'Control+L');
    await seeTitle(player, '屏幕已锁');
    await player.picture('lock-cover');
    await write(player, 'wrong-password');
    await press(player, 'Enter');
    await see(page.getByText(/密码不对/));
    await player.picture('lock-wrong-password');
    await write(player, account('clerk1').password);
    await press(player, 'Enter');
    await expect(page.locator('.lock-cover')).toHaveCount(0);
  });
}

/** A pupil is called and the picture has the focus. */
export async function atDesk({ page }: Player): Promise<void> {
  await see(page.locator('.person-desk-name'));
  await expect(page.locator('.stage')).toBeFocused();
  await see(page.locator('.stage-source', { hasText: '照片来源' }));
}

/** F2, name, Enter. */
export async function find(player: Player, pupil: DemoPupil, picture?: string): Promise<void> {
  const { page } = player;
  await press(player, 'F2');
  await write(player, pupil.fullName);
  await see(page.getByRole('option', { name: pupil.fullName, selected: true }));
  if (picture) await player.picture(picture);
  await press(player, 'Enter');
  await expect(page.locator('.person-desk-name .person-name')).toHaveText(pupil.fullName);
  await atDesk(player);
}

/** The last four characters, as the screen shows them beside the stars. */
export async function readDocument(player: Player): Promise<void> {
  const { page } = player;
  const masked = (await page.locator('.number-line').first().textContent()) ?? '';
  const lastFour = /(\w{4})按住显示全号/.exec(masked.replace(/\s/g, ''))?.[1] ?? '';
  await press(player, 'Tab');
  await expect(page.getByLabel('证件末四位')).toBeFocused();
  await write(player, lastFour);
  await expect(page.locator('.stage')).toBeFocused();
}

export async function shoot(player: Player): Promise<void> {
  await press(player, 'Space');
  await see(player.page.getByText('核对好，按回车完成'));
  await see(openAct(player, '完成并叫下一位'));
}

/** Enter, until the desk has gone on: it takes no Enter in the first 400 ms of a shot. */
export async function complete(player: Player): Promise<void> {
  const { page } = player;
  const name = (await page.locator('.person-desk-name .person-name').textContent()) ?? '';
  const done = page.locator('.queue-recent li', { hasText: name });
  await expect(async () => {
    if (!(await done.isVisible())) await press(player, 'Enter');
    await writeReason(player);
    await expect(done).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await atDesk(player);
}
