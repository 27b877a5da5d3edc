import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

export type CameraSetting = {
  readonly way: 'live' | 'still';
  /** path as of the day it was chosen: after the plugs were pulled it may be another camera's */
  readonly stillDevice: string | null;
  /** as the still camera calls itself; null = never chosen, or chosen before names were kept */
  readonly stillName: string | null;
  /** as the camera calls itself: its id is another one each time the program is opened */
  readonly liveDeviceLabel: string | null;
  /** exposure, focus, zoom … by the names of MediaTrackConstraints */
  readonly controls: Record<string, number>;
  readonly automaticShot: boolean;
  readonly gateSound: boolean;
};

/** What is not given stays as it was. */
export type CameraChange = Partial<CameraSetting> & Pick<CameraSetting, 'way'>;

const names = {
  way: 'camera.way',
  stillDevice: 'camera.stillDevice',
  stillName: 'camera.stillName',
  liveDevice: 'camera.liveDevice',
  controls: 'camera.controls',
  automaticShot: 'camera.automaticShot',
  gateSound: 'camera.gateSound',
} as const;

/** How this desk takes photos; live preview, shutter by hand and no sound until somebody chooses otherwise. */
export function readCameraSetting(db: DeskDb): CameraSetting {
  return {
    way: readSetting(db, names.way) === 'still' ? 'still' : 'live',
    stillDevice: readSetting(db, names.stillDevice),
    stillName: readSetting(db, names.stillName),
    liveDeviceLabel: readSetting(db, names.liveDevice),
    controls: JSON.parse(readSetting(db, names.controls) ?? '{}') as Record<string, number>,
    automaticShot: readSetting(db, names.automaticShot) === 'true',
    gateSound: readSetting(db, names.gateSound) === 'true',
  };
}

/** Keeps the choice; a device chosen earlier stays where none is given. `at` is a UTC instant. */
export function writeCameraSetting(db: DeskDb, change: CameraChange, at: string, by: string): void {
  const write = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined) writeSetting(db, name, value, at, by);
  };
  write(names.way, change.way);
  write(names.stillDevice, change.stillDevice);
  write(names.stillName, change.stillName);
  write(names.liveDevice, change.liveDeviceLabel);
  write(names.controls, change.controls && JSON.stringify(change.controls));
  write(names.automaticShot, change.automaticShot?.toString());
  write(names.gateSound, change.gateSound?.toString());
}

/**
 * The camera that was chosen for stills, as it is plugged in now: found by its name. Two of one name are told apart by
 * the path that was chosen. Null = it is not there, or cannot be told from another: then nobody's photo is taken by guess.
 */
export function presentStill<D extends { readonly id: string; readonly name: string }>(
  { stillDevice, stillName }: Pick<CameraSetting, 'stillDevice' | 'stillName'>,
  devices: readonly D[],
): D | null {
  const named = devices.filter(({ name }) => name === stillName);
  if (named.length > 1) return named.find(({ id }) => id === stillDevice) ?? null;
  return named[0] ?? null;
}
