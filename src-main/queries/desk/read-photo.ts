import { isCountyRole } from '#shared/domain/role.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { outOfReach, reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { findCapture, readPhoto as readBytes } from '../../db/store/capture.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** One photo of a pupil in reach. School accounts see the photo of the record, never the camera's whole picture. */
export const readPhoto: QueryHandler<'photo.read'> = (input, { db, actor }) => {
  const capture = findCapture(db, input.captureId);
  if (!capture) return failed(outOfReach);
  const reached = reachCandidacy(db, actor, capture.candidacyId);
  if (!reached.ok) return reached;
  if (input.which === 'original' && !isCountyRole(actor.role))
    return failed({ kind: 'forbidden', message: '学校账户只看登记照，不看摄像头原图。要核对原图，找旗县登记员。' });
  const jpeg = readBytes(db, input.which === 'original' ? capture.originalSha256 : capture.derivedSha256);
  if (!jpeg) throw new Error('a capture without its photo');
  return ok({ jpeg });
};
