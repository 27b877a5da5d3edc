import type { Fault } from '#shared/contract/faults.ts';
import type { ApplicationOutcome } from '#shared/domain/application-acts.ts';
import { isFinal } from '#shared/domain/application-status.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { RegionContext } from '../../platform/act.ts';
import { type ApplicationRow, type ApplicationView, saveApplication, stepAt } from './application.ts';
import { applyEffect } from './application-effect.ts';
import { appendStep, type StepAct } from './application-step.ts';

export type Move = {
  readonly act: Exclude<StepAct, 'amended'>;
  readonly outcome: ApplicationOutcome;
  readonly reason: string | null;
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
  const saved = saveApplication(db, view.row, {
    state: outcome.state,
    step: outcome.step,
    since: at,
    waitsUntil: outcome.waitsUntil ?? null,
    reason: act === 'returned' || act === 'rejected' || act === 'withdrawn' ? reason : null,
    ...(act === 'submitted' && { submittedAt: at }),
    closedAt: isFinal(outcome.state) ? at : null,
  });
  const { eventSeq } = record({
    kind: eventOf[act],
    subjectNoun: 'application',
    subjectId: saved.id,
    candidacyId: saved.candidacyId,
    payload: {
      kind: view.kind,
      step: stepAt(view),
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
    step: act === 'submitted' ? 0 : view.place.step,
    stepKind: act === 'submitted' ? view.steps[0] : stepAt(view),
    act,
    byUser: move.by.userId,
    byName: move.by.name,
    decisionId: move.decisionId ?? null,
    reason,
    at: move.decidedAt ?? at,
    eventSeq,
  });
  const done = applyEffect(context, view, outcome, move);
  return done.ok ? ok(saved) : done;
}
