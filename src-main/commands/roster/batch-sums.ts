import type { ColumnGuess } from '#shared/domain/roster-columns.ts';
import type { ColumnMap } from '#shared/domain/roster-problem.ts';
import type { JudgedRow } from '../../db/store/roster-row.ts';

// What the judging of every kind of file shares: sizes of its steps, its columns, its sums.

/** Rows read and judged in one turn of the heavy process. */
export const rowsPerStep = 200;
/** Judged rows are a few kilobytes each: this many stay well under 50 ms to write. */
export const rowsPerSave = 50;

export type Counts = {
  good: number;
  rejected: number;
  unchanged: number;
  updated: number;
  cases: number;
  mended: number;
};

/** Columns as the row readers want them. */
export function columnMapOf(mapping: readonly ColumnGuess[]): ColumnMap {
  return Object.fromEntries(mapping.filter((m) => m.column !== null).map((m) => [m.field, m.column]));
}

/** Adds one row to the sums of an import. */
export function countRow(counts: Counts, row: JudgedRow): void {
  counts[row.outcome] += 1;
  if (row.problems.some((p) => p.severity === 'case')) counts.cases += 1;
  if (row.problems.some((p) => p.severity === 'mended')) counts.mended += 1;
}

/** One sentence when there is nothing to import, such as the same file again. */
export function nothingToDo({ good, updated, unchanged, rejected }: Counts): string | null {
  if (good + updated > 0) return null;
  if (rejected === 0) return `${unchanged} 行全部已在库，没有变化，不用再导入`;
  if (unchanged === 0) return `${rejected} 行都不能导入。另存问题行，改好后导入它`;
  return `${unchanged} 行已在库，没有变化；另外 ${rejected} 行不能导入。另存问题行，改好后导入它`;
}
