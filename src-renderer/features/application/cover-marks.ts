/** A place on a page, in parts of its unturned width and height (0–1). */
export type Point = { readonly x: number; readonly y: number };
export type Cover = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/**
 * Where a pointer stands on the unturned page. `box` is the picture as it is on screen (already turned), `turns` its
 * quarter turns clockwise; null outside the picture.
 */
export function withinPage(box: Box, at: { readonly x: number; readonly y: number }, turns: number): Point | null {
  const u = (at.x - box.left) / box.width;
  const v = (at.y - box.top) / box.height;
  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null;
  switch (turns % 4) {
    case 1:
      return { x: v, y: 1 - u };
    case 2:
      return { x: 1 - u, y: 1 - v };
    case 3:
      return { x: 1 - v, y: u };
    default:
      return { x: u, y: v };
  }
}

/** A slip of the hand covers nothing. */
const SMALLEST = 0.005;

/** The rectangle between two corners, or null where it is too small to be meant. */
export function coverBetween(one: Point, other: Point): Cover | null {
  const width = Math.abs(one.x - other.x);
  const height = Math.abs(one.y - other.y);
  if (width < SMALLEST || height < SMALLEST) return null;
  return { x: Math.min(one.x, other.x), y: Math.min(one.y, other.y), width, height };
}
