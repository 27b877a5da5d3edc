import { type RefObject, useEffect, useRef, useState } from 'react';
import { deskCameras } from './desk-cameras.ts';
import { keepLiveCamera, type LiveState, type WantedCamera } from './live-camera.ts';

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
  const [chosen, setChosen] = useState<WantedCamera | null>(null);
  /** the camera that was open last: after the lock no other may stand in for it */
  const held = useRef<WantedCamera | null>(null);
  const [cameras, setCameras] = useState<LivePreview['cameras']>([]);
  const { kind } = state;
  // what is chosen now is open already when the desk has remembered it
  const name = chosen === null ? remembered : null;

  useEffect(() => {
    const element = video.current;
    if (!active || element === null) return;
    const wanted = chosen ?? (name === null ? held.current : { id: null, name }) ?? { id: null, name: null };
    const camera = keepLiveCamera(deskCameras, element, wanted, (next) => {
      if (next.kind === 'live') held.current = { id: next.deviceId || null, name: next.label || null };
      setState(next);
    });
    return () => camera.stop();
  }, [active, chosen, name]);

  useEffect(() => {
    let stale = false;
    // names are known only once a camera has been opened; where one is lost another can be chosen
    const read = async (): Promise<void> => {
      const found = await deskCameras.list();
      if (stale || kind === 'off') return;
      const named = found.filter(({ id }) => id !== '');
      setCameras(named.map(({ id, name }, index) => ({ id, name: name || `摄像头 ${index + 1}` })));
    };
    void read();
    const deaf = deskCameras.onChange(() => void read());
    return () => {
      stale = true;
      deaf();
    };
  }, [kind]);

  const choose = (deviceId: string): void =>
    setChosen({ id: deviceId, name: cameras.find(({ id }) => id === deviceId)?.name ?? null });
  return { video, state, cameras, choose };
}
