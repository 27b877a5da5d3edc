import { z } from 'zod';
import { fieldsOfKind, type RosterField, requiredGroups } from '../domain/roster-field.ts';

/** The notice says which school; a row does not. */
const ofTheNotice: readonly RosterField[] = ['schoolCode', 'schoolName'];

/** What a row of the region's roster may hold: the fields of a roster by file, without the school. */
const regionRosterFields = fieldsOfKind('roster').filter((field) => !ofTheNotice.includes(field));

/** Rows of one notice, and characters of all its cells: a notice with its head stays below its own limit. */
export const rosterSliceLimits = { rows: 2000, text: 120_000, slices: 500 } as const;

const columns = z
  .array(z.enum(regionRosterFields as [RosterField, ...RosterField[]]))
  .min(1)
  .max(regionRosterFields.length)
  .refine((fields) => new Set(fields).size === fields.length, 'a column twice')
  .refine((fields) => missingColumns(fields).length === 0, 'a column that a roster must have is missing');

/** Fields without which no roster can be read; of a group with alternatives the last is named. */
function missingColumns(fields: readonly RosterField[]): readonly RosterField[] {
  const has = (field: RosterField) => ofTheNotice.includes(field) || fields.includes(field);
  return requiredGroups('roster')
    .filter((group) => !group.some(has))
    .map((group) => group.at(-1) as RosterField);
}

/** Names a roster on screens; nothing that a path or a control character could hide in. */
const plainLabel = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}\\/:*?"<>|]+$/u);

export const rosterHead = z.strictObject({
  rosterId: z.uuid(),
  /** e.g. 2026 级高一名册 */
  label: plainLabel,
  schoolCode: z.string().min(1).max(20),
  /** editions of code tables that the rows are written by: the roster waits until they are in force here */
  needs: z.array(z.string().min(1).max(60)).max(10).optional(),
  columns,
});

/** A cell is text as the pupil-status system has it; what it means is read as a file's cells are. */
export const rosterRow = z.array(z.string().max(1000)).max(regionRosterFields.length);

/**
 * Pupils who were pre-registered in the pupil-status system, of one school. A large roster comes in slices that may arrive
 * in any order; `firstRow` is the place of the first row in the whole, from 1.
 */
export const regionRoster = rosterHead
  .extend({
    slice: z.int().min(1).max(rosterSliceLimits.slices),
    slices: z.int().min(1).max(rosterSliceLimits.slices),
    firstRow: z.int().min(1).max(1_000_000),
    rows: z.array(rosterRow).min(1).max(rosterSliceLimits.rows),
  })
  .refine(({ slice, slices }) => slice <= slices, 'a slice beyond the last')
  .refine(({ columns: fields, rows }) => rows.every((row) => row.length === fields.length), 'a row of another length');
export type RegionRoster = z.infer<typeof regionRoster>;
