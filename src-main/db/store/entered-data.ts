import type { FormProblem } from '#shared/contract/faults.ts';
import type { CandidateData } from '#shared/domain/candidate-field.ts';
import { areaName } from '#shared/labels/area-name.ts';
import { counties } from '#shared/labels/divisions.ts';
import { pupilCategoryCodeOf } from '#shared/labels/pupil-category.ts';
import { normaliseDocumentNumber } from '#shared/lib/document-number.ts';
import { normaliseName } from '#shared/lib/names.ts';
import { tightNumber, toHalfWidth } from '#shared/lib/width.ts';
import type { DeskDb } from '../open.ts';
import { type ClassPlace, findPlace } from './candidacy-keys.ts';

/** Keyed data as they are stored: names and numbers normalised, blanks at the ends gone, empty text as null. */
export function tidyEnteredData(data: CandidateData): CandidateData {
  return {
    ...data,
    fullName: normaliseName(data.fullName).name,
    sex: data.sex.trim(),
    ethnicity: data.ethnicity.trim(),
    politicalStatus: emptyAsNull(data.politicalStatus),
    pupilCategory: asCode(data.pupilCategory, pupilCategoryCodeOf),
    documentNumber: normaliseDocumentNumber(data.documentType, data.documentNumber),
    householdPlace: asCode(data.householdPlace, countyCodeOfName),
    householdAuthority: emptyAsNull(data.householdAuthority),
    mobile: emptyAsNull(data.mobile === null ? null : tightNumber(data.mobile)),
    address: emptyAsNull(data.address),
    postCode: emptyAsNull(data.postCode === null ? null : toHalfWidth(data.postCode)),
    foreignLanguage: emptyAsNull(data.foreignLanguage),
    enrolmentNo: emptyAsNull(data.enrolmentNo === null ? null : tightNumber(data.enrolmentNo)),
    schoolCode: emptyAsNull(data.schoolCode),
    schoolName: emptyAsNull(data.schoolName),
    classCode: emptyAsNull(data.classCode),
    className: emptyAsNull(data.className),
    resume: data.resume.filter((entry) => entry.place.trim() !== ''),
    family: data.family
      .filter((member) => member.fullName.trim() !== '')
      .map((member) => ({ ...member, fullName: normaliseName(member.fullName).name })),
  };
}

function emptyAsNull(text: string | null): string | null {
  const tidy = text?.trim() ?? '';
  return tidy === '' ? null : tidy;
}

/** A screen shows words where codes are stored: both come back as the code, a text that is in no list as it is. */
function asCode(text: string | null, codeOf: (text: string) => string | null): string | null {
  const tidy = emptyAsNull(text);
  return tidy === null ? null : (codeOf(tidy) ?? tidy);
}

/** 赤峰市敖汉旗 or 敖汉旗 → 150430; null where no county or more than one of the region is called so. */
function countyCodeOfName(text: string): string | null {
  const [found, ...others] = counties.filter(({ code, name }) => name === text || areaName(code) === text);
  return others.length === 0 ? (found?.code ?? null) : null;
}

/**
 * What the mending of a record leaves as it was: numbers that the form did not send (a number is mended by another one,
 * never by silence), and values that differ from the stored ones in wording only.
 */
export function keepWhatIsNotMended(stored: CandidateData, entered: CandidateData): CandidateData {
  const kept = tidyEnteredData(stored);
  const inOtherWords = (['pupilCategory', 'householdPlace'] as const).filter((field) => kept[field] === entered[field]);
  return {
    ...entered,
    ...Object.fromEntries(inOtherWords.map((field) => [field, stored[field]])),
    enrolmentNo: entered.enrolmentNo ?? stored.enrolmentNo,
    mobile: entered.mobile ?? stored.mobile,
  };
}

export type FoundPlace =
  | { readonly ok: true; readonly place: ClassPlace }
  | { readonly ok: false; readonly problems: FormProblem[] };

/** School and class of an entry at the desk: without a class nobody could approve it (clauses 1.1.2, 1.3.3). */
export function placeOfEntry(db: DeskDb, data: CandidateData): FoundPlace {
  if (data.schoolCode === null) {
    const message = '学校代码：没有填。在校生选学籍所在的学校；社会考生另走受理，不在这里补录';
    return { ok: false, problems: [{ field: 'data.schoolCode', message }] };
  }
  const place = findPlace(db, data);
  if (!place) {
    const message = `学校代码 ${data.schoolCode}：不在学校清单里。在清单里选一所学校`;
    return { ok: false, problems: [{ field: 'data.schoolCode', message }] };
  }
  return { ok: true, place };
}

/** The problem of an entry whose school is right and whose class is not known, or null. */
export function classProblem(data: CandidateData, place: ClassPlace): FormProblem | null {
  if (place.classId !== null) return null;
  const where =
    data.classCode === null ? '没有填' : `${data.classCode}（${data.cohortYear ?? '入学年份未填'}）不在这所学校里`;
  return { field: 'data.classCode', message: `班级代码：${where}。选一个班；新设的班先由学校建好` };
}
