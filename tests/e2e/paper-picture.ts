import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** 144 dpi */
const scale = 2;
const millimetre = (72 / 25.4) * scale;
/** What stands nearer to an edge than this, printers cut off. The page number stands lower than the text, and still 6 mm above the edge. */
const blank = { top: 10 * millimetre, sides: 10 * millimetre, bottom: 5 * millimetre } as const;

export type PaperPage = {
  /** points, 1/72 inch */
  readonly width: number;
  readonly height: number;
  /** where the page was drawn to, for people to look at */
  readonly picture: string;
  /** true = nothing is printed where printers cut off */
  readonly edgesAreBlank: boolean;
};

/** Each page of a PDF file drawn as people will see it: `<path>-1.png` and so on beside the file. */
export async function drawPages(path: string): Promise<readonly PaperPage[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(readFileSync(path));
  const pages: PaperPage[] = [];
  for (const [at, page] of [...document.pages()].entries()) {
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    const drawn = await page.render({ scale, render: 'bitmap', colorSpace: 'BGRA' });
    const picture = `${path}-${at + 1}.png`;
    writeFileSync(picture, greyPng(drawn.data, drawn.width, drawn.height));
    pages.push({ width, height, picture, edgesAreBlank: edgesAreBlank(drawn.data, drawn.width, drawn.height) });
  }
  document.destroy();
  library.destroy();
  return pages;
}

function edgesAreBlank(data: Uint8Array, width: number, height: number): boolean {
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isAtSide = x < blank.sides || x >= width - blank.sides;
      const isAtEdge = isAtSide || y < blank.top || y >= height - blank.bottom;
      if (isAtEdge && (data[(y * width + x) * 4] ?? 0) < 200) return false;
    }
  return true;
}

/** Papers are black on white: one byte of each pixel says all. */
function greyPng(data: Uint8Array, width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = data[(y * width + x) * 4] ?? 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits, grey
  head[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(content.length, 0);
  around.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)]);
}
