import { type CandidacyStatus, nextStatus } from '#shared/domain/candidacy-status.ts';
import type { Role } from '#shared/domain/role.ts';
import type { CandidacyRow } from './candidacy.ts';
import { type JudgedAct, judgeAct, type OfferedAct, offer } from './decision.ts';
import { recordFacts } from './facts.ts';
import type { FactsContext } from './facts-office.ts';

type ReviewAct = Exclude<JudgedAct, 'batch.prepare'>;

const actsOfRole: Readonly<Partial<Record<Role, readonly ReviewAct[]>>> = {
  reviewer: ['review.approve', 'release.perform', 'review.return', 'photo.orderRetake'],
  officeAdministrator: ['release.perform', 'photo.orderRetake'],
};
const inEffect: readonly CandidacyStatus[] = ['inEffect', 'suspended', 'closed'];

/** The acts of the account's role that this stage of the record knows, judged as the acts themselves are. */
export function reviewOffers(context: FactsContext, row: CandidacyRow): OfferedAct[] {
  const status = row.status as CandidacyStatus;
  // from *in effect* on a retake is shown, closed, with the reason
  const isKnown = (act: ReviewAct) =>
    nextStatus(status, act) !== null || (act === 'photo.orderRetake' && inEffect.includes(status));
  const known = (actsOfRole[context.actor.role] ?? []).filter(isKnown);
  if (known.length === 0) return [];
  const facts = recordFacts(context, row);
  return known.map((act) => offer(act, judgeAct(act, context, row, facts)));
}
