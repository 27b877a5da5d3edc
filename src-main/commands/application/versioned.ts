import type { Fault } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { ApplicationView } from '../../db/store/application.ts';
import { reachApplication } from '../../db/store/application-reach.ts';
import { isSecondPress, type StepAct } from '../../db/store/application-step.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
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
  if (!reached.ok) return reached;
  const view = reached.value;
  if (view.row.version === version) return ok({ view, repeated: false });
  if (isSecondPress(db, view.row, { version, by: actor.userId, ...again })) return ok({ view, repeated: true });
  return failed(staleFault(db, applicationId));
}
