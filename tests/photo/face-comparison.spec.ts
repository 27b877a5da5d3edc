import { expect, test } from '@playwright/test';
import type { PhotoLab } from '../../scripts/photo-lab/page.ts';
import { likenessOf } from '../../shared/photo/face-likeness.ts';
import { fixture, withLab } from './open-lab.ts';

const collins = fixture('good-white-720.jpg');

test('比对：没有人要比就不装认人的模型；同一人像，两个人不像，不止一人或没有人看不出；比完不留', async () => {
  await withLab({}, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const workers = () => page.workers().filter((worker) => worker.url().includes('compare-worker'));
    const compare = (other: string) =>
      page.evaluate(([one, two]) => (globalThis as unknown as { lab: PhotoLab }).lab.similarity(one, two), [
        collins,
        fixture(other),
      ] as const);
    await page.reload();
    await page.waitForFunction(() => 'lab' in globalThis);
    await page.evaluate(() => (globalThis as unknown as { lab: PhotoLab }).lab.ready());
    expect(asked.filter((url) => url.includes('faceres'))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);

    expect(likenessOf(await compare('good-red.jpg'))).toBe('alike');
    expect(asked.filter((url) => url.includes('faceres')).length).toBeGreaterThan(0);
    expect(likenessOf(await compare('sidelit.jpg'))).toBe('alike');
    expect(likenessOf(await compare('good-hopper.jpg'))).toBe('different');
    expect(await compare('two.jpg')).toBeNull();
    expect(await compare('noface-white.jpg')).toBeNull();
    await expect.poll(() => workers().length).toBe(0);
    expect(asked.filter((url) => !/^(?:app:\/\/desk\/|blob:app:)/u.test(url))).toEqual([]);
  });
});
