import { type ColumnGuess, recogniseColumns } from '#shared/domain/roster-columns.ts';
import { editionToday } from '../../db/store/facts-office.ts';
import { type ImportBatch, saveBatch } from '../../db/store/import-batch.ts';
import { type JudgedRow, readCells, saveJudged } from '../../db/store/roster-row.ts';
import { rosterReference } from '../../db/store/roster-row-reference.ts';
import type { JudgeRowsInput, JudgeRowsResult } from '../../documents/roster-jobs.ts';
import { type Counts, columnMapOf, countRow, nothingToDo, rowsPerSave, rowsPerStep } from './batch-sums.ts';
import { newFileMemory } from './file-memory.ts';
import { type ImportJob, importStep, takeTurn, turnTaker } from './import-job.ts';
import { judgeResults } from './judge-results.ts';
import { ownSchoolOf } from './match-holder.ts';
import { matchLine } from './match-lines.ts';
import { matchPupil } from './match-pupils.ts';

const longestTurnMs = 8;

/**
 * Judges every staged row: read in the heavy process, then held against the file's other rows and the database by indexed
 * lookups, and saved in short steps. Ends in `previewed`.
 */
export async function judgeBatch(job: ImportJob, batch: ImportBatch): Promise<void> {
  if (batch.kind === 'subjectResults') return judgeResults(job, batch);
  const { context, services, signal } = job;
  const today = context.clock.today();
  const input: Omit<JudgeRowsInput, 'rows'> = {
    kind: batch.kind,
    columns: columnMapOf(batch.mapping),
    reference: rosterReference(context.db, context.actor, today),
    edition: editionToday(context.db, today),
  };
  const counts: Counts = { good: 0, rejected: 0, unchanged: 0, updated: 0, cases: 0, mended: 0 };
  const memory = newFileMemory();
  const present = presentFields(batch.mapping);
  const ownSchool = ownSchoolOf(context.actor);
  const turn = turnTaker(longestTurnMs);
  let done = 0;
  for (let after = 0; ; ) {
    const rows = readCells(context.db, batch.id, after, rowsPerStep);
    const last = rows.at(-1);
    if (!last) break;
    after = last.row;
    const read = await services.heavy.run<JudgeRowsResult>('judgeRows', { ...input, rows }, () => {}, signal);
    const judged: JudgedRow[] = [];
    for (const pupil of read.pupils) {
      judged.push(matchPupil(context.db, memory, pupil, present, ownSchool));
      await turn();
    }
    for (const line of read.lines) judged.push(matchLine(memory, line));
    for (let at = 0; at < judged.length; at += rowsPerSave) {
      importStep(job, ({ db }) => saveJudged(db, batch.id, judged.slice(at, at + rowsPerSave)));
      await takeTurn();
    }
    for (const row of judged) countRow(counts, row);
    done += rows.length;
    services.emit({ kind: 'progress', job: batch.id, done, total: batch.rowsTotal, phase: '核对' });
    await takeTurn();
  }
  const state = 'previewed';
  importStep(job, ({ db }) => saveBatch(db, batch.id, { ...counts, state, problem: nothingToDo(counts) }));
}

/** Fields the file has a column for. */
export function presentFields(mapping: readonly ColumnGuess[]): ReadonlySet<string> {
  return new Set(mapping.filter((m) => m.column !== null).map((m) => m.field));
}

/** The mapping a person settled: every field of the kind once, all sure. */
export function settledMapping(
  batch: Pick<ImportBatch, 'headers' | 'kind'>,
  chosen: readonly { readonly field: string; readonly column: number | null }[],
): readonly ColumnGuess[] {
  return recogniseColumns(batch.headers, batch.kind).map((guess) => {
    const own = chosen.find((one) => one.field === guess.field);
    return { field: guess.field, column: own ? own.column : guess.sure ? guess.column : null, sure: true };
  });
}
