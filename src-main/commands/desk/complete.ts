import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { Output, ParsedInput } from '#shared/contract/index.ts';
import { type Finding, openFindings } from '#shared/domain/finding.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { markAbsence } from '../../db/store/attendance.ts';
import { type CandidacyRow, type HeldCompletion, heldCompletionOf, saveCandidacy } from '../../db/store/candidacy.ts';
import { nextWaiting, pupilsOfClass } from '../../db/store/candidacy-class.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { findCapture } from '../../db/store/capture.ts';
import {
  type CompletionJudgement,
  completeCandidacy,
  isOpenForDesk,
  judgeCompletion,
} from '../../db/store/decision-completion.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

type Input = ParsedInput<'desk.complete'>;
type Completed = Output<'desk.complete'>;

/**
 * Completes a pupil at the desk (clauses 1.1.2, 1.3.4). Findings that block refuse it; where only the class teacher's
 * approval is missing, shot and confirmation are kept and it completes on approval (`held`). Pressed twice it answers the
 * same. Tells who is next in the class.
 */
export const completeAtDesk: CommandHandler<'desk.complete'> = {
  act: (input, _prepared, context) => {
    const { db, actor } = context;
    const reached = reachCandidacy(db, actor, input.candidacyId);
    if (!reached.ok) return reached;
    const row = reached.value;
    const repeated = sameWorkAgain(context, row, input);
    if (repeated) return ok(repeated);
    if (row.version !== input.version || !isOpenForDesk(row)) return failed(staleFault(db, row.id));
    const problem = captureProblem(context, row, input.captureId);
    if (problem) return failed(problem);
    const judgement = judgeCompletion(context, row, actor.userId, input.captureId);
    const { findings, result } = judgement;
    if (!result.ok) return result;
    const outcome = result.value;
    const warnReason = tidyReason(input.warnReason);
    const unexplained = warnReason === null ? warningsToExplain(findings) : null;
    if (unexplained) return failed(unexplained);
    const work = { captureId: input.captureId, clerkId: actor.userId, warnReason };
    const saved =
      outcome.kind === 'held'
        ? hold(context, row, judgement, work)
        : completeCandidacy(context, row, judgement, outcome, work);
    return ok({
      outcome: outcome.kind,
      candidacyNo: outcome.kind === 'held' ? null : saved.candidacyNo,
      findings: openFindings(findings),
      savedAt: saved.updatedAt,
      nextCandidacyId: nextOf(context, saved),
    });
  },
  changes: ['candidacy', 'capture', 'attendance'],
};

/** Shot, reading and confirmation stay as they are; only the approval is missing. */
function hold(
  context: CommandContext,
  row: CandidacyRow,
  judgement: CompletionJudgement,
  work: Pick<HeldCompletion, 'captureId' | 'clerkId' | 'warnReason'>,
): CandidacyRow {
  const { db, actor, clock } = context;
  const at = clock.now();
  const held: HeldCompletion = { ...work, at, revision: row.revision + 1, documentState: judgement.view.documentState };
  const saved = saveCandidacy(db, row, { heldCompletion: JSON.stringify(held) }, at);
  markAbsence(db, { candidacyId: row.id, kind: null, by: actor.userId, at });
  context.record({
    kind: 'candidacy.held',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { heldCompletion: held, reason: held.warnReason },
    findings: judgement.findings,
  });
  return saved;
}

/** The key pressed twice, or an answer that got lost: the same clerk, the same shot, already done. */
function sameWorkAgain(context: CommandContext, row: CandidacyRow, input: Input): Completed | null {
  const held = heldCompletionOf(row);
  const isSame = (clerkId: string | null) => clerkId === context.actor.userId;
  const again = { findings: [], savedAt: row.updatedAt, nextCandidacyId: nextOf(context, row) };
  if (row.status === 'completed' && isSame(row.capturedBy)) {
    const capture = findCapture(context.db, input.captureId);
    const used = capture?.state === 'used' && capture.candidacyId === row.id && capture.revision === row.revision;
    return used ? { outcome: 'completed', candidacyNo: row.candidacyNo, ...again } : null;
  }
  const sameHold = held?.captureId === input.captureId && isSame(held.clerkId) && row.status !== 'awaitingCapture';
  return sameHold && row.version !== input.version ? { outcome: 'held', candidacyNo: null, ...again } : null;
}

function captureProblem({ db }: CommandContext, row: CandidacyRow, captureId: string): Fault | null {
  const capture = findCapture(db, captureId);
  if (capture && capture.candidacyId === row.id && capture.state !== 'superseded') return null;
  return invalid('captureId', '照片：这一张不是这名学生现在的照片。看清照片后再按回车，或按空格重拍');
}

/** Warnings go on with a reason only; the form asks for it. */
function warningsToExplain(findings: readonly Finding[]): Fault | null {
  const warnings = openFindings(findings, ['warn']);
  if (warnings.length === 0) return null;
  const sentences = warnings.map((finding) => finding.sentence).join('；');
  return invalid('warnReason', `原因：${sentences}。核对后写一句原因再完成`);
}

function tidyReason(reason: string | null): string | null {
  const tidy = reason?.trim() ?? '';
  return tidy === '' ? null : tidy;
}

function nextOf({ db }: CommandContext, row: CandidacyRow): string | null {
  return row.classId === null ? null : nextWaiting(pupilsOfClass(db, row.classId), row.id);
}
