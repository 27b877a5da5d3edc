import type { FaceShape } from './face-shape.ts';
import { type PairedWaves, pairedWaves, SPAN } from './paired-waves.ts';
import { photoLimits } from './photo-limits.ts';
import type { PhotoProfile } from './photo-profile.ts';
import type { Raster } from './raster.ts';

/** Sums of two waves that a frame enlarged 3.2 to 1.42 times has; less is no loss, more is seen by what it lacks. */
const [LEAST_SUM, MOST_SUM] = [80, 180];
/** how far a limit of the sum is kept: a trace is as broad as a face is narrow */
const MARGIN = 3;
/** JPEG's blocks of 8 pixels pair waves at every eighth; of these only the half (twice enlarged) can be told from it */
const EIGHTH = SPAN / 8;
const HALF = SPAN / 2;
/** decibels by which the waves that an enlarged frame cannot have lie below those it has; a soft lens comes near it */
const USUAL_DROP = 11;

/** How much the drop adds or takes, and what is certain: it comes to 1. Waves that JPEG pairs as well need the drop more. */
const byItself = { perDecibel: 0.03, least: -0.2, most: 0.06, certain: 0.2 };
const besideJpeg = { perDecibel: 0.06, least: -0.15, most: 0.3, certain: 0.26 };

/**
 * Whether a frame was enlarged so far that fewer real pixels lie between the eyes than the profile asks for, however it
 * was sharpened afterwards; `compression` as measured. `enlargedTrace`: the strongest trace of such an enlargement, 0 = none, 1 = certain;
 * `enlargedBy`: how many times that would be. Nothing where even the frame's own pixels are too few.
 */
export function measureEnlargement(
  frame: Raster,
  shape: FaceShape,
  compression: number,
  profile: PhotoProfile,
): Record<string, number> {
  const least = profile.limits['realDetailReject'] ?? photoLimits.realDetailReject;
  if (shape.eyeDistance <= least) return {};
  const [across, down] = wavesOf(frame, shape);
  const isCoarse = compression > COARSE;
  const most = Math.min(MOST_SUM, Math.floor((SPAN * least) / shape.eyeDistance) - MARGIN);
  let best = { trace: 0, sum: SPAN };
  for (let sum = LEAST_SUM; sum <= most; sum++) {
    const isJpeg = Math.abs(sum - EIGHTH * Math.round(sum / EIGHTH)) <= MARGIN;
    if (isJpeg && (isCoarse || Math.abs(sum - HALF) > MARGIN)) continue;
    const by = isJpeg ? besideJpeg : byItself;
    const paired = Math.sqrt(pairedAt(sum, across) * pairedAt(sum, down));
    const drop = by.perDecibel * (dropBeyond(sum, across, down) - USUAL_DROP);
    const trace = (paired + Math.min(by.most, Math.max(by.least, drop))) / by.certain;
    if (trace > best.trace) best = { trace, sum };
  }
  const enlargedTrace = Math.max(0, (best.trace - CHANCE) / (1 - CHANCE));
  return { enlargedTrace, enlargedBy: enlargedTrace === 0 ? 1 : SPAN / best.sum };
}

/** So much of what is certain comes of chance, of a soft lens, of JPEG: it says nothing. */
const CHANCE = 0.6;

/** What JPEG leaves at the half, of what it leaves at five and six eighths */
const JPEG_SHARE = 0.55;

/** of the measure `compression`: quality 55 and less, where blocks look like an enlargement */
const COARSE = 0.9;

/**
 * How much the waves with this sum belong together. At the half, JPEG adds to it, or takes from it what it hides of a frame
 * that was cut by an odd number of pixels after it was enlarged: that is given back, as far as the blocks show elsewhere.
 */
function pairedAt(sum: number, { pairs }: Pick<PairedWaves, 'pairs'>): number {
  const [real, size] = [pairs.re[sum]!, Math.hypot(pairs.re[sum]!, pairs.im[sum]!)];
  if (sum !== HALF || real >= 0) return size;
  return size + JPEG_SHARE * blocksIn({ pairs });
}

/** How strongly JPEG's blocks pair waves in the frame's own grid. */
function blocksIn({ pairs }: Pick<PairedWaves, 'pairs'>): number {
  return Math.max(0, Math.min(pairs.re[5 * EIGHTH]!, pairs.re[6 * EIGHTH]!));
}

/** How far the waves fall, in decibels, beyond the highest that a frame with this sum could have. */
function dropBeyond(sum: number, ...ways: readonly PairedWaves[]): number {
  const mean = (from: number, to: number): number => {
    const [first, last] = [Math.round(from * sum), Math.round(to * sum)];
    let power = 0;
    for (let wave = first; wave < last; wave++) {
      // the changes from pixel to pixel were looked at: of the brightness itself, the steeper waves are weaker
      const steepness = 2 - 2 * Math.cos((2 * Math.PI * wave) / SPAN);
      for (const way of ways) power += way.power[wave]! / steepness;
    }
    return power / (last - first) + Number.MIN_VALUE;
  };
  return 10 * Math.log10(mean(0.28, 0.41) / mean(0.55, 0.68));
}

/** The face and what is round it, by its rows and by its columns; brightness as JPEG codes it (Rec. 601). */
function wavesOf({ data, width, height }: Raster, shape: FaceShape): [across: PairedWaves, down: PairedWaves] {
  const left = Math.max(0, Math.round(shape.eyes[0] - shape.width * 0.6));
  const right = Math.min(width, Math.round(shape.eyes[0] + shape.width * 0.6));
  const top = Math.max(0, Math.round(shape.eyes[1] - shape.eyesToChin * 0.9));
  const bottom = Math.min(height, Math.round(shape.eyes[1] + shape.eyesToChin));
  const luma = (x: number, y: number): number => {
    const at = (y * width + x) * 4;
    return 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  };
  const [columns, rows] = [right - left, bottom - top];
  return [
    pairedWaves({ count: rows, length: columns, first: left, at: (row, along) => luma(left + along, top + row) }),
    pairedWaves({ count: columns, length: rows, first: top, at: (column, along) => luma(left + column, top + along) }),
  ];
}
