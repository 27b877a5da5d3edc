import { type CandidateData, type CandidateField, candidateFields } from '#shared/domain/candidate-field.ts';
import { type CodeTables, tableLabel } from '#shared/domain/code-table.ts';
import { areaName } from '#shared/labels/area-name.ts';
import { documentTypeLabel } from '#shared/labels/document.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { pupilCategoryLabel } from '#shared/labels/pupil-category.ts';
import { sexLabel } from '#shared/labels/sex.ts';
import { maskNumber } from '#shared/lib/mask.ts';

export type FieldLine = {
  readonly field: CandidateField;
  readonly label: string;
  /** in words; 未填 where nothing is there; numbers masked */
  readonly value: string;
  readonly missing: boolean;
};

const missing = '未填';

/** Every field of clause 1.2.1 as people read it, in the order of the form. */
export function fieldLines(tables: CodeTables, data: CandidateData): FieldLine[] {
  return candidateFields.map((field) => {
    const value = fieldInWords(tables, data, field);
    return { field, label: candidateFieldLabel(field), value: value ?? missing, missing: value === null };
  });
}

/** One field in words, or null where it is not filled in. Document and enrolment numbers are masked. */
export function fieldInWords(tables: CodeTables, data: CandidateData, field: CandidateField): string | null {
  if (field === 'resume') return data.resume.length === 0 ? null : `${data.resume.length} 段`;
  if (field === 'family') return data.family.length === 0 ? null : `${data.family.length} 人`;
  const value = data[field];
  if (value === null || value === '') return null;
  return codeInWords(tables, field, String(value));
}

/** A stored value of a field (code or text) in words. */
export function codeInWords(tables: CodeTables, field: CandidateField, value: string): string {
  switch (field) {
    case 'sex':
      return sexLabel(value);
    case 'ethnicity':
    case 'politicalStatus':
    case 'foreignLanguage':
      return tableLabel(tables[field], value);
    case 'pupilCategory':
      return pupilCategoryLabel(value);
    case 'documentType':
      return documentTypeLabel(value as CandidateData['documentType']);
    case 'householdPlace':
      return /^\d{6}$/u.test(value) ? (areaName(value) ?? value) : value;
    case 'documentNumber':
    case 'enrolmentNo':
      return maskNumber(value);
    case 'cohortYear':
      return `${value} 年秋`;
    default:
      return value;
  }
}
