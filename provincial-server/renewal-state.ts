import type { EnrolledDesk } from './store/enrolled-desk.ts';

/** When a desk may renew itself, counted from the end of its enrolment, in milliseconds. The days are a choice. */
const renewal = { before: 30 * 86_400_000, after: 7 * 86_400_000 } as const;

/** early: nothing to do yet · due: it renews itself · over: revoked, or ended too long ago, and people enrol it anew. */
export type RenewalState = 'early' | 'due' | 'over';

/** Where an enrolment stands towards its end, by the region's clock. */
export function renewalState(desk: Pick<EnrolledDesk, 'revokedBy' | 'validUntil'>, now: string): RenewalState {
  if (desk.revokedBy !== null) return 'over';
  const left = Date.parse(desk.validUntil) - Date.parse(now);
  if (left > renewal.before) return 'early';
  return left > -renewal.after ? 'due' : 'over';
}
