import { type HuffmanTable, readHuffmanTables } from './jpeg-huffman.ts';

export type JpegWalk =
  | { readonly kind: 'whole'; readonly width: number; readonly height: number }
  | { readonly kind: 'damaged' }
  /** progressive, arithmetic, 12 bit …: not walked here */
  | { readonly kind: 'other' };

type Component = { readonly id: number; readonly across: number; readonly down: number; readonly quant: number };
type Frame = { readonly width: number; readonly height: number; readonly components: readonly Component[] };
type Tables = { readonly dc: Map<number, HuffmanTable>; readonly ac: Map<number, HuffmanTable> };
type Part = { readonly component: Component; readonly dc: HuffmanTable; readonly ac: HuffmanTable };

const damaged: JpegWalk = { kind: 'damaged' };
const greatestPixels = 4_000_000;
/** bytes after the last bit: no block is longer, so whether the bits run out need not be asked at every code of it */
const spare = 256;

/**
 * Reads a baseline JPEG (ITU-T T.81) through to its end, every code of every block, without computing a pixel: what
 * reads through can be drawn. Ten times as fast as drawing it, which is what takes in a county's day in minutes.
 */
export function walkJpeg(bytes: Uint8Array): JpegWalk {
  const tables: Tables = { dc: new Map(), ac: new Map() };
  const quants = new Set<number>();
  const seen = new Set<number>();
  let frame: Frame | null = null;
  let interval = 0;
  let at = 2;
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return damaged;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0;
    if (marker === 0xd9) {
      const isWhole = frame?.components.every(({ id, quant }) => seen.has(id) && quants.has(quant));
      return frame && isWhole ? { kind: 'whole', width: frame.width, height: frame.height } : damaged;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (marker < 0xc0 || length < 2 || segment.length !== length - 2) return damaged;
    at += 2 + length;
    if (marker === 0xdb) {
      if (!readQuants(segment, quants)) return damaged;
    } else if (marker === 0xc4) {
      if (!readHuffmanTables(segment, tables)) return damaged;
    } else if (marker === 0xdd) interval = ((segment[0] ?? 0) << 8) | (segment[1] ?? 0);
    else if (marker === 0xc0 || marker === 0xc1) {
      const read: Frame | 'other' | null = frame ? null : readFrame(segment);
      if (read === 'other') return { kind: 'other' };
      if (!read) return damaged;
      frame = read;
    } else if (marker >= 0xc2 && marker <= 0xcf) return { kind: 'other' };
    else if (marker === 0xda) {
      const parts = frame && readScan(segment, frame, tables);
      const end = frame && parts ? walkScan(bytes, at, frame, parts, interval) : -1;
      if (end < 0) return damaged;
      for (const { component } of parts ?? []) seen.add(component.id);
      at = end;
    } else if (marker !== 0xfe && (marker < 0xe0 || marker > 0xef)) return damaged;
  }
}

function readFrame(segment: Uint8Array): Frame | 'other' | null {
  const [bits = 0, high = 0, low = 0, left = 0, right = 0, count = 0] = segment;
  if (bits !== 8 || (count !== 1 && count !== 3)) return 'other';
  const [height, width] = [(high << 8) | low, (left << 8) | right];
  if (segment.length !== 6 + 3 * count || width === 0 || height === 0 || width * height > greatestPixels) return null;
  const components: Component[] = [];
  for (let at = 6; at < segment.length; at += 3) {
    const [id = 0, sampling = 0, quant = 0] = segment.subarray(at, at + 3);
    components.push({ id, across: sampling >> 4, down: sampling & 15, quant });
  }
  const isSound = components.every(({ across, down }) => across >= 1 && across <= 4 && down >= 1 && down <= 4);
  return isSound && new Set(components.map((one) => one.id)).size === count ? { width, height, components } : null;
}

function readQuants(segment: Uint8Array, quants: Set<number>): boolean {
  let at = 0;
  while (at < segment.length) {
    const head = segment[at] ?? 0;
    quants.add(head & 15);
    at += 1 + (head >> 4 ? 128 : 64);
  }
  return at === segment.length;
}

function readScan(segment: Uint8Array, frame: Frame, tables: Tables): readonly Part[] | null {
  const count = segment[0] ?? 0;
  // a sequential scan holds every coefficient: 0 to 63, no refinement
  if (segment.length !== 4 + 2 * count || segment.at(-3) !== 0 || segment.at(-2) !== 63 || segment.at(-1) !== 0) {
    return null;
  }
  const parts: Part[] = [];
  for (let at = 1; at <= 2 * count; at += 2) {
    const component = frame.components.find((one) => one.id === segment[at]);
    const which = segment[at + 1] ?? 0;
    const [dc, ac] = [tables.dc.get(which >> 4), tables.ac.get(which & 15)];
    if (!component || !dc || !ac) return null;
    parts.push({ component, dc, ac });
  }
  return parts.length > 0 ? parts : null;
}

/** Place of the marker after the scan; -1 when the scan does not read through. */
function walkScan(bytes: Uint8Array, from: number, frame: Frame, parts: readonly Part[], interval: number): number {
  const units = unitsOf(frame, parts);
  let [at, done, turn] = [from, 0, 0];
  for (;;) {
    const { bits, end } = unstuffed(bytes, at);
    const count = interval > 0 ? Math.min(interval, units.count - done) : units.count;
    if (end < 0 || !walkUnits(bits, count, units.blocks)) return -1;
    done += count;
    at = end;
    if (done === units.count) return at;
    if (bytes[at + 1] !== 0xd0 + turn) return -1;
    turn = (turn + 1) & 7;
    at += 2;
  }
}

function unitsOf(
  { width, height, components }: Frame,
  parts: readonly Part[],
): { readonly count: number; readonly blocks: readonly Part[] } {
  const across = Math.max(...components.map((one) => one.across));
  const down = Math.max(...components.map((one) => one.down));
  const [only, ...others] = parts;
  if (only && others.length === 0) {
    const wide = Math.ceil(Math.ceil((width * only.component.across) / across) / 8);
    const tall = Math.ceil(Math.ceil((height * only.component.down) / down) / 8);
    return { count: wide * tall, blocks: [only] };
  }
  const blocks = parts.flatMap((part) => new Array<Part>(part.component.across * part.component.down).fill(part));
  return { count: Math.ceil(width / 8 / across) * Math.ceil(height / 8 / down), blocks };
}

/** The bits up to the next marker, without the zeros that follow 0xff in them, and that marker's place (-1: none). */
function unstuffed(bytes: Uint8Array, from: number): { readonly bits: Uint8Array; readonly end: number } {
  const bits = new Uint8Array(bytes.length - from + spare);
  let [start, size] = [from, 0];
  for (;;) {
    const at = bytes.indexOf(0xff, start);
    const next = bytes[at + 1];
    if (at < 0 || next === undefined) return { bits: bits.subarray(0, spare), end: -1 };
    // 0xff before a zero is a byte of the bits; before another 0xff it is filling; before anything else a marker
    const until = next === 0 ? at + 1 : at;
    bits.set(bytes.subarray(start, until), size);
    size += until - start;
    if (next !== 0 && next !== 0xff) return { bits: bits.subarray(0, size + spare), end: at };
    start = next === 0 ? at + 2 : at + 1;
  }
}

/**
 * True if exactly `count` units are in the bits: every code known, no coefficient beyond 63, a byte left over at most.
 * `bits` is `spare` bytes longer than what is in it, so that reading a code never runs out.
 */
function walkUnits(bits: Uint8Array, count: number, blocks: readonly Part[]): boolean {
  const total = (bits.length - spare) * 8;
  let place = 0;
  for (let unit = 0; unit < count; unit += 1) {
    for (const { dc, ac } of blocks) {
      if (place > total) return false;
      const first = dc.long[bitsAt(bits, place) >>> 16] as number;
      if (first === 0 || (first & 0xff) > 11) return false;
      place += first >> 8;
      const { several, long } = ac;
      for (let k = 1; k < 64; ) {
        const next = bitsAt(bits, place);
        const codes = several[next >>> 20] as number;
        const further = k + (codes & 0x7f);
        // what would reach the block's end goes code by code: behind the end another block begins
        if (codes !== 0 && further < 64) {
          place += codes >> 8;
          if ((codes & 0x80) !== 0) break;
          k = further;
          continue;
        }
        const found = long[next >>> 16] as number;
        if (found === 0) return false;
        place += found >> 8;
        if ((found & 15) !== 0) {
          k += 1 + ((found >> 4) & 15);
          if (k > 64) return false;
        } else if ((found & 0xff) === 0xf0) k += 16;
        else break;
      }
    }
  }
  // up to a byte of filling; an encoder that is aligned already writes a whole one
  return total >= place && total - place <= 8;
}

/** The bits from `place` on, from the highest of 32 down; at least 25 of them are there. */
function bitsAt(bits: Uint8Array, place: number): number {
  const at = place >> 3;
  const high = ((bits[at] as number) << 24) | ((bits[at + 1] as number) << 16);
  return (high | ((bits[at + 2] as number) << 8) | (bits[at + 3] as number)) << (place & 7);
}
