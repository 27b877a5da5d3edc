/** Checks of single JPEG segments (bodies without marker and length). Source: ITU-T T.81 B.2.2–B.2.4. */

type Frame = { readonly width: number; readonly height: number; readonly components: number };

/** Frame header: size in pixels and number of components. A height of 0 (given later by DNL) is not supported. */
export function checkFrame(body: Uint8Array): Frame | 'damaged' | 'unsupported' {
  const components = body[5] ?? 0;
  if (body.length < 6 || body.length !== 6 + 3 * components) return 'damaged';
  if (body[0] !== 8 || components < 1 || components > 4) return 'unsupported';
  const height = ((body[1] ?? 0) << 8) | (body[2] ?? 0);
  const width = ((body[3] ?? 0) << 8) | (body[4] ?? 0);
  if (width === 0) return 'damaged';
  if (height === 0) return 'unsupported';
  for (let index = 0; index < components; index++) {
    const sampling = body[7 + 3 * index] ?? 0;
    const across = sampling >> 4;
    const down = sampling & 15;
    if (across < 1 || across > 4 || down < 1 || down > 4 || (body[8 + 3 * index] ?? 9) > 3) return 'damaged';
  }
  return { width, height, components };
}

/** One or more quantisation tables: 64 entries of 1 or 2 bytes behind a byte of precision and number. */
export function checkQuantisationTables(body: Uint8Array): boolean {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    if (head >> 4 > 1 || (head & 15) > 3) return false;
    at += 1 + (head >> 4 === 1 ? 128 : 64);
  }
  return at === body.length && at > 0;
}

/** One or more Huffman tables: 16 counts, then that many symbols, at most 256. */
export function checkHuffmanTables(body: Uint8Array): boolean {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    if (head >> 4 > 1 || (head & 15) > 3 || at + 17 > body.length) return false;
    let symbols = 0;
    for (let index = 1; index <= 16; index++) symbols += body[at + index] ?? 0;
    if (symbols === 0 || symbols > 256) return false;
    at += 17 + symbols;
  }
  return at === body.length && at > 0;
}

/** Scan header: its components, their tables, and three bytes of spectral selection. */
export function checkScanHeader(body: Uint8Array, frameComponents: number): boolean {
  const components = body[0] ?? 0;
  return components >= 1 && components <= frameComponents && body.length === 4 + 2 * components;
}
