import { causeName, isForClerk, sentenceOf, tipOf } from '#shared/labels/photo-cause.ts';
import { overrideKindLabel } from '#shared/labels/photo-override.ts';
import { shotVerdictLabel } from '#shared/labels/photo-verdict.ts';
import { firstCause, type Instruction } from '#shared/photo/instruction.ts';
import { verdictLooks } from '../../photo/verdict-look.ts';
import type { StatusShapeName } from '../../ui/status-shapes.tsx';
import type { Tone } from '../../ui/tokens.ts';
import type { ShotGate } from './sheet.ts';

/** The one instruction in words; '' while nothing has been seen. */
export function instructionWords(instruction: Instruction): string {
  if (instruction.kind === 'waiting') return '';
  return instruction.kind === 'good' ? '很好，别动' : tipOf(instruction.cause, instruction.measurements);
}

/**
 * What is said aloud: what the pupil changes, and from which side too much light comes. That changes with the sun and with
 * how the pupil sits, and both hear it while the clerk looks at the pupil. The rest of the clerk's is read.
 */
export function isSpoken(instruction: Instruction): boolean {
  const isSideLight = instruction.kind === 'mend' && instruction.cause.code === 'UNEVEN_LIGHT';
  return isForPupil(instruction) || isSideLight;
}

/** False where the clerk has to act: light, cloth, camera. */
export function isForPupil(instruction: Instruction): boolean {
  return instruction.kind !== 'mend' || !isForClerk(instruction.cause.code);
}

/** Shape, word and colour of a stored shot's verdict. */
export function verdictLook(gate: ShotGate): {
  readonly shape: StatusShapeName;
  readonly word: string;
  readonly tone: Tone;
} {
  if (gate.override !== null) {
    const { by, kind } = gate.override;
    return { shape: 'flag', word: `${by} 已放行（${overrideKindLabel(kind)}）`, tone: 'setAside' };
  }
  return { ...verdictLooks[gate.verdict], word: `照片${shotVerdictLabel(gate.verdict)}` };
}

/** True where the shot may not leave the desk: the gate refused it and no second person has let it pass. */
export function isRefused(gate: ShotGate | null): gate is ShotGate {
  return gate !== null && gate.verdict === 'bad' && gate.override === null;
}

/** Why Enter does not complete with this shot, and what to do instead; null = it may. */
export function whyRefused(gate: ShotGate | null): string | null {
  if (!isRefused(gate)) return null;
  const next = gate.overrideClosed ?? '按空格重拍；确实改变不了的，由第二人放行并写明原因';
  return `照片还差 ${refusing(gate).length} 项：${refusing(gate).map(causeName).join('、')}。${next}`;
}

/** What is wrong first, in a sentence that says which value and what to do; '' where nothing is. */
export function firstSentence(gate: ShotGate): string {
  const first = firstCause(gate.causes);
  if (first === null) return '';
  return gate.causes.find(({ code }) => code === first.code)?.sentence ?? sentenceOf(first);
}

/** Names of everything that only warns. */
export function warningNames(gate: ShotGate): readonly string[] {
  return gate.causes.filter(({ severity }) => severity === 'warn').map(({ code }) => causeName(code));
}

/** Names of what refuses the shot. */
export function refusalNames(gate: ShotGate): readonly string[] {
  return refusing(gate).map(causeName);
}

function refusing(gate: ShotGate) {
  return gate.causes.filter(({ severity }) => severity === 'reject').map(({ code }) => code);
}
