import { classChangeSpans, correctionSpans } from '#shared/domain/legal-span.ts';
import type { CalendarWindow, WindowKind } from '#shared/domain/window-kind.ts';
import { windowsFor } from '#shared/domain/window-state.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';

/** What a calendar says to a cohort (null = only what is for every cohort), as facts of the rules. */
export function windowFacts(windows: readonly CalendarWindow[], cohortYear: number | null): CandidacyFacts {
  const published = (kind: WindowKind) => windowsFor(windows, kind, cohortYear);
  return {
    registrationWindows: published('registration'),
    correctionWindows: published('correction'),
    correctionSpans: correctionSpans(windows, cohortYear),
    recognitionWindows: published('recognition'),
    examEntryWindows: published('examEntry'),
    classChangeWindows: published('classChange'),
    classChangeSpans: classChangeSpans(windows, cohortYear),
  };
}
