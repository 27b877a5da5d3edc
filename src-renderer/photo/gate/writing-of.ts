import type { ReadBothWays } from '#shared/photo/line-reading.ts';
import type { Raster } from '#shared/photo/raster.ts';
import type { GateAnswers } from './gate-messages.ts';
import type { TextSide } from './text-side.ts';

/**
 * So long a picture waits for its writing to be read; and one that people try, which has to be answered before the line
 * takes the worker for broken.
 */
const SHOT_LIMIT_MS = 800;
const INSPECT_LIMIT_MS = 10_000;

/**
 * The writing that speaks for a picture which is made or tried; null = not known. A shot of the live picture takes what
 * was read there last of whoever sits there. A still picture may show somebody else by another camera: only its own counts.
 */
export async function writingOf(
  kind: Exclude<keyof GateAnswers, 'look'>,
  frame: Raster,
  text: Pick<TextSide, 'read' | 'glanced'> | null,
): Promise<readonly ReadBothWays[] | null> {
  if (text === null || kind === 'measure') return null;
  if (kind === 'inspect') return text.read(frame, INSPECT_LIMIT_MS);
  const glanced = kind === 'shot' ? text.glanced() : null;
  return glanced ?? text.read(frame, SHOT_LIMIT_MS);
}
