/** Pixels as a canvas gives them: RGBA, 8 bits each, rows from the top, `data.length` = width × height × 4. */
export type Raster = {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
};
