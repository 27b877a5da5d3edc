import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { type CandidateField, candidateFields } from '#shared/domain/candidate-field.ts';
import type { Actor } from '#shared/domain/role.ts';
import { type RosterField, rosterFieldLabel } from '#shared/domain/roster-field.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import { canonicalJson, type Json } from '#shared/lib/canonical-json.ts';
import type { DeskDb } from '../../db/open.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { formerHolders, holdersOfDocument } from '../../db/store/roster-row-matches.ts';
import type { HashedPupil } from '../../documents/roster-jobs.ts';

export type HolderVerdict =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unchanged'; readonly id: string }
  | { readonly kind: 'updated'; readonly id: string; readonly changed: readonly string[] }
  | {
      readonly kind: 'held';
      readonly field: RosterField;
      readonly severity: 'case' | 'reject';
      readonly code: string;
      readonly sentence: string;
    };

/** The school whose pupils an account may be told about; null = every school's. */
export type OwnSchool = string | null;

/** School administrators learn nothing about other schools from an import; the county's accounts see everybody. */
export function ownSchoolOf(actor: Pick<Actor, 'role' | 'schoolId'>): OwnSchool {
  return actor.role === 'schoolAdministrator' ? (actor.schoolId ?? '') : null;
}

/** True if the record is none of `ownSchool`. */
export function isElsewhere(row: { readonly schoolId: string | null }, ownSchool: OwnSchool): boolean {
  return ownSchool !== null && row.schoolId !== ownSchool;
}

export const elsewhereSentence = '与本旗县另一所学校的登记相近，交旗县核对';

const person: RosterField = 'documentNumber';

/**
 * What a row means for whoever holds its document number. The row that a record came from changes nothing, however the
 * record went on since; other facts reach a record only while it is pre-registered or returned. An account of
 * one school is told nothing about the pupils of another.
 */
export function matchHolder(
  db: DeskDb,
  record: HashedPupil,
  present: PresentFields,
  ownSchool: OwnSchool,
): HolderVerdict {
  const { documentType, documentNumber } = record.data;
  const holders = holdersOfDocument(db, documentType, documentNumber);
  const former = holders.length > 0 ? [] : formerHolders(db, documentNumber);
  const same = [...holders, ...former].find((row) => row.sourceRowSha256 === record.sha256);
  if (same) return { kind: 'unchanged', id: same.id };
  const [old] = former;
  if ([...holders, ...former].some((row) => isElsewhere(row, ownSchool))) {
    return held('case', 'duplicateInDatabase', elsewhereSentence);
  }
  if (old) {
    return held(
      'case',
      'formerNumber',
      `这是库中 ${old.fullName} 以前的号码，或登记在另一种证件下。对照证件，按现在的号码改正`,
    );
  }
  const [holder] = holders;
  if (!holder) return { kind: 'nobody' };
  if (holders.length > 1) {
    return held('case', 'duplicateInDatabase', `库中有 ${holders.length} 人用这个号码。先在业务件里处理，再导入此行`);
  }
  return compare(db, holder, record, present);
}

function held(severity: 'case' | 'reject', code: string, sentence: string): HolderVerdict {
  return { kind: 'held', field: person, severity, code, sentence };
}

function compare(db: DeskDb, holder: CandidacyRow, record: HashedPupil, present: PresentFields): HolderVerdict {
  const changed = changedLabels(db, holder, record, present);
  if (changed.length === 0) return { kind: 'unchanged', id: holder.id };
  const isOtherName = holder.nameKey !== record.nameKey;
  if (isOtherName && holder.status !== 'returned') {
    const names = `${holder.fullName} / ${record.data.fullName}`;
    return held(
      'case',
      'duplicateInDatabase',
      `与库中的人号码相同，姓名不同（${names}）。对照证件；姓名要改的，由班主任退回后再导入此行`,
    );
  }
  if (holder.schoolId !== record.schoolId) {
    return held(
      'case',
      'duplicateInDatabase',
      `库中 ${holder.fullName} 在别的学校。已转学的，先在学籍系统办好，由旗县处理`,
    );
  }
  if (holder.status !== 'preRegistered' && holder.status !== 'returned') {
    const state = candidacyStatusLabel(holder.status as CandidacyStatus);
    const what = changed.join('、');
    return held(
      'reject',
      'alreadyApproved',
      `此人已是“${state}”，名册改动（${what}）没有写入。要改的，先由班主任或审核员退回，再导入此行`,
    );
  }
  return { kind: 'updated', id: holder.id, changed };
}

/** Fields the file has a column for. A file without a column says nothing about it and takes nothing away. */
export type PresentFields = ReadonlySet<string>;

/** The candidate fields a roster can change on a record; school and class are places and compared by id. */
const comparable = candidateFields.filter(
  (field) => !['schoolName', 'className', 'schoolCode', 'classCode'].includes(field),
);

/** Fields that the row says otherwise than the record. A blank cell says nothing: what was typed or confirmed stays. */
export function changedFields(
  db: DeskDb,
  holder: CandidacyRow,
  record: HashedPupil,
  present: PresentFields,
): CandidateField[] {
  const stored = candidateDataOf(db, holder);
  return comparable.filter((field) => {
    const said = record.data[field];
    return present.has(field) && !isBlank(said) && !isSame(stored[field], said);
  });
}

function changedLabels(db: DeskDb, holder: CandidacyRow, record: HashedPupil, present: PresentFields): string[] {
  const labels = changedFields(db, holder, record, present).map(candidateFieldLabel);
  if (isOtherClass(holder, record)) labels.push(rosterFieldLabel('className'));
  if (record.seatNo !== null && holder.seatNo !== record.seatNo) labels.push(rosterFieldLabel('seatNo'));
  if (record.approval && holder.status === 'preRegistered') labels.push(rosterFieldLabel('approval'));
  return labels;
}

/** True if the row names another class than the record's; a row without a class leaves it where it is. */
export function isOtherClass(holder: CandidacyRow, record: HashedPupil): boolean {
  return record.newClass !== null || (record.classId !== null && holder.classId !== record.classId);
}

function isBlank(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson((a ?? null) as Json) === canonicalJson((b ?? null) as Json);
}
