import type { Fault } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { isOpenForDesk } from '../../db/store/decision-completion.ts';
import type { QueryContext } from '../../platform/act.ts';

/** A record within reach whose desk work is still open; once it is completed, somebody was faster. */
export function recordOpenForDesk(
  { db, actor }: Pick<QueryContext, 'db' | 'actor'>,
  candidacyId: string,
): Result<CandidacyRow, Fault> {
  const reached = reachCandidacy(db, actor, candidacyId);
  if (!reached.ok) return reached;
  return isOpenForDesk(reached.value) ? ok(reached.value) : failed(staleFault(db, candidacyId));
}
