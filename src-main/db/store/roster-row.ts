import { cellOf, type KeptCell, keepCell, type SheetRow } from '#shared/domain/roster-cell.ts';
import type { RosterProblem } from '#shared/domain/roster-problem.ts';
import type { DeskDb } from '../open.ts';

// Rows of an import in preview. They are no official acts and are removed when the import is closed.

export type RowOutcome = 'good' | 'rejected' | 'unchanged' | 'updated';

/** Another record that a good row resembles: in the database, or a row of the same file. */
export type RowLikeness = {
  readonly kind: 'sameNameAndBirth';
  readonly candidacyId: string | null;
  readonly row: number | null;
};

/** What is kept of a judged row. `record` is a HashedPupil or an EnrolmentLine, null where the row stays out. */
export type JudgedRow<T = unknown> = {
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly record: T | null;
  readonly likenesses: readonly RowLikeness[];
  readonly problems: readonly RosterProblem[];
  /** the record it is about: to be updated, or unchanged */
  readonly targetId: string | null;
};

export type StagedRow = SheetRow & Omit<JudgedRow, 'row'>;

/** Stages rows as they were read; judging comes later. Call inside a transaction. */
export function stageRows(db: DeskDb, batchId: string, rows: readonly SheetRow[]): void {
  const insert = db.statement(
    `INSERT INTO import_row (batch_id, row, outcome, cells, data, problems, has_case, has_mended)
     VALUES (?, ?, 'rejected', ?, NULL, '[]', 0, 0)`,
  );
  for (const { row, cells } of rows) insert.run(batchId, row, JSON.stringify(cells.map(keepCell)));
}

/** The cells of staged rows after row `after`, in order. */
export function readCells(db: DeskDb, batchId: string, after: number, limit: number): SheetRow[] {
  const rows = db
    .statement('SELECT row, cells FROM import_row WHERE batch_id = ? AND row > ? ORDER BY row LIMIT ?')
    .all(batchId, after, limit) as { row: number; cells: string }[];
  return rows.map(({ row, cells }) => ({ row, cells: (JSON.parse(cells) as KeptCell[]).map(cellOf) }));
}

/** Writes what judging said. Call inside a transaction. */
export function saveJudged(db: DeskDb, batchId: string, rows: readonly JudgedRow[]): void {
  const update = db.statement(
    `UPDATE import_row SET outcome = ?, data = ?, problems = ?, has_case = ?, has_mended = ?, target_candidacy_id = ?
     WHERE batch_id = ? AND row = ?`,
  );
  for (const judged of rows) {
    const has = (severity: string) => (judged.problems.some((p) => p.severity === severity) ? 1 : 0);
    const data =
      judged.record === null ? null : JSON.stringify({ record: judged.record, likenesses: judged.likenesses });
    update.run(
      judged.outcome,
      data,
      JSON.stringify(worstFirst(judged.problems)),
      has('case'),
      has('mended'),
      judged.targetId,
      batchId,
      judged.row,
    );
  }
}

const severities = ['reject', 'case', 'warn', 'mended'] as const satisfies readonly RosterProblem['severity'][];

/** What holds a row back stands before remarks, so that the first line of a row says why it stays out. */
function worstFirst(problems: readonly RosterProblem[]): RosterProblem[] {
  return [...problems].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Judged rows of one outcome after row `after`, in order. */
export function readJudged<T>(
  db: DeskDb,
  batchId: string,
  outcome: RowOutcome,
  after: number,
  limit: number,
): JudgedRow<T>[] {
  const rows = db
    .statement(
      `SELECT row, outcome, data, problems, target_candidacy_id AS targetId FROM import_row
       WHERE batch_id = ? AND outcome = ? AND row > ? ORDER BY row LIMIT ?`,
    )
    .all(batchId, outcome, after, limit) as Omit<RawRow, 'cells'>[];
  return rows.map((row) => judgedOf<T>(row));
}

export type RowFilter = 'all' | 'bad' | 'cases' | 'mended' | 'good';
const filters = {
  all: '',
  bad: `AND outcome = 'rejected'`,
  cases: 'AND has_case = 1',
  mended: 'AND has_mended = 1',
  good: `AND outcome <> 'rejected'`,
} as const satisfies Record<RowFilter, string>;

type RawRow = {
  row: number;
  outcome: RowOutcome;
  cells: string;
  data: string | null;
  problems: string;
  targetId: string | null;
};

/** A page of the preview. `field` keeps the rows with a problem in that field. */
export function pageOfRows(
  db: DeskDb,
  batchId: string,
  filter: RowFilter,
  field: string | null,
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: readonly StagedRow[] } {
  const where = `batch_id = @batchId ${filters[filter]}
    AND (@field IS NULL OR EXISTS (SELECT 1 FROM json_each(problems) p WHERE json_extract(p.value, '$.field') = @field))`;
  const total = db.statement(`SELECT count(*) FROM import_row WHERE ${where}`).pluck().get({ batchId, field });
  const rows = db
    .statement(
      `SELECT row, outcome, cells, data, problems, target_candidacy_id AS targetId FROM import_row
       WHERE ${where} ORDER BY row LIMIT @limit OFFSET @offset`,
    )
    .all({ batchId, field, ...page }) as RawRow[];
  return {
    total: Number(total),
    rows: rows.map((row) => ({ ...judgedOf(row), cells: (JSON.parse(row.cells) as KeptCell[]).map(cellOf) })),
  };
}

/** How many rows have a problem in each field, among rows that stay out or are cases. */
export function problemCounts(
  db: DeskDb,
  batchId: string,
): { readonly field: string; readonly label: string; readonly count: number }[] {
  return db
    .statement(
      `SELECT json_extract(p.value, '$.field') AS field, json_extract(p.value, '$.fieldLabel') AS label,
         count(DISTINCT r.row) AS count
       FROM import_row r, json_each(r.problems) p
       WHERE r.batch_id = ? AND (r.outcome = 'rejected' OR r.has_case = 1)
         AND json_extract(p.value, '$.severity') IN ('reject', 'case')
       GROUP BY 1, 2 ORDER BY count DESC, field`,
    )
    .all(batchId) as { field: string; label: string; count: number }[];
}

/** Removes up to `limit` staged rows; `keepRejected` leaves those that still wait to be mended. Returns how many went. */
export function removeRows(db: DeskDb, batchId: string, keepRejected: boolean, limit: number): number {
  return db
    .statement(
      `DELETE FROM import_row WHERE batch_id = @batchId AND row IN (
         SELECT row FROM import_row WHERE batch_id = @batchId AND (@keep = 0 OR outcome <> 'rejected') LIMIT @limit)`,
    )
    .run({ batchId, keep: keepRejected ? 1 : 0, limit }).changes;
}

function judgedOf<T>(row: Omit<RawRow, 'cells'>): JudgedRow<T> {
  const data = row.data === null ? null : (JSON.parse(row.data) as Pick<JudgedRow<T>, 'record' | 'likenesses'>);
  return {
    row: row.row,
    outcome: row.outcome,
    record: data?.record ?? null,
    likenesses: data?.likenesses ?? [],
    problems: JSON.parse(row.problems) as RosterProblem[],
    targetId: row.targetId,
  };
}
