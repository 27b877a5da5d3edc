import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

export type CameraSetting = { readonly way: 'live' | 'still'; readonly stillDevice: string | null };

const WAY = 'camera.way';
const STILL_DEVICE = 'camera.stillDevice';

/** How this desk takes photos; live preview until somebody chooses otherwise. */
export function readCameraSetting(db: DeskDb): CameraSetting {
  return { way: readSetting(db, WAY) === 'still' ? 'still' : 'live', stillDevice: readSetting(db, STILL_DEVICE) };
}

/** Keeps the choice; a device chosen earlier stays where none is given. `at` is a UTC instant. */
export function writeCameraSetting(db: DeskDb, setting: CameraSetting, at: string, by: string): void {
  writeSetting(db, WAY, setting.way, at, by);
  if (setting.stillDevice !== null) writeSetting(db, STILL_DEVICE, setting.stillDevice, at, by);
}
