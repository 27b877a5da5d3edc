import { Unzip, type UnzipFile, UnzipInflate, zipSync } from 'fflate';
import { bomb, damaged, isSpreadsheetFault, spreadsheetFault } from './spreadsheet-fault.ts';
import { inflationFloor, mostInflatedBytes, mostInflation, mostParts } from './spreadsheet-limits.ts';
import { createSheetScan, type SheetScan } from './workbook-scan.ts';

/** What the reader of values needs; everything else (macros, links to other files, drawings, comments) is left behind. */
const neededParts = new Set([
  '_rels/.rels',
  '[Content_Types].xml',
  'xl/workbook.xml',
  'xl/_rels/workbook.xml.rels',
  'xl/styles.xml',
  'xl/sharedStrings.xml',
]);
const sheetPart = /^xl\/worksheets\/sheet\d+\.xml$/u;
/** A push this small can at most become 16 MB, so that the caps are met in time. */
const pushBytes = 16_384;

export type GuardedWorkbook = {
  /** a small zip, not compressed, with nothing but the checked parts */
  readonly zip: Uint8Array;
  /** text of xl/workbook.xml and its relations: which sheet is where */
  readonly workbookXml: string;
  readonly relationsXml: string;
  /** by part name: what the scan saw */
  readonly sheets: ReadonlyMap<string, SheetScan>;
};

type Part = {
  readonly chunks: Uint8Array[];
  inflated: number;
  ended: boolean;
  readonly scan: ReturnType<typeof createSheetScan> | null;
};

/**
 * Inflates a workbook under caps (bytes, ratio, parts, rows), refuses entity declarations and doubled parts, and packs the
 * few needed parts anew, so that the library that reads values never sees the rest. Throws a SpreadsheetFault.
 */
export function guardWorkbook(bytes: Buffer): GuardedWorkbook {
  const parts = new Map<string, Part>();
  const names: string[] = [];
  let total = 0;
  const unzip = new Unzip((file: UnzipFile) => {
    const name = file.name.replace(/^\//u, '');
    names.push(name);
    if (names.length > mostParts) {
      throw spreadsheetFault(
        'tooManyParts',
        `文件里有 ${mostParts} 个以上的部件（多半是嵌入的图片）。只留名册一张表，另存为 xlsx 再导入`,
      );
    }
    const isNeeded = neededParts.has(name) || sheetPart.test(name);
    if (isNeeded && parts.has(name)) throw damaged();
    const part: Part = { chunks: [], inflated: 0, ended: false, scan: sheetPart.test(name) ? createSheetScan() : null };
    if (isNeeded) parts.set(name, part);
    file.ondata = (error, chunk, final) => {
      // the library hands what was thrown below back to us as an error of its own
      if (error) throw isSpreadsheetFault(error) ? error : damaged();
      total += chunk.length;
      part.inflated += chunk.length;
      if (total > mostInflatedBytes || isBomb(part.inflated, file.size)) throw bomb();
      if (isNeeded) {
        refuseDeclarations(part, chunk);
        part.scan?.push(chunk);
        part.chunks.push(chunk.slice());
      }
      part.ended = final;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  pushAll(unzip, bytes);
  if (!names.includes('xl/workbook.xml')) throw notAWorkbook(names);
  return pack(parts);
}

function pushAll(unzip: Unzip, bytes: Buffer): void {
  try {
    for (let at = 0; at < bytes.length; at += pushBytes) {
      unzip.push(bytes.subarray(at, at + pushBytes), at + pushBytes >= bytes.length);
    }
  } catch (error) {
    if (isSpreadsheetFault(error)) throw error;
    throw damaged();
  }
}

function isBomb(inflated: number, packed: number | undefined): boolean {
  return inflated > inflationFloor && packed !== undefined && packed > 0 && inflated / packed > mostInflation;
}

/** XML of a workbook is UTF-8 without document type: anything else was made to get past a reader. */
function refuseDeclarations(part: Part, chunk: Uint8Array): void {
  const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
  const isFirst = part.chunks.length === 0;
  if (isFirst && (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff') || text.slice(0, 200).includes('\0')))
    throw damaged();
  const before = part.chunks.at(-1);
  const seam = before ? Buffer.from(before.subarray(-16)).toString('latin1') : '';
  if (/<!DOCTYPE|<!ENTITY/iu.test(seam + text)) {
    throw spreadsheetFault('entities', '文件里有表格不该有的声明，可能被人动过，没有读它。向学校重新要一份');
  }
}

function notAWorkbook(names: readonly string[]) {
  if (names.some((name) => name.startsWith('word/'))) {
    return spreadsheetFault('otherType', '这是 Word 文档，不是表格。选 xlsx 或 csv 文件');
  }
  if (names.includes('xl/workbook.bin') || names.includes('content.xml')) {
    return spreadsheetFault('oldFormat', '这种表格格式不能直接读。用 Excel 或 WPS 打开，另存为 xlsx 再导入');
  }
  if (names.length === 0) return damaged();
  return spreadsheetFault('otherType', '这是压缩包，不是表格。先解压，再选里面的 xlsx 或 csv 文件');
}

function pack(parts: ReadonlyMap<string, Part>): GuardedWorkbook {
  const files: Record<string, Uint8Array> = {};
  const sheets = new Map<string, SheetScan>();
  for (const [name, part] of parts) {
    if (!part.ended) throw damaged();
    const whole = Buffer.concat(part.chunks);
    part.chunks.length = 0;
    files[name] = whole;
    if (part.scan) sheets.set(name, part.scan.end());
  }
  if (sheets.size === 0) {
    throw spreadsheetFault('noSheet', '文件里没有找到工作表。用 Excel 或 WPS 打开，另存为 xlsx 再导入');
  }
  const workbookXml = textOf(files['xl/workbook.xml']);
  // the library spreads each defined name over all its cells
  const lean = workbookXml.replace(/<(\w+:)?definedNames\b[\s\S]*?<\/(\w+:)?definedNames>/gu, '');
  files['xl/workbook.xml'] = Buffer.from(lean, 'utf8');
  return {
    zip: zipSync(files, { level: 0 }),
    workbookXml: lean,
    relationsXml: textOf(files['xl/_rels/workbook.xml.rels']),
    sheets,
  };
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
}
