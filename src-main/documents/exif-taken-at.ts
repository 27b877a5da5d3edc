const APP1 = 0xe1;
const SOS = 0xda;
const EXIF_FOLDER = 0x8769;
const TAKEN_AT = 0x9003;
/** entries of a folder that are looked at: cameras write some sixty */
const MOST_ENTRIES = 500;

/**
 * When a camera says it took a picture, as `YYYY-MM-DDTHH:MM:SS` of the camera's own clock, or null. Only for sorting a
 * card in the order of the sitting. Expects a JPEG that `readJpegStart` found whole. Source: CIPA DC-008 (Exif 2.32) 4.6.5.
 */
export function exifTakenAt(jpeg: Uint8Array): string | null {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = jpeg[at + 1] ?? SOS;
    if (marker === SOS) return null;
    const end = Math.min(jpeg.length, at + 2 + view.getUint16(at + 2));
    if (marker === APP1 && textAt(jpeg, at + 4, 6) === 'Exif\0\0') return fromTiff(jpeg.subarray(at + 10, end));
  }
  return null;
}

function fromTiff(tiff: Uint8Array): string | null {
  if (tiff.length < 8) return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const order = textAt(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const little = order === 'II';
  const exif = entryIn(view, view.getUint32(4, little), EXIF_FOLDER, little);
  if (exif === null) return null;
  const place = entryIn(view, exif, TAKEN_AT, little);
  if (place === null) return null;
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/u.exec(textAt(tiff, place, 19));
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}` : null;
}

/** Value or offset that stands under `tag` in the folder at `from`; null where there is none. Folders are not followed on. */
function entryIn(view: DataView, from: number, tag: number, little: boolean): number | null {
  if (from + 2 > view.byteLength) return null;
  const count = Math.min(view.getUint16(from, little), MOST_ENTRIES);
  for (let at = from + 2; at < from + 2 + count * 12 && at + 12 <= view.byteLength; at += 12) {
    if (view.getUint16(at, little) === tag) return view.getUint32(at + 8, little);
  }
  return null;
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}
