import type { SheetRow } from '#shared/domain/roster-cell.ts';
import type { EnrolmentLine } from '#shared/domain/roster-enrolment-row.ts';
import type { RosterKind } from '#shared/domain/roster-field.ts';
import type { ColumnMap } from '#shared/domain/roster-problem.ts';
import type { RosterReference } from '#shared/domain/roster-reference.ts';
import type { ResultLine } from '#shared/domain/roster-result-row.ts';
import type { PupilRecord, ReadRow } from '#shared/domain/roster-row.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { WorkbookPlan } from './workbook-writing.ts';

// What goes to the heavy process and comes back, by job. Types only.

export type ReadSpreadsheetInput = { readonly path: string; readonly kind: RosterKind };

/** First message: what the file is; then its rows, a few at a time. */
export type ReadSpreadsheetMessage =
  | {
      readonly what: 'head';
      readonly sha256: string;
      readonly headers: readonly string[];
      readonly headerRow: number;
      readonly rowsTotal: number;
      /** first filled values of each column */
      readonly samples: readonly (readonly string[])[];
    }
  | { readonly what: 'rows'; readonly rows: readonly SheetRow[] };

export type ReadSpreadsheetResult = { readonly rows: number };

export type JudgeRowsInput = {
  readonly kind: RosterKind;
  readonly rows: readonly SheetRow[];
  readonly columns: ColumnMap;
  readonly reference: RosterReference;
  /** the edition in force: the rules judge what a row says */
  readonly edition: Edition;
};

/** A pupil's record with the hash that tells the same row again. */
export type HashedPupil = PupilRecord & { readonly sha256: string };

export type JudgeRowsResult = {
  readonly pupils: readonly ReadRow<HashedPupil>[];
  readonly lines: readonly ReadRow<EnrolmentLine>[];
  readonly results: readonly ReadRow<ResultLine>[];
};

export type SaveWorkbookInput = { readonly path: string; readonly plan: WorkbookPlan };
