import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { Finding } from '#shared/domain/finding.ts';
import type { CandidacyRow } from './candidacy.ts';
import { type OfferedAct, offer, openFindings, stateFinding } from './decision.ts';
import { type CompletionJudgement, isOpenForDesk, judgeCompletion, refusingFindings } from './decision-completion.ts';
import type { ComparisonLine } from './facts-comparison.ts';
import type { FactsContext } from './facts-office.ts';

export type DeskState = {
  readonly judgement: CompletionJudgement;
  readonly comparisons: ComparisonLine[];
  /** what did not pass, block and hold first in the rules' order */
  readonly findings: Finding[];
  readonly acts: OfferedAct[];
};

/**
 * What the desk shows about a record at this moment: card against roster, findings, and which acts are open. Judged by
 * the same function as the act itself. `desk.complete` is open where it would end as held; `why` then says so.
 */
export function deskState(context: FactsContext, row: CandidacyRow): DeskState {
  const judgement = judgeCompletion(context, row, context.actor.userId);
  return {
    judgement,
    comparisons: [...judgement.view.comparisons],
    findings: openFindings(judgement.findings),
    acts: [
      offerCompletion(judgement),
      ...['desk.storeShot', 'desk.markAbsence'].map((act) => offerWhileOpen(act, row, judgement)),
      offerMending(row, judgement),
    ],
  };
}

function offerCompletion(judgement: CompletionJudgement): OfferedAct {
  if (judgement.outcome === 'refused') return { act: 'desk.complete', open: false, why: refusingFindings(judgement) };
  const why = judgement.findings.filter((f) => f.verdict !== 'pass' && f.consequence !== 'flag');
  return { act: 'desk.complete', open: true, why };
}

function offerWhileOpen(act: string, row: CandidacyRow, { view }: CompletionJudgement): OfferedAct {
  return offer(act, isOpenForDesk(row) ? [] : [stateFinding(row.status as CandidacyStatus, view.edition)]);
}

function offerMending(row: CandidacyRow, { view }: CompletionJudgement): OfferedAct {
  const open = row.status === 'returned';
  return offer('preRegistration.enter', open ? [] : [stateFinding(row.status as CandidacyStatus, view.edition)]);
}
