import { useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import type { PhotoGate } from '../../photo/gate/gate-client.ts';
import { usePhotoGate } from '../../photo/gate/use-photo-gate.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { useCameraControls } from '../../photo/use-camera-controls.ts';
import { type LivePreview, useLiveCamera } from '../../photo/use-live-camera.ts';
import { useLocked } from '../../stores/session-store.ts';

type Switches = Pick<Input<'camera.choose'>, 'automaticShot' | 'gateSound'>;

export type DeskSource = {
  readonly settings: Output<'camera.settings'> | undefined;
  readonly fault: Fault | null;
  readonly way: 'live' | 'still';
  readonly takeFrom: (way: 'live' | 'still') => void;
  /** what the pupil's photo has to be like; null until it is known */
  readonly profile: PhotoProfile | null;
  readonly preview: LivePreview;
  /** name of the camera that gives the live picture now; '' = none */
  readonly device: string;
  readonly gate: PhotoGate | null;
  /** what the gate says of itself while it cannot look; '' = nothing */
  readonly gateSentence: string;
  readonly isLocked: boolean;
  readonly automaticShot: boolean;
  readonly gateSound: boolean;
  /** remembered by the desk */
  readonly change: (switches: Switches) => void;
};

/** Where the photos of this desk come from and what judges them, for the pupil at the desk. */
export function useDeskSource(candidacyId: string | null): DeskSource {
  const isLocked = useLocked();
  const settings = useDeskQuery('camera.settings', {}, { keepPrevious: true });
  // not kept from the pupil before: another cohort may have another profile
  const own = useDeskQuery('camera.settings', candidacyId === null ? {} : { candidacyId });
  const choose = useCommand('camera.choose');
  const [wayNow, setWayNow] = useState<'live' | 'still' | null>(null);
  const [switches, setSwitches] = useState<Switches>({});
  const { gate, state } = usePhotoGate();
  const { value } = settings;
  const way = wayNow ?? value?.way ?? 'live';
  const isAsked = value !== undefined || settings.fault !== null;
  const preview = useLiveCamera(way === 'live' && !isLocked && isAsked, value?.liveDeviceLabel ?? null);
  useCameraControls(preview, value?.controls ?? {});
  const change = (wanted: Switches): void => {
    setSwitches((now) => ({ ...now, ...wanted }));
    void choose.run(wanted);
  };
  return {
    settings: value,
    fault: settings.fault ?? own.fault ?? choose.fault,
    way,
    takeFrom: setWayNow,
    profile: own.value?.profile ?? null,
    preview,
    device: preview.state.kind === 'live' ? preview.state.label : '',
    gate,
    gateSentence: state?.sentence ?? '',
    isLocked,
    automaticShot: switches.automaticShot ?? value?.automaticShot ?? false,
    gateSound: switches.gateSound ?? value?.gateSound ?? false,
    change,
  };
}
