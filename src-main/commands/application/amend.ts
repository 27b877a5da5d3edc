import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { CandidateData } from '#shared/domain/candidate-field.ts';
import { openFindings } from '#shared/domain/finding.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import {
  type ApplicationForm,
  type ApplicationRequest,
  type ApplicationView,
  saveApplication,
} from '../../db/store/application.ts';
import { judgeApplication } from '../../db/store/application-judgement.ts';
import { joiningSchoolOf } from '../../db/store/application-school.ts';
import { appendStep } from '../../db/store/application-step.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { openDuplicateCases } from '../../db/store/case-file-open.ts';
import { saveEntered } from '../../db/store/entered-candidate.ts';
import { keepWhatIsNotMended } from '../../db/store/entered-data.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { changedFields } from './private-entry.ts';
import { privateData, requestAsked } from './request-asked.ts';
import { reachVersioned } from './versioned.ts';

/** Changes the request while it is a draft or was returned; a private candidate's data change in the record itself. */
export const amendApplication: CommandHandler<'application.amend'> = {
  act: (input, _prepared, context) => {
    const reached = reachVersioned(context, input, { act: 'amended' });
    if (!reached.ok) return reached;
    const { view, repeated } = reached.value;
    if (input.request.kind !== view.kind)
      return failed(invalid('request.kind', '申请的种类不能改。撤回这一件，另开一件'));
    if (repeated) return ok({ version: view.row.version, findings: [] });
    const amended = amendedView(context, view, input.request);
    if (!amended.ok) return amended;
    const { findings, result } = judgeApplication('application.amend', context, amended.value);
    if (!result.ok) return result;
    const version = keep(context, view, amended.value, findings);
    if (view.kind === 'privateRegistration') openDuplicateCases(context, amended.value.candidacy);
    return ok({ version, findings: openFindings(findings) });
  },
  changes: ['application', 'candidacy', 'caseFile'],
};

function amendedView(
  context: CommandContext,
  view: ApplicationView,
  form: ApplicationForm,
): Result<ApplicationView, Fault> {
  const stored = candidateDataOf(context.db, view.candidacy);
  const asked = requestAsked(form, stored);
  if (!asked.ok) return asked;
  const request: ApplicationRequest = asked.value;
  if (form.kind !== 'privateRegistration') return ok({ ...view, request });
  // the state is judged afterwards: a refusal takes the mending back with the act
  const data: CandidateData = privateData(keepWhatIsNotMended(stored, privateData(form.data)));
  if (changedFields(stored, data).length === 0) return ok(view);
  return ok({ ...view, candidacy: saveEntered(context, view.candidacy, data) });
}

function keep(
  context: CommandContext,
  before: ApplicationView,
  after: ApplicationView,
  findings: ReturnType<typeof judgeApplication>['findings'],
): number {
  const { db, actor, clock, record } = context;
  const saved = saveApplication(db, before.row, {
    request: JSON.stringify(after.request),
    joiningSchoolId: joiningSchoolOf(db, after.request)?.id ?? null,
  });
  const { eventSeq } = record({
    kind: 'application.amended',
    subjectNoun: 'application',
    subjectId: saved.id,
    candidacyId: saved.candidacyId,
    payload: { from: before.request, to: after.request, data: dataOf(db, after) },
    findings,
  });
  appendStep(db, {
    applicationId: saved.id,
    step: 0,
    stepKind: before.steps[0],
    act: 'amended',
    byUser: actor.userId,
    byName: actor.displayName,
    decisionId: null,
    reason: null,
    at: clock.now(),
    eventSeq,
  });
  return saved.version;
}

function dataOf(db: CommandContext['db'], { kind, candidacy }: ApplicationView): CandidateData | null {
  return kind === 'privateRegistration' ? candidateDataOf(db, candidacy) : null;
}
