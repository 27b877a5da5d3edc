import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { LiveGuidance } from '../../photo/gate/use-guidance.ts';
import {
  type AutomaticEvent,
  type AutomaticMoment,
  eventsBetween,
  restingShot,
  stepAutomatic,
  waitingFor,
} from './automatic-shot.ts';
import type { ShotWork } from './use-shots.ts';

/** Runs the automatic shot over what the gate sees. Answers what takes the sights, and who has to leave the chair first. */
export function useAutomaticShot(
  pupil: string | null,
  shots: ShotWork,
  isAiming: boolean,
  mayFire: boolean,
): { readonly onSight: (sight: LiveGuidance) => void; readonly waitsFor: ReturnType<typeof waitingFor> } {
  // of this page alone: who sat down while another page was open is known to nobody
  const now = useRef(restingShot);
  const [waitsFor, setWaitsFor] = useState(() => waitingFor(restingShot));
  const send = (event: AutomaticEvent): void => {
    const { state, fires } = stepAutomatic(now.current, event);
    now.current = state;
    setWaitsFor(waitingFor(state));
    if (fires) shots.take();
  };
  const { phase, retakes } = shots;
  const before = useRef<AutomaticMoment>({ pupil: null, phase: 'live', retakes, isAiming: false });
  const onChange = useEffectEvent(() => {
    const last = before.current;
    before.current = { pupil, phase, retakes, isAiming };
    for (const event of eventsBetween(last, before.current)) send(event);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what happens to the pupil and the shot, once each
  useEffect(() => onChange(), [pupil, phase, retakes, isAiming]);
  return {
    onSight: ({ guidance, look }) => {
      const isEmpty = look?.measurements['faceCount'] === 0;
      const isSteady = guidance.steady;
      send({
        kind: 'sight',
        at: performance.now(),
        isEmpty,
        isSteady,
        mayFire: mayFire && !isAiming && phase === 'live',
      });
    },
    waitsFor,
  };
}
