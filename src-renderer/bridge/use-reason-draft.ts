import { useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import { dayAndTime } from '../ui/moments.ts';
import { useFormDraft } from './use-form-draft.ts';

type ReasonForm = Extract<Input<'draft.read'>['form'], `${string}Reason`>;

export type ReasonDraft = {
  readonly text: string;
  /** a sentence where the text was found on disk and not changed since; '' = nothing to say */
  readonly foundHint: string;
  readonly change: (text: string) => void;
  /** the act went through */
  readonly discard: () => Promise<void>;
};

/**
 * A reason that is being written about one pupil or case: on disk within half a second, found again when it was not sent.
 * `stored` = what the act has on record already and the text begins with.
 */
export function useReasonDraft(form: ReasonForm, subjectId: string | null, stored = ''): ReasonDraft {
  const { found, keep, discard } = useFormDraft(form, subjectId, readText, subjectId !== null);
  const [own, setOwn] = useState<{ readonly about: string | null; readonly text: string } | null>(null);
  const typed = own?.about === subjectId ? own.text : null;
  return {
    text: typed ?? found?.content ?? stored,
    foundHint:
      typed === null && found !== null ? `找回了 ${dayAndTime(found.savedAt)} 写的，还没有送出。不要就删掉` : '',
    change: (text) => {
      setOwn({ about: subjectId, text });
      keep(text);
    },
    discard: async () => {
      setOwn(null);
      await discard();
    },
  };
}

function readText(content: unknown): string | null {
  return typeof content === 'string' && content !== '' ? content : null;
}
