import type { Connection } from '../database.ts';

export type CaseKind = 'samePupilTwice' | 'sameRevisionTwice' | 'sameNumberOtherwise';

/** One open case per person and kind: opens it, or adds the candidacies to the one that is open. Returns its id. */
export async function openCase(
  connection: Connection,
  facts: {
    readonly newId: string;
    readonly kind: CaseKind;
    readonly personId: string;
    readonly candidacyIds: readonly string[];
    readonly at: string;
  },
): Promise<string> {
  const open = await connection.query<{ caseId: string }>(
    `SELECT case_id AS "caseId" FROM case_file WHERE person_id = $1 AND kind = $2 AND state = 'open' LIMIT 1`,
    [facts.personId, facts.kind],
  );
  const caseId = open[0]?.caseId ?? facts.newId;
  if (!open[0]) {
    await connection.query(
      `INSERT INTO case_file (case_id, kind, state, person_id, opened_at) VALUES ($1, $2, 'open', $3, $4)`,
      [caseId, facts.kind, facts.personId, facts.at],
    );
  }
  for (const candidacyId of facts.candidacyIds) {
    await connection.query('INSERT INTO case_subject (case_id, candidacy_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      caseId,
      candidacyId,
    ]);
  }
  return caseId;
}
