import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import type { ApplicationKind } from '#shared/domain/application-kind.ts';
import { type Finding, openFindings } from '#shared/domain/finding.ts';
import { placeLabel } from '#shared/labels/application.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { EntryCategory } from '#shared/regulation/facts.ts';
import { procedures, stepsOf } from '#shared/regulation/procedures.ts';
import {
  type ApplicationForm,
  type ApplicationRequest,
  type ApplicationView,
  applicationView,
  insertApplication,
  runningApplication,
  stepAt,
} from '../../db/store/application.ts';
import { judgeApplication } from '../../db/store/application-judgement.ts';
import { joiningSchoolOf } from '../../db/store/application-school.ts';
import { type CandidacyRow, findCandidacy, isNumberOf } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { openDuplicateCases } from '../../db/store/case-file-open.ts';
import { editionToday } from '../../db/store/facts-office.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { enterPrivate, samePrivateEntry } from './private-entry.ts';
import { privateData, requestAsked } from './request-asked.ts';

type Started = Output<'application.start'>;

/**
 * Prepares an application: a draft with the steps and the edition of today, frozen for it. A private candidate is entered
 * with it; look-alikes open a case, never a refusal. What is still missing is asked for when it is submitted.
 */
export const startApplication: CommandHandler<'application.start'> = {
  act: ({ candidacyId, request }, _prepared, context) => {
    if (request.kind === 'privateRegistration') {
      if (candidacyId !== null)
        return failed(invalid('candidacyId', '社会考生：随申请一起录入，不从已有的记录开始。打开新的申请'));
      return startPrivate(context, request);
    }
    if (candidacyId === null) return failed(invalid('candidacyId', '没有选考生。先找到考生，再开始申请'));
    return startFor(context, candidacyId, request);
  },
  changes: ['application', 'candidacy', 'caseFile'],
};

function startPrivate(
  context: CommandContext,
  form: Extract<ApplicationForm, { kind: 'privateRegistration' }>,
): Result<Started, Fault> {
  const data = privateData(form.data);
  const before = samePrivateEntry(context, data);
  const running = before && runningApplication(context.db, before.id, 'privateRegistration');
  if (running?.state === 'draft') return ok(started(running.id, running.version, running.candidacyId, []));
  // written first: a refusal takes everything back with the act
  const row = enterPrivate(context, data);
  const begun = begin(context, row, { kind: 'privateRegistration' });
  if (begun.ok) openDuplicateCases(context, row);
  return begun;
}

function startFor(context: CommandContext, candidacyId: string, form: ApplicationForm): Result<Started, Fault> {
  const { db, actor } = context;
  const reached = reachForStart(context, candidacyId, form);
  if (!reached.ok) return reached;
  const asked = requestAsked(form, candidateDataOf(db, reached.value));
  if (!asked.ok) return asked;
  const running = runningApplication(db, candidacyId, form.kind);
  if (!running) return begin(context, reached.value, asked.value);
  const isSame = running.request === JSON.stringify(asked.value) && running.startedBy === actor.userId;
  if (isSame && running.state === 'draft') return ok(started(running.id, running.version, candidacyId, []));
  const view = applicationView(running, reached.value, editionToday(db, context.clock.today()));
  return failed(alreadyRunning(view));
}

/** Beside the own pupils: the school that is joined files a transfer for somebody whose full number it has in hand (3.1c). */
function reachForStart(
  { db, actor }: CommandContext,
  candidacyId: string,
  form: ApplicationForm,
): Result<CandidacyRow, Fault> {
  const reached = reachCandidacy(db, actor, candidacyId);
  if (reached.ok || form.kind !== 'transfer' || actor.role !== 'schoolAdministrator') return reached;
  const row = findCandidacy(db, candidacyId);
  return row && isNumberOf(row, form.candidateNumber) ? ok(row) : reached;
}

function begin(context: CommandContext, candidacy: CandidacyRow, request: ApplicationRequest): Result<Started, Fault> {
  const { db, actor, clock, ids } = context;
  const kind: ApplicationKind = request.kind;
  const edition = editionToday(db, clock.today());
  const at = clock.now();
  const row = insertApplication(db, {
    id: ids.uuid(),
    version: 1,
    kind,
    state: 'draft',
    step: 0,
    steps: JSON.stringify(stepsOf(kind, candidacy.entryCategory as EntryCategory, edition)),
    candidacyId: candidacy.id,
    schoolId: candidacy.schoolId,
    classId: candidacy.classId,
    request: JSON.stringify(request),
    regulationEdition: edition.id,
    startedBy: actor.userId,
    startedAt: at,
    submittedAt: null,
    since: at,
    waitsUntil: null,
    reason: null,
    closedAt: null,
    joiningSchoolId: joiningSchoolOf(db, request)?.id ?? null,
    joiningClassId: null,
  });
  const { findings, result } = judgeApplication('application.amend', context, applicationView(row, candidacy, edition));
  if (!result.ok)
    return failed({ ...result.fault, title: `不能受理：${procedures[kind].label} ${candidacy.fullName}` });
  context.record({
    kind: 'application.started',
    subjectNoun: 'application',
    subjectId: row.id,
    candidacyId: candidacy.id,
    payload: { kind, request },
    findings,
  });
  return ok(started(row.id, row.version, candidacy.id, findings));
}

function started(applicationId: string, version: number, candidacyId: string, findings: readonly Finding[]): Started {
  return { applicationId, version, candidacyId, findings: openFindings(findings) };
}

function alreadyRunning(view: ApplicationView): Fault {
  const where = placeLabel(view.place.state, stepAt(view));
  return {
    kind: 'stale',
    message: `${view.candidacy.fullName}已有一件${procedures[view.kind].label}（${where}）。打开那一件接着办。`,
  };
}
