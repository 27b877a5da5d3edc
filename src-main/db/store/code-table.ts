import type { CandidateData } from '#shared/domain/candidate-field.ts';
import {
  type CodeTable,
  type CodeTables,
  codeTableAfter,
  type ValueTable,
  type ValueTableEdition,
} from '#shared/domain/code-table.ts';
import type { DeskDb } from '../open.ts';

const readBefore = new WeakMap<DeskDb, { readonly newest: string; readonly tables: CodeTables }>();

/** The region's codes of fields as this desk works by them; read once for each newest edition. */
export function codeTables(db: DeskDb): CodeTables {
  const newest = String(
    db.statement('SELECT id FROM code_table_edition ORDER BY rowid DESC LIMIT 1').pluck().get() ?? '',
  );
  const known = readBefore.get(db);
  if (known?.newest === newest) return known.tables;
  const tables: CodeTables = {
    ethnicity: codeTableAfter('ethnicity', editionsOf(db, 'ethnicity')),
    politicalStatus: codeTableAfter('politicalStatus', editionsOf(db, 'politicalStatus')),
    foreignLanguage: codeTableAfter('foreignLanguage', editionsOf(db, 'foreignLanguage')),
  };
  readBefore.set(db, { newest, tables });
  return tables;
}

function editionsOf(db: DeskDb, name: ValueTable): ValueTableEdition[] {
  const rows = db
    .statement('SELECT id, content FROM code_table_edition WHERE table_name = ? ORDER BY in_force_from')
    .all(name) as { readonly id: string; readonly content: string }[];
  return rows.map(({ id, content }) => ({ id, entries: JSON.parse(content) as ValueTableEdition['entries'] }));
}

/** True where this edition of a code table is here and in force, or was. */
export function isCodeTableHere(db: DeskDb, id: string): boolean {
  return db.statement('SELECT 1 FROM code_table_edition WHERE id = ?').get(id) !== undefined;
}

/**
 * The tables that `data` may be written by. A code that is no longer in force counts only where the stored record carries
 * it already: what uses it goes on, nothing new begins with it.
 */
export function codeTablesFor(
  db: DeskDb,
  tables: CodeTables,
  data: Pick<CandidateData, ValueTable>,
  candidacyId: string | null,
): CodeTables {
  const carries = (name: ValueTable) => {
    const code = data[name];
    if (code === null || !tables[name].retired.some(([known]) => known === code)) return true;
    return candidacyId !== null && storedCode(db, candidacyId, name) === code;
  };
  const narrowed = (name: ValueTable): CodeTable => (carries(name) ? tables[name] : { ...tables[name], retired: [] });
  return {
    ethnicity: narrowed('ethnicity'),
    politicalStatus: narrowed('politicalStatus'),
    foreignLanguage: narrowed('foreignLanguage'),
  };
}

const columns = {
  ethnicity: 'ethnicity',
  politicalStatus: 'political_status',
  foreignLanguage: 'foreign_language',
} as const satisfies Record<ValueTable, string>;

function storedCode(db: DeskDb, candidacyId: string, name: ValueTable): unknown {
  return db.statement(`SELECT ${columns[name]} FROM candidacy WHERE id = ?`).pluck().get(candidacyId);
}
