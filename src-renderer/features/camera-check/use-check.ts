import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { measureScene, type SceneMeasure } from '#shared/photo/empty-scene.ts';
import { call } from '../../bridge/call.ts';
import { takeFrame } from '../../photo/gate/frame-canvas.ts';
import type { PhotoGate } from '../../photo/gate/gate-client.ts';
import type { Shot } from '../../photo/gate/shot.ts';
import { grabFrame, stillFrame } from '../../photo/grab-frame.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { faultSentence } from '../../ui/fault-view.tsx';

const SCENE_EVERY_MS = 500;
/** a driver lets a camera go a moment after the browser has */
const HAND_OVER_MS = 400;

export type TestShot = { readonly shot: Shot; readonly device: string };

/**
 * The empty place before this camera, measured twice a second while `isEmpty`; null = not seen yet, or only by another
 * camera. A measure counts once the place was still empty half a second later: somebody who sits down in between is not
 * taken for the wall.
 */
export function useScene(
  video: RefObject<HTMLVideoElement | null>,
  profile: PhotoProfile | null,
  isEmpty: boolean,
  camera: string | null,
): readonly SceneMeasure[] | null {
  const [seen, setSeen] = useState<{
    readonly camera: string | null;
    readonly measures: readonly SceneMeasure[];
  } | null>(null);
  const look = useEffectEvent((): readonly SceneMeasure[] | null => {
    const frame = grabFrame(video.current);
    return frame.ok && profile !== null ? measureScene(takeFrame(frame.value).raster, profile) : null;
  });
  const isReady = isEmpty && profile !== null;
  useEffect(() => {
    if (!isReady) return;
    let before = look();
    const timer = setInterval(() => {
      if (before !== null) setSeen({ camera, measures: before });
      before = look();
    }, SCENE_EVERY_MS);
    return () => clearInterval(timer);
  }, [isReady, camera]);
  return seen?.camera === camera ? seen.measures : null;
}

/**
 * One shot to try the whole way, kept nowhere. For a still the live picture is let go first (`pause`) and taken up again
 * afterwards: a camera serves one at a time. Answers the shot, or a sentence that says what to do.
 */
export async function takeTestShot(
  gate: PhotoGate,
  profile: PhotoProfile,
  source: { readonly way: 'live' | 'still'; readonly video: HTMLVideoElement | null; readonly device: string },
  pause: (isPaused: boolean) => void,
): Promise<TestShot | string> {
  if (source.way === 'live') {
    const frame = grabFrame(source.video);
    if (!frame.ok) return frame.fault.sentence;
    const made = await gate.makeShot(frame.value, profile, source.way);
    return made.ok ? { shot: made.value, device: source.device } : made.fault.sentence;
  }
  pause(true);
  try {
    await new Promise((done) => setTimeout(done, HAND_OVER_MS));
    const reply = await call('camera.takeStill', {});
    if (!reply.ok) return faultSentence(reply.fault);
    const frame = await stillFrame(new Uint8Array(reply.value.jpeg));
    if (!frame.ok) return frame.fault.sentence;
    const made = await gate.makeShot(frame.value, profile, source.way);
    return made.ok ? { shot: made.value, device: reply.value.device } : made.fault.sentence;
  } finally {
    pause(false);
  }
}
