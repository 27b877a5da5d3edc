import type { Output } from '#shared/contract/index.ts';
import { type EntryForm, emptyEntry } from './entry-form.ts';

/** A stored record as the form begins with it: the codes and whole numbers as they are stored. */
export function formOfStored(data: Output<'preRegistration.dataToMend'>, classId: string | null): EntryForm {
  return {
    fullName: data.fullName,
    documentType: data.documentType,
    documentNumber: data.documentNumber,
    sex: orNull(data.sex),
    birthDate: data.birthDate,
    ethnicity: orNull(data.ethnicity),
    politicalStatus: data.politicalStatus,
    pupilCategory: data.pupilCategory ?? '',
    householdPlace: data.householdPlace ?? '',
    householdAuthority: data.householdAuthority ?? '',
    mobile: data.mobile ?? '',
    address: data.address ?? '',
    postCode: data.postCode ?? '',
    foreignLanguage: data.foreignLanguage,
    enrolmentNo: data.enrolmentNo ?? '',
    classId,
    resume: data.resume,
    family: data.family,
  };
}

function orNull(code: string): string | null {
  return code === '' ? null : code;
}

/**
 * A form that was kept on disk, or null where it holds nothing. A draft of an older program may lack a field or hold
 * another kind of value in it: such a field begins empty.
 */
export function readEntryForm(content: unknown): EntryForm | null {
  if (typeof content !== 'object' || content === null) return null;
  const kept = content as Readonly<Record<string, unknown>>;
  const entries = Object.entries(emptyEntry).map(([field, empty]) => {
    const value = kept[field];
    return [field, isAlike(value, empty) ? value : empty] as const;
  });
  return Object.fromEntries(entries) as EntryForm;
}

function isAlike(value: unknown, empty: EntryForm[keyof EntryForm]): boolean {
  if (Array.isArray(empty))
    return Array.isArray(value) && value.every((line) => typeof line === 'object' && line !== null);
  return typeof value === 'string' || (empty === null && value === null);
}
