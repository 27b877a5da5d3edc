import { tightNumber } from '../lib/width.ts';

/** A national code list: code and label, in the order of the codes. */
export type CodeList = readonly (readonly [code: string, label: string])[];

/** The label of a code; an unknown code is shown as 代码 42, any other text as it stands, never hidden. */
export function labelOf(list: CodeList, code: string): string {
  return list.find(([known]) => known === code)?.[1] ?? (/^[\dA-Za-z]+$/u.test(code) ? `代码 ${code}` : code);
}

/**
 * Makes the reverse look-up of a list: accepts the code (also without its leading zero), the label, the other names, and
 * each of them without the given ending. Blanks and full-width characters do not matter.
 */
export function codeFinder(list: CodeList, otherNames: CodeList, ending: string): (text: string) => string | null {
  const codes = new Map<string, string>();
  for (const [name, code] of [...otherNames, ...list.map(([known, label]) => [label, known] as const)]) {
    if (ending !== '' && name.endsWith(ending)) codes.set(name.slice(0, -ending.length), code);
    codes.set(name, code);
  }
  for (const [code] of list) {
    codes.set(code.replace(/^0(?=\d)/u, ''), code);
    codes.set(code, code);
  }
  return (text) => codes.get(tightNumber(text)) ?? null;
}
