/** CIE Lab of an sRGB colour under D65: lightness 0–100, a towards red, b towards yellow. */
export type Lab = readonly [lightness: number, a: number, b: number];

const linear = Float64Array.from({ length: 256 }, (_, at) => {
  const share = at / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Light of an sRGB channel value 0–255 (may lie between two), 0–1. */
export function toLight(value: number): number {
  const low = Math.max(0, Math.min(254, Math.floor(value)));
  const from = linear[low] ?? 0;
  return from + ((linear[low + 1] ?? 1) - from) * Math.min(1, Math.max(0, value - low));
}

/** Brightness of an sRGB colour as the eye weighs it, in encoded values 0–255 (weights of Rec. 709). */
export function lumaOf(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Lab of an sRGB colour 0–255. */
export function labOf(red: number, green: number, blue: number): Lab {
  return labOfLight(toLight(red), toLight(green), toLight(blue));
}

/** Lab of linear light 0–1 in the sRGB primaries. */
export function labOfLight(red: number, green: number, blue: number): Lab {
  const x = bend((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
  const y = bend(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = bend((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function bend(share: number): number {
  return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
}
