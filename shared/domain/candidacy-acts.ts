import { failed, ok } from '../lib/result.ts';
import {
  type ActOutcome,
  type ActSubject,
  type Decision,
  decideAct,
  decideByState,
  refusal,
  stateFinding,
} from './act-decision.ts';
import type { ApplicationKind } from './application-kind.ts';
import { type CandidacyAct, type CandidacyStatus, nextStatus } from './candidacy-status.ts';
import { closingFindings, type Finding, flagsOf } from './finding.ts';

/** The class teacher approves (1.3.3). Findings: teacherApprovalRules. */
export function decideTeacherApproval(subject: ActSubject, findings: readonly Finding[]): Decision {
  return decideByState('preRegistration.approve', subject, findings);
}

/** The class teacher returns with reasons (1.3.3). Findings: teacherReturnRules. */
export function decideTeacherReturn(subject: ActSubject, findings: readonly Finding[]): Decision {
  return decideByState('preRegistration.return', subject, findings);
}

/** Somebody new is entered in person (1.3.2): no state stands against it yet. Findings: assistedEntryRules. */
export function decideEntry(subject: Omit<ActSubject, 'status'>, findings: readonly Finding[]): Decision {
  return decideAct('preRegistration.resubmit', { ...subject, status: 'preRegistered' }, 'preRegistered', findings);
}

/** A returned record comes back mended. Findings: mendingRules. */
export function decideResubmission(subject: ActSubject, findings: readonly Finding[]): Decision {
  return decideByState('preRegistration.resubmit', subject, findings);
}

/** What completing at the desk came to. */
export type CompletionOutcome =
  /** completed at the desk: the candidacy moves on */
  | ({ readonly kind: 'completed' } & ActOutcome)
  /** the desk's work is finished and waits for somebody elsewhere; the state stays as it is */
  | { readonly kind: 'held'; readonly flags: readonly string[] };

/** States in which a clerk can do and finish the desk's work, also ahead of the class teacher's approval (DESIGN §5). */
export const atTheDesk: readonly CandidacyStatus[] = ['preRegistered', 'returned', 'awaitingCapture'];

/** True while the desk's work on a record is open: reading, shots, marks, completion. */
export function isAtTheDesk(status: CandidacyStatus): boolean {
  return atTheDesk.includes(status);
}

/**
 * The clerk completes a pupil (deskCompletionRules). Whatever blocks or holds refuses, except the rules in `mayWaitFor`
 * (completionMayWaitFor): what only those hold is kept and judged again when the fact is known, without a second visit.
 */
export function decideCompletion(
  subject: ActSubject,
  judged: readonly Finding[],
  mayWaitFor: readonly string[],
): Decision<CompletionOutcome> {
  const waits = (finding: Finding) => finding.consequence === 'hold' && mayWaitFor.includes(finding.ruleId);
  const standing = closingFindings(judged);
  const next = nextStatus(subject.status, 'desk.complete');
  // nothing stands against it, yet the state still waits for the teacher: the state has the last word
  const isOpen = isAtTheDesk(subject.status) && (standing.length > 0 || next !== null);
  const findings = isOpen ? judged : [stateFinding(subject), ...judged];
  const closing = closingFindings(findings).filter((finding) => !waits(finding));
  if (closing.length > 0) return { findings, result: failed(refusal('desk.complete', subject.fullName, closing)) };
  const flags = flagsOf(findings);
  const isHeld = standing.length > 0 || next === null;
  return { findings, result: ok(isHeld ? { kind: 'held', flags } : { kind: 'completed', next, flags }) };
}

/** The reviewer agrees to a completed record. Findings: reviewRules. */
export function decideReview(subject: ActSubject, findings: readonly Finding[]): Decision {
  return decideByState('review.approve', subject, findings);
}

/** Back to the desk with a reason: from review, from the release shelf, or refused by the region. No rule stands against it. */
export function decideReviewReturn(subject: ActSubject): Decision {
  return decideByState('review.return', subject, []);
}

/**
 * A new photo is ordered, by the region or a reviewer: back to the desk while the record is not in effect. Findings:
 * retakeRules; where they say why not, the bare state adds nothing.
 */
export function decideRetake(subject: ActSubject, findings: readonly Finding[]): Decision {
  const closing = closingFindings(findings);
  if (closing.length === 0) return decideByState('photo.orderRetake', subject, findings);
  return { findings, result: failed(refusal('photo.orderRetake', subject.fullName, closing)) };
}

/** The record leaves the house, by somebody who neither entered nor captured it. Findings: releaseRules. */
export function decideRelease(subject: ActSubject, findings: readonly Finding[]): Decision {
  return decideByState('release.perform', subject, findings);
}

/** What a receipt of the region does (stored, joined with another, refused); a second receipt finds the act closed. */
export function decideReceipt(subject: ActSubject, outcome: 'stored' | 'joined' | 'refused'): Decision {
  const act = { stored: 'sync.receive', joined: 'sync.join', refused: 'sync.refuse' } as const;
  return decideByState(act[outcome], subject, []);
}

/** The region accepts the revision it holds: the registration is in effect (DESIGN §1). */
export function decideTakingEffect(subject: ActSubject): Decision {
  return decideByState('sync.takeEffect', subject, []);
}

/** The region gives back a record that it has a receipt for (DESIGN §1: before *in effect* only). */
export function decideReturnByRegion(subject: ActSubject): Decision {
  return decideByState('sync.return', subject, []);
}

/** Acts that an application does to the candidacy it is about. */
export type ApplicationEffect = Extract<CandidacyAct, `${ApplicationKind}.${string}`>;

/** What an application does to its candidacy; the application itself was judged before (application-acts.ts). */
export function decideByApplication(act: ApplicationEffect, subject: ActSubject): Decision {
  return decideByState(act, subject, []);
}

/** Two records of one person: this one joins the other, while its own desk work is not finished. */
export function decideJoin(subject: ActSubject): Decision {
  return decideByState('case.join', subject, []);
}
