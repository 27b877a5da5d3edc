import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { PhotoGate } from '../../photo/gate/gate-client.ts';
import type { Shot } from '../../photo/gate/shot.ts';
import { grabFrame, stillFrame } from '../../photo/grab-frame.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { playShutter } from './desk-sounds.ts';
import type { DeskSheet, ShotGate } from './sheet.ts';
import { openShots, type ShotDesk } from './shot-runner.ts';
import { type LostWhy, noShots, phaseOf, type ShotEffect, type ShotEvent } from './shot-work.ts';

export type ShotWork = {
  /** live = picture of the camera; taking = the shutter has gone; shown = one shot stands on the stage */
  readonly phase: 'live' | 'taking' | 'shown';
  /** the shot on the stage: bytes while it is new, else an id */
  readonly fresh: Shot | null;
  readonly captureId: string | null;
  /** what main says of the shot on the stage; null = not stored yet */
  readonly gate: ShotGate | null;
  /** how often the clerk asked for another shot */
  readonly retakes: number;
  readonly trouble: string | null;
  readonly fault: Fault | null;
  /** false = no shutter has gone */
  readonly take: () => boolean;
  readonly retake: () => void;
  readonly choose: (captureId: string) => void;
  /** the live picture moves: what was said because there was none goes */
  readonly onPicture: () => void;
  /** the shot on the stage is really on the screen */
  readonly isSeen: boolean;
  /** called when it is */
  readonly onShown: () => void;
  /** the stored shot to complete with, once it has been looked at for 400 ms; null = not yet. Then say how it ended. */
  readonly enter: () => string | null;
  readonly entered: () => void;
};

type Source = {
  readonly way: 'live' | 'still';
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly device: string;
  readonly profile: PhotoProfile | null;
  readonly gate: PhotoGate | null;
  /** whether a frame still shows the card that was held up for comparison: then it is no photo of the pupil */
  readonly isCard: (frame: ImageBitmap) => boolean;
};

/**
 * Shots of the pupil at the desk (`openShots`), with the camera, the gate and the sounds of this screen. `onLost` hears of
 * shots of pupils no longer at the desk that could not be kept.
 */
export function useShots(
  sheet: DeskSheet | null,
  candidacyId: string | null,
  source: Source,
  reload: () => Promise<void>,
  onLost: (candidacyId: string, why: LostWhy) => void,
): ShotWork {
  const [state, setState] = useState(() => noShots<Shot>());
  const [runner] = useState(() => openShots(setState));
  const { run } = useCommand('desk.storeShot');

  const { way, device, profile, gate, video } = source;
  const desk: ShotDesk = {
    way,
    device,
    profile,
    gate,
    isCard: source.isCard,
    grabLive: () => grabFrame(video.current),
    takeStill,
    storeShot: run,
    onShutter: playShutter,
    onStored: reload,
    onLost,
  };
  const send = (event: ShotEvent<Shot>): readonly ShotEffect<Shot>[] => runner.send(event, desk);

  const onCalled = useEffectEvent(() => void send({ kind: 'called', pupil: candidacyId }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: before the screen with the new pupil can take a key
  useLayoutEffect(() => onCalled(), [candidacyId]);

  const current = sheet?.shots.find((shot) => shot.current)?.captureId ?? null;
  const about = sheet?.line.candidacyId ?? null;
  const onFound = useEffectEvent(() => {
    if (about !== null && current !== null) send({ kind: 'found', pupil: about, captureId: current });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a stored shot comes up when the sheet names it, once
  useEffect(() => onFound(), [about, current]);

  // between the call and the layout effect the state is still the pupil's before: nothing of it is shown
  const own = state.pupil === candidacyId ? state : noShots<Shot>();
  const { stage } = own;
  const captureId = stage?.captureId ?? null;
  return {
    phase: phaseOf(own),
    fresh: stage?.picture ?? null,
    captureId,
    // the sheet is newer: a second person may have let the shot pass since it was stored
    gate: sheet?.shots.find((shot) => shot.captureId === captureId)?.gate ?? stage?.gate ?? null,
    retakes: state.retakes,
    isSeen: stage !== null && stage.shownAt !== null,
    trouble: own.trouble,
    fault: own.fault,
    take: () => {
      if (about === null || about !== candidacyId) return false;
      send({ kind: 'shutter', pupil: about, way: source.way });
      // whatever there was no picture of has been missed by now
      return phaseOf(runner.state()) === 'taking';
    },
    retake: () => void send({ kind: 'retake' }),
    choose: (chosen) => {
      if (about !== null) send({ kind: 'chosen', pupil: about, captureId: chosen });
    },
    onPicture: () => {
      if (runner.state().troubleUntilPicture) send({ kind: 'pictureCame' });
    },
    onShown: () => void send({ kind: 'looked', at: performance.now() }),
    enter: () => {
      if (about === null) return null;
      const [effect] = send({ kind: 'enter', pupil: about, at: performance.now() });
      return effect?.kind === 'complete' ? effect.captureId : null;
    },
    entered: () => {
      if (about !== null) send({ kind: 'completed', pupil: about });
    },
  };
}

async function takeStill() {
  const reply = await call('camera.takeStill', {});
  if (!reply.ok) return failed({ kind: 'noPicture' as const, sentence: faultSentence(reply.fault) });
  const { jpeg, device } = reply.value;
  const frame = await stillFrame(new Uint8Array(jpeg));
  return frame.ok ? ok({ picture: frame.value, device }) : frame;
}
