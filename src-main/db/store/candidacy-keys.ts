import type { CandidateData } from '#shared/domain/candidate-field.ts';
import { nameKey } from '#shared/lib/names.ts';
import { pinyinKeys } from '#shared/lib/pinyin-keys.ts';
import type { DeskDb } from '../open.ts';
import type { CandidacyPatch } from './candidacy.ts';

export type SearchKeys = { readonly nameKey: string; readonly pinyinInitials: string; readonly pinyinFull: string };

/** The three search keys of a name; they are never shown and never compared with documents. */
export function searchKeys(fullName: string): SearchKeys {
  const pinyin = pinyinKeys(fullName);
  return { nameKey: nameKey(fullName), pinyinInitials: pinyin.initials, pinyinFull: pinyin.full };
}
/** The columns of `candidacy` that hold the fields of clause 1.2.1, with their search keys (not résumé, family, place). */
export function columnsOf(data: CandidateData) {
  return {
    ...searchKeys(data.fullName),
    fullName: data.fullName,
    sex: data.sex,
    ethnicity: data.ethnicity,
    politicalStatus: data.politicalStatus,
    pupilCategory: data.pupilCategory,
    documentType: data.documentType,
    documentNumber: data.documentNumber,
    birthDate: data.birthDate,
    householdPlace: data.householdPlace,
    householdAuthority: data.householdAuthority,
    mobile: data.mobile,
    address: data.address,
    postCode: data.postCode,
    foreignLanguage: data.foreignLanguage,
    enrolmentNo: data.enrolmentNo,
    cohortYear: data.cohortYear,
  } satisfies CandidacyPatch;
}

export type ClassPlace = { readonly schoolId: string; readonly classId: string | null };

/**
 * School and class of the office by their codes; null = no such school here; a class that is not there is null. Without a
 * year (clause 6.1: unknown is for the region) the code names a class where only one has it.
 */
export function findPlace(
  db: DeskDb,
  codes: Pick<CandidateData, 'schoolCode' | 'classCode' | 'cohortYear'>,
): ClassPlace | null {
  if (codes.schoolCode === null) return null;
  const schoolId = db.statement('SELECT id FROM school WHERE code = ?').pluck().get(codes.schoolCode);
  if (typeof schoolId !== 'string') return null;
  const classIds = db
    .statement(
      'SELECT id FROM school_class WHERE school_id = @schoolId AND code = @code AND coalesce(@year = cohort_year, 1)',
    )
    .pluck()
    .all({ schoolId, code: codes.classCode, year: codes.cohortYear }) as string[];
  return { schoolId, classId: classIds.length === 1 ? (classIds[0] ?? null) : null };
}
