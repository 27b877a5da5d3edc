import ExcelJS from 'exceljs';
import { withCheckDigit } from '../../../scripts/demo-data/invented-numbers.ts';

export type Cell = string | number | Date | null | { formula: string; result?: string };

export const headers = ['姓名', '性别', '民族', '证件号码', '出生日期', '学校名称', '班级名称', '入学年份'] as const;
export const school = '敖汉旗演示第一中学';

/** An invented ID number of 敖汉旗, born 2010-MM-DD, with a sequence number. */
export function idNumber(sequence: number, birth = '20100312'): string {
  return withCheckDigit(`150430${birth}${String(sequence).padStart(3, '0')}`);
}

/** A right row; `change` replaces cells by header. */
export function pupilRow(sequence: number, change: Partial<Record<(typeof headers)[number], Cell>> = {}): Cell[] {
  const row: Record<(typeof headers)[number], Cell> = {
    姓名: `演示${String.fromCodePoint(0x4e00 + sequence)}`,
    性别: sequence % 2 === 1 ? '男' : '女',
    民族: '蒙古族',
    证件号码: idNumber(sequence),
    出生日期: '2010-03-12',
    学校名称: school,
    班级名称: '高一(1)班',
    入学年份: 2026,
    ...change,
  };
  return headers.map((header) => row[header]);
}

/** A real XLSX made by the library; `shape` may merge, hide, or add sheets. */
export async function xlsx(
  rows: readonly (readonly Cell[])[],
  shape: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void = () => {},
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('名册');
  for (const row of rows) sheet.addRow([...row]);
  shape(sheet, workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The same as comma-separated text. */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map((cell) => String(cell ?? '')).join(',')).join('\r\n');
}
