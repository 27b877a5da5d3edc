import { randomUUID } from 'node:crypto';
import { BrowserWindow } from 'electron';
import type { PdfPrinter } from './ports.ts';
import { guardSession, passingSession } from './session-guard.ts';

const PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
const NO_HEADER = '<span></span>';
const PAGE_NUMBERS =
  '<div style="width:100%;text-align:center;font-size:8pt">第 <span class="pageNumber"></span> 页，共 <span class="totalPages"></span> 页</div>';

/**
 * Prints one HTML page to A4 with page numbers at the foot. The page is handed over once, at an address that says
 * nothing about it, to a hidden window without scripts, network or anything kept on disk.
 */
export function pdfPrinter(): PdfPrinter {
  const waiting = new Map<string, string>();
  let papers: Electron.Session | null = null;
  const paperSession = () => {
    if (papers) return papers;
    papers = passingSession('papers');
    guardSession(papers, null);
    papers.protocol.handle('app', (request) => {
      const { host, pathname } = new URL(request.url);
      const html = host === 'paper' ? waiting.get(pathname.slice(1)) : undefined;
      waiting.delete(pathname.slice(1));
      if (html === undefined) return new Response(null, { status: 404 });
      const headers = {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': PAPER_POLICY,
        'Cache-Control': 'no-store',
      };
      return new Response(html, { headers });
    });
    return papers;
  };
  return async (html, paper) => {
    const name = randomUUID();
    waiting.set(name, html);
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        session: paperSession(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        javascript: false,
        devTools: false,
        spellcheck: false,
      },
    });
    try {
      await window.loadURL(`app://paper/${name}`);
      const pdf = await window.webContents.printToPDF({
        pageSize: 'A4',
        landscape: paper.landscape,
        printBackground: true,
        preferCSSPageSize: true,
        displayHeaderFooter: true,
        headerTemplate: NO_HEADER,
        footerTemplate: PAGE_NUMBERS,
      });
      return new Uint8Array(pdf);
    } finally {
      waiting.delete(name);
      window.destroy();
    }
  };
}
