import { useCallback, useEffect, useState } from 'react';
import type { Fault } from '#shared/contract/faults.ts';
import type { Input } from '#shared/contract/index.ts';
import { useLocked } from '../stores/session-store.ts';
import { call } from './call.ts';
import { useSaveSoon } from './use-save-soon.ts';

type Which = Input<'draft.read'>;
type Found<T> = { readonly content: T; readonly savedAt: string };
type Answer<T> = { readonly about: string; readonly found: Found<T> | null };

export type FormDraft<T> = {
  /** what was there when the form was opened, on disk or on its way; null = nothing, or not asked yet */
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
 * What is typed into a form, on disk before it is sent: 150 ms after the last key, 300 ms after the first, on leaving, on
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
  const locked = useLocked();
  const about = `${form} ${subjectId ?? ''}`;
  const asked = answer?.about === about;
  const saving = useSaveSoon('draft.save', about);
  const { unsaved, drop, fault } = saving;
  const keepInput = saving.keep;

  useEffect(() => {
    if (!enabled || locked || asked) return;
    const waiting = unsaved();
    if (waiting !== null) {
      setAnswer({ about, found: usable({ content: waiting.input.content, savedAt: waiting.typedAt }, read) });
      return;
    }
    let stale = false;
    void call('draft.read', { form, subjectId }).then((reply) => {
      if (stale || (!reply.ok && reply.fault.kind === 'locked')) return;
      setAnswer({ about, found: reply.ok && reply.value !== null ? usable(reply.value, read) : null });
    });
    return () => {
      stale = true;
    };
  }, [form, subjectId, about, read, enabled, locked, asked, unsaved]);

  const keep = useCallback(
    (content: T) => keepInput({ form, subjectId, content: JSON.stringify(content) }),
    [form, subjectId, keepInput],
  );
  const discard = useCallback(async () => {
    drop();
    setAnswer({ about, found: null });
    await call('draft.discard', { form, subjectId });
  }, [form, subjectId, about, drop]);
  return {
    found: asked ? answer.found : null,
    asked,
    fault,
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
