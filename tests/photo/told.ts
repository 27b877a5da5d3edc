import type { JudgedPicture } from '../../scripts/photo-lab/judged-picture.ts';
import { type GuideArrow, guideArrowOf } from '../../shared/photo/guide-arrow.ts';
import { guide, type Instruction, noGuidance, type Sight } from '../../shared/photo/instruction.ts';
import type { PhotoCauseCode, PhotoVerdict } from '../../shared/photo/photo-cause.ts';
import { instructionWords, isSpoken } from '../../src-renderer/features/desk/photo-words.ts';
import type { Variant } from './variants/variant.ts';

/** A frame made in code and what the desk's gate makes of it. */
export type Told = { readonly variant: Variant; readonly judged: JudgedPicture };

/** What the desk says aloud after four looks at this frame; null = it says nothing. */
export function saidAloud({ judged }: Told): string | null {
  const instruction = instructionAt(judged);
  return isSpoken(instruction) ? instructionWords(instruction) : null;
}

/** Which way the drawn guide points then. */
export function arrowOf({ judged }: Told): GuideArrow | null {
  const instruction = instructionAt(judged);
  return instruction.kind === 'mend' ? guideArrowOf(instruction.cause, null) : null;
}

function instructionAt({ verdict, measurements }: JudgedPicture): Instruction {
  if (verdict === null) throw new Error('not judged');
  const looks = [0, 800, 1600, 2400].map((at): Sight => ({ at, verdict, measurements, pose: null }));
  return looks.reduce(guide, noGuidance).instruction;
}

/** What is wrong with an answer, as lines; empty = as intended. Causes beyond the intended ones may be named. */
export function problems(
  name: string,
  answer: PhotoVerdict | null | undefined,
  verdict: PhotoVerdict['verdict'],
  causes: readonly PhotoCauseCode[],
  never: readonly PhotoCauseCode[],
): string[] {
  const named = (answer?.causes ?? []).map(({ code }) => code);
  const missing = causes.filter((code) => !named.includes(code));
  const wrongly = never.filter((code) => named.includes(code));
  if (answer?.verdict === verdict && missing.length === 0 && wrongly.length === 0) return [];
  return [`${name}: ${answer?.verdict} ${named.join(' ')} ≠ ${verdict} ${causes.join(' ')}`];
}
