import type { RegionCodeTable } from '#shared/wire/code-table.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import type { Named } from './code-table-changes.ts';

type AreaEntry = Extract<RegionCodeTable, { table: 'examArea' }>['entries'][number];
type SchoolEntry = Extract<RegionCodeTable, { table: 'school' }>['entries'][number];

/** Exam areas that are known here. */
export function knownAreas(db: DeskDb): readonly Named[] {
  return db.statement('SELECT code, name FROM exam_area ORDER BY code').all() as Named[];
}

/** Schools that the region's table lists, as far as this desk knows. */
export function knownSchools(db: DeskDb): readonly Named[] {
  return db.statement('SELECT code, name FROM school WHERE withdrawn_from IS NULL ORDER BY code').all() as Named[];
}

/** Takes exam areas in. One that is no longer listed keeps its name: schools and records name it. */
export function installExamAreas(db: DeskDb, entries: readonly AreaEntry[]): void {
  const save = db.statement(
    `INSERT INTO exam_area (code, name, league_name) VALUES (@code, @name, @leagueName)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, league_name = excluded.league_name`,
  );
  for (const entry of entries) save.run(entry);
}

type Row = { readonly id: string; readonly code: string; readonly name: string; readonly isOwn: number };

/**
 * Takes schools in: new ones, new names, new areas. A school is never taken out: what the table does not list any more is
 * marked with the day, its pupils, classes and accounts stay. One of this county's that moved to another area while
 * pupils stand here stays this county's, marked the same way, and is answered.
 */
export function installSchools(
  { db, ids }: RegionContext,
  entries: readonly SchoolEntry[],
  inForceFrom: string,
): readonly Named[] {
  const own = db.statement('SELECT exam_area_code FROM installation').pluck().get();
  const before = new Map(
    (db.statement('SELECT id, code, name, is_own AS isOwn FROM school').all() as Row[]).map((row) => [row.code, row]),
  );
  const add = db.statement(
    'INSERT INTO school (id, code, name, exam_area_code, is_own) VALUES (@id, @code, @name, @examAreaCode, @isOwn)',
  );
  const change = db.statement(
    `UPDATE school SET name = @name, exam_area_code = @examAreaCode, is_own = @isOwn, withdrawn_from = NULL WHERE id = @id`,
  );
  const kept: Named[] = [];
  for (const entry of entries) {
    const row = before.get(entry.code);
    before.delete(entry.code);
    const isOwn = entry.examAreaCode === own ? 1 : 0;
    if (!row) add.run({ ...entry, id: ids.uuid(), isOwn });
    else if (row.isOwn === 1 && isOwn === 0 && isUsed(db, row.id)) {
      withdraw(db, row.id, inForceFrom);
      kept.push({ code: entry.code, name: entry.name });
    } else change.run({ ...entry, id: row.id, isOwn });
  }
  for (const row of before.values()) withdraw(db, row.id, inForceFrom);
  return kept;
}

function withdraw(db: DeskDb, id: string, from: string): void {
  db.statement('UPDATE school SET withdrawn_from = ? WHERE id = ? AND withdrawn_from IS NULL').run(from, id);
}

/** Pupils, classes or accounts of the school are here. */
function isUsed(db: DeskDb, id: string): boolean {
  return (
    db
      .statement(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM candidacy WHERE school_id = @id)
           OR EXISTS (SELECT 1 FROM school_class WHERE school_id = @id)
           OR EXISTS (SELECT 1 FROM user_account WHERE school_id = @id)`,
      )
      .get({ id }) !== undefined
  );
}
