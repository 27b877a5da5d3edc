import { createHash } from 'node:crypto';
import { readEnrolmentRow } from '../../shared/domain/roster-enrolment-row.ts';
import { readResultRow } from '../../shared/domain/roster-result-row.ts';
import type { PupilRecord, ReadRow } from '../../shared/domain/roster-row.ts';
import { canonicalJson, type Json } from '../../shared/lib/canonical-json.ts';
import { judgeRosterRow } from '../../shared/regulation/judge-roster-row.ts';
import type { HashedPupil, JudgeRowsInput, JudgeRowsResult } from '../documents/roster-jobs.ts';

/** Job `judgeRows`: reads and judges rows into records and problems; other rows and the database are looked at by the caller. */
export async function judgeRows(input: unknown): Promise<JudgeRowsResult> {
  const { kind, rows, columns, reference, edition } = input as JudgeRowsInput;
  if (kind === 'enrolmentList') {
    return { pupils: [], results: [], lines: rows.map((row) => readEnrolmentRow(row, columns, reference)) };
  }
  if (kind === 'subjectResults') {
    return { pupils: [], lines: [], results: rows.map((row) => readResultRow(row, columns, reference)) };
  }
  return {
    pupils: rows.map((row) => withHash(judgeRosterRow(row, columns, reference, edition))),
    lines: [],
    results: [],
  };
}

function withHash({ row, record, problems }: ReadRow<PupilRecord>): ReadRow<HashedPupil> {
  return { row, record: record && { ...record, sha256: rosterRowHash(record) }, problems };
}

/** SHA-256 over what the row says, not how it was typed: the same pupil in CSV and XLSX has the same hash. */
function rosterRowHash({ data, seatNo, approval }: Pick<PupilRecord, 'data' | 'seatNo' | 'approval'>): string {
  return createHash('sha256')
    .update(canonicalJson({ data, seatNo, approval } as Json), 'utf8')
    .digest('hex');
}
