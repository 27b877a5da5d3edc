import { asc, eq } from 'drizzle-orm';
import type { CandidateData, DocumentType, FamilyMember, ResumeEntry } from '#shared/domain/candidate-field.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, familyMember, resumeEntry } from '../schema/candidacy.ts';
import { school, schoolClass } from '../schema/office.ts';

/** The fields of clause 1.2.1 of one candidacy, with résumé and family in their order. */
export function candidateDataOf(db: DeskDb, row: CandidacyRow): CandidateData {
  const ownSchool = row.schoolId ? db.orm.select().from(school).where(eq(school.id, row.schoolId)).get() : undefined;
  const ownClass = row.classId
    ? db.orm.select().from(schoolClass).where(eq(schoolClass.id, row.classId)).get()
    : undefined;
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
    schoolCode: ownSchool?.code ?? null,
    schoolName: ownSchool?.name ?? null,
    classCode: ownClass?.code ?? null,
    className: ownClass?.name ?? null,
    cohortYear: row.cohortYear,
  };
}

/** 本人简历 in the order of the form. */
export function resumeOf(db: DeskDb, candidacyId: string): ResumeEntry[] {
  return db.orm
    .select({ from: resumeEntry.fromMonth, until: resumeEntry.untilMonth, place: resumeEntry.place })
    .from(resumeEntry)
    .where(eq(resumeEntry.candidacyId, candidacyId))
    .orderBy(asc(resumeEntry.position))
    .all();
}

/** 家庭成员 in the order of the form. */
export function familyOf(db: DeskDb, candidacyId: string): FamilyMember[] {
  return db.orm
    .select({
      relation: familyMember.relation,
      fullName: familyMember.fullName,
      workplace: familyMember.workplace,
      phone: familyMember.phone,
    })
    .from(familyMember)
    .where(eq(familyMember.candidacyId, candidacyId))
    .orderBy(asc(familyMember.position))
    .all();
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
