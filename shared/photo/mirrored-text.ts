import type { LineReading, ReadBothWays } from './line-reading.ts';

/** A reading with one character less sure than this is no reading. */
const SURE_LEAST = 0.9;
/** Doubt of a character that is not there: that of one read with a sureness of 1 %. */
const LOST = -Math.log(0.01);
/** Below this mean a line says nothing as it stands: then characters that turn into each other count as well. */
const NOTHING_AT_MOST = 0.5;

/** The same, or nearly, with left and right exchanged; and N R E r, which mirrored are letters of Cyrillic (И Я Э г). */
const alikeBothWays = new Set(
  'AHIMOTUVWXYilmnouvwx08|-_.:· NREr一二三十口日中田山木本大王工土干士米林小人八六出西高文天金品',
);
/** Mirrored, one of these reads as another: b d, p q, 2 S 5, 3 E. */
const pairs = new Set('bdpqSs253');

/**
 * How much better the writing in a frame can be read with left and right exchanged, in characters: above 0 the frame is
 * mirrored, below 0 it is not, 0 where nothing tells. Each line counts by how much less doubtful one reading is than the
 * other, at most by its characters that have a front.
 */
export function mirroredText(lines: readonly ReadBothWays[]): number {
  return lines.reduce((sum, line) => sum + mirroredLine(line), 0);
}

function mirroredLine({ straight, flipped }: ReadBothWays): number {
  const gain = doubt(straight) - doubt(flipped);
  if (gain < 0) return -Math.min(-gain, telling(straight, flipped));
  return Math.min(...flipped.sureness) < SURE_LEAST ? 0 : Math.min(gain, telling(flipped, straight));
}

/** How doubtful a reading is as a whole: 0 = every character sure. What cannot be read at all is as one lost character. */
function doubt({ sureness }: LineReading): number {
  return sureness.length === 0 ? LOST : sureness.reduce((sum, sure) => sum + Math.min(LOST, -Math.log(sure)), 0);
}

/** Characters of a reading that cannot be another's mirror image. `other`: the same line read the other way. */
function telling({ characters }: LineReading, { sureness }: LineReading): number {
  const mean = sureness.length === 0 ? 0 : sureness.reduce((sum, sure) => sum + sure, 0) / sureness.length;
  const tells = (character: string): boolean =>
    !alikeBothWays.has(character) && !(pairs.has(character) && mean > NOTHING_AT_MOST);
  return characters.filter(tells).length;
}
