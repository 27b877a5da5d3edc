import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Connection } from './database.ts';
import { DeskActFault, enrolDesk } from './desk-acts.ts';
import type { RegionKey } from './region-key.ts';
import { certificateOf, type EnrolledDesk, lockEnrolledDesk } from './store/enrolled-desk.ts';

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

/**
 * The certificate of a desk that renews itself: a new one for the same time again while that is due, the one that stands
 * while it is early, so that an answer that was lost may be asked for again. Throws DeskActFault where it is over.
 */
export async function renewDesk(
  connection: Connection,
  key: RegionKey,
  deviceId: string,
  now: string,
): Promise<SignedText> {
  // people may have decided since it asked, and another request of the desk may have renewed it
  const desk = await lockEnrolledDesk(connection, deviceId);
  if (!desk) throw new DeskActFault('没有登记过这台登记台，没有续期。', 'unproven');
  const state = renewalState(desk, now);
  if (state === 'over') throw new DeskActFault('这台登记台停用了，或者过期太久，没有续期。', 'revoked');
  if (state === 'early') return certificateOf(connection, deviceId);
  return enrolDesk(connection, key, desk, { by: desk.enrolledBy, validDays: desk.validDays, act: 'renew' }, now);
}
