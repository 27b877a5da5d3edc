import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

export type CameraSetting = {
  readonly way: 'live' | 'still';
  readonly stillDevice: string | null;
  /** as the camera calls itself: its id is another one each time the program is opened */
  readonly liveDeviceLabel: string | null;
};

const WAY = 'camera.way';
const STILL_DEVICE = 'camera.stillDevice';
const LIVE_DEVICE = 'camera.liveDevice';

/** How this desk takes photos; live preview until somebody chooses otherwise. */
export function readCameraSetting(db: DeskDb): CameraSetting {
  return {
    way: readSetting(db, WAY) === 'still' ? 'still' : 'live',
    stillDevice: readSetting(db, STILL_DEVICE),
    liveDeviceLabel: readSetting(db, LIVE_DEVICE),
  };
}

/** Keeps the choice; a device chosen earlier stays where none is given. `at` is a UTC instant. */
export function writeCameraSetting(db: DeskDb, setting: CameraSetting, at: string, by: string): void {
  writeSetting(db, WAY, setting.way, at, by);
  if (setting.stillDevice !== null) writeSetting(db, STILL_DEVICE, setting.stillDevice, at, by);
  if (setting.liveDeviceLabel !== null) writeSetting(db, LIVE_DEVICE, setting.liveDeviceLabel, at, by);
}
