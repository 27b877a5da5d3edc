import { ALIGNED_EYES, ALIGNED_WIDTH, type AlignedFace, boxAt, insideOf } from './aligned-face.ts';
import { toLight } from './colour.ts';
import { brightness, cheekZones, type Light, lightOf, skinColour } from './measure-tone.ts';

const leftEye = [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7];
const rightEye = [362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382];
/** above the middle of each brow, on its upper edge */
const browEdges = [105, 334] as const;
const upperSkin = [116, 345] as const;
/** beside the mouth, the chin, below the lips */
const lowerSkin = [205, 425, 199, 200] as const;
/** so unlike the skin above may lower cheeks be by a beard or by light */
const BEARD = 15;

/** What lies over the face: mask or hand, hair over the brows, dark or glaring glasses. Shares and ratios without unit. */
export function measureCover(face: AlignedFace): Record<string, number> {
  const eyes = [leftEye, rightEye].map((ids) => sorted(face, insideOf(face, ids, 1.3, 1.6)));
  const skin = skinOf(face);
  const cheek = Math.max(...cheekZones(face).map((zone) => brightness(lightOf(face, zone))));
  const under = [230, 450].map((id) => patch(face, id, 0, 0.06, 0.3, 0.1)).map(brightness);
  // one place may lie in shade, or a mask may end before it
  const lower = lowerSkin.map((id) => apart(patch(face, id, 0, 0.05, 0.24, 0.2), skin)).toSorted((a, b) => b - a)[1]!;
  const beyondBeard = Math.max(0, lower - BEARD) / 60;
  return {
    eyeWhite: Math.max(...eyes.map((luma) => at(luma, 0.93))) / 255,
    eyeContrast: Math.min(...eyes.map((luma) => 1 - (at(luma, 0.04) + 2) / (at(luma, 0.8) + 2))),
    // a mask has folds, but lower cheeks of another hue than the upper ones
    mouthContrast: mouthContrast(face) - beyondBeard,
    browCover: Math.min(...browEdges.map((id) => apart(patch(face, id, 0, -0.13, 0.45, 0.1), skin))),
    // below the eyes, and round them: a lens may be small, and a lid is skin
    lensLight:
      Math.min(Math.max(...under), 4 * toLight(Math.max(...eyes.map((luma) => at(luma, 0.8))))) /
      Math.max(0.001, cheek),
    // only below them: what a lid hides is no matter of the lens
    lensShade: Math.max(...under) / Math.max(0.001, cheek),
    glare: glareOf(face),
  };
}

/** Skin between eyes and mouth: the two brighter of upper cheeks and bridge of the nose, one of which may lie in shade. */
function skinOf(face: AlignedFace): Light {
  const three = [patch(face, 6, 0, 0.05, 0.2, 0.2), ...upperSkin.map((id) => patch(face, id, 0, 0.1, 0.2, 0.15))];
  const [first, second] = three.toSorted((a, b) => brightness(b) - brightness(a)) as [Light, Light, Light];
  return [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2, (first[2] + second[2]) / 2];
}

/** Mean light of a box beside a landmark; offsets and sizes in eye distances. */
function patch(face: AlignedFace, id: number, right: number, down: number, width: number, height: number): Light {
  const [x, y] = face.points[id] ?? [0, 0];
  const eyes = ALIGNED_EYES;
  return lightOf(face, boxAt(x + right * eyes, y + down * eyes, width * eyes, height * eyes));
}

/** How unlike skin a surface is: hue at the same light, and stops that it is darker beyond what shade makes. */
function apart(a: Light, b: Light): number {
  const [, aa, ab] = skinColour(a);
  const [, ba, bb] = skinColour(b);
  // the darker it is, the less brightness and hue say
  const stops = Math.log2((brightness(b) + 0.012) / (brightness(a) + 0.012));
  const hue = Math.min(1, Math.min(brightness(a), brightness(b)) / 0.03);
  return Math.hypot(hue * (aa - ba), hue * (ab - bb), 12 * Math.max(0, stops - 0.5));
}

/** How much darker the line between the lips is than what lies above and below, the median of five places. */
function mouthContrast(face: AlignedFace): number {
  const [left, right] = [face.points[78] ?? [0, 0], face.points[308] ?? [0, 0]];
  const top = face.points[164]?.[1] ?? 0;
  const bottom = face.points[18]?.[1] ?? 0;
  const depths = [0.3, 0.4, 0.5, 0.6, 0.7].map((share) => {
    const x = Math.round(left[0] + (right[0] - left[0]) * share);
    const column: number[] = [];
    for (let y = Math.max(0, Math.round(top)); y <= Math.min(319, Math.round(bottom) + 4); y++) {
      const at = y * ALIGNED_WIDTH + x;
      column.push((face.luma[at - 1]! + face.luma[at]! + face.luma[at + 1]!) / 3);
    }
    const ordered = column.toSorted((a, b) => a - b);
    return 1 - ((ordered[0] ?? 0) + 2) / (at(ordered, 0.8) + 2);
  });
  return depths.toSorted((a, b) => a - b)[2] ?? 0;
}

/** Share of the lens area that is brighter than the brightest skin and almost white. */
function glareOf(face: AlignedFace): number {
  const cheeks = cheekZones(face).flat();
  const limit = Math.max(225, at(sorted(face, cheeks), 0.98) + 12);
  const shares = [leftEye, rightEye].map((ids) => {
    const lens = insideOf(face, ids, 1.5, 3.2);
    return lens.filter((at) => face.luma[at]! > limit).length / Math.max(1, lens.length);
  });
  return Math.max(...shares);
}

function sorted(face: AlignedFace, zone: readonly number[]): Float32Array {
  return Float32Array.from(zone, (at) => face.luma[at]!).sort();
}

function at(ordered: ArrayLike<number>, share: number): number {
  return ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))] ?? 0;
}
