import { judgeRows } from './judge-rows.ts';
import { readSpreadsheet } from './read-spreadsheet.ts';
import { saveWorkbook } from './save-workbook.ts';

/** A job: gets its input, hands out partial results one by one, returns the last. Throws a HeavyError-like fault. */
export type Job = (input: unknown, emit: (message: unknown) => Promise<void>) => Promise<unknown>;

/** Everything the heavy process can do, by name. */
export const jobs: Readonly<Record<string, Job>> = {
  readSpreadsheet,
  judgeRows,
  saveWorkbook,
};
