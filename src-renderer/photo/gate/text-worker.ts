import type { ReadBothWays } from '#shared/photo/line-reading.ts';
import type { Raster } from '#shared/photo/raster.ts';
import { openTextReader } from './text-reader.ts';

/** One question and its answer; null: nothing could be read, which says nothing about the frame. */
export type TextQuestion = { readonly id: number; readonly frame: Raster };
export type TextReply = { readonly id: number; readonly lines: readonly ReadBothWays[] | null };

const reader = openTextReader(`${self.location.origin}/gate/`).catch((cause: unknown) => {
  console.warn(`text reader: ${String(cause)}`);
  return null;
});

self.onmessage = async ({ data }: MessageEvent<TextQuestion>) => {
  const lines = (await (await reader)?.read(data.frame).catch(() => null)) ?? null;
  self.postMessage({ id: data.id, lines } satisfies TextReply);
};
