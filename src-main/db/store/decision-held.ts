import { type Finding, openFindings } from '#shared/domain/finding.ts';
import type { CommandContext } from '../../platform/act.ts';
import { type CandidacyRow, heldCompletionOf } from './candidacy.ts';
import { lastOpenFindings } from './decision.ts';
import { completeCandidacy, judgeCompletion } from './decision-completion.ts';

/**
 * Completes the desk work that waited for the class teacher, whether the approval was given here or came with a roster.
 * The rules run again on the day of the approval. Where they refuse, or warn of something that nobody gave a reason for
 * at the desk, the hold stays on a record that waits for capture: the desk has to look again. `row` is the approved
 * record as saved.
 */
export function completeWhatWaited(context: CommandContext, row: CandidacyRow): void {
  const held = heldCompletionOf(row);
  if (!held) return;
  const judgement = judgeCompletion(context, row, held.clerkId, held.captureId);
  const { result, findings } = judgement;
  if (result.ok && result.value.kind === 'completed' && !warnsOfMore(context, row, findings)) {
    completeCandidacy(context, row, judgement, result.value, held);
    return;
  }
  context.record({
    kind: 'candidacy.holdChecked',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { heldCompletion: held },
    findings,
  });
}

/** The clerk's reason answers the warnings that stood there then, and no others. */
function warnsOfMore({ db }: CommandContext, row: CandidacyRow, findings: readonly Finding[]): boolean {
  const answered = openFindings(lastOpenFindings(db, row.id, 'candidacy.held'), ['warn']).map((one) => one.ruleId);
  return openFindings(findings, ['warn']).some((one) => !answered.includes(one.ruleId));
}
