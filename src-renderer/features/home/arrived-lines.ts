import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import { go } from '../../stores/navigation-store.ts';
import type { HomeLine } from './home-block.tsx';

/** Rosters that the region sent and nobody has looked at, one line each; `enabled` false asks nothing. */
export function useArrivedRosterLines(enabled = true): readonly HomeLine[] {
  const arrived = useDeskQuery('roster.arrived', {}, { enabled });
  return (arrived.value ?? [])
    .filter(({ state }) => state === 'waiting')
    .map(({ sentence, schoolName }) => ({
      text: sentence,
      note: schoolName,
      tone: 'waiting',
      shape: 'hollow',
      onOpen: () => go({ area: 'roster' }),
    }));
}
