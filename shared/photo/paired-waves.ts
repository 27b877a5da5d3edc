import { type Complex, fourier } from './fourier.ts';

/** Frequencies are told apart in steps of 1/256 wave per pixel; so many pixels of a line are looked at. */
export const SPAN = 256;
/** below it, in the same steps, brightness follows the shape of the face and says nothing of pixels */
const LOWEST = 15;
/** pixels to either side over which a line's contrast is evened out, so that no single edge decides */
const EVEN = 8;
/** squared steps of brightness: what lies below is rounding */
const ROUNDING = 2;
/** the line beside says the same again; and more than so many tell nothing new */
const LINE_STEP = 2;
const MOST_LINES = 160;

/** Brightness of an area, 0–255, read along lines of `length` pixels. */
type Lines = {
  readonly count: number;
  readonly length: number;
  /** where the first pixel of each line lies in the frame: JPEG's blocks begin at every eighth */
  readonly first: number;
  readonly at: (line: number, along: number) => number;
};

/** Both by frequency, or sum of two frequencies, in steps of 1/256 wave per pixel. */
export type PairedWaves = {
  /**
   * how much the waves with this sum belong together: size 0 = not at all, 1 = each is the mirror image of the other;
   * positive and real where pixels change most at the beginning of the frame and whatever fits with it
   */
  readonly pairs: Complex;
  /** how strong each wave is */
  readonly power: Float64Array;
};

/**
 * How much the waves of a picture belong together in pairs. A picture that was enlarged F times carries with each wave f
 * its image 1/F − f, whatever sharpens it afterwards; in a picture as a lens draws it, two waves know nothing of each other.
 */
export function pairedWaves(lines: Lines): PairedWaves {
  const length = Math.min(lines.length - 1, SPAN);
  const start = (lines.length - 1 - length) >> 1;
  const taper = taperOf(length);
  const power = new Float64Array(SPAN);
  const spectra: Complex[] = [];
  const step = Math.max(LINE_STEP, Math.ceil(lines.count / MOST_LINES));
  for (let line = 0; line < lines.count; line += step) {
    const spectrum = spectrumOf(lines, line, start, taper);
    for (let wave = LOWEST; wave <= SPAN / 2; wave++) power[wave]! += spectrum.re[wave]! ** 2 + spectrum.im[wave]! ** 2;
    spectra.push(spectrum);
  }
  // the square of a signal holds the sum of every pair of its waves: one transform for all of them
  const squares: Complex = { re: new Float64Array(SPAN), im: new Float64Array(SPAN) };
  for (const spectrum of spectra) addSquare(squares, spectrum, power);
  fourier(squares);
  return { pairs: meanPairs(squares, lines.first + start + 1), power };
}

/** The mean of the pairs with each sum, as if the first change had been `offset` pixels further on. */
function meanPairs({ re, im }: Complex, offset: number): Complex {
  const pairs = { re: new Float64Array(SPAN), im: new Float64Array(SPAN) };
  for (let sum = 2 * LOWEST; sum < SPAN; sum++) {
    const count = Math.min(sum - LOWEST, SPAN / 2) - Math.max(LOWEST, sum - SPAN / 2) + 1;
    const turn = (-2 * Math.PI * sum * offset) / SPAN;
    const [cosine, sine] = [Math.cos(turn) / (SPAN * count), Math.sin(turn) / (SPAN * count)];
    pairs.re[sum] = re[sum]! * cosine - im[sum]! * sine;
    pairs.im[sum] = re[sum]! * sine + im[sum]! * cosine;
  }
  return pairs;
}

function taperOf(length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => {
    const share = (Math.min(at, length - 1 - at) + 0.5) / (0.2 * length);
    return share >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * share);
  });
}

/** The changes along one line, each part of it as strong as the next, as waves. */
function spectrumOf({ at }: Lines, line: number, start: number, taper: Float64Array): Complex {
  const { length } = taper;
  const spectrum = { re: new Float64Array(SPAN), im: new Float64Array(SPAN) };
  const changes = new Float64Array(length);
  for (let along = 0, before = at(line, start); along < length; along++) {
    const next = at(line, start + along + 1);
    changes[along] = next - before;
    before = next;
  }
  let energy = 0;
  let count = 0;
  for (let along = -EVEN; along < length; along++) {
    const [enters, leaves] = [along + EVEN, along - EVEN - 1];
    if (enters < length) {
      energy += changes[enters]! ** 2;
      count++;
    }
    if (leaves >= 0) {
      energy -= changes[leaves]! ** 2;
      count--;
    }
    if (along >= 0)
      spectrum.re[along] = (changes[along]! / Math.sqrt(Math.max(0, energy) / count + ROUNDING)) * taper[along]!;
  }
  fourier(spectrum);
  return spectrum;
}

/** Adds the square of the signal whose waves are all equally strong over the picture. */
function addSquare(squares: Complex, { re, im }: Complex, power: Float64Array): void {
  const signal = { re: new Float64Array(SPAN), im: new Float64Array(SPAN) };
  for (let wave = LOWEST; wave <= SPAN / 2; wave++) {
    const strength = Math.sqrt(power[wave]!) + 1e-9;
    // conjugated, so that the transform forth is the one back
    signal.re[wave] = re[wave]! / strength;
    signal.im[wave] = -im[wave]! / strength;
  }
  fourier(signal);
  for (let at = 0; at < SPAN; at++) {
    squares.re[at]! += signal.re[at]! ** 2 - signal.im[at]! ** 2;
    squares.im[at]! -= 2 * signal.re[at]! * signal.im[at]!;
  }
}
