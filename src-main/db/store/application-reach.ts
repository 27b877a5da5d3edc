import type { Fault } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type ApplicationView, applicationView, findApplication } from './application.ts';
import { outOfReach, reachCandidacy } from './candidacy-reach.ts';
import { editionOf, type FactsContext } from './facts-office.ts';

/** Loads an application whose candidate `actor` may see, or the fault `forbidden` without a word about it (2.1). */
export function reachApplication(context: FactsContext, applicationId: string): Result<ApplicationView, Fault> {
  const row = findApplication(context.db, applicationId);
  if (!row) return failed(outOfReach);
  const reached = reachCandidacy(context.db, context.actor, row.candidacyId);
  if (!reached.ok) return reached;
  return ok(applicationView(row, reached.value, editionOf(context, row)));
}
