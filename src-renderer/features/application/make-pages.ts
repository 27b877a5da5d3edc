import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { PageAnswer, PageQuestion } from './page-messages.ts';

/** A file that takes longer than this keeps the worker busy on purpose. */
const LIMIT_MS = 60_000;

export type Pages = readonly Uint8Array<ArrayBuffer>[];

/**
 * Turns a proven file into pages in a worker of its own, which ends with the file. The fault is a Chinese sentence.
 * `signal` stops it; `onProgress` counts the pages of a PDF.
 */
export function makePages(
  question: PageQuestion,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Result<Pages, string>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./page-worker.ts', import.meta.url), { type: 'module', name: 'evidence-pages' });
    const settle = (result: Result<Pages, string>): void => {
      clearTimeout(limit);
      worker.terminate();
      resolve(result);
    };
    const limit = setTimeout(() => settle(failed('一分钟还没有打开，没有采用。换一个小一些的文件')), LIMIT_MS);
    signal.addEventListener('abort', () => settle(failed('已停下，没有采用')), { once: true });
    worker.onmessage = ({ data }: MessageEvent<PageAnswer>) => {
      if (data.kind === 'page') onProgress(data.done, data.total);
      else settle(data.kind === 'pages' ? ok(data.pages) : failed(data.sentence));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      settle(failed('这个文件打不开，可能已损坏。另存为 PDF 或图片，再选一次'));
    };
    worker.postMessage(question);
  });
}
