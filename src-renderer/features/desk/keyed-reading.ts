import { tightNumber, toHalfWidth } from '#shared/lib/width.ts';
import type { Reading } from './sheet.ts';

/** A line of the document that can be keyed at the desk. */
export type KeyedField = 'fullName' | 'sex' | 'ethnicity' | 'birthDate' | 'documentNumber';

/**
 * What was keyed, as the draft keeps it: numbers in half width and upper case; a date, or the text of it as long as it is
 * none; empty = not read.
 */
export function keyed(field: KeyedField, text: string): Reading {
  if (field === 'birthDate') return keyedDate(text);
  if (text.trim() === '') return { [field]: null };
  if (field === 'documentNumber') return { documentNumber: tightNumber(text).toUpperCase().slice(0, 40) };
  return { [field]: text };
}

function keyedDate(text: string): Reading {
  if (text.trim() === '') return { birthDate: null, typedBirthDate: null };
  const digits = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})$/.exec(toHalfWidth(text).trim());
  if (digits === null) return { birthDate: null, typedBirthDate: text.slice(0, 40) };
  const [, year, month, day] = digits;
  return { birthDate: `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`, typedBirthDate: null };
}

/** The text to go on with in the field, also of a date that was left half typed. */
export function keyedText(field: KeyedField, reading: Reading): string {
  return (field === 'birthDate' ? reading.typedBirthDate : null) ?? reading[field] ?? '';
}
