import { useEffectEvent, useRef } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { call } from '../../bridge/call.ts';
import { faultSentence } from '../../ui/fault-view.tsx';
import { useScanner } from '../../ui/scanner.ts';
import { scanOutcome } from './scan-outcome.ts';
import type { DeskSheet } from './sheet.ts';
import type { DeskBands } from './use-desk-band.ts';
import type { DraftWork } from './use-draft.ts';
import type { ShotWork } from './use-shots.ts';

type ScanParts = {
  readonly sheet: DeskSheet | null;
  readonly shots: ShotWork;
  readonly draft: DraftWork;
  /** set = nothing more can be done for the pupil on the screen */
  readonly closedWhy: string | null;
  readonly bands: DeskBands;
  readonly callPupil: (candidacyId: string) => void;
};

/**
 * What a scanned card does at the desk. Scans are dealt with in the order in which they came, each against the pupil who
 * is on the screen when its search has answered.
 */
export function useDeskScan({ sheet, shots, draft, closedWhy, bands, callPupil }: ScanParts): void {
  const before = useRef(Promise.resolve());
  const judge = useEffectEvent((text: string, hits: Output<'desk.search'>) => {
    const outcome = scanOutcome(text, hits, sheet);
    if (outcome.kind === 'ownDocument') draft.change({ documentNumber: outcome.documentNumber });
    else if (outcome.kind === 'same') bands.say(`扫到的就是 ${sheet?.line.fullName}`);
    else if (outcome.kind === 'unknown') bands.ask({ kind: 'unknown', text, open: sheet?.line ?? null });
    else if (outcome.kind === 'several') bands.ask({ kind: 'several', pupils: outcome.pupils });
    else if (sheet !== null && shots.phase === 'shown' && closedWhy === null) {
      bands.ask({ kind: 'pending', open: sheet.line, wanted: outcome.pupil });
    } else callPupil(outcome.pupil.candidacyId);
  });
  const search = useEffectEvent(async (text: string): Promise<void> => {
    const reply = await call('desk.search', { text, limit: 6 });
    if (reply.ok) judge(text, reply.value);
    else bands.say(`刚扫的没有查成：${faultSentence(reply.fault)}。再扫一次`);
  });
  useScanner((text) => {
    before.current = before.current.then(() => search(text));
  });
}
