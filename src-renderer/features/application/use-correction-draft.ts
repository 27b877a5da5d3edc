import { useState } from 'react';
import { useFormDraft } from '../../bridge/use-form-draft.ts';
import { dayAndTime } from '../../ui/moments.ts';
import { type CorrectionForm, emptyCorrection, isSameCorrection, readCorrectionForm } from './correction-form.ts';

export type CorrectionDraft = {
  readonly form: CorrectionForm;
  /** a sentence where the form was found on disk and not changed since; '' = nothing to say */
  readonly foundHint: string;
  /** something stands in the form that is in no application yet */
  readonly isUnsent: boolean;
  readonly change: (form: CorrectionForm) => void;
  /** the act went through */
  readonly discard: () => Promise<void>;
};

/**
 * A correction that is being typed about one candidate (before its start) or into one application: on disk within half a
 * second, found again when it was not sent. `subjectId` null = nobody is chosen; `stored` = what the application asks for.
 */
export function useCorrectionDraft(
  subjectId: string | null,
  stored: CorrectionForm = emptyCorrection,
): CorrectionDraft {
  const { found, keep, discard } = useFormDraft('correction', subjectId, readCorrectionForm, subjectId !== null);
  const [own, setOwn] = useState<{ readonly about: string | null; readonly form: CorrectionForm } | null>(null);
  const typed = own?.about === subjectId ? own.form : null;
  const form = typed ?? found?.content ?? stored;
  return {
    form,
    foundHint: typed === null && found !== null ? `找回了 ${dayAndTime(found.savedAt)} 填的，还没有存进业务件` : '',
    isUnsent: !isSameCorrection(form, stored),
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
