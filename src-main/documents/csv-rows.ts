import { CsvError, parse } from 'csv-parse/sync';
import type { SheetRow } from '../../shared/domain/roster-cell.ts';
import { spreadsheetFault } from './spreadsheet-fault.ts';
import { headerSearchRows, longestCell, mostColumns, mostRows } from './spreadsheet-limits.ts';
import { tooManyRows } from './workbook-scan.ts';

/** Records that are read, blank ones included; beyond it the file is refused, never cut. */
const mostRecords = mostRows * 2;

/** The separator that the first lines use most: comma, tab or semicolon. */
export function csvDelimiter(text: string): ',' | '\t' | ';' {
  const head = text.slice(0, 4000);
  const count = (c: string) => head.split(c).length - 1;
  const [commas, tabs, semicolons] = [count(','), count('\t'), count(';')];
  if (tabs > commas && tabs >= semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

/**
 * Rows of a CSV text that are not blank, with the row numbers that a spreadsheet program would show. A lone quote inside a
 * field is taken as it stands; a quote that is never closed is refused with its row. Throws a SpreadsheetFault.
 */
export function readCsvRows(text: string): readonly SheetRow[] {
  const records = parseRecords(text);
  if (records.length >= mostRecords) throw tooManyRows();
  const rows: SheetRow[] = [];
  for (const [index, record] of records.entries()) {
    const cells = record.slice(0, mostColumns).map((value) => ({ text: tidy(value), kind: 'text' as const }));
    while (cells.length > 0 && cells.at(-1)?.text === '') cells.pop();
    if (cells.length > 0) rows.push({ row: index + 1, cells });
    if (rows.length > mostRows + headerSearchRows) throw tooManyRows();
  }
  return rows;
}

function parseRecords(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: csvDelimiter(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: longestCell * 8,
      to: mostRecords,
    }) as unknown as string[][];
  } catch (error) {
    if (error instanceof CsvError) throw csvFault(error);
    throw error;
  }
}

function csvFault(error: CsvError) {
  const line = typeof error['lines'] === 'number' ? `第 ${error['lines']} 行附近` : '某一行';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return spreadsheetFault('quotes', `${line}有一个引号没有配对，后面的行分不开。补上引号，或另存为 xlsx 再导入`);
  }
  return spreadsheetFault('csv', `${line}读不出来：一行太长，或分隔不对。用 Excel 或 WPS 打开，另存为 xlsx 再导入`);
}

/** ="0123" and '0123 are how programs keep leading zeros in CSV; the value is what stands inside. */
function tidy(value: string): string {
  const trimmed = value.slice(0, longestCell).replaceAll('\0', '').trim();
  const kept = /^="([^"]*)"$/u.exec(trimmed)?.[1] ?? trimmed;
  return /^'\d/u.test(kept) ? kept.slice(1) : kept;
}
