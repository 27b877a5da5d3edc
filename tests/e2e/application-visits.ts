import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerDialogs } from './launch.ts';
import { leave, signIn } from './main-job-gate.ts';
import { act, expect, type Player, press, see, seeDialog, seeTitle, tabTo } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { makePdf } from './paper-pdf.ts';
import { checkScreen } from './screen-check.ts';

/** An application as somebody brings it to the clerk. */
type Brought = {
  readonly fullName: string;
  /** its line on the start page */
  readonly kind: RegExp;
  readonly title: string;
  /** one page each, in the order in which they are asked for */
  readonly proofs: readonly string[];
  /** where the papers lie */
  readonly folder: string;
  /** what is said before the draft is made */
  readonly content?: () => Promise<void>;
  /** what is said in the draft, before the evidence */
  readonly inDraft?: () => Promise<void>;
  readonly picture?: (name: string) => Promise<void>;
};

/** Opens the queue of applications. */
export async function openApplications(player: Player): Promise<void> {
  await player.page.getByRole('navigation').getByRole('button', { name: '业务' }).click();
  await seeTitle(player, '业务件');
}

/** The clerk takes an application in with its proofs and submits it; answers its id. */
export async function takeIn(player: Player, brought: Brought): Promise<string> {
  const { app, page } = player;
  const { fullName, kind, title, proofs, folder, content, inDraft, picture } = brought;
  await signIn(player, account('clerk1'));
  await openApplications(player);
  await page.locator('.action-bar .act', { hasText: '新办一件' }).click();
  await seeTitle(player, '新办一件');
  await page.getByText(kind).click();
  await page.getByRole('textbox', { name: /^考生的姓名/ }).fill(fullName.slice(0, 6));
  await tabTo(player, page.getByRole('option', { name: new RegExp(fullName) }));
  await press(player, 'Home');
  await content?.();
  expect(await checkScreen(page), title).toEqual([]);
  await act(player, '建草稿，去附材料', 'Control+Enter');
  await seeTitle(player, `${title}：附材料，提交`);
  await inDraft?.();
  for (const proof of proofs) {
    const paper = join(folder, `${proof}.pdf`);
    writeFileSync(paper, makePdf('PROOF'));
    await answerDialogs(app, paper);
    await page.getByRole('button', { name: '选图片或 PDF…' }).click();
    await see(page.getByRole('img', { name: `${proof} 第 1 页` }));
  }
  await page.getByRole('checkbox', { name: /^本人(或家长)?在场/ }).check();
  await picture?.(`${title}-2-evidence`);
  await act(player, '提交', 'Control+Enter');
  await seeTitle(player, '业务件');
  const panel = page.locator('[data-application]');
  await see(panel);
  const applicationId = (await panel.getAttribute('data-application')) ?? '';
  await leave(player);
  return applicationId;
}

/** Somebody agrees to what waits for them about this pupil. */
export async function agreeTo(
  player: Player,
  who: string,
  fullName: string,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const { page } = player;
  await signIn(player, account(who));
  await openApplications(player);
  await see(page.getByRole('option', { name: new RegExp(fullName) }));
  await before();
  await act(player, '同意并看下一件', 'Control+Enter');
  await see(page.getByText('已同意 1 件'));
  await leave(player);
}

/** A reviewer reads a file of the region in, all of which can be used; the reviewer stays signed in. */
export async function takeRegionFile(player: Player, path: string, lines: readonly string[]): Promise<void> {
  const { app, page } = player;
  await signIn(player, account('review1'));
  await page.getByRole('navigation').getByRole('button', { name: '送出' }).click();
  await seeTitle(player, '送出与收回');
  await answerDialogs(app, path);
  await page.locator('.act', { hasText: '读入自治区文件' }).click();
  const dialog = await seeDialog(player, '自治区下发的文件');
  for (const line of lines) await see(dialog.getByText(line));
  await press(player, 'Control+Enter');
  await expect(dialog).toBeHidden();
  await see(page.getByText(`采用 ${lines.length} 条。`).first());
}
