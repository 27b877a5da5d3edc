import { pinyin } from 'pinyin-pro';
import { nameDot, normaliseName } from './names.ts';

/**
 * Search keys of a name in pinyin: `full` without tones or blanks (ü as v), `initials` the first letter of each syllable.
 * Surnames are read as surnames (单 shan, 仇 qiu). Dots are skipped, Latin letters stay as they are (initial of each word),
 * a character without a known reading is `?` in both.
 */
export function pinyinKeys(name: string): { initials: string; full: string } {
  const { name: tidy } = normaliseName(name);
  const syllables: string[] = [];
  for (const part of tidy.split(nameDot).join(' ').split(/\s+/u)) {
    for (const run of part.match(/[A-Za-z\u00C0-\u024F'’-]+|[^A-Za-z\u00C0-\u024F'’-]+/gu) ?? []) {
      if (/^[A-Za-z\u00C0-\u024F'’-]/u.test(run)) syllables.push(run.toLowerCase());
      else syllables.push(...readings(run));
    }
  }
  return { initials: syllables.map((s) => s.charAt(0)).join(''), full: syllables.join('') };
}

function readings(run: string): string[] {
  const syllables = pinyin(run, { toneType: 'none', type: 'array', surname: 'head', v: true });
  return syllables.map((s) => (/^[a-z]+$/u.test(s) ? s : '?'));
}
