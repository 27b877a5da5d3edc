import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

export type CameraSetting = {
  readonly way: 'live' | 'still';
  /** path as of the day it was chosen; says that one was chosen, not which: paths go by the order of plugging */
  readonly stillDevice: string | null;
  /** as the still camera calls itself; null = never chosen, or chosen before names were kept */
  readonly stillName: string | null;
  /** the socket it sat in when it was chosen; null = not known */
  readonly stillPlug: string | null;
  /** another of its name was there when it was chosen or when it shot: since then the name alone says nothing */
  readonly stillHasTwin: boolean;
  /** as the camera calls itself: its id is another one each time the program is opened */
  readonly liveDeviceLabel: string | null;
  /** exposure, focus, zoom … by the names of MediaTrackConstraints */
  readonly controls: Record<string, number>;
  readonly automaticShot: boolean;
  readonly gateSound: boolean;
};

/** What is not given stays as it was. */
export type CameraChange = Partial<CameraSetting>;

type Told = { readonly id: string; readonly name: string; readonly plug: string | null };

const names = {
  way: 'camera.way',
  stillDevice: 'camera.stillDevice',
  stillName: 'camera.stillName',
  stillPlug: 'camera.stillPlug',
  stillHasTwin: 'camera.stillHasTwin',
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
    stillPlug: readSetting(db, names.stillPlug) || null,
    stillHasTwin: readSetting(db, names.stillHasTwin) === 'true',
    liveDeviceLabel: readSetting(db, names.liveDevice),
    controls: JSON.parse(readSetting(db, names.controls) ?? '{}') as Record<string, number>,
    automaticShot: readSetting(db, names.automaticShot) === 'true',
    gateSound: readSetting(db, names.gateSound) === 'true',
  };
}

/** Keeps the change; a device chosen earlier stays where none is given. `at` is a UTC instant. */
export function writeCameraSetting(db: DeskDb, change: CameraChange, at: string, by: string): void {
  const write = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined) writeSetting(db, name, value, at, by);
  };
  // a socket that is not known must not leave that of the camera before
  const plug = change.stillPlug === null ? '' : change.stillPlug;
  write(names.way, change.way);
  write(names.stillDevice, change.stillDevice);
  write(names.stillName, change.stillName);
  write(names.stillPlug, plug);
  write(names.stillHasTwin, change.stillHasTwin?.toString());
  write(names.liveDevice, change.liveDeviceLabel);
  write(names.controls, change.controls && JSON.stringify(change.controls));
  write(names.automaticShot, change.automaticShot?.toString());
  write(names.gateSound, change.gateSound?.toString());
}

/** What to remember of the camera that a person chose among those that are there. */
export function chosenStill(chosen: Told, devices: readonly Told[]): CameraChange {
  return {
    stillDevice: chosen.id,
    stillName: chosen.name,
    stillPlug: chosen.plug,
    stillHasTwin: devices.filter(({ name }) => name === chosen.name).length > 1,
  };
}

/**
 * The camera that was chosen for stills, as it is plugged in now: by its name, and where there are or were several of
 * that name by the socket. Null = it is not there, or cannot be told from another: then nobody's photo is taken by guess.
 */
export function presentStill<D extends Told>(
  { stillName, stillPlug, stillHasTwin }: Pick<CameraSetting, 'stillName' | 'stillPlug' | 'stillHasTwin'>,
  devices: readonly D[],
): D | null {
  const named = devices.filter(({ name }) => name === stillName);
  const [only] = named;
  if (named.length === 1 && only && !stillHasTwin) return only;
  const [there, ...others] = stillPlug === null ? [] : named.filter(({ plug }) => plug === stillPlug);
  return there && others.length === 0 ? there : null;
}
