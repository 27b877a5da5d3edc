import { readFileSync } from 'node:fs';
import { PDFiumLibrary } from '@hyzyla/pdfium';

/** The text of each page of a PDF file, without blanks and line ends. */
export async function textOf(path: string): Promise<readonly string[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(readFileSync(path));
  const pages = [...document.pages()].map((page) => page.getText().replace(/\s+/gu, ''));
  document.destroy();
  library.destroy();
  return pages;
}
