import type { SheetRow } from '../../shared/domain/roster-cell.ts';
import type { ReadSpreadsheetInput, ReadSpreadsheetMessage, ReadSpreadsheetResult } from '../documents/roster-jobs.ts';
import { readSpreadsheetFile } from '../documents/spreadsheet.ts';

const rowsPerMessage = 100;

/** Job `readSpreadsheet`: ReadSpreadsheetInput → messages → ReadSpreadsheetResult. */
export async function readSpreadsheet(
  input: unknown,
  emit: (message: ReadSpreadsheetMessage) => Promise<void>,
): Promise<ReadSpreadsheetResult> {
  const { path, kind } = input as ReadSpreadsheetInput;
  const { sha256, headers, headerRow, rows } = await readSpreadsheetFile(path, kind);
  const samples = headers.map((_, column) => samplesOf(rows, column));
  await emit({ what: 'head', sha256, headers, headerRow, rowsTotal: rows.length, samples });
  for (let at = 0; at < rows.length; at += rowsPerMessage) {
    await emit({ what: 'rows', rows: rows.slice(at, at + rowsPerMessage) });
  }
  return { rows: rows.length };
}

function samplesOf(rows: readonly SheetRow[], column: number): string[] {
  const found: string[] = [];
  for (const row of rows.slice(0, 50)) {
    const text = row.cells[column]?.text ?? '';
    if (text !== '' && found.length < 3) found.push(text);
  }
  return found;
}
