import { type RefObject, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { failed } from '#shared/lib/result.ts';
import { call } from '../../bridge/call.ts';
import { useCommand } from '../../bridge/use-command.ts';
import type { Shot } from '../../photo/gate/shot.ts';
import { usePhotoGate } from '../../photo/gate/use-photo-gate.ts';
import { grabFrame, stillFrame } from '../../photo/grab-frame.ts';
import type { PhotoProfile } from '../../photo/photo-profile.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { playShutter } from './desk-sounds.ts';
import type { DeskSheet } from './sheet.ts';

/** Enter counts no sooner than this after the shot is shown. */
const LOOK_AT_LEAST_MS = 400;

type ShotState = {
  readonly candidacyId: string | null;
  /** live = picture of the camera; shown = one shot stands on the stage */
  readonly phase: 'live' | 'taking' | 'shown';
  /** the shot on the stage: bytes while it is new, else an id */
  readonly fresh: Shot | null;
  readonly captureId: string | null;
  /** the clerk went back to the live picture: a stored shot does not come up by itself */
  readonly wantsLive: boolean;
  readonly trouble: string | null;
  readonly fault: Fault | null;
};

export type ShotWork = ShotState & {
  readonly take: () => Promise<void>;
  readonly retake: () => void;
  readonly choose: (captureId: string) => void;
  /** called when the shot is really on the screen */
  readonly onShown: () => void;
  /** the id to complete with, once it is stored and has been looked at for 400 ms; null = not yet */
  readonly ready: () => Promise<string | null>;
};

type Source = {
  readonly way: 'live' | 'still';
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly device: string;
  readonly profile: PhotoProfile | null;
};

const none: Omit<ShotState, 'candidacyId'> = {
  phase: 'live',
  fresh: null,
  captureId: null,
  wantsLive: false,
  trouble: null,
  fault: null,
};

/** Shots of the pupil at the desk. Every answer is tied to the pupil it was taken of, whoever is called meanwhile. */
export function useShots(
  sheet: DeskSheet | null,
  candidacyId: string | null,
  source: Source,
  reload: () => Promise<void>,
): ShotWork {
  const [state, setState] = useState<ShotState>({ ...none, candidacyId });
  const { run } = useCommand('desk.storeShot');
  const { gate } = usePhotoGate();
  const saving = useRef<Promise<string | null>>(Promise.resolve(null));
  const shownAt = useRef(Number.POSITIVE_INFINITY);
  const taking = useRef(false);

  const stored = sheet?.shots.find((shot) => shot.current)?.captureId ?? null;
  if (state.candidacyId !== candidacyId) {
    setState({ ...none, candidacyId });
  } else if (state.phase === 'live' && !state.wantsLive && stored !== null && state.trouble === null) {
    setState({ ...state, phase: 'shown', captureId: stored });
  }
  const own: ShotState = state.candidacyId === candidacyId ? state : { ...none, candidacyId };

  const change = (about: string, patch: Partial<ShotState>): void =>
    setState((now) => (now.candidacyId === about ? { ...now, ...patch } : now));

  const store = async (about: string, shot: Shot): Promise<string | null> => {
    const { verdict: _, ...kept } = shot;
    const reply = await run({ candidacyId: about, ...kept, source: source.way, device: source.device.slice(0, 200) });
    if (!reply.ok) {
      change(about, { ...none, candidacyId: about, wantsLive: true, fault: reply.fault });
      return null;
    }
    change(about, { captureId: reply.value.captureId });
    await reload();
    return reply.value.captureId;
  };

  const take = async (): Promise<void> => {
    const about = candidacyId;
    if (about === null || source.profile === null || gate === null || taking.current) return;
    taking.current = true;
    shownAt.current = Number.POSITIVE_INFINITY;
    try {
      change(about, { phase: 'taking', wantsLive: true, trouble: null, fault: null });
      const frame = source.way === 'live' ? await grabLive(source.video.current) : await takeStill();
      const result = frame.ok ? await gate.makeShot(frame.value, source.profile) : frame;
      if (!result.ok) {
        change(about, { phase: 'live', trouble: result.fault.sentence });
        return;
      }
      playShutter();
      change(about, { phase: 'shown', fresh: result.value, captureId: null });
      saving.current = store(about, result.value);
    } finally {
      taking.current = false;
    }
  };

  const show = (patch: Partial<ShotState>): void => {
    shownAt.current = Number.POSITIVE_INFINITY;
    if (candidacyId !== null) change(candidacyId, patch);
  };
  return {
    ...own,
    take,
    retake: () => show({ phase: 'live', fresh: null, captureId: null, wantsLive: true, fault: null }),
    choose: (captureId) => show({ phase: 'shown', fresh: null, captureId, wantsLive: true, trouble: null }),
    onShown: () => {
      shownAt.current = performance.now();
    },
    ready: async () => {
      if (own.phase !== 'shown' || performance.now() - shownAt.current < LOOK_AT_LEAST_MS) return null;
      return own.captureId ?? (await saving.current);
    },
  };
}

async function grabLive(video: HTMLVideoElement | null) {
  if (video === null) return failed({ sentence: '画面还没有出来。等画面出来，再按空格' });
  return grabFrame(video);
}

async function takeStill() {
  const reply = await call('camera.takeStill', {});
  if (!reply.ok) return failed({ sentence: faultSentence(reply.fault) });
  return stillFrame(new Uint8Array(reply.value.jpeg));
}
