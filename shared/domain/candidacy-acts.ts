import { failed, ok, type Result } from '../lib/result.ts';
import {
  type ActOutcome,
  type ActRefusal,
  closedHere,
  decideAct,
  flagsOf,
  openFindings,
  refusal,
} from './act-decision.ts';
import { type CandidacyStatus, nextStatus } from './candidacy-status.ts';
import type { Finding } from './finding.ts';

type Decision = Result<ActOutcome, ActRefusal>;

/** The class teacher approves (1.3.3). Findings: teacherApprovalRules. */
export function decideTeacherApproval(status: CandidacyStatus, findings: readonly Finding[]): Decision {
  return decideAct('preRegistration.approve', '通过预注册', status, findings);
}

/** The class teacher returns with reasons (1.3.3). Findings: teacherReturnRules. */
export function decideTeacherReturn(status: CandidacyStatus, findings: readonly Finding[]): Decision {
  return decideAct('preRegistration.return', '退回预注册', status, findings);
}

/** A returned record comes back mended. Findings: assistedEntryRules. */
export function decideResubmission(status: CandidacyStatus, findings: readonly Finding[]): Decision {
  return decideAct('preRegistration.resubmit', '重新提交预注册', status, findings);
}

/** What completing at the desk came to. */
export type CompletionOutcome =
  /** completed at the desk: the candidacy moves on */
  | ({ readonly kind: 'completed' } & ActOutcome)
  /** the desk's work is finished and waits for somebody elsewhere; the state stays as it is */
  | { readonly kind: 'held'; readonly waitsFor: readonly Finding[]; readonly flags: readonly string[] };

/** States in which a clerk can finish the desk's work, also ahead of the class teacher's approval (DESIGN §5). */
const atTheDesk: readonly CandidacyStatus[] = ['preRegistered', 'returned', 'awaitingCapture'];

/**
 * The clerk completes a pupil (deskCompletionRules). Whatever blocks or holds refuses, except the rules in `mayWaitFor`
 * (completionMayWaitFor): what those hold is kept and judged again when the fact is known, without a second visit. Open
 * `warn` findings need a reason in words.
 */
export function decideCompletion(
  status: CandidacyStatus,
  findings: readonly Finding[],
  warnReason: string | null,
  mayWaitFor: readonly string[],
): Result<CompletionOutcome, ActRefusal> {
  const doing = '完成登记';
  if (!atTheDesk.includes(status)) return failed(closedHere(doing));
  const stopping = openFindings(findings, ['block', 'hold']);
  const waitsFor = stopping.filter((finding) => finding.consequence === 'hold' && mayWaitFor.includes(finding.ruleId));
  if (waitsFor.length < stopping.length) return failed(refusal(doing, stopping));
  const warnings = openFindings(findings, ['warn']);
  if (warnings.length > 0 && !warnReason?.trim()) {
    return failed({ kind: 'refused', title: '写明原因后才能完成登记', findings: warnings });
  }
  if (waitsFor.length > 0) return ok({ kind: 'held', waitsFor, flags: flagsOf(findings) });
  const next = nextStatus(status, 'desk.complete');
  // nothing holds it, yet the state still waits for the teacher: the approval came in between
  if (next === null) return failed(closedHere(doing));
  return ok({ kind: 'completed', next, flags: flagsOf(findings) });
}

/** The reviewer agrees to a completed record. Findings: reviewRules. */
export function decideReview(status: CandidacyStatus, findings: readonly Finding[]): Decision {
  return decideAct('review.approve', '通过审核', status, findings);
}

/** Back to the desk with a reason: from review, from the release shelf, or refused by the region. No rule stands against it. */
export function decideReviewReturn(status: CandidacyStatus): Decision {
  return decideAct('review.return', '退回登记台', status, []);
}

/** The record leaves the house, by somebody who neither entered nor captured it. Findings: releaseRules. */
export function decideRelease(status: CandidacyStatus, findings: readonly Finding[]): Decision {
  return decideAct('release.perform', '放行', status, findings);
}

/** What a receipt of the region does (stored, joined with another, refused); a second receipt finds the act closed. */
export function decideReceipt(status: CandidacyStatus, outcome: 'stored' | 'joined' | 'refused'): Decision {
  const act = { stored: 'sync.receive', joined: 'sync.join', refused: 'sync.refuse' } as const;
  return decideAct(act[outcome], '登记回执', status, []);
}
