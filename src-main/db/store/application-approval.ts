import type { StepKind } from '#shared/domain/procedure-step.ts';
import type { PrivateApproval } from '#shared/regulation/facts.ts';
import type { DeskDb } from '../open.ts';

/** What county and region said of a private candidate, by the latest application (1.1.3); null = none was made. */
export function privateApprovalOf(db: DeskDb, candidacyId: string): PrivateApproval | null {
  const row = db
    .statement(
      `SELECT state, step, steps FROM application WHERE candidacy_id = ? AND kind = 'privateRegistration'
       ORDER BY started_at DESC, rowid DESC LIMIT 1`,
    )
    .get(candidacyId) as { state: string; step: number; steps: string } | undefined;
  if (!row) return null;
  if (row.state === 'carriedOut') return { county: true, region: true };
  const steps = JSON.parse(row.steps) as StepKind[];
  const isBehindCounty = row.step > steps.indexOf('countyApprove');
  if (row.state === 'rejected')
    return isBehindCounty ? { county: true, region: false } : { county: false, region: null };
  return { county: row.state === 'atStep' && isBehindCounty ? true : null, region: null };
}
