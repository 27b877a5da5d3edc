import type { Fault } from '../contract/faults.ts';
import { candidacyActLabel } from '../labels/candidacy-act.ts';
import { candidacyStatusLabel } from '../labels/status.ts';
import { failed, ok, type Result } from '../lib/result.ts';
import { type CandidacyAct, type CandidacyStatus, nextStatus } from './candidacy-status.ts';
import { closingFindings, type Finding, flagsOf } from './finding.ts';

/** The record an act is about. `edition` is the edition it is judged by. */
export type ActSubject = {
  readonly status: CandidacyStatus;
  /** 社会考生; absent = enrolled */
  readonly isPrivate?: boolean;
  readonly fullName: string;
  readonly edition: string;
};

/** Why an act did not go through: the contract's fault with every finding that stands in the way. */
export type ActRefusal = Extract<Fault, { kind: 'refused' }>;

/** What an act does to the candidacy. `flags` = rule ids that travel with the record for reviewer and region. */
export type ActOutcome = { readonly next: CandidacyStatus; readonly flags: readonly string[] };

/** A decision with what it rests on: the rules' findings and, where the state does not know the act, the house's. */
export type Decision<Outcome = ActOutcome> = {
  readonly findings: readonly Finding[];
  readonly result: Result<Outcome, ActRefusal>;
};

/** A rule of the house: the record's state does not know the act. Which state it is, and what to do. */
export function stateFinding({ status, isPrivate, edition }: ActSubject): Finding {
  const state = candidacyStatusLabel(status, isPrivate === true);
  return {
    ruleId: 'house.state',
    title: '记录的状态容许这样办',
    clauses: [],
    verdict: 'fail',
    consequence: 'block',
    sentence: `这份记录现在是“${state}”`,
    next: nextStep(status),
    field: null,
    facts: [{ name: 'status', label: '考籍状态', value: state }],
    edition,
  };
}

function nextStep(status: CandidacyStatus): string {
  if (status === 'joined') return '这份已并入另一份记录：按姓名或号码查找，在那一份上办';
  return nextStatus(status, 'review.return') === null
    ? '看记录的经过，按现在的状态办下一步'
    : '看记录的经过；要改的，由审核员退回登记台后再办';
}

/** A rule of the house: the record left for another desk of the office, which reviews and releases it. */
export function handedOverFinding({ edition }: ActSubject): Finding {
  return {
    ruleId: 'house.handedOver',
    title: '记录在本机审核、放行',
    clauses: [],
    verdict: 'fail',
    consequence: 'block',
    sentence: '这份记录已经写进数据包，交给同办公室另一台登记台了',
    next: '由那一台审核、放行；数据包没有送到的，在“同办公室的登记台”里再写一次；要在本机改，先退回登记台',
    field: null,
    facts: [],
    edition,
  };
}

/** A rule of the house: people have not decided yet whether the record is somebody else's too; `cases` > 0. */
export function openCaseFinding({ edition }: ActSubject, cases: number): Finding {
  return {
    ruleId: 'house.openCase',
    title: '没有待决定的“疑似同一人与待核对”',
    clauses: [],
    verdict: 'fail',
    consequence: 'hold',
    sentence: `有 ${cases} 件“疑似同一人与待核对”还没有决定`,
    next: '由审核员在“疑似同一人与待核对”里核对后决定，决定了就能办',
    field: null,
    facts: [{ name: 'openCases', label: '没有决定的', value: `${cases} 件` }],
    edition,
  };
}

/** A rule of the house: the photo in use is missing on this desk, or is not what its hash says. */
export function damagedPhotoFinding({ edition }: ActSubject): Finding {
  return {
    ruleId: 'house.damagedPhoto',
    title: '照片在本机完好',
    clauses: [],
    verdict: 'fail',
    consequence: 'block',
    sentence: '照片在本机已损坏，与拍照时的校验值不符',
    next: '由审核员退回登记台，重新拍照',
    field: null,
    facts: [],
    edition,
  };
}

/** The refusal of an act on somebody's record, for the findings that close it. */
export function refusal(act: CandidacyAct, fullName: string, closing: readonly Finding[]): ActRefusal {
  return { kind: 'refused', title: `不能${candidacyActLabel(act)}：${fullName}`, findings: closing };
}

/** An act that leads to `next` unless a finding blocks or holds; `next` null = the state does not know the act. */
export function decideAct(
  act: CandidacyAct,
  subject: ActSubject,
  next: CandidacyStatus | null,
  judged: readonly Finding[],
): Decision {
  const findings = next === null ? [stateFinding(subject), ...judged] : judged;
  const closing = closingFindings(findings);
  if (next === null || closing.length > 0) return { findings, result: failed(refusal(act, subject.fullName, closing)) };
  return { findings, result: ok({ next, flags: flagsOf(findings) }) };
}

/** An act that the state table knows or does not know, and that needs nothing else but its rules. */
export function decideByState(act: CandidacyAct, subject: ActSubject, judged: readonly Finding[]): Decision {
  return decideAct(act, subject, nextStatus(subject.status, act), judged);
}
