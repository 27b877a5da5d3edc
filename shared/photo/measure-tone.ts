import { ALIGNED_EYES, type AlignedFace, boxAt, insideOf } from './aligned-face.ts';
import { type Lab, labOfLight, toLight } from './colour.ts';

/** The outline of the face without hair. */
export const faceOval = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];
/** what skin is compared at: the same light, so that light and dark skin differ in hue alone */
const SAME_LIGHTNESS_Y = 0.2812;
/** where the colour of skin of every tone lies at that light: CIE a and b, after ISO/IEC 29794-5 natural colour */
const SKIN_A = [5, 30] as const;
const SKIN_B = [5, 40] as const;

/** Both cheeks, left and right, between eye and mouth. */
export function cheekZones({ points }: AlignedFace): readonly [number[], number[]] {
  const y = 128 + ((points[13]?.[1] ?? 190) - 128) * 0.55;
  const size = 0.3 * ALIGNED_EYES;
  return [boxAt((points[50]?.[0] ?? 90) + 4, y, size, size), boxAt((points[280]?.[0] ?? 166) - 4, y, size, size)];
}

/** Light, contrast and colour of the face; shares 0–1, steps of 255, bits, stops. */
export function measureTone(face: AlignedFace): Record<string, number> {
  const pixels = insideOf(face, faceOval, 0.92);
  const histogram = new Uint32Array(256);
  let clipped = 0;
  let sum = 0;
  for (const at of pixels) {
    const luma = face.luma[at]!;
    histogram[Math.min(255, Math.round(luma))]!++;
    sum += luma;
    if (luma >= 247) clipped++;
  }
  const count = Math.max(1, pixels.length);
  const [left, right] = cheekZones(face).map((zone) => lightOf(face, zone)) as [Light, Light];
  const low = quantile(histogram, count, 0.05);
  const high = quantile(histogram, count, 0.95);
  const cheeks = skinColour(left.map((value, at) => (value + (right[at] ?? 0)) / 2) as unknown as Light);
  return {
    faceLuma: sum / count / 255,
    facePeak: quantile(histogram, count, 0.99) / 255,
    faceClipped: clipped / count,
    contrast: high - low,
    contrastRatio: Math.log2((high + 4) / (low + 4)),
    faceDetail: entropyOf(histogram, count),
    sideLight: Math.log2((brightness(right) + 0.002) / (brightness(left) + 0.002)),
    colourCast: castOf(cheeks),
  };
}

/** Mean linear light of the channels, 0–1. */
export type Light = readonly [red: number, green: number, blue: number];

/** Mean linear light of some pixels of the aligned face. */
export function lightOf(face: AlignedFace, zone: readonly number[]): Light {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (const at of zone) {
    red += toLight(face.red[at]!);
    green += toLight(face.green[at]!);
    blue += toLight(face.blue[at]!);
  }
  const count = Math.max(1, zone.length);
  return [red / count, green / count, blue / count];
}

/** Luminance 0–1 of linear light (weights of Rec. 709). */
export function brightness([red, green, blue]: Light): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Lab as if the same surface were lit to one lightness. */
export function skinColour(light: Light): Lab {
  const gain = SAME_LIGHTNESS_Y / Math.max(1e-4, brightness(light));
  return labOfLight(light[0] * gain, light[1] * gain, light[2] * gain);
}

/** Distance from where skin lies. */
function castOf([, a, b]: Lab): number {
  const beyond = (value: number, [from, to]: readonly [number, number]): number =>
    Math.max(0, from - value, value - to);
  return Math.hypot(beyond(a, SKIN_A), beyond(b, SKIN_B));
}

function quantile(histogram: Uint32Array, count: number, share: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += histogram[value]!;
    if (seen >= count * share) return value;
  }
  return 255;
}

function entropyOf(histogram: Uint32Array, count: number): number {
  let bits = 0;
  for (const times of histogram) if (times > 0) bits -= (times / count) * Math.log2(times / count);
  return bits;
}
