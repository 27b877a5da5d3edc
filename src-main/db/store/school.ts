import type { SchoolData } from '#shared/domain/school-field.ts';
import type { DeskDb } from '../open.ts';

export type OwnSchool = SchoolData & {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
};

/** A school of the office by id, or null: the account of another county's school is nobody here. */
export function ownSchool(db: DeskDb, schoolId: string | null): OwnSchool | null {
  const row = db
    .statement(
      `SELECT id, version, code, name, address, head_name AS headName, kind, staff_count AS staffCount, phone
       FROM school WHERE id = ? AND is_own = 1`,
    )
    .get(schoolId ?? '') as OwnSchool | undefined;
  return row ?? null;
}

/** The school with this code, of whichever county, or null. */
export function schoolIdByCode(db: DeskDb, code: string): string | null {
  return (db.statement('SELECT id FROM school WHERE code = ?').pluck().get(code) as string | undefined) ?? null;
}

/** The code of a school, or null. */
export function schoolCodeById(db: DeskDb, schoolId: string): string | null {
  return (db.statement('SELECT code FROM school WHERE id = ?').pluck().get(schoolId) as string | undefined) ?? null;
}

/** Writes the school's own data and raises its version, which is answered. Code and name stay as the region gave them. */
export function saveSchool(db: DeskDb, before: OwnSchool, data: SchoolData): number {
  const { address, headName, kind, staffCount, phone } = data;
  const next = before.version + 1;
  const changed = db
    .statement(
      `UPDATE school SET address = @address, head_name = @headName, kind = @kind, staff_count = @staffCount,
         phone = @phone, version = @next WHERE id = @id AND version = @version`,
    )
    .run({ address, headName, kind, staffCount, phone, next, id: before.id, version: before.version }).changes;
  if (changed !== 1) throw new Error('saveSchool: the row moved on inside the transaction');
  return next;
}
