import type { Page } from '@playwright/test';
import type { DriverLog } from '../faults/driver-log.ts';
import { writeReason } from './main-job-desk.ts';
import { act, expect, type Player, press, see, seeTitle, tabTo } from './main-job-keys.ts';

/** What the driver did and saw, written down with the time before it goes on. Times are milliseconds since 1970. */
export type Line =
  /** about to press a key, and pressed: what then stands in the field */
  | { kind: 'typing' | 'typed'; at: number; number: string; field: TypedField; text: string }
  /** pressed the shutter for the n-th time of this pupil */
  | { kind: 'shot'; at: number; number: string; count: number }
  /** the desk said that the shot was stored */
  | { kind: 'stored'; at: number; number: string; count: number }
  /** the sign 已保存 moved to this instant (whole seconds) */
  | { kind: 'saved'; at: number; second: number }
  | { kind: 'done'; at: number; number: string }
  | { kind: 'killed'; at: number };
/** entryNumber: the document number of somebody on no list, in the form of the assisted entry */
export type TypedField = 'lastFour' | 'documentNumber' | 'fullName' | 'entryNumber';
export type Stage = 'lastFour' | 'value' | 'shot' | 'complete' | 'entry';
type Pupil = { readonly fullName: string; readonly documentNumber: string };

export type Session = {
  readonly player: Player;
  readonly log: DriverLog<Line>;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** what the session has to come to; values are keyed of some pupils only */
  readonly wants: Stage;
  readonly onStage: (stage: Stage) => void;
};

/** A clerk's work by keyboard, pupil after pupil, until the desk dies or nobody is left. Each one a little different. */
export async function workByKeys(session: Session, pupils: readonly Pupil[]): Promise<void> {
  for (const pupil of pupils) {
    if (session.wants === 'entry') await enterByKeys(session, pupil);
    else await registerByKeys(session, pupil);
  }
}

/** Somebody on no list: the form of the assisted entry is begun and, unless death comes, left again. */
async function enterByKeys(session: Session, pupil: Pupil): Promise<void> {
  const { player, onStage } = session;
  await callPupil(player, pupil);
  await act(player, '当面补录', 'Alt+5');
  await seeTitle(player, '当面补录：名册里没有的学生');
  await expect(player.page.getByLabel('证件号码')).toBeFocused();
  onStage('entry');
  await type(session, pupil, 'entryNumber', entryNumber);
  await player.page.waitForTimeout(3000);
}

const entryNumber = '150430201106030017';

async function registerByKeys(session: Session, pupil: Pupil): Promise<void> {
  const { player, random, wants } = session;
  await callPupil(player, pupil);
  const shotFirst = random() < 0.3;
  if (shotFirst) await shoot(session, pupil, 1);
  await keyLastFour(session, pupil);
  if (wants === 'value') await keyValue(session, pupil, 'documentNumber');
  else if (random() < 0.3) await keyValue(session, pupil, 'fullName');
  if (!shotFirst) await shoot(session, pupil, 1);
  if (random() < 0.4) {
    await press(player, 'Space');
    await see(player.page.getByText('看好人，按空格拍照'));
    await shoot(session, pupil, 2);
  }
  await complete(session, pupil);
}

/** By number, as from a list on paper. */
export async function callPupil(player: Player, { fullName, documentNumber }: Pupil): Promise<void> {
  const { page } = player;
  await press(player, 'F2');
  const search = page.getByRole('combobox', { name: '搜索' });
  await expect(search).toBeFocused();
  await search.press('Control+A');
  await page.keyboard.insertText(documentNumber);
  await see(page.getByRole('listbox', { name: '搜索结果' }).getByRole('option', { name: fullName, selected: true }));
  await press(player, 'Enter');
  await expect(page.locator('.person-desk-name .person-name')).toHaveText(fullName);
  await expect(page.locator('.stage')).toBeFocused();
}

async function keyLastFour(session: Session, pupil: Pupil): Promise<void> {
  const { player, onStage } = session;
  await press(player, 'Tab');
  await expect(player.page.getByLabel('证件末四位')).toBeFocused();
  onStage('lastFour');
  await type(session, pupil, 'lastFour', pupil.documentNumber.slice(-4));
  await expect(player.page.locator('.stage')).toBeFocused();
}

/** What the card says is keyed although it is the same: nothing differs once the last character stands. */
async function keyValue(session: Session, pupil: Pupil, field: 'documentNumber' | 'fullName'): Promise<void> {
  const { player, onStage } = session;
  const { page } = player;
  const label = field === 'fullName' ? '姓名' : '证件号码';
  await tabTo(player, page.getByRole('button', { name: `${label}：证件上不同` }));
  await press(player, 'Enter');
  await expect(page.getByLabel(`证件上的${label}`)).toBeFocused();
  onStage('value');
  await type(session, pupil, field, pupil[field]);
  await press(player, 'Enter', 'Escape');
  await expect(page.locator('.stage')).toBeFocused();
  await see(page.getByRole('heading', { name: '证件 ⇄ 名册：没有不同' }));
}

/** Key by key without a pause longer than a quarter of a second, quicker than the pause the desk waits for. */
async function type({ player, log, random }: Session, pupil: Pupil, field: TypedField, text: string): Promise<void> {
  const { page } = player;
  const about = { number: pupil.documentNumber, field };
  for (let length = 1; length <= text.length; length += 1) {
    const line = { ...about, text: text.slice(0, length) };
    const key = text[length - 1] ?? '';
    log.write({ kind: 'typing', at: Date.now(), ...line });
    if (/[0-9X]/.test(key)) await page.keyboard.press(key);
    else await page.keyboard.insertText(key);
    log.write({ kind: 'typed', at: Date.now(), ...line });
    await page.waitForTimeout(60 + random() * 180);
  }
}

async function shoot({ player, log, onStage }: Session, pupil: Pupil, count: number): Promise<void> {
  const { page } = player;
  await see(page.locator('.stage-source', { hasText: '照片来源' }));
  onStage('shot');
  await press(player, 'Space');
  log.write({ kind: 'shot', at: Date.now(), number: pupil.documentNumber, count });
  await see(page.locator('.stage-tip', { hasText: /按回车完成|键末四位/ }));
  log.write({ kind: 'stored', at: Date.now(), number: pupil.documentNumber, count });
}

async function complete({ player, log, onStage }: Session, pupil: Pupil): Promise<void> {
  const { page } = player;
  const done = page.locator('.queue-recent li', { hasText: pupil.fullName }).getByText('完成', { exact: true });
  await see(page.getByText('核对好，按回车完成'));
  onStage('complete');
  // Enter counts only once the shot has been looked at; earlier presses do nothing
  while (!(await done.isVisible())) {
    await press(player, 'Enter');
    await writeReason(player);
    await page.waitForTimeout(120);
  }
  log.write({ kind: 'done', at: Date.now(), number: pupil.documentNumber });
}

/** Writes down every move of the sign 已保存 until the page is gone. */
export async function watchSavedSign(page: Page, log: DriverLog<Line>): Promise<void> {
  const sign = page.locator('.saved-line');
  for (let last = ''; ; ) {
    const text = (await sign.isVisible()) ? ((await sign.textContent()) ?? '') : '';
    const clock = /已保存 (\d\d):(\d\d):(\d\d)/.exec(text);
    if (clock && text !== last) {
      last = text;
      const [hours, minutes, seconds] = clock.slice(1).map(Number) as [number, number, number];
      const midnight = Math.floor((Date.now() + EIGHT_HOURS_MS) / DAY_MS) * DAY_MS - EIGHT_HOURS_MS;
      const second = midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000;
      log.write({ kind: 'saved', at: Date.now(), second });
    }
    await page.waitForTimeout(100);
  }
}

const EIGHT_HOURS_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
