import { test } from '@playwright/test';
import type { Reply } from '../../shared/contract/call.ts';
import type { CallName, Input, Output } from '../../shared/contract/index.ts';
import { listLimit } from '../../shared/domain/list-limit.ts';
import { maskNumbersIn } from '../../shared/lib/mask.ts';
import type { Desk } from './launch.ts';
import { expect, type Player, press, see, seeTitle, testPace } from './main-job-keys.ts';

export type Pupil = Output<'desk.queue'>['pupils'][number] & { readonly number: string };
type Line = Output<'photoFiles.rows'>['rows'][number];

/** A call as the screens make it: what stands in the database is asked of the desk itself. */
export async function ask<N extends CallName>(
  { page }: Pick<Desk, 'page'>,
  name: N,
  input: Input<N>,
): Promise<Output<N>> {
  const reply = (await page.evaluate(
    ([called, given]) =>
      (globalThis as unknown as { kaoji: { call(name: string, input: unknown): unknown } }).kaoji.call(called, given),
    [name, input] as const,
  )) as Reply<Output<N>>;
  if (!reply.ok) throw new Error(JSON.stringify(reply.fault));
  return reply.value;
}

export async function linesOf(desk: Pick<Desk, 'page'>, folderId: string): Promise<Readonly<Record<string, Line>>> {
  const page = (offset: number) => ask(desk, 'photoFiles.rows', { folderId, only: 'all', offset, limit: listLimit });
  const first = await page(0);
  const lines = [...first.rows];
  while (lines.length < first.total) lines.push(...(await page(lines.length)).rows);
  return Object.fromEntries(lines.map((line) => [line.fileName, line]));
}

/** Pupils of one class who wait for their photo, with their numbers. */
export async function waitingPupils(desk: Pick<Desk, 'page'>, count: number): Promise<readonly Pupil[]> {
  const classes = await ask(desk, 'desk.classes', {});
  const line = classes.find((one) => one.waiting >= count);
  const { pupils } = await ask(desk, 'desk.queue', { classId: line?.classId ?? '' });
  const waiting = pupils.filter(({ status }) => status === 'awaitingCapture').slice(0, count);
  const numbered: Pupil[] = [];
  for (const pupil of waiting) {
    const { documentNumber } = await ask(desk, 'desk.revealNumber', { candidacyId: pupil.candidacyId });
    numbered.push({ ...pupil, number: documentNumber });
  }
  return numbered;
}

export function playerOf({ app, page }: Desk): Player {
  return { app, page, pace: testPace, step: (title, play) => test.step(title, play), picture: async () => {} };
}

export async function openFiles(player: Player): Promise<void> {
  await press(player, 'Control+6');
  await seeTitle(player, '照片导入');
}

/** Everything is read: the page of the folder is there, the band with the progress is gone. */
export async function readThrough(player: Player): Promise<void> {
  const { page } = player;
  await seeTitle(player, /^照片导入：/u);
  await see(page.locator('.file-columns'));
  await expect(page.locator('.reading-band')).toHaveCount(0, { timeout: 120_000 });
}

/** The screen shows numbers in file names masked. */
export async function select({ page }: Player, fileName: string): Promise<void> {
  const row = page.getByRole('option').filter({ has: page.getByText(maskNumbersIn(fileName), { exact: true }) });
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');
}

export async function readBytes(desk: Pick<Desk, 'page'>, captureId: string, which: 'original' | 'derived') {
  return { jpeg: await bytesOf(desk, 'photo.read', { captureId, which }, 'jpeg') };
}

/** Bytes of an answer: the driver's own protocol knows no typed arrays. */
export async function bytesOf(
  { page }: Pick<Desk, 'page'>,
  name: string,
  input: unknown,
  field: string,
): Promise<Uint8Array> {
  const text = await page.evaluate(
    async ([called, given, part]) => {
      const { kaoji } = globalThis as unknown as {
        kaoji: { call(name: string, input: unknown): Promise<{ value: Record<string, Uint8Array<ArrayBuffer>> }> };
      };
      const reply = await kaoji.call(called as string, given);
      const bytes = reply.value[part as string] ?? new Uint8Array();
      return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    [name, input, field] as const,
  );
  return new Uint8Array(Buffer.from(text, 'hex'));
}
