import type { RosterProblem } from '#shared/domain/roster-problem.ts';
import type { DeskDb } from '../../db/open.ts';
import type { ImportBatch } from '../../db/store/import-batch.ts';
import { pageOfRows, type StagedRow } from '../../db/store/roster-row.ts';
import type { WorkbookPlan } from '../../documents/workbook-writing.ts';

const remarks = [
  { header: '行号', width: 8 },
  { header: '问题', width: 36 },
  { header: '怎么改', width: 48 },
] as const;

/**
 * The report of the rows that stayed out: the file's own columns, faulty cells marked, and behind them row number, what is
 * wrong and what to do. Its header is the file's, so that it can be imported once it is mended.
 */
export function reportPlan(db: DeskDb, batch: ImportBatch): { readonly workbook: WorkbookPlan; readonly rows: number } {
  const { rows } = pageOfRows(db, batch.id, 'bad', null, { offset: 0, limit: 100_000 });
  const width = Math.max(batch.headers.length, ...rows.map((row) => row.cells.length));
  const headers = Array.from({ length: width }, (_, at) => batch.headers[at] ?? '');
  const columnOf = new Map(batch.mapping.map(({ field, column }) => [field as string, column]));
  const marked = rows.flatMap((row, index) =>
    row.problems.filter(holdsBack).flatMap((problem) => {
      const column = columnOf.get(problem.field) ?? null;
      return column === null ? [] : [[index, column] as const];
    }),
  );
  const sheet = {
    name: '问题行',
    columns: [...headers.map((header) => ({ header, width: 18 })), ...remarks],
    rows: rows.map((row) => [...headers.map((_, at) => row.cells[at]?.text ?? ''), ...remarksOf(row)]),
    marked,
  };
  return { workbook: { sheets: [sheet] }, rows: rows.length };
}

function holdsBack(problem: RosterProblem): boolean {
  return problem.severity === 'reject' || problem.severity === 'case';
}

function remarksOf(row: StagedRow): string[] {
  const parts = row.problems.filter(holdsBack).map((problem) => {
    const [wrong = '', ...remedy] = problem.sentence.split('。');
    return { wrong: `${problem.fieldLabel}：${wrong}`, remedy: remedy.filter((part) => part !== '').join('。') };
  });
  return [String(row.row), parts.map((part) => part.wrong).join('；'), parts.map((part) => part.remedy).join('；')];
}
