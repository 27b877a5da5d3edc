import ExcelJS from 'exceljs';

export type PlannedColumn = {
  readonly header: string;
  readonly width: number;
  readonly isRequired?: boolean;
  /** list to choose from, as a range on another sheet, e.g. `代码表!$A$2:$A$60` */
  readonly choices?: string;
};

export type PlannedSheet = {
  readonly name: string;
  readonly columns: readonly PlannedColumn[];
  readonly rows: readonly (readonly string[])[];
  /** cells to mark, by row index and column index from 0 */
  readonly marked?: readonly (readonly [row: number, column: number])[];
  /** rows below the data that keep the text format and the lists */
  readonly blankRows?: number;
};

export type WorkbookPlan = { readonly sheets: readonly PlannedSheet[] };

const mark = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFE3B3' } } as const;
const head = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8F0FC' } } as const;

/**
 * Builds an XLSX. Every cell is a string cell of format "text": numbers keep their digits, and a value that begins with
 * = + - @ stays a value (a string cell is never a formula; the library writes one only for a formula object).
 */
export async function buildWorkbook({ sheets }: WorkbookPlan): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '';
  for (const plan of sheets) addSheet(workbook, plan);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addSheet(workbook: ExcelJS.Workbook, plan: PlannedSheet): void {
  const sheet = workbook.addWorksheet(plan.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = plan.columns.map((column) => ({ width: column.width, style: { numFmt: '@' } }));
  const header = sheet.addRow(plan.columns.map((column) => plainText(column.header)));
  header.font = { bold: true };
  header.eachCell((cell, at) => {
    if (plan.columns[at - 1]?.isRequired) cell.font = { bold: true, color: { argb: 'FFB3261E' } };
    cell.fill = head;
  });
  for (const row of plan.rows) {
    const added = sheet.addRow(row.map(plainText));
    added.eachCell((cell) => {
      cell.numFmt = '@';
    });
  }
  for (const [row, column] of plan.marked ?? []) sheet.getCell(row + 2, column + 1).fill = mark;
  if (plan.blankRows) prepareBlank(sheet, plan, plan.blankRows);
}

/** Characters that XML cannot carry would make the file unreadable. */
function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\uD800-\uDFFF]/gu, '');
}

function prepareBlank(sheet: ExcelJS.Worksheet, plan: PlannedSheet, count: number): void {
  const first = plan.rows.length + 2;
  for (const [at, column] of plan.columns.entries()) {
    for (let row = first; row < first + count; row += 1) {
      const cell = sheet.getCell(row, at + 1);
      cell.numFmt = '@';
      if (column.choices) {
        cell.dataValidation = {
          type: 'list',
          allowBlank: true,
          formulae: [column.choices],
          showErrorMessage: true,
          errorTitle: column.header,
          error: '从列表里选一项，或按“代码表”填写',
        };
      }
    }
  }
}
