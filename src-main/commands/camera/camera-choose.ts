import { type Fault, invalid } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type CameraChange, chosenStill, presentStill, writeCameraSetting } from '../../db/store/camera-setting.ts';
import type { CommandHandler } from '../../platform/act.ts';
import type { StillCamera } from '../../platform/ports.ts';

type Device = Awaited<ReturnType<StillCamera['devices']>>[number];

/**
 * Chooses between the live picture and stills by the main process. A still camera must be there as the list showed it,
 * and be such that it is known again; what is not given stays as it was.
 */
export const chooseCamera: CommandHandler<'camera.choose', CameraChange> = {
  prepare: async ({ still }, _context, services) =>
    still === undefined ? ok({}) : admitStill(still, await services.camera.devices()),
  act: (input, chosen, { db, record, clock, actor }) => {
    const { still: _asShown, ...switches } = input;
    writeCameraSetting(db, { ...switches, ...chosen }, clock.now(), actor.userId);
    record({ kind: 'desk.cameraChosen', subjectNoun: 'deskSetting', subjectId: 'camera', payload: input });
    return ok({});
  },
  changes: ['deskSetting'],
};

function admitStill(wanted: Device, devices: readonly Device[]): Result<CameraChange, Fault> {
  const device = devices.find(({ id }) => id === wanted.id);
  // plugs may have been pulled since the list was read: at this address there may be another camera now
  if (device === undefined || device.name !== wanted.name || device.plug !== wanted.plug) {
    return failed(
      invalid('still', `备用摄像头：选的“${wanted.name}”现在不在原处。接好线，关掉这一页再打开，看着列表再选`),
    );
  }
  const chosen = chosenStill(device, devices);
  if (presentStill({ stillName: null, stillPlug: null, stillHasTwin: false, ...chosen }, devices) === null) {
    return failed(invalid('still', `备用摄像头：“${device.name}”有几台，系统分不出哪一台。拔掉别的，只留一台再选`));
  }
  return ok(chosen);
}
