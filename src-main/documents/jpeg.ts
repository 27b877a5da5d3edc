import { failed, ok, type Result } from '#shared/lib/result.ts';
import { checkFrame, checkHuffmanTables, checkQuantisationTables, checkScanHeader } from './jpeg-segments.ts';

/** What the headers of a complete JPEG say. Densities are as written; unit 0 = aspect only, 1 = dpi, 2 = dots per cm. */
export type JpegInfo = {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly densityX: number | null;
  readonly densityUnit: 0 | 1 | 2 | null;
  readonly progressive: boolean;
};

export type JpegFault = {
  readonly code: 'notJpeg' | 'truncated' | 'damaged' | 'unsupported' | 'trailing' | 'dpi';
  readonly sentence: string;
};

type Walk = { readonly info: JpegInfo; readonly kept: readonly Uint8Array[]; readonly end: number };

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
/** A progressive picture has about ten; thousands of empty ones would keep a decoder busy for minutes. */
const MOST_SCANS = 100;

const sentences: Record<JpegFault['code'], string> = {
  notJpeg: '照片不是 JPEG 文件。重拍一张，或换用 JPEG 照片',
  truncated: '照片文件不完整，后面一截没有读到。重拍一张',
  damaged: '照片文件内部已损坏。重拍一张',
  unsupported: '照片的 JPEG 编码方式不能用（只用 8 位基本或渐进编码）。重拍一张',
  trailing: '照片文件末尾带有多余内容。重拍一张',
  dpi: '照片规格里的分辨率不在 1 至 65535 之间。由管理员核对照片规格',
};

/**
 * Reads the headers of a JPEG and proves that it is whole: SOI, well-formed tables, one frame, at least one scan with
 * data, EOI, nothing behind it. Every length is checked against the bytes at hand, so hostile input ends in a fault.
 * Pixels are not decoded. Source: ITU-T T.81 annex B, JFIF 1.02.
 */
export function readJpeg(bytes: Uint8Array): Result<JpegInfo, JpegFault> {
  const walked = walk(bytes);
  if (!walked.ok) return walked;
  if (walked.value.end !== bytes.length) return fault('trailing');
  return ok(walked.value.info);
}

/** As `readJpeg`, but bytes behind EOI are no fault: `end` is where the picture ends. Cameras append previews there. */
export function readJpegStart(bytes: Uint8Array): Result<JpegInfo & { readonly end: number }, JpegFault> {
  const walked = walk(bytes);
  return walked.ok ? ok({ ...walked.value.info, end: walked.value.end }) : walked;
}

/**
 * Rebuilds a JPEG with nothing in it but the picture: tables, frame and scans are kept byte for byte, the JFIF header is
 * written anew with `dpi` (pixels per inch), every other application segment (EXIF, ICC, thumbnails), every comment and
 * anything behind EOI is dropped. Only grey and YCbCr pictures: without their Adobe segment others would change colour.
 */
export function sanitiseJpeg(bytes: Uint8Array, options: { readonly dpi: number }): Result<Uint8Array, JpegFault> {
  const { dpi } = options;
  if (!Number.isInteger(dpi) || dpi < 1 || dpi > 0xffff) return fault('dpi');
  const walked = walk(bytes);
  if (!walked.ok) return walked;
  const { kept, info } = walked.value;
  if (info.components !== 1 && info.components !== 3) return fault('unsupported');
  const high = dpi >> 8;
  const low = dpi & 0xff;
  // SOI, then APP0 "JFIF" 1.01, unit 1 = dots per inch, no thumbnail
  const head = [0xff, SOI, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, high, low, high, low, 0, 0];
  const length = head.length + kept.reduce((sum, part) => sum + part.length, 0) + 2;
  const clean = new Uint8Array(length);
  clean.set(head, 0);
  let at = head.length;
  for (const part of kept) {
    clean.set(part, at);
    at += part.length;
  }
  clean.set([0xff, EOI], at);
  return ok(clean);
}

/** Walks from SOI to EOI and collects the segments that make up the picture. Each turn moves on by at least two bytes. */
function walk(bytes: Uint8Array): Result<Walk, JpegFault> {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return fault('notJpeg');
  const kept: Uint8Array[] = [];
  let frame: { width: number; height: number; components: number; progressive: boolean } | null = null;
  let density: { x: number; unit: 0 | 1 | 2 } | null = null;
  let quantised = false;
  let huffman = false;
  let scans = 0;
  let at = 2;
  for (;;) {
    if (at + 2 > bytes.length) return fault('truncated');
    if (bytes[at] !== 0xff) return fault('damaged');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // fill byte
      continue;
    }
    if (marker === EOI) {
      if (frame === null || scans === 0) return fault('damaged');
      const info = { ...frame, densityX: density?.x ?? null, densityUnit: density?.unit ?? null };
      return ok({ info, kept, end: at + 2 });
    }
    // markers without a length have no place between segments
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= SOI)) return fault('damaged');
    if (at + 4 > bytes.length) return fault('truncated');
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2) return fault('damaged');
    const next = at + 2 + length;
    if (next > bytes.length) return fault('truncated');
    const body = bytes.subarray(at + 4, next);
    const segment = bytes.subarray(at, next);
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) {
      const checked = checkFrame(body);
      if (frame !== null || checked === 'damaged') return fault('damaged');
      if (checked === 'unsupported') return fault('unsupported');
      frame = { ...checked, progressive: marker === 0xc2 };
      kept.push(segment);
    } else if (marker === 0xdb) {
      if (!checkQuantisationTables(body)) return fault('damaged');
      quantised = true;
      kept.push(segment);
    } else if (marker === 0xc4) {
      if (!checkHuffmanTables(body)) return fault('damaged');
      huffman = true;
      kept.push(segment);
    } else if (marker === 0xdd) {
      if (body.length !== 2) return fault('damaged');
      kept.push(segment);
    } else if (marker === SOS) {
      if (frame === null || !quantised || !huffman || !checkScanHeader(body, frame.components)) return fault('damaged');
      const end = endOfScan(bytes, next);
      if (end === null) return fault('truncated');
      if (end === next) return fault('damaged');
      kept.push(bytes.subarray(at, end));
      scans += 1;
      if (scans > MOST_SCANS) return fault('unsupported');
      at = end;
      continue;
    } else if (marker === 0xe0) {
      density ??= readDensity(body);
    } else if (marker === 0xee) {
      // Adobe: transform 0 with three components means RGB, which a JFIF header would turn into other colours
      const adobe = body.length >= 12 && body[0] === 0x41 && body[1] === 0x64 && body[2] === 0x6f;
      if (adobe && body[11] === 0) return fault('unsupported');
    } else if (marker < 0xe0 && marker !== 0xfe) {
      // lossless, hierarchical and arithmetic frames, DNL and the like
      return fault('unsupported');
    } else if (marker >= 0xf0 && marker !== 0xfe) {
      return fault('damaged');
    }
    at = next;
  }
}

/** Index of the first real marker behind entropy-coded data, or null where the bytes end first. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  let at = bytes.indexOf(0xff, from);
  while (at !== -1 && at + 1 < bytes.length) {
    const after = bytes[at + 1] ?? 0;
    const isRestart = after >= 0xd0 && after <= 0xd7;
    if (after === 0xff) at += 1;
    else if (after === 0 || isRestart) at = bytes.indexOf(0xff, at + 2);
    else return at;
  }
  return null;
}

function readDensity(body: Uint8Array): { x: number; unit: 0 | 1 | 2 } | null {
  const isJfif = [0x4a, 0x46, 0x49, 0x46, 0].every((code, index) => body[index] === code);
  const unit = body[7];
  if (!isJfif || body.length < 14 || (unit !== 0 && unit !== 1 && unit !== 2)) return null;
  return { x: ((body[8] ?? 0) << 8) | (body[9] ?? 0), unit };
}

function fault(code: JpegFault['code']): { readonly ok: false; readonly fault: JpegFault } {
  return failed({ code, sentence: sentences[code] });
}
