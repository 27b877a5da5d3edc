import type { SlipState } from '#shared/domain/exam-entry.ts';
import type { DeskDb } from '../open.ts';
import { type ExamEntrySlipRow, examEntrySlip } from '../schema/exam-entry.ts';

/** `printed`, or the last word on the signature, of an entry `e`. */
const signature = `(SELECT s.act FROM exam_entry_slip s WHERE s.entry_id = e.id AND s.act <> 'printed'
  ORDER BY s.rowid DESC LIMIT 1)`;

/** SQL: the SlipState of the version `e` of an entry. */
export const slipState = `CASE WHEN ${signature} = 'signed' THEN 'signed'
  WHEN EXISTS (SELECT 1 FROM exam_entry_slip s WHERE s.entry_id = e.id AND s.act = 'printed') THEN 'printed' ELSE 'none' END`;

/** Writes down what happened to the slip of one version of an entry. Call inside the transaction of the act. */
export function addSlipAct(db: DeskDb, row: ExamEntrySlipRow): void {
  db.orm.insert(examEntrySlip).values(row).run();
}

/** What became of the slips of these versions, by the id of the entry. */
export function slipStates(db: DeskDb, entryIds: readonly string[]): ReadonlyMap<string, SlipState> {
  const rows = db
    .statement(`SELECT e.id, ${slipState} AS state FROM exam_entry e WHERE e.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(entryIds)) as { id: string; state: SlipState }[];
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** Who took the signed slip of this version in, and when; null = it is not here, or the mark was undone. */
export function signedSlip(db: DeskDb, entryId: string): Pick<ExamEntrySlipRow, 'byUser' | 'at'> | null {
  const row = db
    .statement(
      `SELECT act, by_user AS byUser, at FROM exam_entry_slip WHERE entry_id = ? AND act <> 'printed'
       ORDER BY rowid DESC LIMIT 1`,
    )
    .get(entryId) as ExamEntrySlipRow | undefined;
  return row?.act === 'signed' ? row : null;
}
