import { type RosterField, rosterFieldLabel } from '#shared/domain/roster-field.ts';
import type { ProblemSeverity, RosterProblem } from '#shared/domain/roster-problem.ts';
import type { ReadRow } from '#shared/domain/roster-row.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { idNumberDistance } from '#shared/lib/id-number.ts';
import type { DeskDb } from '../../db/open.ts';
import type { JudgedRow, RowLikeness } from '../../db/store/roster-row.ts';
import { bornOn, type MatchedPerson, namesakes } from '../../db/store/roster-row-matches.ts';
import type { HashedPupil } from '../../documents/roster-jobs.ts';
import { documentKey, type FileMemory, remember, type SeenRow } from './file-memory.ts';
import { elsewhereSentence, isElsewhere, matchHolder, type OwnSchool, type PresentFields } from './match-holder.ts';

/**
 * Judges a readable row against the rows before it and the database. Held back for people: the same number twice in the
 * file, a number one slip away under the same name, a number that is or was somebody's with other facts. Goes in with an
 * open case: the same name and birth date under another number. Known and the same: unchanged; changed: updated.
 */
export function matchPupil(
  db: DeskDb,
  memory: FileMemory,
  read: ReadRow<HashedPupil>,
  present: PresentFields,
  ownSchool: OwnSchool,
): JudgedRow<HashedPupil> {
  const { row, record } = read;
  if (!record)
    return { row, outcome: 'rejected', record: null, likenesses: [], problems: read.problems, targetId: null };
  const problems = [...read.problems];
  const note = (field: RosterField, severity: ProblemSeverity, code: string, sentence: string) =>
    problems.push(problemAt(row, record, field, severity, code, sentence));
  const held = () => ({ row, outcome: 'rejected', record: null, likenesses: [], problems, targetId: null }) as const;

  const inFile = sameInFile(memory, record);
  if (inFile) {
    note(inFile.field, 'case', inFile.code, inFile.sentence);
    return held();
  }
  const holder = matchHolder(db, record, present, ownSchool);
  if (holder.kind === 'unchanged') {
    remember(memory, seenOf(row, record), record.data.enrolmentNo);
    return { row, outcome: 'unchanged', record, likenesses: [], problems: read.problems, targetId: holder.id };
  }
  if (holder.kind === 'held') {
    note(holder.field, holder.severity, holder.code, holder.sentence);
    return held();
  }
  if (holder.kind === 'updated') {
    remember(memory, seenOf(row, record), record.data.enrolmentNo);
    note('fullName', 'warn', 'updated', `库中已有此人，导入后更新：${holder.changed.join('、')}`);
    return { row, outcome: 'updated', record, likenesses: [], problems, targetId: holder.id };
  }
  const people = namesakes(db, record.nameKey);
  const near = people.find((person) => isOneSlipAway(person, record));
  if (near) {
    const sentence = isElsewhere(near, ownSchool) ? elsewhereSentence : nearSentence(`库中 ${named(near)}`);
    note('documentNumber', 'case', 'neighbour', sentence);
    return held();
  }
  const likenesses = likenessesOf(memory, record, people, ownSchool, note);
  noteTwins(db, memory, record, ownSchool, note);
  remember(memory, seenOf(row, record), record.data.enrolmentNo);
  return { row, outcome: 'good', record, likenesses, problems, targetId: null };
}

type Note = (field: RosterField, severity: ProblemSeverity, code: string, sentence: string) => void;

function sameInFile(
  memory: FileMemory,
  record: HashedPupil,
): { field: RosterField; code: string; sentence: string } | null {
  const { data } = record;
  const same = memory.byDocument.get(documentKey(data));
  if (same) {
    const who = same.fullName === data.fullName ? '姓名也相同' : `姓名不同（${same.fullName} / ${data.fullName}）`;
    return {
      field: 'documentNumber',
      code: 'duplicateInFile',
      sentence: `与第 ${same.row} 行相同，${who}。核对后只留一行`,
    };
  }
  const near = memory.byName.get(record.nameKey)?.find((seen) => isOneSlipAway(seen, record));
  if (near) {
    return { field: 'documentNumber', code: 'neighbour', sentence: nearSentence(`第 ${near.row} 行 ${near.fullName}`) };
  }
  const twice = data.enrolmentNo === null ? undefined : memory.byEnrolment.get(data.enrolmentNo);
  if (!twice) return null;
  const sentence = `与第 ${twice.row} 行的学籍号相同（${twice.fullName} / ${data.fullName}）。到学籍系统核对，改正一行`;
  return { field: 'enrolmentNo', code: 'enrolmentTwice', sentence };
}

function isOneSlipAway(other: Pick<SeenRow, 'documentNumber'>, { data }: HashedPupil): boolean {
  return idNumberDistance(other.documentNumber, data.documentNumber) === 1;
}

function nearSentence(other: string): string {
  return `与${other}只差一位号码，姓名相同。可能是同一人，号码抄错一位。对照证件，改正或删去一行`;
}

/** Same name and birth date under another number: goes in, and people are asked whether it is one person. */
function likenessesOf(
  memory: FileMemory,
  record: HashedPupil,
  people: readonly MatchedPerson[],
  ownSchool: OwnSchool,
  note: Note,
): readonly RowLikeness[] {
  const inBase = people.filter((person) => person.birthDate === record.data.birthDate);
  const inFile = (memory.byName.get(record.nameKey) ?? []).filter((seen) => seen.birthDate === record.data.birthDate);
  const first = inBase.find((person) => !isElsewhere(person, ownSchool));
  const [before] = inFile;
  if (first) note('fullName', 'case', 'namesake', namesakeSentence(`库中 ${named(first)}`));
  else if (inBase.length > 0) note('fullName', 'case', 'namesake', elsewhereSentence);
  else if (before) note('fullName', 'case', 'namesake', namesakeSentence(`第 ${before.row} 行`));
  return [
    ...inBase.map(({ id }): RowLikeness => ({ kind: 'sameNameAndBirth', candidacyId: id, row: null })),
    ...inFile.map(({ row }): RowLikeness => ({ kind: 'sameNameAndBirth', candidacyId: null, row })),
  ];
}

function namesakeSentence(other: string): string {
  return `与${other}姓名、出生日期相同，证件号码不同。照常导入，并列为待核的业务件`;
}

/** Another name one slip away on the same birthday: twins mostly. Told, not held. */
function noteTwins(db: DeskDb, memory: FileMemory, record: HashedPupil, ownSchool: OwnSchool, note: Note): void {
  const { birthDate } = record.data;
  const near =
    memory.byBirth.get(birthDate)?.find((seen) => isOneSlipAway(seen, record)) ??
    bornOn(db, birthDate).find((person) => isOneSlipAway(person, record));
  if (!near) return;
  if ('schoolId' in near && isElsewhere(near, ownSchool)) {
    note('documentNumber', 'warn', 'twin', elsewhereSentence);
    return;
  }
  const where = 'row' in near ? `第 ${near.row} 行 ${near.fullName}` : `库中 ${named(near)}`;
  note('documentNumber', 'warn', 'twin', `与${where}生日相同、号码只差一位。双胞胎会这样；不是的，采集时对照证件`);
}

function named(person: MatchedPerson): string {
  return person.className === null ? person.fullName : `${person.fullName}（${person.className}）`;
}

function seenOf(row: number, { data, nameKey }: HashedPupil): SeenRow {
  const { fullName, birthDate, documentType, documentNumber } = data;
  return { row, fullName, nameKey, birthDate, documentType, documentNumber };
}

function problemAt(
  row: number,
  { data }: HashedPupil,
  field: RosterField,
  severity: ProblemSeverity,
  code: string,
  sentence: string,
): RosterProblem {
  const value =
    field === 'documentNumber' || field === 'enrolmentNo' || field === 'fullName' ? (data[field] ?? '') : '';
  return {
    row,
    field,
    fieldLabel: field === 'documentNumber' ? candidateFieldLabel(field) : rosterFieldLabel(field),
    value,
    code,
    sentence,
    severity,
  };
}
