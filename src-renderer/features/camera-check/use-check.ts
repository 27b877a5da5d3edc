import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { measureScene, type SceneMeasure } from '#shared/photo/empty-scene.ts';
import { call } from '../../bridge/call.ts';
import { takeFrame } from '../../photo/gate/frame-canvas.ts';
import type { PhotoGate } from '../../photo/gate/gate-client.ts';
import type { PhotoLook } from '../../photo/gate/gate-messages.ts';
import type { Shot } from '../../photo/gate/shot.ts';
import { grabFrame, stillFrame } from '../../photo/grab-frame.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { isEmptyPlace } from './check-lamps.ts';

const SCENE_EVERY_MS = 500;
/** a driver lets a camera go a moment after the browser has */
const HAND_OVER_MS = 400;

export type TestShot = { readonly shot: Shot; readonly device: string };

/** A value that belongs to the camera it was set under, also where it was asked for before and comes late; else null. */
export function useOwned<T>(camera: string): readonly [T | null, (value: T | null) => void] {
  const [kept, setKept] = useState<{ readonly camera: string; readonly value: T | null }>({ camera, value: null });
  return [kept.camera === camera ? kept.value : null, (value) => setKept({ camera, value })];
}

/** Looks that have to find nobody after a measure before it counts: the first may have been under way. */
const looksAfter = 2;

/**
 * The empty place before this camera, measured about twice a second while nobody is there; null = not seen yet, or only
 * by another camera. A measure counts once later looks still found nobody: somebody who sits down in between is not taken
 * for the wall. `sight`: the last look; 'nobody tells' = without a detector it is measured whoever sits there.
 */
export function useScene(
  video: RefObject<HTMLVideoElement | null>,
  profile: PhotoProfile | null,
  sight: PhotoLook | 'nobody tells' | null,
  camera: string,
): readonly SceneMeasure[] | null {
  const [seen, setSeen] = useOwned<readonly SceneMeasure[]>(camera);
  const held = useRef<{ readonly camera: string; readonly measures: readonly SceneMeasure[]; looks: number } | null>(
    null,
  );
  const measure = useEffectEvent((): readonly SceneMeasure[] | null => {
    const frame = profile === null ? null : grabFrame(video.current);
    return frame?.ok && profile !== null ? measureScene(takeFrame(frame.value).raster, profile) : null;
  });
  const onLook = useEffectEvent((isEmpty: boolean) => {
    const before = held.current?.camera === camera ? held.current : null;
    if (isEmpty && before !== null) {
      before.looks += 1;
      if (before.looks < looksAfter) return;
      setSeen(before.measures);
    }
    const measures = isEmpty && before === null ? measure() : null;
    held.current = measures && { camera, measures, looks: 0 };
  });
  const onMoment = useEffectEvent(() => setSeen(measure()));
  useEffect(() => {
    if (sight === 'nobody tells') {
      const timer = setInterval(() => onMoment(), SCENE_EVERY_MS);
      return () => clearInterval(timer);
    }
    onLook(sight !== null && isEmptyPlace(sight.verdict.causes));
  }, [sight]);
  return seen;
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
