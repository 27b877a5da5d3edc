import { type RosterField, rosterFieldLabel } from '#shared/domain/roster-field.ts';
import type { RosterProblem } from '#shared/domain/roster-problem.ts';
import type { ResultLine } from '#shared/domain/roster-result-row.ts';
import type { ReadRow } from '#shared/domain/roster-row.ts';
import { examSubjectLabel } from '#shared/labels/exam-subject.ts';
import { nameKey } from '#shared/lib/names.ts';
import type { DeskDb } from '../../db/open.ts';
import type { JudgedRow } from '../../db/store/roster-row.ts';
import { holdersOfCandidacyNo, resultsOf } from '../../db/store/subject-result.ts';

/** A row with the candidate whose number it names; null where the row stays out. */
export type MatchedResult = ReadRow<ResultLine> & { readonly candidacyId: string | null };

const words = { pass: '合格', fail: '不合格' } as const;

/** Finds the candidate of a row by a number held now or once, and holds the name against it. */
export function holderOf(db: DeskDb, read: ReadRow<ResultLine>): MatchedResult {
  const { record } = read;
  if (!record) return { ...read, candidacyId: null };
  const holders = holdersOfCandidacyNo(db, record.candidacyNo);
  if (holders.length === 0) {
    const sentence = '库里没有这个考籍号。对照成绩单看有没有抄错；是外旗县的考生，删去这一行';
    return out(read, 'candidacyNo', record.candidacyNo, 'candidacyNoUnknown', sentence);
  }
  const holder = holders.find((one) => one.nameKey === nameKey(record.fullName));
  if (holder) return { ...read, candidacyId: holder.id };
  const known = holders.map((one) => one.fullName).join('、');
  const sentence = `这个考籍号在库里是${known}的。对照证件看是号码还是姓名写错；改过名的，文件里写现在的姓名`;
  return out(read, 'fullName', record.fullName, 'nameDiffers', sentence);
}

/**
 * Rows of one candidate, sitting and subject with different outcomes, by their place: none of them goes in. A row that only
 * repeats an earlier one stays out as well.
 */
export function contradictions(rows: readonly MatchedResult[]): ReadonlyMap<number, MatchedResult> {
  const groups = new Map<string, number[]>();
  for (const [at, { candidacyId, record }] of rows.entries()) {
    if (!record || candidacyId === null) continue;
    const key = `${candidacyId} ${record.subject} ${record.sitting}`;
    groups.set(key, [...(groups.get(key) ?? []), at]);
  }
  const changed = new Map<number, MatchedResult>();
  for (const places of groups.values()) {
    const same = places.flatMap((at) => rows[at] ?? []);
    const differ = new Set(same.map((row) => row.record?.outcome)).size > 1;
    for (const [nth, at] of places.entries()) {
      const row = rows[at];
      if (!row || (!differ && nth === 0)) continue;
      const others = same.filter((other) => other.row !== row.row).map((other) => other.row);
      if (others.length > 0) changed.set(at, repeated(row, others, differ));
    }
  }
  return changed;
}

function repeated(row: MatchedResult, others: readonly number[], differ: boolean): MatchedResult {
  const where = `第 ${others.slice(0, 3).join('、')} 行`;
  const subject = row.record ? examSubjectLabel(row.record.subject) : '';
  const outcome = row.record ? words[row.record.outcome] : '';
  return differ
    ? out(
        row,
        'outcome',
        outcome,
        'contradicts',
        `与${where}矛盾：同一人同一考次的${subject}结果不同。向自治区问清，只留对的一行`,
      )
    : out(row, 'subject', subject, 'duplicateInFile', `与${where}相同：同一人同一考次的${subject}。只留一行`);
}

/** What a row changes: nothing, a first result, or another result than the one before. */
export function againstStored(
  db: DeskDb,
  { candidacyId, row, record, problems }: MatchedResult,
): JudgedRow<ResultLine> {
  const kept = { row, likenesses: [], targetId: candidacyId } as const;
  if (!record || candidacyId === null) return { ...kept, outcome: 'rejected', record: null, problems };
  const before = resultsOf(db, candidacyId).find(
    (one) => one.subject === record.subject && one.sitting === record.sitting,
  );
  if (!before) return { ...kept, outcome: 'good', record, problems };
  if (before.outcome === record.outcome) return { ...kept, outcome: 'unchanged', record, problems };
  const sentence = `以前导入的是${words[before.outcome]}，导入后以这一份为准。确认自治区改过再导入`;
  const problem = problemOf(row, 'outcome', words[record.outcome], 'outcomeChanges', sentence, 'warn');
  return { ...kept, outcome: 'updated', record, problems: [...problems, problem] };
}

function out(
  read: ReadRow<ResultLine>,
  field: RosterField,
  value: string,
  code: string,
  sentence: string,
): MatchedResult {
  const problem = problemOf(read.row, field, value, code, sentence, 'reject');
  return { row: read.row, record: null, candidacyId: null, problems: [...read.problems, problem] };
}

function problemOf(
  row: number,
  field: RosterField,
  value: string,
  code: string,
  sentence: string,
  severity: RosterProblem['severity'],
): RosterProblem {
  return { row, field, fieldLabel: rosterFieldLabel(field), value, code, sentence, severity };
}
