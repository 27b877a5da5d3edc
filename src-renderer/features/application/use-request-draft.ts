import { useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import { useFormDraft } from '../../bridge/use-form-draft.ts';
import { dayAndTime } from '../../ui/moments.ts';

export type RequestDraft<T> = {
  readonly form: T;
  /** a sentence where the form was found on disk and not changed since; '' = nothing to say */
  readonly foundHint: string;
  /** something stands in the form that is in no application yet */
  readonly isUnsent: boolean;
  readonly change: (form: T) => void;
  /** the act went through */
  readonly discard: () => Promise<void>;
};

/** How a form is kept: its name in the store, and what it is read back with; both functions stable. */
export type KeptForm<T> = {
  readonly name: Input<'draft.read'>['form'];
  readonly empty: T;
  readonly read: (content: unknown) => T | null;
  readonly isSame: (a: T, b: T) => boolean;
};

/**
 * A request that is being typed about one candidate (before its start) or into one application: on disk within half a
 * second, found again when it was not sent. `subjectId` null = nobody is chosen; `stored` = what the application asks for.
 */
export function useRequestDraft<T>(
  kept: KeptForm<T>,
  subjectId: string | null,
  stored: T = kept.empty,
): RequestDraft<T> {
  const { found, keep, discard } = useFormDraft(kept.name, subjectId, kept.read, subjectId !== null);
  const [own, setOwn] = useState<{ readonly about: string | null; readonly form: T } | null>(null);
  const typed = own?.about === subjectId ? own.form : null;
  const form = typed ?? found?.content ?? stored;
  return {
    form,
    foundHint: typed === null && found !== null ? `找回了 ${dayAndTime(found.savedAt)} 填的，还没有存进业务件` : '',
    isUnsent: !kept.isSame(form, stored),
    change: (next) => {
      setOwn({ about: subjectId, form: next });
      keep(next);
    },
    discard: async () => {
      setOwn(null);
      await discard();
    },
  };
}
