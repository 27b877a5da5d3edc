import { type RefObject, useEffect, useRef, useState } from 'react';
import { keepLiveCamera, type LiveState } from './live-camera.ts';

const REMEMBERED = 'kaoji.liveCamera';

export type LivePreview = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: LiveState;
  readonly cameras: readonly { readonly id: string; readonly name: string }[];
  /** remembers the camera for this desk */
  readonly choose: (deviceId: string) => void;
};

/**
 * Live picture for one <video>. The camera is on only while `active`; it is switched off on lock and on leaving the
 * page. Losing it changes `state` and nothing else: pupil, fields and shots stay.
 */
export function useLiveCamera(active: boolean): LivePreview {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<LiveState>({ kind: 'off' });
  const [wanted, setWanted] = useState<string | null>(remembered);
  const [cameras, setCameras] = useState<LivePreview['cameras']>([]);
  const isLive = state.kind === 'live';

  useEffect(() => {
    const element = video.current;
    if (!active || element === null) return;
    const camera = keepLiveCamera(element, wanted, setState);
    return () => camera.stop();
  }, [active, wanted]);

  useEffect(() => {
    if (!isLive) return;
    let stale = false;
    // names are known only once a camera has been opened
    void navigator.mediaDevices.enumerateDevices().then((devices) => {
      if (stale) return;
      const inputs = devices.filter((device) => device.kind === 'videoinput');
      setCameras(inputs.map((device, index) => ({ id: device.deviceId, name: device.label || `摄像头 ${index + 1}` })));
    });
    return () => {
      stale = true;
    };
  }, [isLive]);

  const choose = (deviceId: string): void => {
    localStorage.setItem(REMEMBERED, deviceId);
    setWanted(deviceId);
  };
  return { video, state, cameras, choose };
}

function remembered(): string | null {
  return localStorage.getItem(REMEMBERED);
}
