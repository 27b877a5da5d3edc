import { fontFamily } from './theme.ts';

const known = new Map<string, boolean>();
const SIDE = 24;
let pen: CanvasRenderingContext2D | null = null;
let blanks: ReadonlySet<string> | null = null;

/** Common characters every Chinese font has: not worth measuring. */
function isOrdinary(codePoint: number): boolean {
  return codePoint < 0x3400 || (codePoint >= 0x4e00 && codePoint <= 0x9fa5);
}

/**
 * True if this machine can draw the character with the desk's fonts. Measured once per character by drawing it and
 * comparing with characters that are certainly not assigned. Without a canvas (tests) everything counts as drawable.
 */
export function hasGlyph(character: string): boolean {
  if (isOrdinary(character.codePointAt(0)!)) return true;
  const remembered = known.get(character);
  if (remembered !== undefined) return remembered;
  // unassigned code points of the planes that rare names come from: what a missing glyph looks like there
  blanks ??= new Set(['\u{2FFFD}', '\u{3FFFD}', '\u{E0FFD}', '\u{9FFFD}'].map(drawn));
  const can = !blanks.has(drawn(character));
  known.set(character, can);
  return can;
}

function drawn(character: string): string {
  pen ??= makePen();
  if (pen === null) return character;
  pen.clearRect(0, 0, SIDE, SIDE);
  pen.fillText(character, 1, SIDE - 5);
  const pixels = pen.getImageData(0, 0, SIDE, SIDE).data;
  let ink = '';
  for (let at = 3; at < pixels.length; at += 4) ink += pixels[at]! > 96 ? '1' : '0';
  return ink;
}

function makePen(): CanvasRenderingContext2D | null {
  const canvas = globalThis.document?.createElement('canvas');
  if (!canvas) return null;
  canvas.width = SIDE;
  canvas.height = SIDE;
  const made = canvas.getContext('2d', { willReadFrequently: true });
  if (made) made.font = `${SIDE - 6}px ${fontFamily}`;
  return made;
}
