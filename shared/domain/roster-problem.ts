import type { CellKind, RosterCell, SheetRow } from './roster-cell.ts';
import { type RosterField, rosterFieldLabel } from './roster-field.ts';

/**
 * reject = the row stays out; case = may be somebody we have or another row: people decide; mended = taken after a
 * harmless correction; warn = taken as it is, worth a look.
 */
export type ProblemSeverity = 'reject' | 'case' | 'mended' | 'warn';

/** One noteworthy cell. `value` is what stands in it; `sentence` says what is wrong and what to do (place and value are shown beside it). */
export type RosterProblem = {
  readonly row: number;
  readonly field: string;
  readonly fieldLabel: string;
  readonly value: string;
  readonly code: string;
  readonly sentence: string;
  readonly severity: ProblemSeverity;
};

/** Where each field stands, index from 0. */
export type ColumnMap = Readonly<Partial<Record<RosterField, number>>>;

/** Access to the cells of one row by field, collecting problems on the way. */
export type RowReader = {
  readonly row: number;
  readonly problems: readonly RosterProblem[];
  /** true if the file has a column for the field */
  has(field: RosterField): boolean;
  /** the text of the cell, '' where blank, absent or refused (formula, merge, error: the problem is noted once) */
  text(field: RosterField): string;
  kind(field: RosterField): CellKind;
  note(field: RosterField, severity: ProblemSeverity, code: string, sentence: string): void;
  /** true if a cell of this field was refused */
  isRefused(field: RosterField): boolean;
};

const refusedKinds = {
  formula: {
    code: 'formula',
    sentence: '单元格是公式，不会替你计算。全选复制，“选择性粘贴”为数值，另存后再导入',
  },
  merged: { code: 'merged', sentence: '单元格与别的格合并了，看不出属于哪一行。取消合并，每行填上自己的值' },
  error: { code: 'cellError', sentence: '单元格里是错误值。在表格里改成真正的内容' },
} as const;

/** Control characters become blanks; line breaks stay, lists in one cell are divided by them. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F]+/gu, ' ').trim();
}

/** Opens one row for reading. */
export function createRowReader({ row, cells }: SheetRow, columns: ColumnMap): RowReader {
  const problems: RosterProblem[] = [];
  const refused = new Set<RosterField>();
  const cellAt = (field: RosterField): RosterCell | null => {
    const column = columns[field];
    return column === undefined ? null : (cells[column] ?? { text: '', kind: 'text' });
  };
  const note: RowReader['note'] = (field, severity, code, sentence) => {
    if (severity === 'reject') refused.add(field);
    const value = cellAt(field)?.text ?? '';
    problems.push({ row, field, fieldLabel: rosterFieldLabel(field), value, code, sentence, severity });
  };
  return {
    row,
    problems,
    has: (field) => columns[field] !== undefined,
    kind: (field) => cellAt(field)?.kind ?? 'text',
    isRefused: (field) => refused.has(field),
    note,
    text(field) {
      const cell = cellAt(field);
      if (!cell) return '';
      if (cell.kind !== 'formula' && cell.kind !== 'merged' && cell.kind !== 'error') return withoutControls(cell.text);
      if (!refused.has(field)) note(field, 'reject', refusedKinds[cell.kind].code, refusedKinds[cell.kind].sentence);
      return '';
    },
  };
}

/** True if a row with these problems stays out of the import. */
export function keepsRowOut(problems: readonly RosterProblem[]): boolean {
  return problems.some((problem) => problem.severity === 'reject');
}
