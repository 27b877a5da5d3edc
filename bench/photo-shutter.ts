import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { projectRoot, withDesk } from '../tests/e2e/launch.ts';
import { signIn } from '../tests/e2e/main-job-gate.ts';
import { expect, type Player, press, see, seeTitle, testPace } from '../tests/e2e/main-job-keys.ts';
import { account } from '../tests/e2e/main-job-people.ts';
import { classOne } from '../tests/e2e/screen-people.ts';
import type { Round } from './measure.ts';
import { preparedElectron } from './prepared-electron.ts';
import type { Benchmark } from './report.ts';

const LIMIT_MS = 30_000;

type Clock = { readonly key: number; readonly stored: number; readonly shown: number };
type Bench = { waitShot(): Promise<Clock>; gaps(ms: number): Promise<number[]> };

/** From the key that shoots to the stored and judged photo in the real desk, and how evenly its screen goes on meanwhile. */
export const photoShutter: Benchmark = {
  name: 'photo-shutter',
  async run({ quick, rounds: asked }) {
    preparedElectron();
    const [shots, gapMs] = quick ? [5, 2000] : [20, 10_000];
    const rounds = asked ?? (quick ? 1 : 3);
    const stored: Round[] = [];
    const shown: Round[] = [];
    const gaps: Round[] = [];
    const camera = join(projectRoot, 'demo/camera.mjpeg');
    await withDesk({ words: ['--demo'], camera }, async ({ app, page }) => {
      const player: Player = {
        app,
        page,
        pace: testPace,
        step: (_title, play) => play(),
        picture: async () => undefined,
      };
      await signIn(player, account('clerk1'));
      await see(page.getByRole('option', { name: classOne }));
      const idle = await prepare(page, gapMs);
      await press(player, 'Control+2');
      await see(page.getByRole('option', { name: classOne }));
      await press(player, 'ArrowDown', 'Enter');
      await seeTitle(player, classOne);
      await see(page.getByRole('option').or(page.getByRole('gridcell')));
      await press(player, 'Enter');
      await expect(page.locator('.stage')).toBeFocused();
      await expect(page.locator('.stage video')).toHaveJSProperty('readyState', 4);
      await shoot(page); // the first loads what the others find loaded
      for (let round = 0; round < rounds; round++) {
        gaps.push({ ours: await page.evaluate((ms) => bench().gaps(ms), gapMs), baseline: idle });
        const clocks: Clock[] = [];
        for (let shot = 0; shot < shots; shot++) clocks.push(await shoot(page));
        stored.push({ ours: clocks.map(({ key, stored: at }) => at - key), baseline: [] });
        shown.push({ ours: clocks.map(({ key, shown: at }) => at - key), baseline: [] });
      }
    });
    return {
      title: '真实登记台：按快门到判好存好，界面停顿',
      baseline: '界面停顿：同一个窗口、没有画面也不检测时两帧之间',
      lines: [
        { label: '快门到判好存好', rounds: stored, goal: { at: 'p95', ms: 300 } },
        { label: '快门到成品出现在屏上', rounds: shown, goal: null },
        { label: '检测时界面两帧之间', rounds: gaps, goal: { at: 'worst', ms: 100 } },
      ],
      memory: [],
      notes: [
        '从按键事件算起：取帧、检测、测量、裁切、编码、主进程复核、写入加密数据库，到主进程报告已提交。',
        '摄像头是录好的 640×480 画面。',
      ],
    };
  },
};

declare function bench(): Bench;

/** Puts the clocks into the page; answers the gaps between frames while nothing is detected yet. */
function prepare(page: Page, ms: number): Promise<number[]> {
  return page.evaluate(
    ([duration, limit]) => {
      type Told = { readonly kind: string; readonly nouns?: readonly string[] };
      const { kaoji } = globalThis as unknown as { kaoji: { subscribe(listener: (told: Told) => void): void } };
      let clock = { key: 0, stored: 0, shown: 0 };
      let done: ((clock: Clock) => void) | null = null;
      const finish = () => {
        if (clock.key === 0 || clock.stored === 0 || clock.shown === 0) return;
        done?.(clock);
        done = null;
      };
      addEventListener(
        'keydown',
        ({ timeStamp }) => {
          clock = { key: timeStamp, stored: 0, shown: 0 };
        },
        true,
      );
      kaoji.subscribe(({ kind, nouns }) => {
        if (kind !== 'changed' || !nouns?.includes('capture') || clock.stored > 0) return;
        clock = { ...clock, stored: performance.now() };
        finish();
      });
      document.addEventListener(
        'load',
        ({ target }) => {
          const isShot = target instanceof HTMLImageElement && target.closest('.stage') !== null;
          if (!isShot || clock.shown > 0) return;
          clock = { ...clock, shown: performance.now() };
          finish();
        },
        true,
      );
      const own: Bench = {
        waitShot: () =>
          new Promise((resolve, reject) => {
            done = resolve;
            setTimeout(() => reject(new Error(`no shot: ${JSON.stringify(clock)}`)), limit);
            finish();
          }),
        gaps: async (wanted) => {
          const found: number[] = [];
          let last = await new Promise<number>(requestAnimationFrame);
          for (const until = last + wanted; last < until; ) {
            const next = await new Promise<number>(requestAnimationFrame);
            found.push(next - last);
            last = next;
          }
          return found;
        },
      };
      Object.assign(globalThis, { bench: () => own });
      return own.gaps(duration);
    },
    [ms, LIMIT_MS] as const,
  );
}

/** One shot, then back to the live picture. */
async function shoot(page: Page): Promise<Clock> {
  await page.keyboard.press('Space');
  const clock = await page.evaluate(() => bench().waitShot());
  await expect(page.locator('.shot-verdict')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.locator('.stage img')).toHaveCount(0);
  return clock;
}
