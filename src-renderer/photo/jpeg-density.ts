/**
 * Writes the resolution (dots per inch) into the JFIF header of a canvas JPEG, in place: canvases know no dpi.
 * Throws where there is no JFIF header at the start, which no canvas produces.
 */
export function setJpegDensity(jpeg: Uint8Array<ArrayBuffer>, dpi: number): Uint8Array<ArrayBuffer> {
  const isJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0 && jpeg[6] === 0x4a && jpeg[7] === 0x46;
  if (!isJfif) throw new Error('no JFIF header');
  jpeg[13] = 1;
  jpeg[14] = jpeg[16] = dpi >> 8;
  jpeg[15] = jpeg[17] = dpi & 0xff;
  return jpeg;
}
