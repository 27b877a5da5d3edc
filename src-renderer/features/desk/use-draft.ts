import { useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { amendRead } from '../../bridge/query-client.ts';
import { useSaveSoon } from '../../bridge/use-save-soon.ts';
import type { DeskSheet, DocumentState, Judgement, Reading } from './sheet.ts';

type SavingDraft = { readonly input: Pick<Draft, 'reading' | 'documentState'> };

type Draft = {
  readonly candidacyId: string | null;
  readonly reading: Reading;
  readonly documentState: DocumentState | null;
  /** when the draft that was found had been saved; null = begun now */
  readonly restoredFrom: string | null;
  /** the sheet has come: what was on disk is in here */
  readonly begun: boolean;
};

export type DraftWork = Pick<Draft, 'reading' | 'documentState' | 'restoredFrom'> & {
  readonly fault: Fault | null;
  /** keeps what was read; a document that is read was shown, unless the clerk has said otherwise */
  readonly change: (reading: Reading) => void;
  readonly changeState: (documentState: DocumentState) => void;
  /** sends what is not yet on disk; false = it is still not there */
  readonly flush: () => Promise<boolean>;
};

const empty: Omit<Draft, 'candidacyId'> = { reading: {}, documentState: null, restoredFrom: null, begun: false };

/**
 * What the clerk reads off the document, on disk while it is read (`useSaveSoon`). A pupil who is called again before the
 * disk has taken the text gets it back as it was typed.
 */
export function useDraft(
  sheet: DeskSheet | null,
  candidacyId: string | null,
  onJudged: (candidacyId: string, judgement: Judgement) => void,
): DraftWork {
  const saving = useSaveSoon('desk.saveDraft', candidacyId ?? '');
  const begin = (): Draft => ({ ...empty, candidacyId, ...typedBefore(saving.unsaved()) });
  const [draft, setDraft] = useState<Draft>(begin);

  if (draft.candidacyId !== candidacyId) setDraft(begin());
  else if (!draft.begun && sheet !== null) {
    setDraft({
      candidacyId,
      // typed before the sheet came: it wins
      reading: { ...sheet.draft?.reading, ...draft.reading },
      documentState: draft.documentState ?? sheet.draft?.documentState ?? sheet.documentState,
      restoredFrom: sheet.draft?.savedAt ?? null,
      begun: true,
    });
  }

  const keep = (next: Draft): void => {
    setDraft(next);
    if (candidacyId === null) return;
    const { reading, documentState } = next;
    saving.keep({ candidacyId, reading, documentState }, (judgement) => {
      const kept = { reading, documentState, savedAt: judgement.savedAt };
      amendRead('desk.open', { candidacyId }, (read) => ({ ...read, ...judgement, draft: kept }));
      onJudged(candidacyId, judgement);
    });
  };

  const own = draft.candidacyId === candidacyId ? draft : begin();
  return {
    reading: own.reading,
    documentState: own.documentState,
    restoredFrom: own.restoredFrom,
    fault: saving.fault,
    change: (reading) =>
      keep({ ...own, reading: { ...own.reading, ...reading }, documentState: own.documentState ?? 'shown' }),
    changeState: (documentState) => keep({ ...own, documentState }),
    flush: saving.flush,
  };
}

function typedBefore(unsaved: SavingDraft | null): Partial<Draft> {
  return unsaved === null ? {} : { reading: unsaved.input.reading, documentState: unsaved.input.documentState };
}
