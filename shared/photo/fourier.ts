/** A complex signal; both parts have the same length, a power of two. */
export type Complex = { readonly re: Float64Array; readonly im: Float64Array };

/** Discrete Fourier transform in place (radix 2, not scaled). */
export function fourier({ re, im }: Complex): void {
  const length = re.length;
  for (let at = 1, mirror = 0; at < length; at++) {
    let bit = length >> 1;
    for (; mirror & bit; bit >>= 1) mirror ^= bit;
    mirror ^= bit;
    if (at >= mirror) continue;
    [re[at], re[mirror]] = [re[mirror]!, re[at]!];
    [im[at], im[mirror]] = [im[mirror]!, im[at]!];
  }
  const { cosine, sine } = turnsOf(length);
  for (let span = 2; span <= length; span <<= 1) {
    const half = span >> 1;
    const stride = length / span;
    for (let from = 0; from < length; from += span) {
      for (let at = from, turn = 0; at < from + half; at++, turn += stride) {
        const other = at + half;
        const real = re[other]! * cosine[turn]! + im[other]! * sine[turn]!;
        const imaginary = im[other]! * cosine[turn]! - re[other]! * sine[turn]!;
        re[other] = re[at]! - real;
        im[other] = im[at]! - imaginary;
        re[at]! += real;
        im[at]! += imaginary;
      }
    }
  }
}

const turns = new Map<number, { readonly cosine: Float64Array; readonly sine: Float64Array }>();

function turnsOf(length: number): { readonly cosine: Float64Array; readonly sine: Float64Array } {
  const known = turns.get(length);
  if (known !== undefined) return known;
  const angles = Float64Array.from({ length: length / 2 }, (_, at) => (2 * Math.PI * at) / length);
  const made = { cosine: angles.map(Math.cos), sine: angles.map(Math.sin) };
  turns.set(length, made);
  return made;
}
