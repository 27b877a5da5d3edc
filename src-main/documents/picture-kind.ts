/** What a file really is, by its first bytes; its name is never asked. */
export type PictureKind =
  | 'jpeg'
  | 'png'
  | 'heic'
  | 'avif'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'tiff'
  | 'pdf'
  | 'zip'
  | 'video'
  | 'empty'
  | 'other';

/** Brands of the ISO base media container that hold one picture in HEVC (ISO/IEC 23008-12 annex B). */
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** Reads at most 32 bytes. Sources: T.81 B.1.1.3, RFC 2083, ISO/IEC 14496-12 4.3, RFC 9649, TIFF 6.0, ISO 32000 7.5.2. */
export function pictureKind(bytes: Uint8Array): PictureKind {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, [0xff, 0xd8])) return 'jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const head = String.fromCharCode(...bytes.subarray(0, 32));
  if (head.startsWith('GIF8')) return 'gif';
  if (head.startsWith('RIFF')) return head.slice(8, 12) === 'WEBP' ? 'webp' : 'video';
  if (head.startsWith('BM')) return 'bmp';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff';
  if (head.startsWith('%PDF')) return 'pdf';
  if (head.startsWith('PK')) return 'zip';
  if (head.slice(4, 8) !== 'ftyp') return 'other';
  const brand = head.slice(8, 12);
  if (heicBrands.includes(brand)) return 'heic';
  return brand.startsWith('avi') ? 'avif' : 'video';
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
