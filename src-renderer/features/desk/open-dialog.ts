import type { ComparisonLine, ShotGate } from './sheet.ts';

/** What lies over the desk. Each but the source is about one pupil and one alone. */
export type OpenDialog =
  | {
      readonly kind: 'settle';
      readonly candidacyId: string;
      readonly line: ComparisonLine;
      readonly value: 'roster' | 'document';
    }
  | { readonly kind: 'source' }
  /** somebody lets this refused shot pass */
  | {
      readonly kind: 'secondPerson';
      readonly candidacyId: string;
      readonly captureId: string;
      readonly gate: ShotGate;
    };

/** The dialog that may lie over the page of this pupil; one that was opened about another pupil never does. */
export function dialogOver(dialog: OpenDialog | null, candidacyId: string | null): OpenDialog | null {
  if (dialog === null || dialog.kind === 'source') return dialog;
  return dialog.candidacyId === candidacyId ? dialog : null;
}
