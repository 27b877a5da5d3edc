import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Connection } from './database.ts';
import { DeskActFault, enrolDesk } from './desk-acts.ts';
import type { RegionKey } from './region-key.ts';
import { renewalState } from './renewal-state.ts';
import { certificateOf, lockEnrolledDesk } from './store/enrolled-desk.ts';

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
