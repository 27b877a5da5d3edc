import { type Answer, fail, pass } from '../engine.ts';

/** A fault of shared/lib: its sentence ends with the remedy, after the last full stop. */
type LibFault = { readonly sentence: string };

/**
 * The answer for a value that shared/lib has checked: place and value in front, the remedy as the next step. `shown` is
 * already masked where it is a number.
 */
export function answerOfFault(label: string, shown: string, fault: LibFault | null): Answer {
  if (!fault) return pass();
  const parts = fault.sentence.split('。');
  const next = parts.length > 1 ? (parts.pop() ?? '') : '';
  const what = parts.join('，');
  const place = shown === '' ? label : `${label} ${shown}`;
  return fail(`${place}：${what}`, next === '' ? '对照证件改正' : next);
}

/** The person of a sentence: the name, or 这名考生 while there is none. */
export function personName(fullName: string): string {
  return fullName.trim() === '' ? '这名考生' : fullName;
}
