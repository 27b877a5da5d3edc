import type { DeskDb } from '../open.ts';

/** Candidacies that a case is about. */
export function subjectsOf(db: DeskDb, caseId: string): string[] {
  return db
    .statement('SELECT candidacy_id FROM case_subject WHERE case_id = ? ORDER BY candidacy_id')
    .pluck()
    .all(caseId) as string[];
}

/** How many cases about a record nobody has decided yet. */
export function openCasesAbout(db: DeskDb, candidacyId: string): number {
  return Number(
    db
      .statement(
        `SELECT count(*) FROM case_subject s JOIN case_file f ON f.id = s.case_id
         WHERE s.candidacy_id = ? AND f.state = 'open'`,
      )
      .pluck()
      .get(candidacyId),
  );
}

/** Closes a case with a person's answer. */
export function closeCase(
  db: DeskDb,
  answer: {
    readonly caseId: string;
    readonly decision: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  },
): void {
  db.statement(
    `UPDATE case_file SET state = 'closed', decision = @decision, decision_reason = @reason, decided_by = @by,
       decided_at = @at WHERE id = @caseId AND state = 'open'`,
  ).run(answer);
}

export type CaseListRow = {
  readonly caseId: string;
  readonly kind: string;
  readonly sentence: string;
  readonly openedAt: string;
  readonly state: 'open' | 'closed';
  readonly decision: string | null;
  readonly decisionReason: string | null;
  readonly candidacyIds: readonly string[];
};

/** Cases, open ones first, newest first, at most `limit`. */
export function listCases(db: DeskDb, state: 'open' | 'closed' | 'all', limit: number): CaseListRow[] {
  const order = state === 'all' ? "f.state = 'closed', f.opened_at DESC, f.id" : 'f.opened_at DESC, f.id';
  const rows = db
    .statement(
      `SELECT f.id AS caseId, f.kind, f.sentence, f.opened_at AS openedAt, f.state, f.decision,
         f.decision_reason AS decisionReason,
         (SELECT json_group_array(x.candidacy_id) FROM case_subject x WHERE x.case_id = f.id) AS candidacyIds
       FROM case_file f ${state === 'all' ? '' : 'WHERE f.state = @state'} ORDER BY ${order} LIMIT @limit`,
    )
    .all(state === 'all' ? { limit } : { state, limit }) as (Omit<CaseListRow, 'candidacyIds'> & {
    candidacyIds: string;
  })[];
  return rows.map((row) => ({ ...row, candidacyIds: JSON.parse(row.candidacyIds) as string[] }));
}
