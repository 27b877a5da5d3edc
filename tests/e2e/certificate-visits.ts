import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { openApplications } from './application-visits.ts';
import { atBothSizes } from './both-sizes.ts';
import { answerDialogs } from './launch.ts';
import { signIn } from './main-job-gate.ts';
import { act, type Player, press, see, seeDialog, seeTitle, write } from './main-job-keys.ts';
import { account } from './main-job-people.ts';
import { drawPages } from './paper-picture.ts';
import { textOf } from './paper-text.ts';
import type { NamedPupil } from './results-pupils.ts';
import { checkScreen } from './screen-check.ts';

/** What people read off a paper to have it verified. */
export type PaperProof = { readonly number: string; readonly code: string };

const picture = ({ page }: Player, name: string) => atBothSizes(page, test.info().outputPath(name));

/** The text of a paper that was saved: one A4 page of which printers cut nothing off, also drawn for people to look at. */
export async function readPaper(path: string): Promise<string> {
  const pages = await drawPages(path);
  expect(pages.map(({ width, height }) => [Math.round(width), Math.round(height)])).toEqual([[595, 842]]);
  expect(
    pages.every((page) => page.edgesAreBlank),
    '边上不印',
  ).toBe(true);
  const [text = ''] = await textOf(path);
  return text;
}

/** The reviewer issues a certificate; it stays open on the screen, with the reviewer signed in. */
export async function issue(player: Player, { fullName }: NamedPupil): Promise<void> {
  const { page } = player;
  await signIn(player, account('review1'));
  await openApplications(player);
  await page.getByRole('option', { name: new RegExp(fullName) }).click();
  await picture(player, '成绩证明-3-issue');
  await act(player, '同意并看下一件', 'Control+Enter');
  await see(page.getByText('已同意 1 件'));
  await openIssued(player, fullName);
}

/** Prints the certificate that is open, for what is said; answers its text without blanks, and what proves it. */
export async function printCertificate(
  player: Player,
  path: string,
  purpose: string,
): Promise<PaperProof & { readonly text: string }> {
  const { app, page } = player;
  const card = page.getByRole('region', { name: '成绩证明' });
  await see(card.getByText('打印过 0 次'));
  await see(card.getByText('等着送自治区'));
  await picture(player, '成绩证明-4-issued');
  await card.getByRole('button', { name: '打印…' }).click();
  await seeDialog(player, '打印成绩证明');
  await write(player, purpose);
  await picture(player, '成绩证明-5-print');
  await answerDialogs(app, path);
  await press(player, 'Control+Enter');
  await see(card.getByText('打印过 1 次'));
  const text = await readPaper(path);
  return {
    text,
    number: /KZ-\d{6}-\d{4}-[0-9A-F]{6}-\d{4}/u.exec(text)?.[0] ?? '',
    code: /核验码([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})/u.exec(text)?.[1] ?? '',
  };
}

/** Prints the sheet of the application that is open (办理单); answers its text without blanks. */
export async function printSheet(player: Player, path: string): Promise<string> {
  const { app, page } = player;
  await page.getByRole('button', { name: '打印办理单…' }).click();
  await seeDialog(player, '打印办理单');
  await write(player, '存档');
  await answerDialogs(app, path);
  await press(player, 'Control+Enter');
  await see(page.getByText(`已存成 ${basename(path)}，第 1 份`).first());
  return readPaper(path);
}

/** Opens what was decided about this pupil. */
export async function openIssued(player: Player, fullName: string): Promise<void> {
  const { page } = player;
  await openApplications(player);
  await page.getByText(/^已办结( \d+)?$/).click();
  await page.getByRole('option', { name: new RegExp(fullName) }).click();
}

/** Takes the certificate that is open back. */
export async function withdraw(player: Player, reason: string): Promise<void> {
  const { page } = player;
  await page.getByRole('button', { name: '撤销证明…' }).click();
  await seeDialog(player, '撤销成绩证明');
  await see(page.getByText('原因报给自治区，自治区的人核验时看得到'));
  await write(player, reason);
  await picture(player, '成绩证明-6-withdraw');
  await press(player, 'Control+Enter');
  await see(page.getByRole('region', { name: '成绩证明' }).getByText('已撤销', { exact: true }));
  await picture(player, '成绩证明-7-withdrawn');
}

/** Proves number and code on the page for it; sees this verdict. */
export async function verify(player: Player, { number, code }: PaperProof, verdict: string, name: string) {
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
