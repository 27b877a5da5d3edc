import { z } from 'zod';
import { rosterKinds } from '../domain/roster-field.ts';
import { command, query } from './call.ts';
import { id, instant } from './shapes.ts';

const batchKind = z.enum(rosterKinds);
const batchState = z.enum(['reading', 'mapping', 'previewed', 'accepting', 'accepted', 'cancelled', 'failed']);

/** One bad or noteworthy cell: row as in the spreadsheet, field, the value as it stands, one sentence with the remedy. */
const cellProblem = z.object({
  row: z.int(),
  field: z.string(),
  fieldLabel: z.string(),
  value: z.string(),
  code: z.string(),
  sentence: z.string(),
  severity: z.enum(['reject', 'case', 'mended', 'warn']),
});

const batchSummary = z.object({
  batchId: id,
  kind: batchKind,
  state: batchState,
  fileName: z.string(),
  createdAt: instant,
  rowsRead: z.int(),
  rowsTotal: z.int().nullable(),
  good: z.int(),
  rejected: z.int(),
  unchanged: z.int(),
  updated: z.int(),
  cases: z.int(),
  /** of them, rows that stay out: no case is open about these, the file has to be mended */
  casesHeldBack: z.int(),
  mended: z.int(),
  /** file-level problem in words, with a way on */
  problem: z.string().nullable(),
});

/** Our field ↔ a column of the file. `column` is the index from 0; null = not in the file. */
const columnMatch = z.object({
  field: z.string(),
  label: z.string(),
  required: z.boolean(),
  column: z.int().nullable(),
  header: z.string().nullable(),
  sure: z.boolean(),
  samples: z.array(z.string()),
});

export const roster = {
  /** opens the dialog, starts reading in `heavy`; null = cancelled by the person */
  'roster.chooseFile': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ kind: batchKind }),
    z.object({ batchId: id }).nullable(),
  ),
  'roster.batches': query(
    ['clerk', 'officeAdministrator', 'schoolAdministrator', 'auditor'],
    z.object({}),
    z.array(batchSummary),
  ),
  'roster.batch': query(
    ['clerk', 'officeAdministrator', 'schoolAdministrator', 'auditor'],
    z.object({ batchId: id }),
    z.object({
      summary: batchSummary,
      headers: z.array(z.string()),
      columns: z.array(columnMatch),
      byField: z.array(z.object({ field: z.string(), label: z.string(), count: z.int() })),
    }),
  ),
  /** rosters that the region sent: what waits for a person, and how far each got; a school account sees its own school's */
  'roster.arrived': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'schoolAdministrator', 'auditor'],
    z.object({}),
    z.array(
      z.object({
        noticeId: id,
        name: z.string(),
        schoolName: z.string(),
        rows: z.int(),
        arrivedAt: instant,
        state: z.enum(['waiting', 'open', 'imported', 'setAside']),
        batchId: id.nullable(),
        /** one Chinese sentence: what came, and where it stands */
        sentence: z.string(),
      }),
    ),
  ),
  /** opens one as an import of this person: staged and judged like a file, nothing written; again = the same import */
  'roster.openArrived': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ noticeId: id }),
    z.object({ batchId: id }),
  ),
  /** nothing of it is to be imported; it can be opened again */
  'roster.setArrivedAside': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ noticeId: id, reason: z.string().trim().min(2).max(200) }),
    z.object({}),
  ),
  'roster.mapColumns': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ batchId: id, columns: z.array(z.object({ field: z.string(), column: z.int().nullable() })) }),
    z.object({}),
  ),
  'roster.rows': query(
    ['clerk', 'officeAdministrator', 'schoolAdministrator', 'auditor'],
    z.object({
      batchId: id,
      only: z.enum(['all', 'bad', 'cases', 'mended', 'good']),
      field: z.string().nullable(),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(500),
    }),
    z.object({
      total: z.int(),
      rows: z.array(
        z.object({
          row: z.int(),
          outcome: z.enum(['good', 'rejected', 'unchanged', 'updated']),
          /** shown values; identity numbers masked unless the cell itself is the problem */
          cells: z.record(z.string(), z.string()),
          problems: z.array(cellProblem),
        }),
      ),
    }),
  ),
  'roster.accept': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ batchId: id }),
    batchSummary,
  ),
  'roster.cancel': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ batchId: id }),
    z.object({}),
  ),
  /** writes 问题行.xlsx where the person says; null = cancelled */
  'roster.saveReport': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ batchId: id }),
    z.object({ fileName: z.string(), rows: z.int() }).nullable(),
  ),
  'roster.saveTemplate': command(
    ['clerk', 'officeAdministrator', 'schoolAdministrator'],
    z.object({ kind: batchKind }),
    z.object({ fileName: z.string() }).nullable(),
  ),
};
