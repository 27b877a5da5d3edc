import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { writeCameraSetting } from '../../db/store/camera-setting.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Chooses between the live picture and stills by the main process. A still device must be one that is there now. */
export const chooseCamera: CommandHandler<'camera.choose', string | null> = {
  prepare: async (input, _context, services) => {
    if (input.stillDevice === null) return ok(null);
    const devices = await services.camera.devices();
    const device = devices.find(({ id }) => id === input.stillDevice);
    if (device) return ok(device.name);
    return failed(invalid('stillDevice', '备用摄像头：选的这一台现在不在。接好线再选，或选列表里的另一台'));
  },
  act: (input, stillName, { db, record, clock, actor }) => {
    writeCameraSetting(db, { ...input, stillName }, clock.now(), actor.userId);
    record({ kind: 'desk.cameraChosen', subjectNoun: 'deskSetting', subjectId: 'camera', payload: input });
    return ok({});
  },
  changes: ['deskSetting'],
};
