import type { Fault } from '#shared/contract/faults.ts';
import type { ApplicationOutcome } from '#shared/domain/application-acts.ts';
import { isFinal, nextPlace } from '#shared/domain/application-status.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { RegionContext } from '../../platform/act.ts';
import {
  type ApplicationRow,
  type ApplicationView,
  applicationView,
  otherRunning,
  saveApplication,
  stepAt,
} from './application.ts';
import { applyEffect } from './application-effect.ts';
import { appendStep, type StepAct } from './application-step.ts';
import { tellApplication } from './application-told.ts';
import { findCandidacy } from './candidacy.ts';
import { editionOf } from './facts-office.ts';

export type Move = {
  readonly act: Exclude<StepAct, 'amended'>;
  readonly outcome: ApplicationOutcome;
  readonly reason: string | null;
  /** of steps side by side the one that this is about; left out = where it stands */
  readonly step?: number;
  /** the class that the joining school names with its agreement */
  readonly joiningClassId?: string | null;
  readonly findings: readonly Finding[];
  /** who did it: an account here, or somebody elsewhere by name */
  readonly by: { readonly userId: string | null; readonly name: string };
  /** of a decision made elsewhere */
  readonly decisionId?: string;
  readonly decidedAt?: string;
  readonly candidacyNo?: string | null;
};

const eventOf = {
  submitted: 'application.submitted',
  windowOpened: 'application.windowOpened',
  agreed: 'application.agreed',
  returned: 'application.returned',
  rejected: 'application.rejected',
  withdrawn: 'application.withdrawn',
} as const;

/**
 * Moves an application to where a decision leads: state, event, step taken, and what it does to the candidacy, in the
 * transaction of the act. A fault means that nothing may be kept.
 */
export function moveApplication(
  context: RegionContext,
  view: ApplicationView,
  move: Move,
): Result<ApplicationRow, Fault> {
  const { db, clock, record } = context;
  const { act, outcome, reason } = move;
  const at = clock.now();
  const step = act === 'submitted' ? 0 : (move.step ?? view.place.step);
  const saved = saveApplication(db, view.row, {
    state: outcome.state,
    step: outcome.step,
    since: at,
    waitsUntil: outcome.waitsUntil ?? null,
    reason: act === 'returned' || act === 'rejected' || act === 'withdrawn' ? reason : null,
    ...(act === 'submitted' && { submittedAt: at }),
    closedAt: isFinal(outcome.state) ? at : null,
    ...(move.joiningClassId && { joiningClassId: move.joiningClassId }),
  });
  const { eventSeq } = record({
    kind: eventOf[act],
    subjectNoun: 'application',
    subjectId: saved.id,
    candidacyId: saved.candidacyId,
    payload: {
      kind: view.kind,
      step: act === 'submitted' ? stepAt(view) : (view.steps[step] ?? stepAt(view)),
      state: outcome.state,
      reason,
      ...(act === 'submitted' && { request: view.request, waitsUntil: outcome.waitsUntil ?? null }),
      ...(move.decisionId !== undefined && {
        decisionId: move.decisionId,
        decidedBy: move.by.name,
        decidedAt: move.decidedAt,
        candidacyNo: move.candidacyNo ?? null,
      }),
    },
    findings: move.findings,
  });
  appendStep(db, {
    applicationId: saved.id,
    step,
    stepKind: view.steps[step] ?? stepAt(view),
    act,
    byUser: move.by.userId,
    byName: move.by.name,
    decisionId: move.decisionId ?? null,
    reason,
    at: move.decidedAt ?? at,
    eventSeq,
  });
  const done = applyEffect(context, { ...view, row: saved }, outcome, move);
  if (!done.ok) return done;
  // what came as a decision made elsewhere is known there
  if (move.decisionId === undefined) {
    const moved = applicationView(saved, findCandidacy(db, saved.candidacyId) ?? view.candidacy, view.edition);
    tellApplication(context, moved, { by: move.by, eventSeq });
  }
  if (done.value.othersEnd !== null) endOthers(context, view, done.value.othersEnd, move.by);
  return ok(saved);
}

/** The record leaves this office: what else is under way for it ends with the reason, by whoever moved it. */
function endOthers(context: RegionContext, view: ApplicationView, reason: string, by: Move['by']): void {
  const candidacy = findCandidacy(context.db, view.candidacy.id) ?? view.candidacy;
  for (const row of otherRunning(context.db, view.row)) {
    const other = applicationView(row, candidacy, editionOf(context, row));
    const outcome = nextPlace(other.place, 'application.withdraw', other.steps);
    if (outcome) moveApplication(context, other, { act: 'withdrawn', outcome, reason, findings: [], by });
  }
}
