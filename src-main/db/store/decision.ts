import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { type CandidacyAct, type CandidacyStatus, nextStatus } from '#shared/domain/candidacy-status.ts';
import { type Finding, stopsAct } from '#shared/domain/finding.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import { closingFindings, explain } from '#shared/regulation/explain.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import type { Edition } from '#shared/regulation/parameters.ts';
import type { DeskDb } from '../open.ts';

export type OfferedAct = Output<'desk.open'>['acts'][number];

/** How an act is named in a sentence: 不能…. */
const actWords = {
  'preRegistration.approve': '审核通过',
  'preRegistration.return': '退回学生',
  'preRegistration.resubmit': '当面录入',
  'desk.complete': '完成登记',
  'review.approve': '审核同意',
  'review.return': '退回登记台',
  'release.perform': '放行',
  'sync.receive': '收下',
  'sync.refuse': '退回',
  'sync.join': '并入',
  'case.join': '并入',
} as const satisfies Record<CandidacyAct, string>;

/**
 * The findings about one act on one record: every rule of the act's set and, where the record's state does not know the
 * act, a rule of the house that says so. Offered acts and the acts themselves are judged here and nowhere else.
 */
export function judgeAct(
  act: CandidacyAct,
  rules: readonly Rule[],
  facts: CandidacyFacts & { readonly status: CandidacyStatus },
  edition: Edition,
): Finding[] {
  const findings = check(rules, facts, edition);
  return nextStatus(facts.status, act) === null ? [stateFinding(facts.status, edition), ...findings] : findings;
}

/** The record's state does not know the act: which state it is, and what to do. */
export function stateFinding(status: CandidacyStatus, edition: Edition): Finding {
  const state = candidacyStatusLabel(status);
  return {
    ruleId: 'house.state',
    title: '记录的状态容许这样办',
    clauses: [],
    verdict: 'fail',
    consequence: 'block',
    sentence: `这份记录现在是“${state}”`,
    next: '看记录的经过；要改的，由审核员退回登记台后再办',
    field: null,
    facts: [{ name: 'status', label: '考籍状态', value: state }],
    edition: edition.id,
  };
}

/** The findings that did not pass, as they are shown and stored with the decision of the record. */
export function openFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.verdict !== 'pass');
}

/** Codes that travel with the record to reviewer and region: everything that went on with a flag or a warning. */
export function flagsFrom(findings: readonly Finding[]): string[] {
  const marked = openFindings(findings).filter((f) => f.consequence === 'flag' || f.consequence === 'warn');
  return [...new Set(marked.map((finding) => finding.ruleId))];
}

/** An act as a screen offers it: open, or closed with every reason. */
export function offer(act: string, findings: readonly Finding[]): OfferedAct {
  const closing = closingFindings(findings);
  return { act, open: closing.length === 0, why: closing };
}

/** The fault `refused` with every finding that stands in the way, or null where nothing does. */
export function refusal(act: CandidacyAct, fullName: string, findings: readonly Finding[]): Fault | null {
  if (!stopsAct(findings)) return null;
  return { kind: 'refused', title: `不能${actWords[act]}：${fullName}`, findings: closingFindings(findings) };
}

/** One sentence for a line of an act on many: the first reason, and how many more there are. */
export function refusalSentence(act: CandidacyAct, findings: readonly Finding[]): string {
  const closing = closingFindings(findings);
  const [first] = closing;
  if (!first) return '';
  const more = closing.length > 1 ? `（另有 ${closing.length - 1} 项）` : '';
  return `${explain(first, actWords[act])}${more}`;
}

/** A fault in one sentence, for a line of an act on many. */
export function faultSentence(act: CandidacyAct, fault: Fault): string {
  switch (fault.kind) {
    case 'refused':
      return refusalSentence(act, fault.findings);
    case 'invalid':
      return fault.problems.map((problem) => problem.message).join('；');
    case 'stale':
    case 'forbidden':
    case 'locked':
    case 'broken':
      return fault.message;
  }
}

/** Findings of the last decision that was made with an event of this kind, or an empty list. */
export function lastFindings(db: DeskDb, candidacyId: string, eventKind: string): Finding[] {
  const row = db
    .statement(
      `SELECT d.findings FROM decision_record d JOIN event e ON e.seq = d.event_seq
       WHERE d.candidacy_id = ? AND e.kind = ? ORDER BY d.event_seq DESC LIMIT 1`,
    )
    .get(candidacyId, eventKind) as { findings: string } | undefined;
  return row ? (JSON.parse(row.findings) as Finding[]) : [];
}

/** What the rules found when the record was last completed, one sentence each: the short form for lists. */
export function completionSentences(db: DeskDb, candidacyId: string): string[] {
  const content = db
    .statement(
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.subject_id = ? AND e.kind = 'candidacy.completed' ORDER BY e.seq DESC LIMIT 1`,
    )
    .pluck()
    .get(candidacyId) as string | null | undefined;
  return content ? ((JSON.parse(content) as { sentences?: string[] }).sentences ?? []) : [];
}
