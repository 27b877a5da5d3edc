import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { failed } from '#shared/lib/result.ts';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { PhotoGate } from '../../photo/gate/gate-client.ts';
import type { Shot } from '../../photo/gate/shot.ts';
import { grabFrame, stillFrame } from '../../photo/grab-frame.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { playShutter } from './desk-sounds.ts';
import type { DeskSheet, ShotGate } from './sheet.ts';
import {
  type LostWhy,
  noShots,
  phaseOf,
  type ShotEffect,
  type ShotEvent,
  type ShotState,
  stepShots,
} from './shot-work.ts';

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
 * Shots of the pupil at the desk: runs `stepShots` and does what it asks for. Events are taken in one after the other,
 * at once, and each picture goes its way with the pupil of its key. `onLost` hears of shots of pupils no longer at the
 * desk that could not be kept.
 */
export function useShots(
  sheet: DeskSheet | null,
  candidacyId: string | null,
  source: Source,
  reload: () => Promise<void>,
  onLost: (candidacyId: string, why: LostWhy) => void,
): ShotWork {
  const now = useRef<ShotState<Shot>>(noShots());
  const [state, setState] = useState(now.current);
  const { run } = useCommand('desk.storeShot');

  const send = (event: ShotEvent<Shot>): readonly ShotEffect<Shot>[] => {
    const { state: next, effects } = stepShots(now.current, event);
    now.current = next;
    setState(next);
    for (const effect of effects) {
      if (effect.kind === 'grab') void grab(effect.shotId, effect.way);
      if (effect.kind === 'store') void store(effect);
      if (effect.kind === 'lost') onLost(effect.pupil, effect.why);
    }
    return effects;
  };

  const grab = async (shotId: number, way: 'live' | 'still'): Promise<void> => {
    const { gate, profile, video } = source;
    if (gate === null) return missed(shotId, '照片检测还在准备。稍等再按空格', false);
    if (profile === null)
      return missed(shotId, '这位学生的照片规格还没有读出来。稍等再按空格；一直这样，按 F2 重新叫这位', false);
    // the live frame is copied here, in the same turn as the key
    const frame = way === 'live' ? grabFrame(video.current) : await takeStill();
    if (!frame.ok) return missed(shotId, frame.fault.sentence, way === 'live');
    if (source.isCard(frame.value)) {
      frame.value.close();
      return missed(shotId, cardInView, false);
    }
    if (way === 'live') playShutter();
    const made = await gate.makeShot(frame.value, profile);
    if (!made.ok) return missed(shotId, made.fault.sentence, false);
    if (way === 'still') playShutter();
    send({ kind: 'taken', shotId, picture: made.value });
  };
  const missed = (shotId: number, sentence: string, untilPicture: boolean): void => {
    send({ kind: 'missed', shotId, sentence, untilPicture });
  };

  const store = async ({ shotId, pupil, picture }: Extract<ShotEffect<Shot>, { kind: 'store' }>): Promise<void> => {
    // main judges by the measurements itself
    const { verdict: _, ...kept } = picture;
    const { way, device } = source;
    const reply = await run({ candidacyId: pupil, ...kept, source: way, device: device.slice(0, 200) });
    if (!reply.ok) {
      send({ kind: 'notStored', shotId, pupil, fault: reply.fault });
      return;
    }
    const { captureId, gate } = reply.value;
    send({ kind: 'stored', shotId, captureId, gate });
    if (now.current.pupil === pupil) await reload();
  };

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
      return phaseOf(now.current) === 'taking';
    },
    retake: () => void send({ kind: 'retake' }),
    choose: (chosen) => {
      if (about !== null) send({ kind: 'chosen', pupil: about, captureId: chosen });
    },
    onPicture: () => {
      if (now.current.troubleUntilPicture) send({ kind: 'pictureCame' });
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

const cardInView = '镜头前还是刚才的证件：拿开再按空格。没有举证件的，按名字下面的「去掉」再拍';

async function takeStill() {
  const reply = await call('camera.takeStill', {});
  if (!reply.ok) return failed({ kind: 'noPicture' as const, sentence: faultSentence(reply.fault) });
  return stillFrame(new Uint8Array(reply.value.jpeg));
}
