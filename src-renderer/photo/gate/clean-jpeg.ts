const SOI = 0xd8;
const APP0 = 0xe0;
const APP15 = 0xef;
const COM = 0xfe;
const SOS = 0xda;

/**
 * A canvas JPEG with nothing in it but the picture: a new JFIF header with the resolution (canvases know none), every
 * other application segment (colour profile) and comment dropped, the rest byte for byte. Source: JFIF 1.02, ITU-T T.81
 * annex B. Throws on what no canvas makes.
 */
export function cleanJpeg(jpeg: Uint8Array<ArrayBuffer>, dpi: number): Uint8Array<ArrayBuffer> {
  if (jpeg[0] !== 0xff || jpeg[1] !== SOI) throw new Error('no JPEG');
  const high = dpi >> 8;
  const low = dpi & 0xff;
  const jfif = [0xff, APP0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, high, low, high, low, 0, 0];
  const kept: Uint8Array<ArrayBuffer>[] = [Uint8Array.of(0xff, SOI, ...jfif)];
  let at = 2;
  for (let marker = 0; marker !== SOS; ) {
    marker = jpeg[at + 1] ?? 0;
    const end = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
    if (jpeg[at] !== 0xff || end <= at + 3 || end > jpeg.length) throw new Error('no segment where one is due');
    const isMetadata = (marker >= APP0 && marker <= APP15) || marker === COM;
    if (!isMetadata) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  kept.push(jpeg.subarray(at));
  return joined(kept);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
