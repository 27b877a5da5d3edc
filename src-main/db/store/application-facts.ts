import type { Leave } from '#shared/domain/applicant.ts';
import type { ApplicationKind } from '#shared/domain/application-kind.ts';
import { type CandidateData, candidateFields } from '#shared/domain/candidate-field.ts';
import { correctionSpans } from '#shared/domain/legal-span.ts';
import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import { spansAt, type WindowState, windowsFor } from '#shared/domain/window-state.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import type { TransferFacts } from '#shared/regulation/transfer-facts.ts';
import { type ApplicationRequest, type ApplicationView, otherRunning } from './application.ts';
import { stepsWithoutDecider } from './application-deciders.ts';
import { evidenceGiven } from './application-evidence.ts';
import { dueStepOf } from './application-open-step.ts';
import { filedAtSchool, joiningSchoolOf } from './application-school.ts';
import { handsIn } from './application-step.ts';
import { calendarInForce, windowsOfCalendar } from './calendar.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { certificateFacts } from './certificate-content.ts';
import { comingEntries } from './exam-entry-coming.ts';
import { recordFacts } from './facts.ts';
import type { FactsContext } from './facts-office.ts';
import { targetClassOf } from './school-class.ts';

type WindowFacts = Required<
  Pick<CandidacyFacts, 'registrationWindows' | 'correctionWindows' | 'correctionSpans' | 'recognitionWindows'>
>;
type Calendar = {
  readonly windows: readonly CalendarWindow[];
  readonly byCohort: Map<number | null, WindowFacts>;
};
// a queue judges hundreds of applications in one call: the calendar is read once per call, never longer
const perCall = new WeakMap<object, Calendar>();

function calendarToday(context: Pick<FactsContext, 'db' | 'clock'>): Calendar {
  const known = perCall.get(context);
  if (known) return known;
  const calendar = calendarInForce(context.db, context.clock.today());
  const windows = calendar === null ? [] : windowsOfCalendar(context.db, calendar.id);
  const read = { windows, byCohort: new Map() };
  perCall.set(context, read);
  return read;
}

/** What the calendar says to a cohort about the windows that applications are filed in (1.1.3, 2.3b). */
export function filingWindowFacts(context: Pick<FactsContext, 'db' | 'clock'>, cohortYear: number | null): WindowFacts {
  const { windows, byCohort } = calendarToday(context);
  const known = byCohort.get(cohortYear);
  if (known) return known;
  const facts = {
    registrationWindows: windowsFor(windows, 'registration', cohortYear),
    correctionWindows: windowsFor(windows, 'correction', cohortYear),
    correctionSpans: correctionSpans(windows, cohortYear),
    recognitionWindows: windowsFor(windows, 'recognition', cohortYear),
  };
  byCohort.set(cohortYear, facts);
  return facts;
}

/** How the window stands that an application of this kind is filed in; the span of the regulation is for corrections. */
export function filingWindowState(kind: ApplicationKind, facts: CandidacyFacts, now: string): WindowState {
  const { registrationWindows = [], correctionWindows = [], correctionSpans = [] } = facts;
  if (kind === 'privateRegistration') return spansAt(registrationWindows, now);
  if (kind === 'recognitionOfResults') return spansAt(facts.recognitionWindows ?? [], now);
  return spansAt(correctionWindows.length > 0 ? correctionWindows : correctionSpans, now);
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
    ...filingWindowFacts(context, candidacy.cohortYear),
    ...handsIn(context.db, { ...row, step: dueStepOf(context, view) }),
    ...transferFacts(context, view),
    targetClass: targetClassOf(context.db, row.joiningClassId),
    evidenceGiven: evidenceGiven(context.db, row.id),
    changedFields: candidateFields.filter(
      (field) => stored[field] !== asked[field] && JSON.stringify(stored[field]) !== JSON.stringify(asked[field]),
    ),
    stepsWithoutDecider: stepsWithoutDecider(context, view),
    ...(request.kind === 'recognitionOfResults' && {
      chain: view.steps,
      foreignCertificate: request.certificate,
      foreignLines: request.lines,
    }),
    ...(request.kind === 'certificateOfResults' && certificateFacts(context.db, candidacy.id)),
  };
}

/** What only a transfer, a leave or a return is about. */
function transferFacts(context: FactsContext, { row, candidacy, request, kind }: ApplicationView): TransferFacts {
  const joiningSchool = joiningSchoolOf(context.db, request);
  const asksForEntries = kind === 'transfer' || kind === 'suspension';
  return {
    joiningSchool,
    joiningSchoolId: joiningSchool?.id ?? null,
    filedAt: filedAtSchool(context.db, row),
    applicant: 'applicant' in request ? request.applicant : null,
    leave: leaveOf(request),
    comingEntries: asksForEntries ? comingEntries(context, candidacy.id).map(({ label }) => label) : [],
    otherApplications:
      kind === 'transfer'
        ? otherRunning(context.db, row).map((other) => procedures[other.kind as ApplicationKind].label)
        : [],
  };
}

function leaveOf(request: ApplicationRequest): Leave | null {
  if (request.kind === 'suspension') return { from: request.from, until: request.until };
  return request.kind === 'reinstatement' ? { from: request.on, until: null } : null;
}
