import { useCallback, useEffect, useRef, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Input } from '#shared/contract/index.ts';
import { useLocked } from '../stores/session-store.ts';
import { call } from './call.ts';
import { type SaveSoon, saveSoon } from './save-soon.ts';
import { useCommand } from './use-command.ts';

type Which = Input<'draft.read'>;
type Waiting<T> = { readonly about: Which; readonly content: T };
type Found<T> = { readonly content: T; readonly savedAt: string };
type Answer<T> = { readonly about: string; readonly found: Found<T> | null };

/** how often a save that the disk refused is tried again */
const RETRY_MS = 3000;

export type FormDraft<T> = {
  /** what was on disk when the form was opened; null = nothing, or not asked yet */
  readonly found: Found<T> | null;
  /** the disk has been asked */
  readonly asked: boolean;
  /** why the last save did not go through */
  readonly fault: Fault | null;
  /** puts the form as it stands now on disk within half a second. Stable. */
  readonly keep: (content: T) => void;
  /** the act went through, or what was found is not wanted. Stable. */
  readonly discard: () => Promise<void>;
};

/**
 * What is typed into a form, on disk before it is sent: 300 ms after the last key, 500 ms after the first, on leaving, on
 * lock. What comes too late for a lock is sent after it, what a full disk refused as soon as there is room. `read` turns
 * stored content into the form's own shape; null = cannot be used. `subjectId` null = something new.
 */
export function useFormDraft<T>(
  form: Which['form'],
  subjectId: string | null,
  read: (content: unknown) => T | null,
  enabled = true,
): FormDraft<T> {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const { run, fault } = useCommand('draft.save');
  const locked = useLocked();
  const about = `${form} ${subjectId ?? ''}`;
  const asked = answer?.about === about;
  const saving = useRef<SaveSoon<Waiting<T>> | null>(null);
  saving.current ??= saveSoon(async ({ about: which, content }) => {
    const reply = await run({ ...which, content: JSON.stringify(content) });
    return reply.ok ? null : whenAgain(reply.fault);
  });

  useEffect(() => {
    if (!enabled || locked || asked) return;
    let stale = false;
    void call('draft.read', { form, subjectId }).then((reply) => {
      if (stale || (!reply.ok && reply.fault.kind === 'locked')) return;
      setAnswer({ about, found: reply.ok && reply.value !== null ? usable(reply.value, read) : null });
    });
    return () => {
      stale = true;
    };
  }, [form, subjectId, about, read, enabled, locked, asked]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: leaving the subject is what sends the rest
  useEffect(() => () => void saving.current?.flush(), [about]);
  useEffect(() => {
    if (!locked) void saving.current?.flush();
  }, [locked]);
  useEffect(() => {
    const flush = () => void saving.current?.flush();
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

  const keep = useCallback(
    (content: T) => saving.current?.keep({ about: { form, subjectId }, content }),
    [form, subjectId],
  );
  const discard = useCallback(async () => {
    saving.current?.drop();
    setAnswer({ about, found: null });
    await call('draft.discard', { form, subjectId });
  }, [form, subjectId, about]);
  return {
    found: asked ? answer.found : null,
    asked,
    fault: fault?.kind === 'locked' ? null : fault,
    keep,
    discard,
  };
}

function usable<T>(kept: { content: string; savedAt: string }, read: (content: unknown) => T | null): Found<T> | null {
  try {
    const content = read(JSON.parse(kept.content));
    return content === null ? null : { content, savedAt: kept.savedAt };
  } catch {
    return null;
  }
}

/** Main names no field where it was the disk that refused; what is too long stays refused until it is shorter. */
function whenAgain(fault: Fault): number | null {
  if (fault.kind === 'invalid') return fault.problems.every(({ field }) => field === '') ? RETRY_MS : null;
  return fault.kind === 'locked' || fault.kind === 'broken' ? Number.POSITIVE_INFINITY : null;
}
