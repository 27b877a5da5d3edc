import { type CandidateData, candidateFields } from '#shared/domain/candidate-field.ts';
import { correctionSpans } from '#shared/domain/legal-span.ts';
import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import { windowsFor } from '#shared/domain/window-state.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import type { ApplicationRequest, ApplicationView } from './application.ts';
import { evidenceGiven } from './application-evidence.ts';
import { handsIn } from './application-step.ts';
import { calendarInForce, windowsOfCalendar } from './calendar.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { recordFacts } from './facts.ts';
import type { FactsContext } from './facts-office.ts';

const perCall = new WeakMap<object, readonly CalendarWindow[]>();

/** The windows of the calendar to work by, read once for the call that `context` stands for. */
function windowsToday(context: Pick<FactsContext, 'db' | 'clock'>): readonly CalendarWindow[] {
  const known = perCall.get(context);
  if (known) return known;
  const calendar = calendarInForce(context.db, context.clock.today());
  const windows = calendar === null ? [] : windowsOfCalendar(context.db, calendar.id);
  perCall.set(context, windows);
  return windows;
}

/** What the calendar says about corrections of a cohort (2.3b): published windows, and the span of the regulation. */
export function correctionWindowFacts(
  context: Pick<FactsContext, 'db' | 'clock'>,
  cohortYear: number | null,
): Required<Pick<CandidacyFacts, 'correctionWindows' | 'correctionSpans'>> {
  const windows = windowsToday(context);
  return {
    correctionWindows: windowsFor(windows, 'correction', cohortYear),
    correctionSpans: correctionSpans(windows, cohortYear),
  };
}

/** The record as it would be with what the application asks for. */
export function dataAsked(stored: CandidateData, request: ApplicationRequest): CandidateData {
  return request.kind === 'correction' ? { ...stored, ...given(request.changes) } : stored;
}

function given<T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;
}

/** Everything the rules may ask about an application, its candidate and the account that acts. */
export function applicationFacts(context: FactsContext, view: ApplicationView): CandidacyFacts {
  const { row, candidacy, request } = view;
  const stored = candidateDataOf(context.db, candidacy);
  const asked = dataAsked(stored, request);
  return {
    ...recordFacts(context, candidacy, asked),
    ...correctionWindowFacts(context, candidacy.cohortYear),
    ...handsIn(context.db, row),
    evidenceGiven: evidenceGiven(context.db, row.id),
    changedFields: candidateFields.filter((field) => JSON.stringify(stored[field]) !== JSON.stringify(asked[field])),
  };
}
