import { useEffect, useEffectEvent, useState } from 'react';
import { type CameraControl, constraintsFor, controlsOf, type SetControls } from './camera-controls.ts';
import type { LivePreview } from './use-live-camera.ts';

export type CameraControls = {
  /** empty = this camera offers nothing to set */
  readonly offered: readonly CameraControl[];
  /** sets these on the open camera; what is not named goes back to the automatic */
  readonly apply: (wanted: SetControls) => void;
};

/** The settings of the open camera. `remembered` is put on it each time it opens: at the start, and when it comes back. */
export function useCameraControls({ video, state }: LivePreview, remembered: SetControls): CameraControls {
  const [offered, setOffered] = useState<readonly CameraControl[]>([]);
  const openId = state.kind === 'live' ? state.deviceId : null;
  const apply = async (wanted: SetControls): Promise<void> => {
    const stream = video.current?.srcObject;
    const track = stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
    if (track === undefined) return;
    const capabilities = { ...track.getCapabilities() };
    const constraints = constraintsFor(wanted, capabilities);
    // a camera that refuses a value keeps the one it has; the slider then shows that one
    if (constraints !== null)
      await track.applyConstraints({ ...track.getConstraints(), ...constraints }).catch(() => {});
    setOffered(controlsOf(capabilities, { ...track.getSettings() }));
  };
  const onOpened = useEffectEvent(() => void apply(remembered));
  // each time a camera opens it has forgotten what was set
  useEffect(() => {
    if (openId === null) setOffered([]);
    else onOpened();
  }, [openId]);
  return { offered, apply: (wanted) => void apply(wanted) };
}
