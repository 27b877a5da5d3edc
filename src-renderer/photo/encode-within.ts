export type Encoded = { readonly jpeg: Uint8Array<ArrayBuffer>; readonly quality: number };

/**
 * The best JPEG of a canvas that is no longer than `maxBytes`, with quality between `lowest` and `highest` (1–100).
 * Halves the range, so about five encodings. Null where even the lowest quality is too long.
 */
export async function encodeWithin(
  canvas: OffscreenCanvas,
  maxBytes: number,
  lowest: number,
  highest = 95,
): Promise<Encoded | null> {
  let best: { readonly blob: Blob; readonly quality: number } | null = null;
  let low = lowest;
  let high = highest;
  // most frames fit at once: try the best quality before halving
  let next = highest;
  while (low <= high) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: next / 100 });
    if (blob.size <= maxBytes) {
      best = { blob, quality: next };
      low = next + 1;
    } else {
      high = next - 1;
    }
    next = Math.floor((low + high) / 2);
  }
  if (best === null) return null;
  return { jpeg: new Uint8Array(await best.blob.arrayBuffer()), quality: best.quality };
}
