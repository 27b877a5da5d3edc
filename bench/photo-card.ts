import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { listLimit } from '../shared/domain/list-limit.ts';
import { answerDialogs, type Desk, withDesk } from '../tests/e2e/launch.ts';
import { signIn } from '../tests/e2e/main-job-gate.ts';
import { expect, type Player, press, see, seeTitle, testPace } from '../tests/e2e/main-job-keys.ts';
import { account } from '../tests/e2e/main-job-people.ts';
import { ask, openFiles, waitingPupils } from '../tests/e2e/photo-files-card.ts';
import { memoryOfTree } from './memory.ts';
import { preparedElectron } from './prepared-electron.ts';
import type { Benchmark, Memory } from './report.ts';
import { fillStudioCard, type StudioCard } from './studio-card.ts';

const HALF_AN_HOUR_MS = 1_800_000;

/**
 * A studio camera's card through the real desk: chosen, read with its progress, stopped once in the middle, gone on with,
 * until every file is accounted for. Throws where one is not.
 */
export const photoCard: Benchmark = {
  name: 'photo-card',
  async run({ quick, folder }) {
    preparedElectron();
    const files = quick ? 100 : 1000;
    const memory: Memory[] = [];
    const pages: number[] = [];
    const spans: Record<string, number> = {};
    let card: StudioCard | null = null;
    await withDesk({ words: ['--demo'] }, async (desk) => {
      const { app, page } = desk;
      const player: Player = { app, page, pace: testPace, step: (_t, play) => play(), picture: async () => undefined };
      await page.setViewportSize({ width: 1366, height: 768 });
      await signIn(player, account('clerk1'));
      const numbers = (await waitingPupils(desk, 12)).map((pupil) => pupil.number);
      const place = join(folder, '照相馆的卡');
      card = fillStudioCard(place, files, numbers);
      const read = (label: string): unknown => memory.push(memoryOfTree(label, app.process().pid ?? 0));
      read('选文件夹之前');
      await openFiles(player);
      await answerDialogs(app, place);
      const begun = performance.now();
      await press(player, 'Enter');
      await seeTitle(player, '照片导入：照相馆的卡');
      spans['选文件夹到名单出现'] = performance.now() - begun;
      await stopHalfway(page, files);
      read(`停在 ${await readSoFar(page)} 张`);
      spans['到停下'] = performance.now() - begun;
      const again = performance.now();
      await page.getByRole('button', { name: '接着读' }).click();
      await expect(page.locator('.reading-band')).toHaveCount(0, { timeout: HALF_AN_HOUR_MS });
      spans['接着读到完'] = performance.now() - again;
      read(`${files} 张都读完`);
      pages.push(...(await lookThrough(desk, files, card)));
      await press(player, 'End');
      await see(page.locator(`#file-${files - 1}[aria-selected=true]`));
    });
    const seconds = (name: string): string => `${name} ${((spans[name] ?? 0) / 1000).toFixed(1)} s`;
    return {
      title: `照相馆的卡：${files} 个文件`,
      baseline: '没有',
      lines: [
        {
          label: '一页 200 行（photoFiles.rows，来回）',
          rounds: [{ ours: pages, baseline: [] }],
          goal: { at: 'p95', ms: 50 },
        },
      ],
      memory,
      notes: [`${JSON.stringify(card)}：每个文件都对得上。`, `${Object.keys(spans).map(seconds).join('；')}。`],
    };
  },
};

async function readSoFar(page: Page): Promise<number> {
  const said = await page.locator('.reading-band [role=status]').innerText();
  return Number(/ (\d+) \//u.exec(said)?.[1]);
}

/** Stops by the button when a third is read; nothing more is read then. */
async function stopHalfway(page: Page, files: number): Promise<void> {
  await expect.poll(() => readSoFar(page), { timeout: HALF_AN_HOUR_MS }).toBeGreaterThan(files / 3);
  await page.getByRole('button', { name: '停下' }).click();
  await see(page.getByRole('button', { name: '接着读' }));
  await page.waitForTimeout(1500); // the photo in hand is finished
  const stopped = await readSoFar(page);
  await page.waitForTimeout(2000);
  const later = await readSoFar(page);
  if (later !== stopped || stopped >= files) throw new Error(`stopped at ${stopped}, then ${later} of ${files}`);
}

/** How long the screen itself waits for one page: the driver's own way back is left out. */
function askedInPage(page: Page, input: object): Promise<number> {
  return page.evaluate(async (given) => {
    const { kaoji } = globalThis as unknown as { kaoji: { call(name: string, input: unknown): Promise<unknown> } };
    const begun = performance.now();
    await kaoji.call('photoFiles.rows', given);
    return performance.now() - begun;
  }, input);
}

/** Every page of the list, timed in the page itself; throws unless each file has become what it had to. */
async function lookThrough(desk: Desk, files: number, card: StudioCard): Promise<number[]> {
  const [{ folderId } = { folderId: '' }] = await ask(desk, 'photoFiles.folders', {});
  const found: Record<string, number> = {};
  const ids = new Set<string>();
  const times: number[] = [];
  for (let offset = 0; offset < files; offset += listLimit) {
    const page = { folderId, only: 'all', offset, limit: listLimit } as const;
    const { rows } = await ask(desk, 'photoFiles.rows', page);
    times.push(await askedInPage(desk.page, page));
    for (const line of rows) {
      ids.add(line.fileId);
      found[line.state] = (found[line.state] ?? 0) + 1;
      if (line.state !== 'staged' && !/[\u4e00-\u9fff]{4}/u.test(line.sentence ?? '')) throw new Error(line.state);
    }
  }
  const wanted = { staged: card.staged, refused: card.refused, known: card.known };
  expect({ files: ids.size, ...found }).toEqual({ files, ...wanted });
  const { summary, ready, open, trouble } = await ask(desk, 'photoFiles.folder', { folderId });
  expect({ ...summary, sum: ready + open + trouble }).toMatchObject({ ...wanted, waiting: 0, sum: card.staged });
  return times;
}
