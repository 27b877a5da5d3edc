import { createHash } from 'node:crypto';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import { longestPageSide, mostPageBytes } from '#shared/domain/evidence-limit.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { PhotoBytes } from '../../db/store/capture.ts';
import { readJpeg, sanitiseJpeg } from '../../documents/jpeg.ts';

/** A page has no size on paper that anybody proved. */
const screenDpi = 96;

/**
 * Pages of evidence as they are kept: whole JPEG pictures without anything else a file can carry. One page that is none,
 * or too large, refuses all of them and says which (evidence files are hostile).
 */
export function evidencePages(pages: readonly Uint8Array[]): Result<PhotoBytes[], Fault> {
  const kept: PhotoBytes[] = [];
  for (const [index, bytes] of pages.entries()) {
    const page = onePage(bytes);
    if (!page.ok) return failed(invalid('pages', `第 ${index + 1} 页：${page.fault}`));
    kept.push(page.value);
  }
  return ok(kept);
}

function onePage(bytes: Uint8Array): Result<PhotoBytes, string> {
  const most = Math.floor(mostPageBytes / 1024);
  if (bytes.byteLength > mostPageBytes)
    return failed(`${Math.ceil(bytes.byteLength / 1024)} KB，最多 ${most} KB。调低清晰度后重新附上`);
  const read = readJpeg(bytes);
  if (!read.ok) return failed(sentences[read.fault.code]);
  const { width, height } = read.value;
  if (Math.max(width, height) > longestPageSide)
    return failed(`${width}×${height} 像素，长边最多 ${longestPageSide}。缩小后重新附上`);
  const clean = sanitiseJpeg(bytes, { dpi: screenDpi });
  if (!clean.ok) return failed(sentences[clean.fault.code]);
  return ok({ sha256: createHash('sha256').update(clean.value).digest('hex'), bytes: clean.value });
}

const sentences = {
  notJpeg: '不是 JPEG 图片。重新拍下这一页，或换一个文件',
  truncated: '图片不完整，后面一截没有读到。重新拍下这一页，或换一个文件',
  damaged: '图片内部已损坏。重新拍下这一页，或换一个文件',
  unsupported: '这种 JPEG 编码不能用。重新拍下这一页，或换一个文件',
  trailing: '图片末尾带有多余内容。重新拍下这一页，或换一个文件',
  dpi: '图片的分辨率写得不对。重新拍下这一页',
} as const;
