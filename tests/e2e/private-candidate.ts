import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idCheckDigit } from '../../shared/lib/id-number.ts';
import { answerDialogs } from './launch.ts';
import { complete, readDocument, seePupil, shoot } from './main-job-desk.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, choose, expect, fill, type Player, press, see, seeTitle, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { makePdf } from './paper-pdf.ts';

const body = '15043019900511203';
/** Somebody without a school, with household in the banner. */
export const privateCandidate = {
  fullName: '额尔敦其其格·孛儿只斤',
  documentNumber: body + idCheckDigit(body),
} as const;

async function openApplications(player: Player): Promise<void> {
  await player.page.getByRole('navigation').getByRole('button', { name: '业务' }).click();
  await seeTitle(player, '业务件');
}

/** The clerk takes the application in, the county agrees; answers the application's id as it stands at the region. */
export async function applyAsPrivateCandidate(player: Player, folder: string): Promise<string> {
  const { app, page } = player;
  await signIn(player, account('clerk1'));
  await openApplications(player);
  await page.locator('.action-bar .act', { hasText: '新办一件' }).click();
  await page.getByText(/^社会考生：/).click();
  await act(player, '去填写报名信息', 'Control+Enter');
  await seeTitle(player, '社会考生受理');
  await fill(player, '证件号码', privateCandidate.documentNumber);
  await fill(player, '姓名', privateCandidate.fullName);
  await choose(player, '性别', '男');
  await fill(player, '出生日期', '1990-05-11');
  await choose(player, '民族', '蒙古族');
  await fill(player, '户口所在地', '150402');
  await page.getByRole('checkbox', { name: /^本人在场/ }).check();
  await press(player, 'Control+Enter');
  await see(page.locator('.finding-panel', { hasText: '红山区' }));
  await player.picture('11-private-elsewhere');
  await fill(player, '户口所在地', '150430');
  await press(player, 'Control+Enter');
  await seeTitle(player, '社会考生注册：附材料，提交');
  const paper = join(folder, '户籍证明.pdf');
  writeFileSync(paper, makePdf('HUJI proof'));
  await answerDialogs(app, paper);
  await page.getByRole('button', { name: '选图片或 PDF…' }).click();
  await see(page.getByRole('img', { name: '户籍证明 第 1 页' }));
  await page.getByRole('checkbox', { name: /^本人在场/ }).check();
  await act(player, '提交', 'Control+Enter');
  await seeTitle(player, '业务件');
  await see(page.getByRole('option', { name: /等旗县同意/ }));
  await leave(player);
  await signIn(player, account('review1'));
  await openApplications(player);
  await see(page.getByRole('option', { name: new RegExp(privateCandidate.fullName) }));
  await act(player, '同意并看下一件', 'Control+Enter');
  await see(page.getByText('已同意 1 件'));
  await page.getByText(/^等别人/).click();
  await see(page.getByText('在自治区'));
  await player.picture('13-private-at-region');
  const applicationId = await page.locator('[data-application]').getAttribute('data-application');
  await leave(player);
  return applicationId ?? '';
}

/** While the region has not decided, the desk says so and offers no capture. */
export async function seeCaptureClosed(player: Player): Promise<void> {
  await signIn(player, account('clerk1'));
  await press(player, 'F2');
  await write(player, privateCandidate.fullName.slice(0, 4));
  await see(player.page.locator('.search-results', { hasText: '待自治区审批' }));
  await press(player, 'Escape');
  await leave(player);
}

/** Agreed by the region: now the county of the household takes the photo. */
export async function captureAfterAgreement(player: Player): Promise<void> {
  const { page } = player;
  await signIn(player, account('clerk1'));
  await press(player, 'F2');
  await write(player, privateCandidate.fullName.slice(0, 4));
  await see(page.locator('.search-results', { hasText: '待采集' }));
  await press(player, 'Enter');
  await seePupil(player, privateCandidate);
  await readDocument(player, privateCandidate);
  await shoot(player);
  await complete(player, privateCandidate, 'completed');
  await see(page.getByText('没有班级名单。下一位按 F2 找'));
  await player.picture('24-private-done');
  await expect(page.getByRole('dialog')).toBeHidden();
  await leave(player);
}
