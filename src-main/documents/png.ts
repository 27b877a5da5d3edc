import { failed, ok, type Result } from '#shared/lib/result.ts';

/** What the chunks of a complete PNG say; `end` is where the picture ends. */
export type PngInfo = {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly end: number;
};

const SIGNATURE = 8;
const LARGEST_SIDE = 0x7fff_ffff;

/**
 * Walks the chunks of a PNG from IHDR to IEND and proves that it is whole: each length against the bytes at hand, header
 * first, at least one chunk of pixels. Nothing is inflated. Source: RFC 2083, 3 and 4.1.
 */
export function readPng(bytes: Uint8Array): Result<PngInfo, 'truncated' | 'damaged'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let header: Omit<PngInfo, 'end'> | null = null;
  let hasPixels = false;
  let at = SIGNATURE;
  for (;;) {
    if (at + 12 > bytes.length) return failed('truncated');
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const next = at + 12 + length;
    if (!/^[A-Za-z]{4}$/u.test(kind)) return failed('damaged');
    if (next > bytes.length) return failed('truncated');
    if ((kind === 'IHDR') !== (header === null)) return failed('damaged');
    if (kind === 'IHDR') {
      const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      if (length !== 13 || width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE)
        return failed('damaged');
      header = { width, height, bitDepth: bytes[at + 16] ?? 0 };
    }
    if (kind === 'IDAT') hasPixels = true;
    if (kind === 'IEND') return header && hasPixels ? ok({ ...header, end: next }) : failed('damaged');
    at = next;
  }
}
