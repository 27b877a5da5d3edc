import ExcelJS from 'exceljs';
import type { RosterCell, SheetRow } from '../../shared/domain/roster-cell.ts';
import { damaged } from './spreadsheet-fault.ts';
import { longestCell, mostColumns } from './spreadsheet-limits.ts';
import type { GuardedWorkbook } from './workbook-guard.ts';
import type { MergedRange } from './workbook-scan.ts';

/** One visible sheet with its rows that are not blank. */
export type SheetValues = { readonly name: string; readonly rows: readonly SheetRow[] };

/** Everything of a sheet but its values. Data validations and merges would be spread over every cell they cover. */
const ignoredNodes = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'autoFilter',
  'mergeCells',
  'rowBreaks',
  'hyperlinks',
  'pageMargins',
  'dataValidations',
  'pageSetup',
  'headerFooter',
  'printOptions',
  'picture',
  'drawing',
  'sheetProtection',
  'tableParts',
  'conditionalFormatting',
  'extLst',
];

/**
 * Values of the visible sheets of a guarded workbook, in their order. Formulas are never computed: the cell comes with kind
 * `formula`. Cells covered by a merge come with kind `merged`. Throws a SpreadsheetFault if the library cannot read it.
 */
export async function readWorkbookValues(guarded: GuardedWorkbook): Promise<readonly SheetValues[]> {
  const workbook = new ExcelJS.Workbook();
  try {
    // the library's type wants a whole ArrayBuffer, its code takes any view
    await workbook.xlsx.load(guarded.zip as unknown as ArrayBuffer, { ignoreNodes: ignoredNodes });
  } catch {
    throw damaged();
  }
  const partOfSheet = sheetParts(guarded);
  return workbook.worksheets
    .filter((sheet) => sheet.state === 'visible' || sheet.state === undefined)
    .map((sheet) => ({
      name: sheet.name,
      rows: rowsOf(sheet, guarded.sheets.get(partOfSheet.get(sheet.id) ?? '')?.merges ?? []),
    }));
}

/** sheetId → part name, from xl/workbook.xml and its relations. */
function sheetParts({ workbookXml, relationsXml }: GuardedWorkbook): ReadonlyMap<number, string> {
  const targets = new Map<string, string>();
  for (const [tag] of relationsXml.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/gu)) {
    const target = attribute(tag, 'Target').replace(/^\/?xl\//u, '');
    targets.set(attribute(tag, 'Id'), `xl/${target}`);
  }
  const parts = new Map<number, string>();
  for (const [tag] of workbookXml.matchAll(/<(?:\w+:)?sheet\b[^>]*>/gu)) {
    parts.set(Number(attribute(tag, 'sheetId')), targets.get(attribute(tag, 'r:id')) ?? '');
  }
  return parts;
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '';
}

function rowsOf(sheet: ExcelJS.Worksheet, merges: readonly MergedRange[]): SheetRow[] {
  const rows: SheetRow[] = [];
  const covered = coveredBy(merges);
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    const width = Math.min(row.cellCount, mostColumns);
    const cells: RosterCell[] = [];
    for (let column = 1; column <= width; column += 1) {
      const cell = row.findCell(column);
      const read = cell ? cellValue(cell.value, cell) : blankCell;
      cells.push(covered(number, column) ? { text: read.text, kind: 'merged' } : read);
    }
    while (cells.length > 0 && cells.at(-1)?.text === '' && cells.at(-1)?.kind === 'text') cells.pop();
    if (cells.some((cell) => cell.text !== '')) rows.push({ row: number, cells });
  });
  return rows;
}

/** True for cells that a merge covers but whose value stands elsewhere. Merges are few per row: looked up by row. */
function coveredBy(merges: readonly MergedRange[]): (row: number, column: number) => boolean {
  const tall = merges.filter((m) => m.bottom > m.top || m.right > m.left);
  if (tall.length === 0) return () => false;
  let atRow = -1;
  let here: readonly MergedRange[] = [];
  return (row, column) => {
    if (row !== atRow) {
      atRow = row;
      here = tall.filter((m) => m.top <= row && row <= m.bottom);
    }
    return here.some((m) => m.left <= column && column <= m.right && !(m.top === row && m.left === column));
  };
}

const blankCell: RosterCell = { text: '', kind: 'text' };

function cellValue(value: ExcelJS.CellValue, cell: ExcelJS.Cell): RosterCell {
  if (value === null || value === undefined) return blankCell;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number') return { text: shownNumber(value), kind: 'number' };
  if (typeof value === 'boolean') return textCell(value ? '是' : '否');
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return { text: String(cell.text), kind: 'error' };
    return { text: value.toISOString().slice(0, 10), kind: 'date' };
  }
  if ('formula' in value || 'sharedFormula' in value) {
    return { text: `=${cell.formula ?? ''}`.slice(0, 200), kind: 'formula' };
  }
  if ('richText' in value) return textCell(value.richText.map((run) => run.text).join(''));
  if ('error' in value) return { text: String(value.error), kind: 'error' };
  if ('text' in value) return textCell(plainText(value.text));
  return { text: String(cell.text), kind: 'error' };
}

/** A hyperlink's text may itself be rich text, which the library's types do not know. */
function plainText(text: unknown): string {
  if (typeof text === 'string') return text;
  if (typeof text === 'object' && text !== null && 'richText' in text && Array.isArray(text.richText)) {
    return text.richText.map((run: { text?: string }) => run.text ?? '').join('');
  }
  return '';
}

function textCell(text: string): RosterCell {
  return { text: text.slice(0, longestCell).trim(), kind: 'text' };
}

/** Numbers as the sheet shows them: whole up to 15 digits, beyond that digits are already lost and it shows 1.50102E+17. */
function shownNumber(n: number): string {
  if (Number.isInteger(n) && Math.abs(n) < 1e15) return String(n);
  if (Math.abs(n) >= 1e15) {
    const [mantissa = '', exponent = ''] = n.toExponential(5).split('e');
    return `${mantissa}E${exponent.startsWith('-') ? '' : '+'}${exponent.replace('+', '')}`;
  }
  return String(n);
}
