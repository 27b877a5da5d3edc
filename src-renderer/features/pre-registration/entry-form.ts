import type { Input } from '#shared/contract/index.ts';
import {
  type DocumentType,
  documentsWithoutHousehold,
  type FamilyMember,
  type ResumeEntry,
} from '#shared/domain/candidate-field.ts';

type CandidateData = Input<'preRegistration.enter'>['data'];

/** What the clerk has typed so far; '' = nothing yet. Codes as in CandidateData. */
export type EntryForm = {
  readonly fullName: string;
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  readonly sex: string | null;
  readonly birthDate: string;
  readonly ethnicity: string | null;
  readonly politicalStatus: string | null;
  readonly pupilCategory: string;
  readonly householdPlace: string;
  readonly householdAuthority: string;
  readonly mobile: string;
  readonly address: string;
  readonly postCode: string;
  readonly foreignLanguage: string | null;
  readonly enrolmentNo: string;
  readonly classId: string | null;
  readonly resume: readonly ResumeEntry[];
  readonly family: readonly FamilyMember[];
};

export const emptyEntry: EntryForm = {
  fullName: '',
  documentType: 'residentIdCard',
  documentNumber: '',
  sex: null,
  birthDate: '',
  ethnicity: null,
  politicalStatus: null,
  pupilCategory: '',
  householdPlace: '',
  householdAuthority: '',
  mobile: '',
  address: '',
  postCode: '',
  foreignLanguage: null,
  enrolmentNo: '',
  classId: null,
  resume: [],
  family: [],
};

export type EntryProblem = { readonly field: string; readonly message: string };

/** What is still missing to be sent at all; whether the values are right is main's to judge. */
export function entryProblems(form: EntryForm, pupilPresent: boolean, isPrivate = false): readonly EntryProblem[] {
  const missing = (field: string, label: string, value: string | null): readonly EntryProblem[] =>
    value === null || value.trim() === '' ? [{ field, message: `${label}还没有填` }] : [];
  return [
    ...missing('fullName', '姓名', form.fullName),
    ...missing('documentNumber', '证件号码', form.documentNumber),
    ...missing('sex', '性别', form.sex),
    ...(documentsWithoutHousehold.includes(form.documentType) ? [] : missing('ethnicity', '民族', form.ethnicity)),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(form.birthDate)
      ? []
      : [
          {
            field: 'birthDate',
            message: form.birthDate === '' ? '出生日期还没有填' : `出生日期“${form.birthDate}”，按“2008-05-11”的样子填`,
          },
        ]),
    ...(isPrivate
      ? missing('householdPlace', '户口所在地', form.householdPlace)
      : missing('classId', '班级', form.classId)),
    ...(pupilPresent ? [] : [{ field: 'pupilPresent', message: '勾选“学生本人在场”。本人不在场不能补录' }]),
  ];
}

/** The form as the contract's candidate data. `place` is the chosen class with its school. */
export function toCandidateData(
  form: EntryForm,
  place: {
    readonly code: string;
    readonly name: string;
    readonly cohortYear: number;
    readonly schoolCode: string;
    readonly schoolName: string;
  } | null,
): CandidateData {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    fullName: form.fullName.trim(),
    sex: form.sex ?? '',
    ethnicity: form.ethnicity ?? '',
    politicalStatus: form.politicalStatus,
    pupilCategory: orNull(form.pupilCategory),
    documentType: form.documentType,
    documentNumber: plainNumber(form.documentNumber),
    birthDate: form.birthDate,
    householdPlace: orNull(form.householdPlace),
    householdAuthority: orNull(form.householdAuthority),
    mobile: orNull(form.mobile),
    address: orNull(form.address),
    postCode: orNull(form.postCode),
    foreignLanguage: form.foreignLanguage,
    resume: form.resume.filter((entry) => entry.place.trim() !== '').map((entry) => ({ ...entry })),
    family: form.family.filter((member) => member.fullName.trim() !== '').map((member) => ({ ...member })),
    enrolmentNo: form.enrolmentNo.trim() === '' ? null : plainNumber(form.enrolmentNo),
    schoolCode: place?.schoolCode ?? null,
    schoolName: place?.schoolName ?? null,
    classCode: place?.code ?? null,
    className: place?.name ?? null,
    cohortYear: place?.cohortYear ?? null,
  };
}

/** Full-width digits and letters as half-width, no blanks, letters in upper case. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
