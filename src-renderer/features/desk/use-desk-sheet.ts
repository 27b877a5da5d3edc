import { useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { useDeskQuery } from '../../bridge/use-desk-query.ts';
import type { DeskSheet, Judgement } from './sheet.ts';

type Kept = { readonly from: DeskSheet | undefined; readonly sheet: DeskSheet | null };

export type SheetState = {
  /** never the sheet of another pupil than the one asked for */
  readonly sheet: DeskSheet | null;
  readonly fault: Fault | null;
  readonly reload: () => Promise<void>;
  /** takes over what a command said about this pupil, at once */
  readonly judge: (candidacyId: string, judgement: Judgement) => void;
};

/** The sheet of one pupil. It stays while it is asked again and while the screen is locked; another pupil empties it. */
export function useDeskSheet(candidacyId: string | null): SheetState {
  const query = useDeskQuery('desk.open', candidacyId === null ? null : { candidacyId });
  const [kept, setKept] = useState<Kept>({ from: undefined, sheet: null });
  const isNew = query.value !== undefined && query.value !== kept.from && query.value.line.candidacyId === candidacyId;
  if (isNew) setKept({ from: query.value, sheet: query.value ?? null });
  const sheet = kept.sheet?.line.candidacyId === candidacyId ? kept.sheet : null;
  const judge = (about: string, judgement: Judgement): void =>
    setKept((now) =>
      now.sheet?.line.candidacyId === about ? { from: now.from, sheet: { ...now.sheet, ...judgement } } : now,
    );
  const isLocked = query.fault?.kind === 'locked';
  return { sheet, fault: isLocked && sheet !== null ? null : query.fault, reload: query.refetch, judge };
}
