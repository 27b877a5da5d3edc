import { isFinal, nextPlace } from '#shared/domain/application-status.ts';
import type { RegionContext } from '../../platform/act.ts';
import { type ApplicationView, stepAt } from './application.ts';
import type { StepDecision, StepDecisionOutcome } from './application-decision.ts';
import { moveApplication } from './application-move.ts';
import { inSavepoint } from './candidacy-savepoint.ts';
import { openConflict } from './case-file-conflict.ts';
import { insertRecognitionWithdrawal, recognisedResultsOf, withdrawalOf } from './recognised-result.ts';

const applied = { state: 'applied', reason: null } as const;
const refused = (reason: string): StepDecisionOutcome => ({ state: 'refused', reason });

/**
 * The region takes back a certification of results that was wrong (4.2b, 4.2c): a decision of its on the step behind its own,
 * whether the school has registered by then or not. What was certified stays written and counts no longer; an application
 * that waits for the school ends, and the right one is applied for anew. Once per application.
 */
export function takeCertificationBack(
  context: RegionContext,
  view: ApplicationView,
  decision: StepDecision,
): StepDecisionOutcome {
  const { db } = context;
  const { state } = view.place;
  const before = withdrawalOf(db, view.row.id);
  if (before) return before.decisionId === decision.decisionId ? applied : refused('这一件的认证已经收回过');
  if (decision.outcome !== 'rejected' || decision.reason === null)
    return refused('补注册由转入学校办；自治区收回认证用“不予同意”，写明原因');
  const isAtSchool = state === 'atStep' && stepAt(view) === 'supplementaryRegister';
  if (state !== 'carriedOut' && !isAtSchool)
    return isFinal(state)
      ? refused('这一件已经结束，没有认证可收回')
      : { state: 'parked', reason: '这一件还没有认证，等认证的决定到了再收回' };
  if (isAtSchool) {
    const outcome = nextPlace(view.place, 'application.reject', view.steps, { step: view.place.step, before: [] });
    if (!outcome) return refused('这一件的状态不接受这个决定');
    const { reason, decidedBy, decidedAt, decisionId } = decision;
    const by = { userId: null, name: decidedBy };
    const move = { act: 'rejected', outcome, reason, findings: [], by, decisionId, decidedAt } as const;
    const moved = inSavepoint(db, () => moveApplication(context, view, move));
    if (!moved.ok) return { state: 'parked', reason: '现在还不能照这个决定办' };
  }
  withdraw(context, view, decision);
  return applied;
}

function withdraw(context: RegionContext, { row, candidacy, place }: ApplicationView, decision: StepDecision): void {
  const { db, record } = context;
  const { decisionId, decidedBy, decidedAt } = decision;
  const reason = decision.reason ?? '';
  const results = recognisedResultsOf(db, candidacy.id).filter((one) => one.applicationId === row.id);
  const { eventSeq } = record({
    kind: 'recognition.withdrawn',
    subjectNoun: 'candidacy',
    subjectId: candidacy.id,
    payload: {
      applicationId: row.id,
      decisionId,
      reason,
      decidedBy,
      decidedAt,
      results: results.map(({ subject, outcome }) => ({ subject, outcome })),
    },
  });
  insertRecognitionWithdrawal(db, { applicationId: row.id, decisionId, reason, decidedBy, decidedAt, eventSeq });
  if (place.state !== 'carriedOut') return;
  // entries and certificates that rest on them are for people: nothing of them is undone
  const sentence = `${decidedBy}收回了${candidacy.fullName}的外省成绩认证：${reason}。这些成绩不再算数，记录和已办的不动。核对选课报名和已出具的成绩证明，成绩对的重新申请认证`;
  openConflict(context, { kind: 'regionConflict', about: decisionId, sentence, candidacyIds: [candidacy.id] });
}
