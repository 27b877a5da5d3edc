import type { CandidateData, DocumentType, FamilyMember, ResumeEntry } from '#shared/domain/candidate-field.ts';
import type { DeskDb } from '../open.ts';
import type { CandidacyRow } from '../schema/candidacy.ts';

type Place = { readonly code: string; readonly name: string };

/** The fields of clause 1.2.1 of one candidacy, with résumé and family in their order. */
export function candidateDataOf(db: DeskDb, row: CandidacyRow): CandidateData {
  const school = db.statement('SELECT code, name FROM school WHERE id = ?').get(row.schoolId) as Place | undefined;
  const ownClass = db.statement('SELECT code, name FROM school_class WHERE id = ?').get(row.classId) as
    | Place
    | undefined;
  return {
    fullName: row.fullName,
    sex: row.sex,
    ethnicity: row.ethnicity,
    politicalStatus: row.politicalStatus,
    pupilCategory: row.pupilCategory,
    documentType: row.documentType as DocumentType,
    documentNumber: row.documentNumber,
    birthDate: row.birthDate,
    householdPlace: row.householdPlace,
    householdAuthority: row.householdAuthority,
    mobile: row.mobile,
    address: row.address,
    postCode: row.postCode,
    foreignLanguage: row.foreignLanguage,
    resume: resumeOf(db, row.id),
    family: familyOf(db, row.id),
    enrolmentNo: row.enrolmentNo,
    schoolCode: school?.code ?? null,
    schoolName: school?.name ?? null,
    classCode: ownClass?.code ?? null,
    className: ownClass?.name ?? null,
    cohortYear: row.cohortYear,
  };
}

/** 本人简历 in the order of the form. */
function resumeOf(db: DeskDb, candidacyId: string): ResumeEntry[] {
  return db
    .statement(
      `SELECT from_month AS "from", until_month AS until, place FROM resume_entry WHERE candidacy_id = ? ORDER BY position`,
    )
    .all(candidacyId) as ResumeEntry[];
}

/** 家庭成员 in the order of the form. */
function familyOf(db: DeskDb, candidacyId: string): FamilyMember[] {
  return db
    .statement(
      `SELECT relation, full_name AS fullName, workplace, phone FROM family_member WHERE candidacy_id = ? ORDER BY position`,
    )
    .all(candidacyId) as FamilyMember[];
}

/** Replaces résumé and family as a whole. The caller has checked that the record is not yet frozen (clause 2.2). */
export function replaceResumeAndFamily(
  db: DeskDb,
  candidacyId: string,
  resume: readonly ResumeEntry[],
  family: readonly FamilyMember[],
): void {
  db.statement('DELETE FROM resume_entry WHERE candidacy_id = ?').run(candidacyId);
  db.statement('DELETE FROM family_member WHERE candidacy_id = ?').run(candidacyId);
  const addEntry = db.statement(
    'INSERT INTO resume_entry (candidacy_id, position, from_month, until_month, place) VALUES (?, ?, ?, ?, ?)',
  );
  for (const [position, entry] of resume.entries())
    addEntry.run(candidacyId, position, entry.from, entry.until, entry.place);
  const addMember = db.statement(
    'INSERT INTO family_member (candidacy_id, position, relation, full_name, workplace, phone) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const [position, member] of family.entries())
    addMember.run(candidacyId, position, member.relation, member.fullName, member.workplace, member.phone);
}
