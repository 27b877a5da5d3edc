import type { Fault } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type ApplicationView, applicationView, findApplication } from '../../db/store/application.ts';
import { reachApplication } from '../../db/store/application-reach.ts';
import { isSecondPress, type StepAct } from '../../db/store/application-step.ts';
import { findCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { editionOf } from '../../db/store/facts-office.ts';
import type { CommandContext } from '../../platform/act.ts';

export type Versioned = { readonly applicationId: string; readonly version: number };

/**
 * The application an act is about, at the version the screen saw. `repeated`: the same key pressed twice, the answer is
 * the same and nothing happens. A version that moved on otherwise is `stale`, with who did what.
 */
export function reachVersioned(
  context: CommandContext,
  { applicationId, version }: Versioned,
  again: { readonly act: StepAct; readonly reason?: string },
): Result<{ readonly view: ApplicationView; readonly repeated: boolean }, Fault> {
  const { db, actor } = context;
  const reached = reachApplication(context, applicationId);
  if (!reached.ok) return ownLastAct(context, { applicationId, version }, again) ?? reached;
  const view = reached.value;
  if (view.row.version === version) return ok({ view, repeated: false });
  if (isSecondPress(db, view.row, { version, by: actor.userId, ...again })) return ok({ view, repeated: true });
  return failed(staleFault(db, applicationId));
}

/** What somebody did may have ended the reach that it needed; the second press of that key is answered as the first. */
function ownLastAct(
  context: CommandContext,
  { applicationId, version }: Versioned,
  again: { readonly act: StepAct; readonly reason?: string },
): Result<{ readonly view: ApplicationView; readonly repeated: boolean }, Fault> | null {
  const { db, actor } = context;
  const row = findApplication(db, applicationId);
  if (!row || !isSecondPress(db, row, { version, by: actor.userId, ...again })) return null;
  const candidacy = findCandidacy(db, row.candidacyId);
  return candidacy && ok({ view: applicationView(row, candidacy, editionOf(context, row)), repeated: true });
}
