import { failed, ok, type Result } from '#shared/lib/result.ts';
import { exifTakenAt } from './exif-taken-at.ts';
import { readJpegStart } from './jpeg.ts';
import { type PictureKind, pictureKind } from './picture-kind.ts';
import { readPng } from './png.ts';

/** Most bytes of a file that is read at all: a studio camera's finest JPEG has some twenty million. */
export const maxPhotoFileBytes = 30_000_000;
/** Most pixels that a file may declare: decoded, sixty million take 240 MB. */
const MAX_PIXELS = 60_000_000;

/** A picture that a screen may decode: exactly the picture's own bytes, nothing in front of it or behind. */
export type PhotoFile = {
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** the camera's own clock, `YYYY-MM-DDTHH:MM:SS`; null where it tells none */
  readonly takenAt: string | null;
};

/** Why a file cannot be used: one sentence with the way on. */
export type PhotoFileFault = { readonly code: string; readonly sentence: string };

const otherKinds: Readonly<Record<Exclude<PictureKind, 'jpeg' | 'png'>, string>> = {
  heic: '这是手机高效格式（HEIC），不能用。在手机相机设置里改为 JPEG（兼容性最佳）重拍，或另存为 JPEG 再导入',
  avif: '这是 AVIF 图片，不能用。另存为 JPEG 再导入',
  gif: '这是 GIF 动图，颜色不够拍照用。换成相机里的 JPEG',
  webp: '这是 WebP 图片，多半从网上来。换成相机里的 JPEG',
  bmp: '这是 BMP 图片。用看图软件另存为 JPEG 再导入',
  tiff: '这是 TIFF 或相机原始格式。用相机自带软件另存为 JPEG 再导入',
  pdf: '这是 PDF 文件，不是照片。换成相机里的 JPEG',
  zip: '这是压缩包或 Office 文件，不是照片。先解压，再选解压后的文件夹',
  video: '这是视频或录音，不是照片。换成相机里的 JPEG',
  empty: '文件是空的，多半没有从卡里拷完。重新拷一次',
  other: '认不出是图片。换成相机里的 JPEG',
};

/**
 * What a file from a camera's card holds, judged by its bytes alone: a whole JPEG or PNG of 8 bits in grey or RGB with at
 * most 60 megapixels, or why not. Bytes in front of a picture make it something else; bytes behind it are cut off. No
 * pixel is decoded here.
 */
export function readPhotoFile(bytes: Uint8Array): Result<PhotoFile, PhotoFileFault> {
  if (bytes.byteLength > maxPhotoFileBytes) return failed(tooManyBytes(bytes.byteLength));
  const kind = pictureKind(bytes);
  if (kind === 'jpeg') return jpegFile(bytes);
  if (kind === 'png') return pngFile(bytes);
  return failed({ code: kind, sentence: otherKinds[kind] });
}

/** The fault of a file that is too long to be read. `length` in bytes. */
export function tooManyBytes(length: number): PhotoFileFault {
  const sentence = `文件有 ${Math.ceil(length / 1_000_000)} MB，最多 30 MB。把相机的画质调到“精细 JPEG”，或另存小一些再导入`;
  return { code: 'bytes', sentence };
}

function jpegFile(bytes: Uint8Array): Result<PhotoFile, PhotoFileFault> {
  const read = readJpegStart(bytes);
  if (!read.ok) return failed(jpegFaults[read.fault.code] ?? jpegFaults.damaged);
  const { width, height, components, end } = read.value;
  if (components === 4) return failed(printColours);
  if (components === 2) return failed(jpegFaults.unsupported);
  if (width * height > MAX_PIXELS) return failed(tooManyPixels(width, height));
  const picture = bytes.subarray(0, end);
  return ok({ mediaType: 'image/jpeg', bytes: picture, width, height, takenAt: exifTakenAt(picture) });
}

const damaged = { code: 'damaged', sentence: '文件内部已损坏，打不开。从相机卡重新拷一次；还不行就由学生到登记台拍' };
const truncated = {
  code: 'truncated',
  sentence: '文件不完整，后面一截没有。多半拷到一半就拔了卡：从相机卡重新拷一次',
};
const unsupported = {
  code: 'unsupported',
  sentence: '这种 JPEG 编码不能用（12 位、16 位、无损或算术编码）。用看图软件另存为普通 JPEG（8 位）再导入',
};
const jpegFaults: Readonly<Record<string, PhotoFileFault>> & {
  readonly damaged: PhotoFileFault;
  readonly unsupported: PhotoFileFault;
} = {
  notJpeg: damaged,
  damaged,
  truncated,
  unsupported,
};
const printColours: PhotoFileFault = {
  code: 'cmyk',
  sentence: '这是印刷用的四色（CMYK）图片，颜色会变。用看图软件转成 RGB，另存为 JPEG 再导入',
};

function pngFile(bytes: Uint8Array): Result<PhotoFile, PhotoFileFault> {
  const read = readPng(bytes);
  if (!read.ok) return failed(read.fault === 'truncated' ? truncated : damaged);
  const { width, height, bitDepth, end } = read.value;
  if (bitDepth > 8)
    return failed({ code: 'unsupported', sentence: `这张 PNG 每色 ${bitDepth} 位，只用 8 位。另存为普通 JPEG 再导入` });
  if (width * height > MAX_PIXELS) return failed(tooManyPixels(width, height));
  return ok({ mediaType: 'image/png', bytes: bytes.subarray(0, end), width, height, takenAt: null });
}

function tooManyPixels(width: number, height: number): PhotoFileFault {
  const millions = Math.ceil((width * height) / 1_000_000);
  const sentence = `画面写着 ${width}×${height}，共 ${millions} 百万像素，最多 60 百万。另存小一些再导入`;
  return { code: 'pixels', sentence };
}
