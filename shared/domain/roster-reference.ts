import type { PlainDate } from '../lib/plain-date.ts';
import type { CodeTables } from './code-table.ts';

/** What a row is read against: plain facts, handed in by the caller. */
export type RosterReference = {
  readonly schools: readonly KnownSchool[];
  readonly classes: readonly KnownClass[];
  readonly today: PlainDate;
  /** codes in force and earlier ones; a row may only bring those in force */
  readonly codeTables: CodeTables;
  /** sittings of the calendar, by id and name */
  readonly sittings: readonly KnownSitting[];
  /** a school account imports for its own school only */
  readonly onlySchoolId: string | null;
};

/** A sitting by id and name, to read a file's 考次 against. */
export type KnownSitting = { readonly sitting: string; readonly label: string };

export type KnownSchool = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** placeKey of the name, made once */
  readonly key: string;
  readonly isOwn: boolean;
  /** exam area, and as a refusal names it */
  readonly areaCode: string;
  readonly areaName: string;
  /** day from which the region's table does not list it any more; null = it does */
  readonly withdrawnFrom: string | null;
};

export type KnownClass = {
  readonly id: string;
  readonly schoolId: string;
  readonly code: string;
  readonly name: string;
  /** placeKey of the name, made once */
  readonly key: string;
  readonly cohortYear: number;
};

/** A name of a school or class as it is compared: 高一（3）班 and 高一(3) are the same. */
export function placeKey(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\s/gu, '')
    .replace(/班$/u, '')
    .toUpperCase();
}
