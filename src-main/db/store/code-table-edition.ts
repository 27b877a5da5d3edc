import type { CodeTableName } from '#shared/domain/code-table.ts';
import { codeTableLabel } from '#shared/labels/code-table.ts';
import type { RegionCodeTable } from '#shared/wire/code-table.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import type { CodeTableEditionRow } from '../schema/office.ts';
import { codeTables } from './code-table.ts';
import { type CodeTableChanges, changesBetween, type Named } from './code-table-changes.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { installExamAreas, installSchools, knownAreas, knownSchools } from './place-table.ts';

type Refusal = Exclude<NoticeOutcome, { readonly state: 'applied' }>;

const editionColumns = `id, table_name AS tableName, label, in_force_from AS inForceFrom, content, changes,
  notice_id AS noticeId, arrived_at AS arrivedAt`;

/** Editions of a table, newest first. */
export function codeTableEditions(db: DeskDb, table: CodeTableName): CodeTableEditionRow[] {
  return db
    .statement(`SELECT ${editionColumns} FROM code_table_edition WHERE table_name = ? ORDER BY in_force_from DESC`)
    .all(table) as CodeTableEditionRow[];
}

/**
 * Puts an edition of a code table in force, beside the ones before it. Refused whole: an id that holds something else, a
 * day that is not after the newest edition's, a code or name twice, a table without this office's own place. Parked until
 * its first day, and while an exam area that its schools name is not here. The same edition again changes nothing.
 */
export function installCodeTable(context: RegionContext, noticeId: string, edition: RegionCodeTable): NoticeOutcome {
  const { db, clock, record } = context;
  const { id, table, label, inForceFrom, entries } = edition;
  const content = JSON.stringify(entries);
  const same = db.statement(`SELECT ${editionColumns} FROM code_table_edition WHERE id = ?`).get(id) as
    | CodeTableEditionRow
    | undefined;
  if (same) {
    const isSame =
      same.tableName === table && same.label === label && same.inForceFrom === inForceFrom && same.content === content;
    return isSame
      ? { state: 'applied', reason: null }
      : refused(`代码表编号“${id}”本机已有，内容不同；向自治区核对编号`);
  }
  const fault = faultOf(db, edition);
  if (fault) return fault;
  if (inForceFrom > clock.today()) return { state: 'parked', reason: `自 ${inForceFrom} 起用，到那天自动采用` };
  const before = namesNow(db, table);
  const kept = install(context, edition);
  const changes: CodeTableChanges = { ...changesBetween(before, entries.map(nameOf)), kept };
  db.statement(
    `INSERT INTO code_table_edition (id, table_name, label, in_force_from, content, changes, notice_id, arrived_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, table, label, inForceFrom, content, JSON.stringify(changes), noticeId, clock.now());
  record({
    kind: 'codeTable.arrived',
    subjectNoun: 'codeTable',
    subjectId: id,
    payload: { table, label, inForceFrom, entries: entries.length, changes },
  });
  return { state: 'applied', reason: null };
}

function faultOf(db: DeskDb, edition: RegionCodeTable): Refusal | null {
  const { table, inForceFrom } = edition;
  const names = edition.entries.map(nameOf);
  const twice = repeated(names.map(({ code }) => code));
  if (twice !== null) return refused(`代码 ${twice} 在表里有两次；向自治区核对`);
  // schools of two counties may share a name
  const sameName = table === 'school' ? null : repeated(names.map(({ name }) => name));
  if (sameName !== null) return refused(`“${sameName}”在表里有两个代码；向自治区核对`);
  if (!isRealDay(inForceFrom)) return refused(`没有 ${inForceFrom} 这一天；向自治区核对`);
  const [newest] = codeTableEditions(db, table);
  if (newest && inForceFrom <= newest.inForceFrom)
    return refused(
      `这一版自 ${inForceFrom} 起，本机的${codeTableLabel(table)}代码表已经是自 ${newest.inForceFrom} 起的一版`,
    );
  return table === 'examArea' || table === 'school' ? faultOfPlaces(db, edition) : null;
}

function faultOfPlaces(db: DeskDb, edition: RegionCodeTable): Refusal | null {
  const own = db.statement('SELECT exam_area_code FROM installation').pluck().get();
  if (edition.table === 'examArea')
    return edition.entries.some(({ code }) => code === own)
      ? null
      : refused(`表里没有本机所在的考区 ${String(own)}；向自治区核对`);
  if (edition.table !== 'school') return null;
  if (!edition.entries.some(({ examAreaCode }) => examAreaCode === own))
    return refused(`表里没有本机考区 ${String(own)} 的学校；向自治区核对`);
  const areas = new Set(knownAreas(db).map(({ code }) => code));
  const missing = edition.entries.find(({ examAreaCode }) => !areas.has(examAreaCode));
  return missing ? { state: 'parked', reason: `考区 ${missing.examAreaCode} 本机还没有，等自治区的考区代码表` } : null;
}

function install(context: RegionContext, edition: RegionCodeTable): readonly Named[] {
  if (edition.table === 'examArea') installExamAreas(context.db, edition.entries);
  return edition.table === 'school' ? installSchools(context, edition.entries, edition.inForceFrom) : [];
}

/** What the table says here now: the newest edition, or what the program or the set-up file brought. */
function namesNow(db: DeskDb, table: CodeTableName): readonly Named[] {
  if (table === 'examArea') return knownAreas(db);
  if (table === 'school') return knownSchools(db);
  return codeTables(db)[table].codes.map(([code, name]) => ({ code, name }));
}

function nameOf(entry: RegionCodeTable['entries'][number]): Named {
  return { code: entry.code, name: 'label' in entry ? entry.label : entry.name };
}

function refused(reason: string): Refusal {
  return { state: 'refused', reason };
}

function repeated(values: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return null;
}

function isRealDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
