import type { Actor } from '#shared/domain/role.ts';
import type { RegionRoster } from '#shared/wire/region-roster.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import type { ArrivedRosterRow } from '../schema/roster.ts';
import { isCodeTableHere } from './code-table.ts';
import type { NoticeOutcome } from './inbox-apply.ts';

const columns = `r.notice_id AS noticeId, r.roster_id AS rosterId, r.slice, r.slices, r.label, r.school_id AS schoolId,
  r.row_count AS rowCount, r.arrived_at AS arrivedAt, r.set_aside_at AS setAsideAt, r.set_aside_by AS setAsideBy,
  r.set_aside_reason AS setAsideReason`;

/** A roster of the region with its school, and the import that was opened from it and neither cancelled nor failed. */
export type ArrivedRoster = ArrivedRosterRow & {
  readonly schoolName: string;
  readonly batchId: string | null;
  readonly batchState: string | null;
  readonly openedBy: string | null;
};

const withBatch = `SELECT ${columns}, s.name AS schoolName, b.id AS batchId, b.state AS batchState,
    u.display_name AS openedBy
  FROM arrived_roster r JOIN school s ON s.id = r.school_id
  LEFT JOIN import_batch b ON b.notice_id = r.notice_id AND b.state NOT IN ('cancelled', 'failed')
  LEFT JOIN user_account u ON u.id = b.created_by`;

/**
 * Takes note of a roster: its rows wait in the notice, nothing of them touches a record before a person has opened,
 * checked and confirmed them like a file. Parked while the school or a code table that it names is not here; refused for
 * a school of another county, and for a slice that contradicts what came before it.
 */
export function applyRegionRoster(context: RegionContext, noticeId: string, roster: RegionRoster): NoticeOutcome {
  const { db, clock, record } = context;
  const { rosterId, label, schoolCode, slice, slices, rows, needs = [] } = roster;
  const missing = needs.filter((id) => !isCodeTableHere(db, id));
  if (missing.length > 0) return { state: 'parked', reason: `等代码表 ${missing.join('、')} 到了、生效了再用` };
  const school = db.statement('SELECT id, name, is_own AS isOwn FROM school WHERE code = ?').get(schoolCode) as
    | { readonly id: string; readonly name: string; readonly isOwn: number }
    | undefined;
  if (!school) return { state: 'parked', reason: `学校代码 ${schoolCode} 本机还没有，等自治区的学校代码表` };
  if (school.isOwn !== 1)
    return { state: 'refused', reason: `${school.name}不在本机的考区，这份名册没有采用；向自治区核对` };
  const sibling = db
    .statement(`SELECT ${columns} FROM arrived_roster r WHERE r.roster_id = ? ORDER BY r.slice = ? DESC LIMIT 1`)
    .get(rosterId, slice) as ArrivedRosterRow | undefined;
  if (sibling?.slice === slice)
    return { state: 'refused', reason: `“${label}”第 ${slice} 份已经来过，先到的那份算数；向自治区核对` };
  if (sibling && (sibling.slices !== slices || sibling.label !== label || sibling.schoolId !== school.id))
    return { state: 'refused', reason: `与先到的“${sibling.label}”（共 ${sibling.slices} 份）对不上；向自治区核对` };
  db.statement(
    `INSERT INTO arrived_roster (notice_id, roster_id, slice, slices, label, school_id, row_count, arrived_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(noticeId, rosterId, slice, slices, label, school.id, rows.length, clock.now());
  record({
    kind: 'roster.arrived',
    subjectNoun: 'importBatch',
    subjectId: noticeId,
    payload: { rosterId, label, schoolCode, slice, slices, rows: rows.length },
  });
  return { state: 'applied', reason: null };
}

/** Rosters that the region sent, newest first; a school account sees its own school's. */
export function arrivedRosters(db: DeskDb, actor: Pick<Actor, 'role' | 'schoolId'>, limit: number): ArrivedRoster[] {
  const school = actor.role === 'schoolAdministrator' ? (actor.schoolId ?? '') : null;
  return db
    .statement(
      `${withBatch} WHERE @school IS NULL OR r.school_id = @school
       ORDER BY r.arrived_at DESC, r.roster_id, r.slice LIMIT @limit`,
    )
    .all({ school, limit }) as ArrivedRoster[];
}

/** One of them that `actor` may open, or null. */
export function findArrivedRoster(
  db: DeskDb,
  actor: Pick<Actor, 'role' | 'schoolId'>,
  noticeId: string,
): ArrivedRoster | null {
  const row = db.statement(`${withBatch} WHERE r.notice_id = ?`).get(noticeId) as ArrivedRoster | undefined;
  if (!row) return null;
  return actor.role === 'schoolAdministrator' && row.schoolId !== actor.schoolId ? null : row;
}

/** Where an import was opened from one that had been put away, it counts again. */
export function takeOutAgain(db: DeskDb, noticeId: string): void {
  db.statement(
    'UPDATE arrived_roster SET set_aside_at = NULL, set_aside_by = NULL, set_aside_reason = NULL WHERE notice_id = ?',
  ).run(noticeId);
}

/** Puts one away: nothing of it is to be imported. */
export function putAside(
  db: DeskDb,
  noticeId: string,
  { at, by, reason }: { readonly at: string; readonly by: string; readonly reason: string },
): void {
  db.statement(
    'UPDATE arrived_roster SET set_aside_at = ?, set_aside_by = ?, set_aside_reason = ? WHERE notice_id = ?',
  ).run(at, by, reason, noticeId);
}

/** What waits, or how far it got. */
export function arrivedRosterState({
  batchState,
  setAsideAt,
}: Pick<ArrivedRoster, 'batchState' | 'setAsideAt'>): 'waiting' | 'open' | 'imported' | 'setAside' {
  if (batchState === 'accepted') return 'imported';
  if (batchState !== null) return 'open';
  return setAsideAt === null ? 'waiting' : 'setAside';
}

/** 2026 级高一名册（第 1 份，共 2 份） */
export function arrivedRosterName({ label, slice, slices }: Pick<RegionRoster, 'label' | 'slice' | 'slices'>): string {
  return slices === 1 ? label : `${label}（第 ${slice} 份，共 ${slices} 份）`;
}
