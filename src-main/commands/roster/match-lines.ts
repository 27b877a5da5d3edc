import type { EnrolmentLine } from '#shared/domain/roster-enrolment-row.ts';
import { rosterFieldLabel } from '#shared/domain/roster-field.ts';
import type { ReadRow } from '#shared/domain/roster-row.ts';
import type { JudgedRow } from '../../db/store/roster-row.ts';
import type { FileMemory } from './file-memory.ts';

/** Judges a line of an enrolment list against the lines before it: one enrolment number, one line. */
export function matchLine(
  memory: FileMemory,
  { row, record, problems }: ReadRow<EnrolmentLine>,
): JudgedRow<EnrolmentLine> {
  const out = { row, likenesses: [], targetId: null } as const;
  if (!record) return { ...out, outcome: 'rejected', record: null, problems };
  const twin = memory.byEnrolment.get(record.enrolmentNo);
  if (twin) {
    const field = 'enrolmentNo' as const;
    const sentence = `与第 ${twin.row} 行的学籍号相同（${twin.fullName} / ${record.fullName}）。到学籍系统核对，只留一行`;
    const problem = {
      row,
      field,
      fieldLabel: rosterFieldLabel(field),
      value: record.enrolmentNo,
      code: 'duplicateInFile',
      sentence,
      severity: 'case',
    } as const;
    return { ...out, outcome: 'rejected', record: null, problems: [...problems, problem] };
  }
  memory.byEnrolment.set(record.enrolmentNo, { row, fullName: record.fullName });
  return { ...out, outcome: 'good', record, problems };
}
