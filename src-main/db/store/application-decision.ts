import { isFinal, nextPlace } from '#shared/domain/application-status.ts';
import type { StepKind } from '#shared/domain/procedure-step.ts';
import { applicationStateLabel, placeLabel, stepLabel } from '#shared/labels/application.ts';
import type { RegionContext } from '../../platform/act.ts';
import { applicationView, findApplication, stepAt } from './application.ts';
import { takeCertificationBack } from './application-certification-back.ts';
import { canFollow } from './application-effect.ts';
import { moveApplication } from './application-move.ts';
import { agreedAside, openStepsOf } from './application-open-step.ts';
import { isDecisionTaken, stepsTaken } from './application-step.ts';
import { findCandidacy } from './candidacy.ts';
import { inSavepoint } from './candidacy-savepoint.ts';
import { editionOf } from './facts-office.ts';

/** A decision on a step that was made elsewhere: by the region, a league, or a school. */
export type StepDecision = {
  readonly decisionId: string;
  readonly applicationId: string;
  readonly step: StepKind;
  readonly outcome: 'agreed' | 'rejected' | 'returned';
  readonly reason: string | null;
  readonly decidedBy: string;
  readonly decidedAt: string;
  /** number that the region gives a private candidate (1.3.4) */
  readonly candidacyNo: string | null;
};

/** The reasons are Chinese sentences without full stop. */
export type StepDecisionOutcome =
  | { readonly state: 'applied'; readonly reason: null }
  | { readonly state: 'parked' | 'refused'; readonly reason: string };

/** Sent back elsewhere after this was decided; both instants are of those who decide elsewhere, no desk's clock is in it. */
function isOvertaken(db: RegionContext['db'], { applicationId, decidedAt }: StepDecision): boolean {
  return stepsTaken(db, applicationId).some(
    ({ act, decisionId, at }) => act === 'returned' && decisionId !== null && Date.parse(decidedAt) < Date.parse(at),
  );
}

const acts = { agreed: 'application.agree', rejected: 'application.reject', returned: 'application.return' } as const;
const applied = { state: 'applied', reason: null } as const;

/**
 * Takes in a decision that was made elsewhere, inside the act's transaction: state, event, step and effect. Once per
 * decision id. Parked while the application is not here or not at that step yet; refused where it never will be again.
 */
export function applyStepDecision(context: RegionContext, decision: StepDecision): StepDecisionOutcome {
  const { db } = context;
  if (isDecisionTaken(db, decision.decisionId)) return applied;
  const row = findApplication(db, decision.applicationId);
  const candidacy = row && findCandidacy(db, row.candidacyId);
  if (!row || !candidacy) return { state: 'parked', reason: '本机没有这件业务；由办理它的那台电脑读入' };
  const view = applicationView(row, candidacy, editionOf(context, row));
  if (decision.step === 'supplementaryRegister' && view.kind === 'recognitionOfResults')
    return takeCertificationBack(context, view, decision);
  if (isFinal(view.place.state))
    return { state: 'refused', reason: `这一件现在是“${applicationStateLabel(view.place.state)}”，不再接受决定` };
  // never parked: it would be taken for an answer to what was mended and sent again
  if (isOvertaken(db, decision))
    return { state: 'refused', reason: '这个决定作出以后，这一件又有过退回的决定；等对重新送去的这一份作出的决定' };
  const step = view.steps.indexOf(decision.step);
  // never parked: it would wait for ever for a step that does not come
  if (step < 0)
    return {
      state: 'refused',
      reason: `这一件没有“${stepLabel(decision.step)}”这一步，由本考区办理；报自治区核对编号`,
    };
  if (!openStepsOf(db, view).includes(step))
    return { state: 'parked', reason: `这一件还没有走到这一步（${placeLabel(view.place.state, stepAt(view))}）` };
  const next = nextPlace(view.place, acts[decision.outcome], view.steps, { step, before: agreedAside(db, view) });
  if (!next) return { state: 'refused', reason: '这一件的状态不接受这个决定' };
  if (decision.outcome === 'agreed' && !canFollow(db, view, next))
    return { state: 'refused', reason: '考生的记录已并入另一份或已结束，按现在的记录办' };
  const moved = inSavepoint(db, () =>
    moveApplication(context, view, {
      act: decision.outcome,
      outcome: next,
      reason: decision.reason,
      step,
      findings: [],
      by: { userId: null, name: decision.decidedBy },
      decisionId: decision.decisionId,
      decidedAt: decision.decidedAt,
      candidacyNo: decision.candidacyNo,
    }),
  );
  if (moved.ok) return applied;
  const reason = moved.fault.kind === 'stale' ? moved.fault.message.replace(/。$/u, '') : '现在还不能照这个决定办';
  return { state: 'parked', reason };
}
