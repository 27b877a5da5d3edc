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
  /** the desk's work is kept and waits (teacher, document, guardian); the state stays as it is */
  | { readonly kind: 'held'; readonly waitsFor: readonly Finding[]; readonly flags: readonly string[] };

/** States in which a clerk can finish the desk's work, also ahead of the class teacher's approval (DESIGN §5). */
const atTheDesk: readonly CandidacyStatus[] = ['preRegistered', 'returned', 'awaitingCapture'];

/**
 * The clerk completes a pupil (deskCompletionRules). A block refuses; open `warn` findings need a reason in words; a hold
 * keeps shot and comparison until the fact is known: call again with fresh findings then, the pupil need not come back.
 */
export function decideCompletion(
  status: CandidacyStatus,
  findings: readonly Finding[],
  warnReason: string | null,
): Result<CompletionOutcome, ActRefusal> {
  const doing = '完成登记';
  if (!atTheDesk.includes(status)) return failed(closedHere(doing));
  const blocking = openFindings(findings, ['block']);
  if (blocking.length > 0) return failed(refusal(doing, blocking));
  const warnings = openFindings(findings, ['warn']);
  if (warnings.length > 0 && !warnReason?.trim()) {
    return failed({ kind: 'refused', title: '写明原因后才能完成登记', findings: warnings });
  }
  const waitsFor = openFindings(findings, ['hold']);
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
