import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLocked } from '../../stores/session-store.ts';
import type { DeskSheet, DocumentState, Judgement, Reading } from './sheet.ts';

const SAVE_AFTER_MS = 300;
/** however long somebody types on without a pause: every field is on disk within a second */
const SAVE_AT_LATEST_MS = 500;
/** how often a save that the disk refused is tried again */
const RETRY_MS = 3000;

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
  /** sends what is not yet on disk */
  readonly flush: () => Promise<void>;
};

const empty: Omit<Draft, 'candidacyId'> = { reading: {}, documentState: null, restoredFrom: null, begun: false };

/**
 * What the clerk reads off the document, on disk 300 ms after the last key and 500 ms after the first: also on leaving a
 * field, on calling another pupil, on lock and on closing the window. What comes too late for a lock is sent after it,
 * what a full disk refused as soon as there is room.
 */
export function useDraft(
  sheet: DeskSheet | null,
  candidacyId: string | null,
  onJudged: (candidacyId: string, judgement: Judgement) => void,
): DraftWork {
  const [draft, setDraft] = useState<Draft>({ ...empty, candidacyId });
  const { run, fault } = useCommand('desk.saveDraft');
  const locked = useLocked();
  const pending = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(Number.POSITIVE_INFINITY);

  if (draft.candidacyId !== candidacyId) setDraft({ ...empty, candidacyId });
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

  const flush = async (): Promise<void> => {
    const due = pending.current;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (due?.candidacyId == null) return;
    pending.current = null;
    latest.current = Number.POSITIVE_INFINITY;
    const { candidacyId: about, reading, documentState } = due;
    const reply = await run({ candidacyId: about, reading, documentState });
    if (reply.ok) onJudged(about, reply.value);
    // not on disk, but the record can still take it: the next try sends it, unless something newer waits
    else if (canTakeItLater(reply.fault)) {
      pending.current ??= due;
      if (isAboutTheDisk(reply.fault)) timer.current ??= setTimeout(() => flushNow(), RETRY_MS);
    }
  };
  const flushNow = useEffectEvent(() => void flush());

  const keep = (next: Draft): void => {
    setDraft(next);
    pending.current = next;
    if (timer.current !== null) clearTimeout(timer.current);
    const now = performance.now();
    latest.current = Math.min(latest.current, now + SAVE_AT_LATEST_MS);
    timer.current = setTimeout(() => flushNow(), Math.max(0, Math.min(SAVE_AFTER_MS, latest.current - now)));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving a pupil is what sends the rest
  useEffect(() => () => flushNow(), [candidacyId]);
  useEffect(() => {
    if (!locked) flushNow();
  }, [locked]);
  useEffect(() => {
    // before the frame asks main to lock: main answers calls in their order
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey && event.code === 'KeyL') flushNow();
    };
    const onHide = () => flushNow();
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('pagehide', onHide);
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('pagehide', onHide);
    };
  }, []);

  const own = draft.candidacyId === candidacyId ? draft : { ...empty, candidacyId };
  return {
    reading: own.reading,
    documentState: own.documentState,
    restoredFrom: own.restoredFrom,
    fault: fault?.kind === 'locked' ? null : fault,
    change: (reading) =>
      keep({ ...own, reading: { ...own.reading, ...reading }, documentState: own.documentState ?? 'shown' }),
    changeState: (documentState) => keep({ ...own, documentState }),
    flush,
  };
}

/** Main names no field where it was the disk that refused. */
function isAboutTheDisk(fault: Fault): boolean {
  return fault.kind === 'invalid' && fault.problems.every(({ field }) => field === '');
}

function canTakeItLater(fault: Fault): boolean {
  return fault.kind === 'locked' || fault.kind === 'broken' || isAboutTheDisk(fault);
}
