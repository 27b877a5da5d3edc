import type { Fault } from '#shared/contract/faults.ts';
import { type Actor, isWithinScope } from '#shared/domain/role.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type ApplicationView, applicationView, findApplication } from './application.ts';
import { takesPart, transfersOfSchool } from './application-school.ts';
import { findCandidacy } from './candidacy.ts';
import { outOfReach, scopeCondition } from './candidacy-reach.ts';
import { editionOf, type FactsContext } from './facts-office.ts';

/**
 * Loads an application whose candidate `actor` may see, or a transfer that the actor's school takes part in (3.1c), or the
 * fault `forbidden` without a word about it (2.1).
 */
export function reachApplication(context: FactsContext, applicationId: string): Result<ApplicationView, Fault> {
  const { db, actor } = context;
  const row = findApplication(db, applicationId);
  const candidacy = row && findCandidacy(db, row.candidacyId);
  if (!row || !candidacy) return failed(outOfReach);
  if (!isWithinScope(actor, candidacy) && !takesPart(db, actor, row)) return failed(outOfReach);
  return ok(applicationView(row, candidacy, editionOf(context, row)));
}

/** The part of a WHERE clause that keeps a list of `application a JOIN candidacy c` inside the scope of `actor`. */
export function applicationScope(actor: Actor): ReturnType<typeof scopeCondition> {
  const scope = scopeCondition(actor);
  if (actor.role !== 'schoolAdministrator') return scope;
  return {
    sql: `(${scope.sql} OR ${transfersOfSchool})`,
    parameters: { ...scope.parameters, school: actor.schoolId ?? '' },
  };
}
