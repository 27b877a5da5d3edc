import { PDFiumLibrary } from '@hyzyla/pdfium';
import wasmUrl from '@hyzyla/pdfium/pdfium.wasm?url';
import { mostEvidencePages, mostPageBytes } from '#shared/domain/evidence-limit.ts';
import type { PageAnswer, PageQuestion } from './page-messages.ts';

/** Longest side of a page in pixels: a printed A4 page stays legible. */
const LONGEST_SIDE = 2000;
/** tried one after the other until the page is short enough for the store */
const qualities = [0.85, 0.7, 0.55, 0.4];

// a page of its own inside the sandbox: what a broken or hostile file does to a decoder stays in here
self.onmessage = async ({ data }: MessageEvent<PageQuestion>) => {
  try {
    const pages = data.kind === 'pdf' ? await pagesOfPdf(data.bytes) : [await pageOfPicture(data)];
    say({ kind: 'pages', pages });
  } catch (error) {
    say({ kind: 'refused', sentence: sentenceOf(error) });
  }
};

/** A sentence for people, as an exception of this worker only. */
function refuse(sentence: string): never {
  throw new Error(sentence, { cause: 'said' });
}

function sentenceOf(error: unknown): string {
  return error instanceof Error && error.cause === 'said'
    ? error.message
    : '这个文件打不开，可能已损坏或设了密码。用能打开它的程序另存为 PDF 或图片，再选一次';
}

async function pageOfPicture({ kind, bytes }: PageQuestion): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(new Blob([bytes], { type: `image/${kind}` }), {
    imageOrientation: 'from-image',
  });
  return asJpeg(picture);
}

/** Draws the pages of a PDF. The drawing program is built without scripts: what a PDF wants to run is never run. */
async function pagesOfPdf(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>[]> {
  const library = await PDFiumLibrary.init({ wasmUrl });
  try {
    const file = await library.loadDocument(bytes);
    const total = file.getPageCount();
    if (total < 1) refuse('PDF 里一页也没有。换一个文件');
    if (total > mostEvidencePages)
      refuse(`PDF 有 ${total} 页，最多 ${mostEvidencePages} 页。只留有用的几页，另存后再选`);
    const pages: Uint8Array<ArrayBuffer>[] = [];
    for (const page of file.pages()) {
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const longest = Math.max(originalWidth, originalHeight);
      if (!(longest > 0)) refuse(`PDF 第 ${pages.length + 1} 页没有大小。另存一份再选`);
      const drawn = await page.render({ scale: LONGEST_SIDE / longest, render: 'bitmap', renderFormFields: true });
      pages.push(await asJpeg(await bitmapOf(drawn)));
      say({ kind: 'page', done: pages.length, total });
    }
    file.destroy();
    return pages;
  } finally {
    library.destroy();
  }
}

type Drawn = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** PDFium draws BGRA on white; a canvas wants RGBA. */
function bitmapOf({ width, height, data }: Drawn): Promise<ImageBitmap> {
  const pixels = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    pixels[at] = data[at + 2] ?? 0;
    pixels[at + 1] = data[at + 1] ?? 0;
    pixels[at + 2] = data[at] ?? 0;
    pixels[at + 3] = 255;
  }
  return createImageBitmap(new ImageData(pixels, width, height));
}

/** At most 2,000 pixels, on white, clean of everything but the picture: encoded anew. */
async function asJpeg(picture: ImageBitmap): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) refuse('内存不够，没有做成。关掉别的程序，再选一次');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const quality of qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    if (blob.size <= mostPageBytes) return new Uint8Array(await blob.arrayBuffer());
  }
  return refuse('画面太花，存不下。换一张清楚的，或分成几页');
}

function say(answer: PageAnswer): void {
  self.postMessage(answer);
}
