import { useEffect, useEffectEvent, useState } from 'react';
import type { OpenDialog } from './open-dialog.ts';
import { isRefused } from './photo-words.ts';
import type { DeskSheet } from './sheet.ts';
import type { ShotWork } from './use-shots.ts';

/**
 * 由第二人放行: of the refused shot that stands on the stage, or with the live picture of a shot that is taken first. A
 * shot that never came asks nobody later.
 */
export function useSecondPerson(
  sheet: DeskSheet | null,
  shots: ShotWork,
  onOpen: (dialog: OpenDialog) => void,
  onRest: () => void,
): { readonly ask: () => void; readonly clear: () => void } {
  const [isAsked, setAsked] = useState(false);
  const { phase, captureId, gate } = shots;
  const ask = (): void => {
    // the button that was pressed goes with what it stands beside
    onRest();
    if (phase === 'live') setAsked(shots.take());
    else if (sheet !== null && captureId !== null && isRefused(gate) && gate.overrideClosed === null) {
      onOpen({ kind: 'secondPerson', candidacyId: sheet.line.candidacyId, captureId, gate });
    }
  };
  const clear = (): void => setAsked(false);
  const onStored = useEffectEvent(() => {
    if (!isAsked) return;
    clear();
    ask();
  });
  useEffect(() => {
    if (captureId !== null) onStored();
  }, [captureId]);
  const onLive = useEffectEvent(clear);
  useEffect(() => {
    if (phase === 'live') onLive();
  }, [phase]);
  return { ask, clear };
}
