import { failed, ok } from '#shared/lib/result.ts';
import { photoProfile } from '#shared/wire/setup-file.ts';
import { readCameraSetting } from '../../db/store/camera-setting.ts';
import { editionToWorkBy } from '../../db/store/office.ts';
import type { LongHandler } from '../../platform/act.ts';

/** How this desk takes photos, the still devices that are there, and the photo profile to work by. */
export const cameraSettings: LongHandler<'camera.settings'> = async (_input, { db, clock }, services) => {
  const edition = editionToWorkBy(db, 'photoProfile', clock.today());
  if (edition === null) {
    return failed({
      kind: 'refused',
      title: '还不能拍照：没有照片规格。由管理员导入自治区下发的照片规格',
      findings: [],
    });
  }
  const profile = photoProfile.parse(JSON.parse(edition.content));
  const stillDevices = await services.camera.devices();
  return ok({
    ...readCameraSetting(db),
    stillDevices: stillDevices.map(({ id, name }) => ({ id, name })),
    profile: {
      id: edition.id,
      width: profile.width,
      height: profile.height,
      dpi: profile.dpi,
      maxBytes: profile.maxBytes,
      minQuality: profile.minQuality,
      crownTop: profile.crownTop,
      eyesTop: profile.eyesTop,
      faceWidth: profile.faceWidth,
    },
  });
};
