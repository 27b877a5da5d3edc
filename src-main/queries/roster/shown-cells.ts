import type { RosterProblem } from '#shared/domain/roster-problem.ts';
import { maskNumber } from '#shared/lib/mask.ts';
import type { ImportBatch } from '../../db/store/import-batch.ts';
import type { StagedRow } from '../../db/store/roster-row.ts';

const numberFields = new Set(['documentNumber', 'enrolmentNo', 'candidacyNo']);

/** Values of a row by field as the preview shows them: numbers masked, unless the cell itself is what is wrong. */
export function shownCells(row: StagedRow, { mapping }: Pick<ImportBatch, 'mapping'>): Record<string, string> {
  const faulty = new Set(row.problems.map((problem) => problem.field));
  const shown: Record<string, string> = {};
  for (const { field, column } of mapping) {
    if (column === null) continue;
    const text = row.cells[column]?.text ?? '';
    shown[field] = numberFields.has(field) && !faulty.has(field) ? maskNumber(text) : text;
  }
  return shown;
}

/** A sample value of a column nobody has settled yet: whatever looks like a long number is masked. */
export function maskedIfNumber(text: string): string {
  return /^[A-Za-z]{0,3}\d{7,}[\dXx]?$/u.test(text.trim()) ? maskNumber(text.trim()) : text;
}

/** Problems as the screens get them. */
export function shownProblems(problems: readonly RosterProblem[]): RosterProblem[] {
  return problems.map((problem) => ({ ...problem }));
}
