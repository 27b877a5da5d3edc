import { failed, ok } from '#shared/lib/result.ts';
import { presentStill, readCameraSetting } from '../../db/store/camera-setting.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { lastDeskCheck } from '../../db/store/desk-check.ts';
import { photoProfileFor } from '../../db/store/photo-profile.ts';
import type { LongHandler } from '../../platform/act.ts';

/**
 * How this desk takes photos, the still devices that are there, and the photo profile to work by: of the pupil's cohort
 * where a pupil is named.
 */
export const cameraSettings: LongHandler<'camera.settings'> = async ({ candidacyId }, context, services) => {
  const { db, actor, clock } = context;
  const reached = candidacyId === undefined ? null : reachCandidacy(db, actor, candidacyId);
  if (reached && !reached.ok) return reached;
  const profile = photoProfileFor(db, clock.today(), reached?.value.cohortYear ?? null);
  if (profile === null) {
    return failed({
      kind: 'refused',
      title: '还不能拍照：没有照片规格。由管理员导入自治区下发的照片规格',
      findings: [],
    });
  }
  const stillDevices = await services.camera.devices();
  const { stillPlug, stillHasTwin, ...setting } = readCameraSetting(db);
  return ok({
    ...setting,
    stillDevice: presentStill({ ...setting, stillPlug, stillHasTwin }, stillDevices)?.id ?? null,
    stillDevices: stillDevices.map(({ id, name, plug }) => ({ id, name, plug })),
    profile: {
      ...profile,
      crownTop: [...profile.crownTop],
      eyesTop: [...profile.eyesTop],
      faceWidth: [...profile.faceWidth],
      backgrounds: profile.backgrounds.map(([red, green, blue]) => [red, green, blue]),
    },
    lastCheck: lastDeskCheck(db),
  });
};
