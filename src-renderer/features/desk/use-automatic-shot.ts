import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { LiveGuidance } from '../../photo/gate/use-guidance.ts';
import { type AutomaticEvent, restingShot, stepAutomatic, waitsForChange } from './automatic-shot.ts';
import type { ShotWork } from './use-shots.ts';

/** Runs the automatic shot over what the gate sees. Answers what takes the sights, and whether it waits for a change. */
export function useAutomaticShot(
  pupil: string | null,
  shots: ShotWork,
  mayFire: boolean,
): { readonly onSight: (sight: LiveGuidance) => void; readonly isWaiting: boolean } {
  const now = useRef(restingShot);
  const [isWaiting, setIsWaiting] = useState(false);
  const send = (event: AutomaticEvent): void => {
    const { state, fires } = stepAutomatic(now.current, event);
    now.current = state;
    setIsWaiting(waitsForChange(state));
    if (fires) shots.take();
  };
  const { phase } = shots;
  const before = useRef({ pupil, phase });
  const onChange = useEffectEvent(() => {
    const last = before.current;
    before.current = { pupil, phase };
    if (pupil !== last.pupil || now.current.pupil === null) send({ kind: 'called', pupil });
    if (phase === 'taking') send({ kind: 'shot' });
    if (phase === 'live' && last.phase === 'shown' && pupil === last.pupil) send({ kind: 'retake' });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what happens to the pupil and the shot, once each
  useEffect(() => onChange(), [pupil, phase]);
  return {
    onSight: ({ guidance, look }) => {
      const isEmpty = look?.measurements['faceCount'] === 0;
      send({ kind: 'sight', isEmpty, isSteady: guidance.steady, mayFire: mayFire && phase === 'live' });
    },
    isWaiting,
  };
}
