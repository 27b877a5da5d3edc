import type { Output } from '#shared/contract/index.ts';
import { isFinal } from '#shared/domain/application-status.ts';
import type { EvidenceKind } from '#shared/domain/evidence-kind.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { isElsewhere } from '#shared/domain/procedure-step.ts';
import { evidenceLabel, stepLabel } from '#shared/labels/application.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import { recordRules } from '#shared/regulation/record-rules.ts';
import { accountById } from './account.ts';
import type { ApplicationForm, ApplicationView } from './application.ts';
import { evidenceGiven, evidenceOf } from './application-evidence.ts';
import { applicationFacts } from './application-facts.ts';
import { judgeApplication } from './application-judgement.ts';
import { applicationLine } from './application-line.ts';
import { dueAct, offerRules } from './application-offers.ts';
import { agreedAside, openStepsOf } from './application-open-step.ts';
import { openClasses } from './application-school.ts';
import { type ApplicationStepRow, stepsTaken } from './application-step.ts';
import { changesInWords, particularsOf } from './application-words.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { toldToRegion } from './change-message.ts';
import type { FactsContext } from './facts-office.ts';
import { editionById } from './office.ts';

type Sheet = Output<'application.sheet'>;

/** Everything about one application: what is asked, how far it is, who did what, evidence, and what stands against it. */
export function applicationSheet(context: FactsContext, view: ApplicationView): Sheet {
  const { db } = context;
  const facts = applicationFacts(context, view);
  const line = applicationLine(context, view, facts);
  const taken = stepsTaken(db, view.row.id);
  const given = evidenceGiven(db, view.row.id);
  const due = dueAct(view);
  const open = { ...facts, applicantPresent: true };
  const findings = due ? judgeApplication(due, context, view, open, offerRules(due, context, view)).findings : [];
  const needed: readonly EvidenceKind[] = procedures[view.kind].evidence;
  const mayAmend = line.acts.some((offered) => offered.act === 'application.amend' && offered.open);
  return {
    line,
    changes: changesInWords(db, view.request),
    particulars: particularsOf(db, view),
    request: mayAmend ? formOf(context, view) : null,
    steps: chainOf(db, view, taken),
    timeline: timelineOf(context, view, taken),
    evidence: evidenceOf(db, view.row.id),
    told: toldToRegion(db, view.row.id),
    joiningClasses: joiningClassesFor(context, view),
    evidenceNeeded: needed.map((kind) => ({ kind, label: evidenceLabel(kind), given: given.includes(kind) })),
    findings: worthShowing(findings),
    editionLabel: editionById(db, view.edition.id)?.label ?? view.edition.id,
  };
}

/** What stands against it, and what was looked at especially for it; the record's own rules only where they speak. */
function worthShowing(findings: readonly Finding[]): Finding[] {
  const ofEveryRecord = new Set(recordRules.map((rule) => rule.id));
  return findings.filter((finding) => finding.verdict !== 'pass' || !ofEveryRecord.has(finding.ruleId));
}

function formOf({ db }: FactsContext, { request, candidacy }: ApplicationView): ApplicationForm {
  if (request.kind === 'correction') return { kind: 'correction', changes: request.changes };
  if (request.kind === 'transfer') {
    const { joiningSchool, applicant } = request;
    return { kind: 'transfer', joiningSchool, applicant, candidateNumber: null };
  }
  if (request.kind === 'recognitionOfResults')
    return { ...request, lines: request.lines.map(({ mappedBy: _, ...line }) => line) };
  if (request.kind !== 'privateRegistration') return request;
  const data = candidateDataOf(db, candidacy);
  return { kind: 'privateRegistration', data: { ...data, resume: [...data.resume], family: [...data.family] } };
}

/** Only the school that the pupil joins names a class, and only when it is asked. */
function joiningClassesFor(context: FactsContext, view: ApplicationView): Sheet['joiningClasses'] {
  const { actor, db } = context;
  const isTheirs = actor.schoolId !== null && actor.schoolId === view.row.joiningSchoolId;
  const step = openStepsOf(db, view).find((one) => view.steps[one] === 'joiningSchoolAgree');
  return isTheirs && actor.role === 'schoolAdministrator' && step !== undefined
    ? openClasses(db, actor.schoolId)
    : null;
}

function chainOf(db: FactsContext['db'], view: ApplicationView, taken: readonly ApplicationStepRow[]): Sheet['steps'] {
  const { steps, place } = view;
  const isOver = isFinal(place.state);
  const aside = isOver ? [] : agreedAside(db, view);
  const open = openStepsOf(db, view);
  const standsAt = place.state === 'draft' || place.state === 'returned' ? 0 : place.step;
  return steps.map((kind, index) => {
    const isDone = index < standsAt || (isOver && index === standsAt) || aside.includes(index);
    const state = isDone ? 'done' : index === standsAt || open.includes(index) ? 'now' : 'later';
    const last = taken.findLast((one) => one.step === index && (isOver ? endings : agreements).includes(one.act));
    const done = state === 'done' ? last : undefined;
    return {
      label: stepLabel(kind),
      state,
      at: done?.at ?? null,
      who: done?.byName ?? null,
      elsewhere: done ? done.decisionId !== null : isElsewhere(kind),
    };
  });
}

const agreements: readonly string[] = ['submitted', 'agreed'];
const endings: readonly string[] = [...agreements, 'rejected', 'withdrawn'];

const stepActs: Readonly<Record<string, (step: string) => string>> = {
  amended: () => '修改',
  submitted: () => '提交',
  windowOpened: () => '窗口开放，进入办理',
  agreed: (step) => step,
  returned: (step) => `${step}：退回补正`,
  rejected: (step) => `${step}：不予同意`,
  withdrawn: () => '撤回',
};

function timelineOf(
  { db }: FactsContext,
  { row }: ApplicationView,
  taken: readonly ApplicationStepRow[],
): Sheet['timeline'] {
  const started = {
    at: row.startedAt,
    who: accountById(db, row.startedBy)?.displayName ?? '',
    what: '开始准备',
    elsewhere: false,
    reason: null,
  };
  return [
    started,
    ...taken.map((one) => ({
      at: one.at,
      who: one.byName,
      what: stepActs[one.act]?.(stepLabel(one.stepKind as Parameters<typeof stepLabel>[0])) ?? one.act,
      elsewhere: one.decisionId !== null,
      reason: one.reason,
    })),
  ];
}
