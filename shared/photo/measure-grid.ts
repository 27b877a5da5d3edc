import type { FaceShape } from './face-shape.ts';
import type { Raster } from './raster.ts';

const BLOCK = 8;
/** low coefficients of a block, and what the usual luminance table of JPEG (T.81 annex K) divides them by at quality 50 */
const coefficients = [
  [1, 0, 11],
  [0, 1, 12],
  [1, 1, 12],
  [2, 0, 10],
  [0, 2, 14],
] as const;
const MOST_STEP = 10;
/** finer rounding is lost in the rounding of the pixels themselves, and harmless */
const LEAST_STEP = 5;

/**
 * Traces of a grid in the face: `compression` = how coarsely JPEG rounded it, in multiples of its table at quality 50 (1 =
 * quality 50, 2 = 25, 5 = 10; 0 = no trace); `steadiness` = least of most change between neighbouring columns and rows
 * within 8 pixels: near 0 where pixels were repeated to enlarge a frame.
 */
export function measureGrid(frame: Raster, shape: FaceShape): Record<string, number> {
  const area = areaOf(frame, shape);
  return { compression: compressionOf(frame, area), steadiness: steadinessOf(frame, area) };
}

type Area = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

function areaOf({ width, height }: Raster, shape: FaceShape): Area {
  return {
    left: Math.max(0, Math.round(shape.eyes[0] - shape.width * 0.6)),
    right: Math.min(width, Math.round(shape.eyes[0] + shape.width * 0.6)),
    top: Math.max(0, Math.round(shape.eyes[1] - shape.eyesToChin * 0.9)),
    bottom: Math.min(height, Math.round(shape.eyes[1] + shape.eyesToChin)),
  };
}

const waves = Array.from({ length: 3 }, (_, frequency) =>
  Float64Array.from({ length: BLOCK }, (__, at) => Math.cos(((2 * at + 1) * frequency * Math.PI) / (2 * BLOCK))),
);

function compressionOf({ data, width }: Raster, area: Area): number {
  const values = coefficients.map((): number[] => []);
  const luma = new Float64Array(BLOCK * BLOCK);
  const blocksWide = Math.floor(area.right / BLOCK) - Math.ceil(area.left / BLOCK);
  const blocksHigh = Math.floor(area.bottom / BLOCK) - Math.ceil(area.top / BLOCK);
  // a large face has more blocks than are needed
  const stride = Math.max(1, Math.round(Math.sqrt((blocksWide * blocksHigh) / 500)));
  for (let top = Math.ceil(area.top / BLOCK) * BLOCK; top + BLOCK <= area.bottom; top += BLOCK * stride) {
    for (let left = Math.ceil(area.left / BLOCK) * BLOCK; left + BLOCK <= area.right; left += BLOCK * stride) {
      for (let y = 0; y < BLOCK; y++) {
        for (let x = 0, at = ((top + y) * width + left) * 4; x < BLOCK; x++, at += 4)
          // the brightness that JPEG codes (Rec. 601)
          luma[y * BLOCK + x] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
      }
      for (const [index, [across, down]] of coefficients.entries()) {
        let sum = 0;
        for (let y = 0; y < BLOCK; y++)
          for (let x = 0; x < BLOCK; x++) sum += luma[y * BLOCK + x]! * waves[across]![x]! * waves[down]![y]!;
        values[index]!.push((sum * (across === 0 ? Math.SQRT1_2 : 1) * (down === 0 ? Math.SQRT1_2 : 1)) / 4);
      }
    }
  }
  const steps = values.map((list, index) => roundingStep(list) / coefficients[index]![2]).sort((a, b) => a - b);
  return steps[2] ?? 0;
}

/** The largest step of whose multiples (but 0) nearly all values are; 0 where there is none. */
function roundingStep(values: readonly number[]): number {
  const sizes = Float64Array.from(values, Math.abs).sort().reverse();
  for (let step = 12 * MOST_STEP; step >= LEAST_STEP; step--) {
    let fits = 0;
    let count = 0;
    for (; count < sizes.length && sizes[count]! >= 0.55 * step; count++) {
      const times = sizes[count]! / step;
      const off = 2 * Math.abs(times - Math.round(times));
      // a cosine's shape: 1 on a multiple, -1 half way to the next
      fits += 1 - 2 * off * off * (3 - 2 * off);
    }
    if (count >= 12 && fits / count > 0.72) return step;
  }
  return 0;
}

function steadinessOf({ data, width }: Raster, area: Area): number {
  const columns = new Float64Array(Math.max(0, area.right - area.left - 1));
  const rows = new Float64Array(Math.max(0, area.bottom - area.top - 1));
  for (let y = area.top; y < area.bottom - 1; y++) {
    for (let x = area.left, at = (y * width + area.left) * 4 + 1; x < area.right - 1; x++, at += 4) {
      columns[x - area.left]! += Math.abs(data[at]! - data[at + 4]!);
      rows[y - area.top]! += Math.abs(data[at]! - data[at + width * 4]!);
    }
  }
  return Math.min(evenness(columns), evenness(rows));
}

function evenness(changes: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at + BLOCK <= changes.length; at++) {
    const window = changes.subarray(at, at + BLOCK);
    sum += Math.min(...window) / Math.max(1, ...window);
    count++;
  }
  return count === 0 ? 1 : sum / count;
}
