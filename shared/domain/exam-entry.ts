import type { JudgedEntryAct } from '../labels/exam-entry-act.ts';
import { examEntryActLabel } from '../labels/exam-entry-act.ts';
import type { ExamSubject } from '../labels/exam-subject.ts';
import { failed, ok } from '../lib/result.ts';
import type { Decision } from './act-decision.ts';
import { closingFindings, type Finding, openFindings } from './finding.ts';

/** entered → entered (the next version names other subjects) → withdrawn → entered; every version is kept. */
export type ExamEntryState = 'entered' | 'withdrawn';

/** The paper of one version of an entry: not made, made to be signed, back with the signature. */
export const slipStates = ['none', 'printed', 'signed'] as const;
export type SlipState = (typeof slipStates)[number];

/** What a candidate chose for a sitting. `foreignLanguage` is null unless 外语 is among the subjects. */
export type EntryChoice = { readonly subjects: readonly ExamSubject[]; readonly foreignLanguage: string | null };

/** `flags`: what goes on with a mark, for the region to judge. */
export type ExamEntryOutcome = { readonly flags: readonly Finding[] };

/** Entering or withdrawing, unless a finding blocks or holds. Findings: examEntryRules or examEntryWithdrawalRules. */
export function decideExamEntry(
  act: JudgedEntryAct,
  fullName: string,
  findings: readonly Finding[],
): Decision<ExamEntryOutcome> {
  const closing = closingFindings(findings);
  if (closing.length === 0) return { findings, result: ok({ flags: openFindings(findings, ['flag']) }) };
  const title = `不能${examEntryActLabel(act)}：${fullName}`;
  return { findings, result: failed({ kind: 'refused', title, findings: closing }) };
}

/** True if both choices name the same subjects and language, in whatever order. */
export function isSameChoice(a: EntryChoice, b: EntryChoice): boolean {
  const sorted = (choice: EntryChoice) => [...choice.subjects].sort().join();
  return sorted(a) === sorted(b) && a.foreignLanguage === b.foreignLanguage;
}
