import { stateFinding } from '#shared/domain/act-decision.ts';
import { decideResubmission } from '#shared/domain/candidacy-acts.ts';
import { type Finding, openFindings } from '#shared/domain/finding.ts';
import { decideRecordChange } from '#shared/domain/record-change.ts';
import type { CandidacyRow } from './candidacy.ts';
import { type OfferedAct, offer, subjectOf } from './decision.ts';
import { type CompletionJudgement, isOpenForDesk, judgeCompletion } from './decision-completion.ts';
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
  const judgement = judgeCompletion(context, row, context.actor.userId, null);
  return {
    judgement,
    comparisons: [...judgement.view.comparisons],
    findings: openFindings(judgement.findings),
    acts: [
      offerCompletion(judgement),
      ...['desk.storeShot', 'desk.markAbsence'].map((act) => offerWhileOpen(act, row, judgement)),
      offerMending(row, judgement),
      offerMobileChange(row, judgement),
    ],
  };
}

function offerCompletion({ findings, result }: CompletionJudgement): OfferedAct {
  if (!result.ok) return { act: 'desk.complete', open: false, why: [...result.fault.findings] };
  return { act: 'desk.complete', open: true, why: openFindings(findings, ['block', 'hold', 'warn']) };
}

function offerWhileOpen(act: string, row: CandidacyRow, { view }: CompletionJudgement): OfferedAct {
  const open = isOpenForDesk(row);
  return { act, open, why: open ? [] : [stateFinding(subjectOf(row, view.edition.id))] };
}

function offerMobileChange(row: CandidacyRow, { view }: CompletionJudgement): OfferedAct {
  const act = 'mobileChange.perform';
  // the new number is not there yet: only the state can be against it
  const { result } = decideRecordChange(act, subjectOf(row, view.edition.id), []);
  return { act, open: result.ok, why: result.ok ? [] : [...result.fault.findings] };
}

function offerMending(row: CandidacyRow, { view }: CompletionJudgement): OfferedAct {
  // the form is not filled in yet: only the state can be against it
  return offer('preRegistration.enter', decideResubmission(subjectOf(row, view.edition.id), []));
}
