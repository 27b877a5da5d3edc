import { failed, type Result } from '#shared/lib/result.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { type GateState, openGateLine } from './gate-line.ts';
import type { PhotoInspection, PhotoLook } from './gate-messages.ts';
import type { Shot, ShotFault } from './shot.ts';

export type PhotoGate = {
  readonly state: () => GateState;
  /** Calls `listener` at each change of state, not for the present one. Answers how to stop. */
  readonly subscribe: (listener: (state: GateState) => void) => () => void;
  /**
   * What the gate says of a frame of the live picture. The frame is handed over and closed here. While one is looked at,
   * the latest of the others waits; null = a later frame took its place, or no detector runs (`state` says so).
   */
  readonly look: (frame: ImageBitmap, profile: PhotoProfile) => Promise<PhotoLook | null>;
  /**
   * The finished shot of this very frame, which is handed over. Goes before every frame that waits to be looked at.
   * `way`: live = a frame of the picture that is looked at; still = any other, a file too, so writing is read in itself.
   */
  readonly makeShot: (
    frame: ImageBitmap,
    profile: PhotoProfile,
    way: 'live' | 'still',
  ) => Promise<Result<Shot, ShotFault>>;
  /**
   * Everything about one picture, for people who try pictures; `measure` leaves its writing unread. null = the worker
   * ended before it answered.
   */
  readonly inspect: (frame: ImageBitmap, profile: PhotoProfile) => Promise<PhotoInspection | null>;
  readonly measure: (frame: ImageBitmap, profile: PhotoProfile) => Promise<PhotoInspection | null>;
  /** Another pupil, or another camera: what was read on the clothes of the one before says nothing any more. */
  readonly newSitter: () => void;
  /** Ends the worker, once the shots on their way are made; frames of the live picture are answered as dropped. */
  readonly close: () => void;
};

/** Opens the gate: a worker of its own that detects, measures, judges, cuts and encodes. One per desk is enough. */
export function openPhotoGate(): PhotoGate {
  const line = openGateLine();
  return {
    state: line.state,
    subscribe: line.subscribe,
    look: (frame, profile) => line.ask('look', frame, profile),
    makeShot: async (frame, profile, way) => {
      const made = await line.ask(way === 'live' ? 'shot' : 'stillShot', frame, profile);
      return (
        made ?? failed({ kind: 'gateBroken', sentence: '照片没有做完：检测程序中断，这一张没有采用。再按空格重拍' })
      );
    },
    inspect: (frame, profile) => line.ask('inspect', frame, profile),
    measure: (frame, profile) => line.ask('measure', frame, profile),
    newSitter: line.newSitter,
    close: line.close,
  };
}
