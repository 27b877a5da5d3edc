import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { SheetRow } from '../../shared/domain/roster-cell.ts';
import { findHeaderRow, type RosterKind, recognisedCount } from '../../shared/domain/roster-columns.ts';
import { csvDelimiter, readCsvRows } from './csv-rows.ts';
import { decodeText } from './csv-text.ts';
import { spreadsheetFault } from './spreadsheet-fault.ts';
import { spreadsheetKind } from './spreadsheet-kind.ts';
import { headerSearchRows, mostFileBytes, mostRows } from './spreadsheet-limits.ts';
import { guardWorkbook } from './workbook-guard.ts';
import { tooManyRows } from './workbook-scan.ts';
import { readWorkbookValues } from './workbook-values.ts';

export type Spreadsheet = {
  readonly sha256: string;
  readonly headers: readonly string[];
  /** spreadsheet row of the header line */
  readonly headerRow: number;
  /** rows below the header that are not blank */
  readonly rows: readonly SheetRow[];
};

/**
 * Reads a roster or enrolment list from disk: XLSX or CSV, told by content. Title lines above the header are left out.
 * Throws a SpreadsheetFault with a Chinese sentence for everything that cannot be read.
 */
export async function readSpreadsheetFile(path: string, kind: RosterKind): Promise<Spreadsheet> {
  const bytes = await readBytes(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const rows = spreadsheetKind(bytes) === 'workbook' ? await workbookRows(bytes, kind) : textRows(bytes, kind);
  return { sha256, ...splitHeader(rows, kind) };
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw spreadsheetFault('otherType', '选中的不是文件。选 xlsx 或 csv 文件');
    if (found.size > mostFileBytes) {
      const size = Math.round(found.size / 1_000_000);
      throw spreadsheetFault(
        'tooBig',
        `文件有 ${size} MB，最多 ${mostFileBytes / 1_000_000} MB。去掉图片和别的表，另存后再导入`,
      );
    }
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw spreadsheetFault('gone', '文件不在了，可能已移走或 U 盘已拔出。重新选择文件');
    if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY') {
      throw spreadsheetFault('noAccess', '打不开文件：没有权限，或正被别的程序占用。关掉 Excel 或 WPS 后再选一次');
    }
    if (code === 'EIO') throw spreadsheetFault('device', '读到一半断了，U 盘可能松动。插稳后再选一次，或先复制到本机');
    throw error;
  }
}

async function workbookRows(bytes: Buffer, kind: RosterKind): Promise<readonly SheetRow[]> {
  const sheets = await readWorkbookValues(guardWorkbook(bytes));
  const filled = sheets.filter((sheet) => sheet.rows.length > 0);
  const rosters = filled.filter((sheet) => recognisedCount(sheet.rows.slice(0, headerSearchRows), kind) >= 3);
  if (rosters.length > 1) {
    throw spreadsheetFault(
      'severalSheets',
      `文件里有 ${rosters.length} 张名册表（${rosters.map((sheet) => sheet.name).join('、')}）。每张表另存为单独的文件，逐份导入`,
    );
  }
  return rosters[0]?.rows ?? filled[0]?.rows ?? [];
}

function textRows(bytes: Buffer, kind: RosterKind): readonly SheetRow[] {
  const isKnownHeader = (line: string) => {
    const cells = line
      .split(csvDelimiter(line))
      .map((text) => ({ text: text.replace(/^"|"$/gu, '').trim(), kind: 'text' as const }));
    return recognisedCount([{ row: 1, cells }], kind) >= 2;
  };
  return readCsvRows(decodeText(bytes, isKnownHeader).text);
}

function splitHeader(all: readonly SheetRow[], kind: RosterKind): Omit<Spreadsheet, 'sha256'> {
  const at = findHeaderRow(all.slice(0, headerSearchRows), kind);
  const header = all[at];
  if (!header) throw spreadsheetFault('empty', '表格里没有内容。检查是否选错了文件');
  const rows = all.slice(at + 1);
  if (rows.length === 0) throw spreadsheetFault('noRows', '表头下面没有一行数据。检查是否选错了文件');
  if (rows.length > mostRows) throw tooManyRows();
  return { headers: header.cells.map((cell) => cell.text), headerRow: header.row, rows };
}
