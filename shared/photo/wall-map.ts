import { type Lab, labOf } from './colour.ts';
import type { FaceFound } from './face-found.ts';
import { type FaceShape, faceShape } from './face-shape.ts';
import type { Raster } from './raster.ts';

/** cells across a face: coarse enough that noise and JPEG grain average out */
const CELLS_PER_FACE = 40;
/** the wall is looked at this far to either side of the eyes and above them, in face widths: a little beyond the photo */
const REACH_SIDE = 1.5;
const REACH_UP = 2.2;
/** a shadow changes slowly from cell to cell; hair, clothes and things have an edge. For a wall of full light */
const SOFT_STEP = 5;
/** a head is never wall, however soft the picture: an ellipse of this share of the face's width and height */
const HEAD = [0.5, 0.6] as const;
const SEED_DISTANCE = 30;

/**
 * The wall behind the head, on a grid of cells above the chin: what a flood from the upper edges reaches without crossing
 * an edge. `isWall` row by row; `lab` the mean colour of each cell.
 */
export type WallMap = {
  readonly columns: number;
  readonly rows: number;
  /** cell size, and where the grid begins, in pixels of the frame */
  readonly cell: number;
  readonly left: number;
  readonly top: number;
  readonly lab: readonly Lab[];
  readonly isWall: Uint8Array;
};

/** The wall behind one face. Where the head fills the frame the grid may be empty. */
export function wallMap(frame: Raster, face: FaceFound, shape: FaceShape = faceShape(face)): WallMap {
  const cell = Math.max(1, Math.round(shape.width / CELLS_PER_FACE));
  const left = Math.max(0, Math.round(shape.eyes[0] - REACH_SIDE * shape.width));
  const right = Math.min(frame.width, Math.round(shape.eyes[0] + REACH_SIDE * shape.width));
  const top = Math.max(0, Math.round(shape.eyes[1] - REACH_UP * shape.width));
  const chin = face.landmarks[152]?.[1] ?? shape.eyes[1] + shape.eyesToChin;
  const bottom = Math.min(frame.height, Math.round(chin - 0.05 * shape.height));
  const columns = Math.max(0, Math.floor((right - left) / cell));
  const rows = Math.max(0, Math.floor((bottom - top) / cell));
  const lab: Lab[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      lab.push(meanOf(frame, left + column * cell, top + row * cell, cell));
  const grid = { columns, rows, cell, left, top, lab };
  return { ...grid, isWall: flood(grid, shape) };
}

/**
 * The row of the frame where the head (with its hair) begins, looked for from the eyes upwards; the upper edge where the
 * head reaches it before a wall; null where no wall is seen above: something else is behind the head.
 */
export function crownRow(map: WallMap, shape: FaceShape): number | null {
  const from = Math.max(0, Math.round((shape.eyes[0] - 0.3 * shape.width - map.left) / map.cell));
  const to = Math.min(map.columns - 1, Math.round((shape.eyes[0] + 0.3 * shape.width - map.left) / map.cell));
  const last = Math.min(map.rows, Math.round((shape.eyes[1] - map.top) / map.cell));
  if (!isWallBeside(map, last)) return null;
  for (let row = last - 1; row >= 0; row--) {
    let head = 0;
    for (let column = from; column <= to; column++) if (map.isWall[row * map.columns + column] === 0) head++;
    if (head <= 0.12 * (to - from + 1)) return map.top + (row + 1) * map.cell;
  }
  return last > 0 ? map.top : null;
}

/** True where most of what lies beside the head, down to this row, is wall on one side at least. */
function isWallBeside({ columns, isWall }: WallMap, rows: number): boolean {
  const width = Math.max(1, Math.floor(columns * 0.15));
  return [0, columns - width].some((left) => {
    let wall = 0;
    for (let row = 0; row < rows; row++)
      for (let column = left; column < left + width; column++) if (isWall[row * columns + column] === 1) wall++;
    return wall > 0.5 * width * rows;
  });
}

function meanOf({ data, width }: Raster, left: number, top: number, size: number): Lab {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = top; y < top + size; y++) {
    for (let x = left, at = (y * width + left) * 4; x < left + size; x++, at += 4) {
      red += data[at]!;
      green += data[at + 1]!;
      blue += data[at + 2]!;
    }
  }
  const count = size * size;
  return labOf(red / count, green / count, blue / count);
}

/** Marks what can be reached from the top edge and the sides above the eyes through small steps of colour. */
function flood(grid: Omit<WallMap, 'isWall'>, shape: FaceShape): Uint8Array {
  const { lab, columns, rows } = grid;
  const isWall = new Uint8Array(columns * rows);
  const isHead = headCells(grid, shape);
  const edge: number[] = [];
  for (let column = 0; column < columns; column++) edge.push(column);
  const eyeRow = Math.min(rows, Math.round((shape.eyes[1] - grid.top) / grid.cell));
  for (let row = 0; row < eyeRow; row++) edge.push(row * columns, row * columns + columns - 1);
  // a crown that touches the upper edge is no wall: seeds lie near what most of the edge looks like
  const usual = medianLab(edge.map((at) => lab[at]!));
  const open = edge.filter((at) => isHead[at] === 0 && difference(lab[at]!, usual) < SEED_DISTANCE);
  // in little light all steps are smaller
  const step = SOFT_STEP * Math.min(1, Math.max(0.25, usual[0] / 85));
  for (const at of open) isWall[at] = 1;
  while (open.length > 0) {
    const at = open.pop()!;
    const column = at % columns;
    const next = [
      column > 0 ? at - 1 : -1,
      column < columns - 1 ? at + 1 : -1,
      at - columns,
      at + columns < isWall.length ? at + columns : -1,
    ];
    for (const to of next) {
      if (to < 0 || isWall[to] === 1 || isHead[to] === 1 || difference(lab[at]!, lab[to]!) > step) continue;
      isWall[to] = 1;
      open.push(to);
    }
  }
  return isWall;
}

function headCells({ columns, rows, cell, left, top }: Omit<WallMap, 'isWall'>, shape: FaceShape): Uint8Array {
  const isHead = new Uint8Array(columns * rows);
  for (let row = 0, at = 0; row < rows; row++) {
    const y = (top + (row + 0.5) * cell - shape.eyes[1]) / (HEAD[1] * shape.height);
    for (let column = 0; column < columns; column++, at++) {
      const x = (left + (column + 0.5) * cell - shape.eyes[0]) / (HEAD[0] * shape.width);
      if (x * x + y * y < 1) isHead[at] = 1;
    }
  }
  return isHead;
}

/** Distance of two Lab colours (CIE76). */
export function difference([la, aa, ba]: Lab, [lb, ab, bb]: Lab): number {
  return Math.hypot(la - lb, aa - ab, ba - bb);
}

/** The median of each of the three. */
export function medianLab(colours: readonly Lab[]): Lab {
  const middle = (at: 0 | 1 | 2): number => {
    const sorted = colours.map((colour) => colour[at]).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? 0;
  };
  return [middle(0), middle(1), middle(2)];
}
