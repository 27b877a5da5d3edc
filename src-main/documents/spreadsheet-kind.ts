import { spreadsheetFault } from './spreadsheet-fault.ts';

const zipMagic = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const oleMagic = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** Starts of files that people pick by mistake. */
const otherStarts: readonly (readonly [string, string])[] = [
  ['%PDF', 'PDF'],
  ['\xff\xd8\xff', 'JPEG 图片'],
  ['\x89PNG', 'PNG 图片'],
  ['GIF8', 'GIF 图片'],
  ['BM', 'BMP 图片'],
  ['Rar!', 'RAR 压缩包'],
  ["7z\xbc\xaf'\x1c", '7z 压缩包'],
  ['\x1f\x8b', 'GZIP 压缩包'],
  ['MZ', '程序'],
  ['SQLite format 3', '数据库'],
];

/**
 * What a file is, by its content and not by its name: `workbook` (a zip that may be XLSX) or `text` (may be CSV). Throws a
 * SpreadsheetFault for everything else, with the way to a file that can be read.
 */
export function spreadsheetKind(bytes: Buffer): 'workbook' | 'text' {
  if (bytes.length === 0) throw spreadsheetFault('empty', '文件是空的（0 字节）。向学校重新要一份');
  if (bytes.subarray(0, 4).equals(zipMagic)) return 'workbook';
  if (bytes.subarray(0, 8).equals(oleMagic)) throw oleFault(bytes);
  const start = bytes.subarray(0, 16).toString('latin1');
  const other = otherStarts.find(([magic]) => start.startsWith(magic));
  if (other && !(other[0] === 'BM' && !isBinary(bytes))) {
    throw spreadsheetFault('otherType', `这是${other[1]}，不是表格。选 xlsx 或 csv 文件`);
  }
  const head = bytes.subarray(0, 2048).toString('latin1').toLowerCase();
  if (
    /^\W{0,6}(<!doctype html|<html|<table|<meta|<head)/u.test(head) ||
    head.includes('urn:schemas-microsoft-com:office:spreadsheet')
  ) {
    throw spreadsheetFault('webPage', '文件其实是网页格式，只是名字像表格。用 Excel 或 WPS 打开，另存为 xlsx 再导入');
  }
  if (isBinary(bytes)) throw spreadsheetFault('otherType', '这不是表格文件。选 xlsx 或 csv 文件');
  return 'text';
}

/** OLE2 container: a workbook locked with a password (MS-OFFCRYPTO keeps it in a stream EncryptedPackage), or an old format. */
function oleFault(bytes: Buffer) {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    return spreadsheetFault('password', '文件有密码。在 Excel 或 WPS 里取消密码，另存后再导入');
  }
  if (bytes.includes(Buffer.from('WordDocument', 'utf16le'))) {
    return spreadsheetFault('otherType', '这是 Word 文档，不是表格。选 xlsx 或 csv 文件');
  }
  return spreadsheetFault('oldFormat', '这是旧版 xls（或 et）文件。用 Excel 或 WPS 打开，另存为 xlsx 再导入');
}

/** True if the bytes hold control characters that no text has; UTF-16 text is told from that by its byte order mark or its even zeros. */
function isBinary(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096);
  if (looksUtf16(bytes)) return false;
  return head.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1a && byte !== 0x0c,
  );
}

/** UTF-16 by byte order mark, or by zeros that stand on one side only (as in `"name",` written in two bytes). */
export function looksUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i += 1) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  const least = Math.max(4, head.length / 20);
  // 一 is U+4E00: a few zeros stand on the other side as well
  if (odd >= least && even * 5 < odd) return 'utf-16le';
  if (even >= least && odd * 5 < even) return 'utf-16be';
  return null;
}
