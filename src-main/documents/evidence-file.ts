import { failed, ok, type Result } from '#shared/lib/result.ts';
import { maxPhotoFileBytes, readPhotoFile, tooManyBytes } from './photo-file.ts';
import { pictureKind } from './picture-kind.ts';

/** A file that a screen may turn into pages. A PDF is drawn there by a program that runs none of its scripts. */
export type EvidenceFile = { readonly kind: 'jpeg' | 'png' | 'pdf'; readonly bytes: Uint8Array };

const wrongKind =
  '认不出是图片或 PDF，没有采用。改名的压缩包、Word 文件不能用：打开它，另存为 PDF，或拍成照片（JPEG、PNG）再选';

/**
 * What an evidence file holds, by its bytes alone, whatever it is called: a whole JPEG or PNG of sane size, or a PDF that
 * begins and ends like one. The fault is a Chinese sentence with the way on. Nothing is decoded here.
 */
export function readEvidenceFile(bytes: Uint8Array): Result<EvidenceFile, string> {
  if (bytes.byteLength > maxPhotoFileBytes) return failed(tooManyBytes(bytes.byteLength).sentence);
  const kind = pictureKind(bytes);
  if (kind === 'empty') return failed('文件是空的，多半没有拷完。重新拷一次');
  if (kind === 'pdf') return isWholePdf(bytes) ? ok({ kind, bytes }) : failed('PDF 不完整，多半没有拷完。重新拷一次');
  if (kind !== 'jpeg' && kind !== 'png') return failed(wrongKind);
  const picture = readPhotoFile(bytes);
  if (!picture.ok) return failed(picture.fault.sentence);
  return ok({ kind, bytes: picture.value.bytes });
}

/** `%PDF-1.` or `%PDF-2.` at the start, `%%EOF` within the last 2,048 bytes. Source: ISO 32000-2 7.5.2 and 7.5.5. */
function isWholePdf(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 7));
  const tail = String.fromCharCode(...bytes.subarray(-2048));
  return /^%PDF-[12]$/u.test(head.slice(0, 6)) && tail.includes('%%EOF');
}
