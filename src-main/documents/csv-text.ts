import { spreadsheetFault } from './spreadsheet-fault.ts';
import { looksUtf16 } from './spreadsheet-kind.ts';

export type DecodedText = { readonly text: string; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' };

/**
 * Decodes a text file: byte order mark first, then UTF-8 if the bytes allow it, then GB18030. Bytes that fit neither are
 * refused, never replaced. `isKnownHeader` tells whether a line holds column names we know; with it, text that was garbled
 * earlier (UTF-8 taken for GBK and saved so) and Big5 are recognised and named. Throws a SpreadsheetFault.
 */
export function decodeText(bytes: Buffer, isKnownHeader: (line: string) => boolean): DecodedText {
  const wide = looksUtf16(bytes);
  if (wide) {
    const text = decode(bytes, wide);
    if (text === null) throw unknownEncoding();
    return { text: withoutMark(text), encoding: wide };
  }
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== null) {
    const text = withoutMark(utf8);
    refuseGarbled(text, isKnownHeader);
    return { text, encoding: 'utf-8' };
  }
  const national = decode(bytes, 'gb18030');
  if (national !== null && firstLines(national).some(isKnownHeader)) return { text: national, encoding: 'gb18030' };
  const big5 = decode(bytes, 'big5');
  if (big5 !== null && firstLines(big5).some((line) => /姓名|學校|身分證|身份證/u.test(line))) {
    throw spreadsheetFault('encoding', '文件是 Big5（繁体）编码。另存为 UTF-8 或 xlsx 再导入');
  }
  if (national === null) throw unknownEncoding();
  return { text: national, encoding: 'gb18030' };
}

function unknownEncoding() {
  return spreadsheetFault(
    'encoding',
    '认不出文件的文字编码，或中间有坏字节。从原系统重新导出，选 UTF-8 或 GB18030，或另存为 xlsx',
  );
}

function decode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function firstLines(text: string): string[] {
  return text.slice(0, 20_000).split(/\r\n|\n|\r/u, 10);
}

/** Garbling that already happened cannot be undone safely; it must be told before names are stored wrong. */
function refuseGarbled(text: string, isKnownHeader: (line: string) => boolean): void {
  const lines = firstLines(text);
  if (lines.some(isKnownHeader)) {
    if (!text.includes('\uFFFD') && !text.includes('锟斤拷')) return;
    throw spreadsheetFault(
      'garbled',
      '文件里有“锟斤拷”或“�”：有些字在以前转存时已经丢了。从原系统重新导出，选 UTF-8 或 GB18030',
    );
  }
  const garbled =
    text.includes('\uFFFD') || text.includes('锟斤拷') || lines.some((line) => isMojibake(line, isKnownHeader));
  if (garbled) {
    throw spreadsheetFault(
      'garbled',
      '文件里的字已经是乱码：以前用错编码打开后又保存过。从原系统重新导出，选 UTF-8 或 GB18030',
    );
  }
}

/** Header bytes that were UTF-8, read as Latin-1 or GBK, and written as UTF-8 again. */
function isMojibake(line: string, isKnownHeader: (line: string) => boolean): boolean {
  if (/[À-ÿ]/u.test(line) && [...line].every((c) => (c.codePointAt(0) ?? 0) < 0x2200)) {
    const back = decode(Buffer.from(line, 'latin1'), 'utf-8') ?? decode(Buffer.from(line, 'latin1'), 'gb18030');
    if (back !== null && isKnownHeader(back)) return true;
  }
  // what the UTF-8 bytes of 姓名, 学校, 性别 and 身份 look like in GBK
  return /濮撳|瀛︽|鎬у埆|韬唤/u.test(line);
}
