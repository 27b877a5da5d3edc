import { ok } from '#shared/lib/result.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** The full numbers, shown for as long as the button is held; dispatch keeps a line of who asked. */
export const revealNumber: QueryHandler<'desk.revealNumber'> = (input, { db, actor }) => {
  const reached = reachCandidacy(db, actor, input.candidacyId);
  if (!reached.ok) return reached;
  const { documentNumber, enrolmentNo } = reached.value;
  return ok({ documentNumber, enrolmentNo });
};
