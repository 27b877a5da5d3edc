import { type RefObject, useEffect, useRef, useState } from 'react';
import { machineCameras } from './camera-source.ts';
import { keepLiveCamera, type LiveState } from './live-camera.ts';

export type LivePreview = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: LiveState;
  readonly cameras: readonly { readonly id: string; readonly name: string }[];
  /** takes this camera from now on; the desk remembers it by its name (`camera.choose`) */
  readonly choose: (deviceId: string) => void;
};

/**
 * Live picture for one <video>. The camera is on only while `active`; it is switched off on lock and on leaving the
 * page. Losing it changes `state` and nothing else: pupil, fields and shots stay. `remembered` is the name of the camera
 * that the desk was told to use; null = any.
 */
export function useLiveCamera(active: boolean, remembered: string | null): LivePreview {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<LiveState>({ kind: 'off' });
  const [chosen, setChosen] = useState<string | null>(null);
  const [cameras, setCameras] = useState<LivePreview['cameras']>([]);
  const isLive = state.kind === 'live';
  // what is chosen now is open already when the desk has remembered it
  const name = chosen === null ? remembered : null;

  useEffect(() => {
    const element = video.current;
    if (!active || element === null) return;
    const camera = keepLiveCamera(machineCameras, element, { id: chosen, name }, setState);
    return () => camera.stop();
  }, [active, chosen, name]);

  useEffect(() => {
    if (!isLive) return;
    let stale = false;
    // names are known only once a camera has been opened
    void machineCameras.list().then((found) => {
      if (stale) return;
      setCameras(found.map(({ id, name }, index) => ({ id, name: name || `摄像头 ${index + 1}` })));
    });
    return () => {
      stale = true;
    };
  }, [isLive]);

  return { video, state, cameras, choose: setChosen };
}
