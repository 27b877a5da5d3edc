import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Guidance, guide, noGuidance } from '#shared/photo/instruction.ts';
import { poseOf } from '#shared/photo/pose.ts';
import { grabFrame } from '../grab-frame.ts';
import type { PhotoProfile } from '../photo-profile.ts';
import type { PhotoGate } from './gate-client.ts';
import type { PhotoLook } from './gate-messages.ts';

/** About seven looks a second where the machine is quick; a pupil does not move faster than that. */
const EVERY_MS = 140;
/** After a slow look the interface gets at least half as long for itself. */
const REST_SHARE = 0.5;
const LEAST_REST_MS = 30;
/** What was said this long ago, with no look since, is not known any more. */
const FORGET_MS = 1000;

export type LiveGuidance = {
  readonly guidance: Guidance;
  /** the last look; null before the first one */
  readonly look: PhotoLook | null;
};

const blind: LiveGuidance = { guidance: noGuidance, look: null };

type Subject = {
  readonly gate: PhotoGate | null;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly profile: PhotoProfile | null;
  /** false = the picture is hidden, locked, lost, or a shot is shown: nothing is looked at */
  readonly isLooking: boolean;
  /** who sits there: another one starts from the beginning */
  readonly pupil: string | null;
};

/** Who sits before which picture: a camera that was changed or came back may show the other side round. */
type Seat = {
  readonly gate: PhotoGate | null;
  readonly pupil: string | null;
  readonly picture: HTMLVideoElement['srcObject'];
};

/**
 * Looks at the live picture again and again, the latest frame only, and says what to change. Rests while the window is
 * hidden; the slower the machine, the longer the pauses.
 */
export function useGuidance(subject: Subject, onSight: (sight: LiveGuidance) => void): LiveGuidance {
  const { gate, profile, isLooking, pupil } = subject;
  const [seen, setSeen] = useState<LiveGuidance>(blind);
  const isReady = isLooking && gate !== null && profile !== null;

  const lookOnce = useEffectEvent(async (): Promise<PhotoLook | null> => {
    if (gate === null || profile === null || document.visibilityState !== 'visible') return null;
    const frame = grabFrame(subject.video.current);
    return frame.ok ? gate.look(frame.value, profile) : null;
  });
  const seat = useRef<Seat>({ gate: null, pupil: null, picture: null });
  // A shot of the same pupil that is taken again needs no new reading of the same clothes by the same camera.
  const takeSeat = useEffectEvent(() => {
    const now: Seat = { gate, pupil, picture: subject.video.current?.srcObject ?? null };
    const { current: before } = seat;
    const isSame = before.gate === now.gate && before.pupil === now.pupil && before.picture === now.picture;
    seat.current = now;
    if (!isSame) gate?.newSitter();
  });
  const tell = useEffectEvent((sight: LiveGuidance) => {
    setSeen(sight);
    onSight(sight);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another pupil is looked at from the beginning
  useEffect(() => {
    if (!isReady) return;
    takeSeat();
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let guidance = noGuidance;
    let lastLook = performance.now();
    const turn = async (): Promise<void> => {
      const begun = performance.now();
      // a frame that cannot be looked at must not end the looking
      const look = await lookOnce().catch(() => null);
      if (stopped) return;
      if (look !== null) {
        lastLook = performance.now();
        const { verdict, measurements } = look;
        const pose = poseOf(look.faces, look.frame, measurements);
        guidance = guide(guidance, { at: performance.now(), verdict, measurements, pose });
        tell({ guidance, look });
      } else if (gate?.state().kind !== 'ready' || performance.now() - lastLook > FORGET_MS) {
        guidance = noGuidance;
        tell(blind);
      }
      const took = performance.now() - begun;
      timer = setTimeout(() => void turn(), Math.max(EVERY_MS - took, took * REST_SHARE, LEAST_REST_MS));
    };
    void turn();
    return () => {
      stopped = true;
      clearTimeout(timer);
      setSeen(blind);
    };
  }, [isReady, pupil, gate]);
  return seen;
}
