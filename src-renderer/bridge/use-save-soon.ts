import { useCallback, useEffect, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import { useLocked, usePerson, useSessionStore } from '../stores/session-store.ts';
import { noteUnsaved, useUnsavedStore } from '../stores/unsaved-store.ts';
import { saveQueue } from './save-soon.ts';
import { useCommand } from './use-command.ts';

type SavingCall = 'desk.saveDraft' | 'draft.save';
/** `typedAt`: UTC instant of the last key */
type Typed<N extends SavingCall> = { readonly input: Input<N>; readonly typedAt: string };

/** how often a save that the disk refused is tried again */
const RETRY_MS = 3000;

/** One for the window: it outlives the page on which something was typed. */
const queue = saveQueue<Typed<SavingCall>>(noteUnsaved);

export type SavingSoon<N extends SavingCall> = {
  /** puts it on disk within half a second. Stable for one subject. */
  readonly keep: (input: Input<N>, onSaved?: (value: Output<N>) => void) => void;
  /** sends now what waits; false = it is not on disk, and stays to be tried again */
  readonly flush: () => Promise<boolean>;
  readonly drop: () => void;
  /** what was typed earlier and has not got through */
  readonly unsaved: () => Typed<N> | null;
  /** why the last save did not go through; null under the cover, which says it */
  readonly fault: Fault | null;
};

/** Saves what is typed about one subject while it is typed, and on leaving the subject; see `useWaitingSaves` for the rest. */
export function useSaveSoon<N extends SavingCall>(name: N, about: string): SavingSoon<N> {
  const { run, fault } = useCommand(name);
  const writer = usePerson()?.userId ?? '';
  const subject = `${writer} ${name} ${about}`;
  // a late answer about the subject before is not shown beside this one
  const [failed, setFailed] = useState('');

  useEffect(() => () => void queue.flush(subject), [subject]);

  const keep = useCallback(
    (input: Input<N>, onSaved?: (value: Output<N>) => void) =>
      queue.keep(subject, { input, typedAt: new Date().toISOString() }, async () => {
        // a draft belongs to its writer: it waits until he or she sits here again
        if (useSessionStore.getState().gate?.session?.userId !== writer) return Number.POSITIVE_INFINITY;
        const reply = await run(input);
        if (!reply.ok) {
          setFailed(subject);
          return whenAgain(reply.fault);
        }
        onSaved?.(reply.value);
        return null;
      }),
    [subject, writer, run],
  );
  const flush = useCallback(() => queue.flush(subject), [subject]);
  const drop = useCallback(() => queue.drop(subject), [subject]);
  const unsaved = useCallback(() => queue.unsettled(subject) as Typed<N> | null, [subject]);
  return { keep, flush, drop, unsaved, fault: failed !== subject || fault?.kind === 'locked' ? null : fault };
}

/**
 * Sends everything that waits when the cover falls or lifts, somebody signs in or the window closes. Answers how much of
 * this person's is not on disk, and the way to try again.
 */
export function useWaitingSaves(): { readonly count: number; readonly again: () => void } {
  const writer = usePerson()?.userId ?? '';
  const locked = useLocked();
  const count = useUnsavedStore(({ subjects }) => subjects.filter((one) => one.startsWith(`${writer} `)).length);
  useEffect(() => {
    if (!locked && writer !== '') void queue.flush();
  }, [locked, writer]);
  useEffect(() => {
    const flush = () => void queue.flush();
    // before the frame asks main to lock: main answers calls in their order
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey && event.code === 'KeyL') flush();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('pagehide', flush);
    };
  }, []);
  return { count, again: () => void queue.flush() };
}

/** Main names no field where it was the disk that refused; what is too long stays refused until it is shorter. */
function whenAgain(fault: Fault): number | null {
  if (fault.kind === 'invalid') return fault.problems.every(({ field }) => field === '') ? RETRY_MS : null;
  return fault.kind === 'locked' || fault.kind === 'broken' ? Number.POSITIVE_INFINITY : null;
}
