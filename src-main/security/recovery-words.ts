import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a sheet can be read aloud and typed back. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 8;

/** Eight groups of four random characters and one check character: 160 bits of secret. */
export function makeRecoveryWords(): readonly string[] {
  return Array.from({ length: groups }, (_, index) => {
    const body = Array.from(randomBytes(4), (byte) => alphabet[byte % 32]).join('');
    return body + checkCharacter(body, index);
  });
}

export type RecoveryReading =
  | { readonly ok: true; readonly secret: string }
  | { readonly ok: false; readonly sentence: string };

/** Reads what a person typed back; says which group is wrong. Accepts lower case, O for 0, I and L for 1, blanks. */
export function readRecoveryWords(typed: readonly string[]): RecoveryReading {
  const characters = typed.join('').toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (characters.length !== groups * 5) {
    return {
      ok: false,
      sentence: `恢复单是 ${groups} 组、每组 5 个字符，现在共 ${characters.length} 个字符。对照恢复单补齐。`,
    };
  }
  const words = Array.from({ length: groups }, (_, index) => characters.slice(index * 5, index * 5 + 5));
  const wrong = words.findIndex((word, index) => checkCharacter(word.slice(0, 4), index) !== word[4]);
  if (wrong >= 0) return { ok: false, sentence: `第 ${wrong + 1} 组“${words[wrong]}”抄错了。对照恢复单改正这一组。` };
  return { ok: true, secret: words.join('') };
}

/** The secret that the recovery slot is wrapped with. */
export function recoverySecret(words: readonly string[]): string {
  return words.join('');
}

// the position takes part, so that two swapped groups are noticed
function checkCharacter(body: string, position: number): string {
  let sum = position * 7 + 3;
  for (const [index, character] of [...body].entries()) sum += alphabet.indexOf(character) * (2 * index + 3);
  return alphabet[((sum % 32) + 32) % 32] ?? '0';
}
