import type { Raster } from './raster.ts';

/** An upright rectangle of a frame, in its pixels; it may reach beyond the frame, whose rim is then repeated. */
export type FrameArea = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** How a network wants its pixels: value / 255, less `mean`, by `spread`, each for blue, green, red. */
export type InputScale = {
  readonly mean: readonly [number, number, number];
  readonly spread: readonly [number, number, number];
};

/** Points per side that one pixel of the input is the mean of, where a large area is made small. */
const MOST_POINTS = 4;

/**
 * An area of a frame as a network's input: three planes (blue, green, red) of `width` × `height`. `flipped`: its left
 * side is the area's right side.
 */
export function networkInput(
  frame: Raster,
  area: FrameArea,
  { width, height, flipped }: { readonly width: number; readonly height: number; readonly flipped: boolean },
  { mean, spread }: InputScale,
): Float32Array {
  const [stepX, stepY] = [area.width / width, area.height / height];
  const points = Math.max(1, Math.min(MOST_POINTS, Math.round(Math.max(stepX, stepY))));
  const plane = width * height;
  const input = new Float32Array(3 * plane);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = flipped ? width - 1 - x : x;
      const at = y * width + x;
      for (let part = 0; part < points * points; part++) {
        const fromX = area.x + (column + ((part % points) + 0.5) / points) * stepX - 0.5;
        const fromY = area.y + (y + (Math.floor(part / points) + 0.5) / points) * stepY - 0.5;
        addPixel(frame, fromX, fromY, input, at, plane);
      }
      for (let channel = 0; channel < 3; channel++) {
        const sum = input[channel * plane + at]!;
        input[channel * plane + at] = (sum / (points * points * 255) - mean[channel]!) / spread[channel]!;
      }
    }
  }
  return input;
}

/** Adds the pixel between pixels at (x, y), blue first, to the three planes at `at`. */
function addPixel(frame: Raster, x: number, y: number, planes: Float32Array, at: number, plane: number): void {
  const [left, top] = [within(x, frame.width), within(y, frame.height)];
  const [column, row] = [Math.floor(left), Math.floor(top)];
  const [right, down] = [left - column, top - row];
  const here = (row * frame.width + column) * 4;
  const beside = column + 1 < frame.width ? 4 : 0;
  const below = row + 1 < frame.height ? frame.width * 4 : 0;
  for (let channel = 0; channel < 3; channel++) {
    const from = here + 2 - channel;
    const above = frame.data[from]! * (1 - right) + frame.data[from + beside]! * right;
    const under = frame.data[from + below]! * (1 - right) + frame.data[from + below + beside]! * right;
    planes[channel * plane + at]! += above * (1 - down) + under * down;
  }
}

function within(place: number, size: number): number {
  return Math.min(Math.max(place, 0), size - 1);
}
