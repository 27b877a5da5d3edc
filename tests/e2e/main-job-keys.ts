import { type ElectronApplication, type Locator, type Page, expect as playwrightExpect } from '@playwright/test';

/** Set-up hashes two dozen passwords and imports judge 600 rows: a busy machine of two cores takes its time. */
export const expect = playwrightExpect.configure({ timeout: 45_000 });

/** How quickly the player works. Tests wait for nothing but what is on the screen; a person who looks on needs time. */
export type Pace = {
  /** ms between two typed characters; above 30 ms no hand is taken for a scanner (UX: 6 characters, mean gap ≤ 30 ms) */
  readonly key: number;
  /** ms for looking at what a step has brought */
  readonly look: number;
};
export const testPace: Pace = { key: 45, look: 0 };
export const showPace: Pace = { key: 70, look: 1200 };

/** Somebody at the desk who has a keyboard and eyes. File dialogs alone are answered for them (see launch.ts). */
export type Player = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly pace: Pace;
  /** names the step; a failure inside carries the name */
  readonly step: <T>(title: string, play: () => Promise<T>) => Promise<T>;
  /** keeps a picture of the screen as it is now */
  readonly picture: (name: string) => Promise<void>;
};

/** Presses one key or chord: 'Enter', 'Space', 'Alt+1', 'Control+Enter', 'F3'. */
export async function press({ page, pace }: Player, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key, pace.look > 0 ? { delay: 60 } : {});
}

/** Types letters and digits key by key; anything else arrives as from an input method. */
export async function write({ page, pace }: Player, text: string): Promise<void> {
  if (/^[\x20-\x7e]*$/.test(text)) await page.keyboard.type(text, { delay: pace.key });
  else await page.keyboard.insertText(text);
}

/** Waits until it can be seen. */
export async function see(target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible();
}

/** The page with this title (its only h1) is on the screen. */
export async function seeTitle({ page }: Player, title: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** The dialog with this title stands open and still. */
export async function seeDialog({ page }: Player, title: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  await expect(page.locator('[class*="ant-zoom-"]')).toHaveCount(0);
  return dialog;
}

/** Walks to a control with Tab, as somebody without a mouse does. */
export async function tabTo({ page }: Player, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await see(target);
  const has = () => target.first().evaluate((element) => element.contains(document.activeElement));
  for (let presses = 0; presses < 90 && !(await has()); presses += 1) await page.keyboard.press(key);
  await expect(target.first(), '用 Tab 走得到').toBeFocused();
}

/** Picks from a list that narrows while one types. */
export async function choose(player: Player, label: string, option: string): Promise<void> {
  await tabTo(player, player.page.getByRole('combobox', { name: labelled(label) }));
  await takeOption(player, option);
}

/** Types into the list that has the focus and takes what it has narrowed down to. */
export async function takeOption(player: Player, option: string): Promise<void> {
  await write(player, option);
  await see(player.page.locator('.ant-select-dropdown:visible .ant-select-item-option-active', { hasText: option }));
  await press(player, 'Enter');
  await seeNoList(player);
}

/** No list stands open, nor slides away: what it covered can be seen, and axe does not meet it half closed. */
export async function seeNoList({ page }: Pick<Player, 'page'>): Promise<void> {
  await expect(page.locator('.ant-select-dropdown:visible')).toHaveCount(0);
}

/** Fills a labelled field reached with Tab. */
export async function fill(player: Player, label: string, text: string): Promise<void> {
  await tabTo(player, player.page.getByRole('textbox', { name: labelled(label) }));
  await press(player, 'Control+A');
  await write(player, text);
}

/** The label as it stands at a field, which may add that it can be left empty. */
function labelled(label: string): RegExp {
  return new RegExp(`^${label}(（.*）)?$`, 'u');
}

/** Time for eyes; none in tests. */
export async function look({ page, pace }: Player): Promise<void> {
  if (pace.look > 0) await page.waitForTimeout(pace.look);
}

/** An act of the page that is open now: in the bar at the foot, or beside what it is about. */
export function openAct({ page }: Player, label: string | RegExp): Locator {
  return page.locator('.act:not([aria-disabled])', { hasText: label });
}

/** Presses the key of an act of the bar once the act is open. */
export async function act(player: Player, label: string | RegExp, key: string): Promise<void> {
  await see(openAct(player, label));
  await press(player, key);
}
