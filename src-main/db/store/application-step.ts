import type { DeskDb } from '../open.ts';
import { type ApplicationStepRow, applicationStep } from '../schema/application.ts';

export type { ApplicationStepRow };
export type StepAct = 'amended' | 'submitted' | 'windowOpened' | 'agreed' | 'returned' | 'rejected' | 'withdrawn';

/** Writes down what was done, behind everything before it. The database refuses a second eye that is the first one. */
export function appendStep(
  db: DeskDb,
  row: Omit<ApplicationStepRow, 'position' | 'act'> & { readonly act: StepAct },
): void {
  const position = db
    .statement('SELECT coalesce(max(position), 0) + 1 FROM application_step WHERE application_id = ?')
    .pluck()
    .get(row.applicationId) as number;
  db.orm
    .insert(applicationStep)
    .values({ ...row, position })
    .run();
}

/** Everything that was done with an application, oldest first. */
export function stepsTaken(db: DeskDb, applicationId: string): ApplicationStepRow[] {
  return db
    .statement(
      `SELECT application_id AS applicationId, position, step, step_kind AS stepKind, act, by_user AS byUser,
         by_name AS byName, decision_id AS decisionId, reason, at, event_seq AS eventSeq
       FROM application_step WHERE application_id = ? ORDER BY position`,
    )
    .all(applicationId) as ApplicationStepRow[];
}

/** True if a decision made elsewhere has been taken in. */
export function isDecisionTaken(db: DeskDb, decisionId: string): boolean {
  return db.statement('SELECT 1 FROM application_step WHERE decision_id = ?').get(decisionId) !== undefined;
}

/** A second press of the same key: the last thing that was done is this act, by this person, from this version on. */
export function isSecondPress(
  db: DeskDb,
  row: { readonly id: string; readonly version: number },
  again: { readonly version: number; readonly act: StepAct; readonly by: string; readonly reason?: string },
): boolean {
  if (row.version !== again.version + 1) return false;
  const last = stepsTaken(db, row.id).at(-1);
  const isSame = last?.act === again.act && last.byUser === again.by;
  return isSame && (again.reason === undefined || last.reason === again.reason);
}

/** Who prepared an application, and who agreed to another step than the one it stands at (four eyes). */
export function handsIn(
  db: DeskDb,
  row: { readonly id: string; readonly startedBy: string; readonly step: number },
): { readonly preparedBy: readonly string[]; readonly agreedBy: readonly string[] } {
  const taken = stepsTaken(db, row.id).filter((one) => one.byUser !== null);
  const adders = db.statement('SELECT DISTINCT added_by FROM evidence WHERE application_id = ?').pluck().all(row.id);
  const by = (rows: readonly ApplicationStepRow[]) => rows.map((one) => one.byUser ?? '');
  return {
    preparedBy: [
      ...new Set([
        row.startedBy,
        ...by(taken.filter((one) => one.act === 'amended' || one.act === 'submitted')),
        ...(adders as string[]),
      ]),
    ],
    agreedBy: [...new Set(by(taken.filter((one) => one.act === 'agreed' && one.step !== row.step)))],
  };
}
