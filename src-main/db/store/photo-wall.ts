import { atTheDesk } from '#shared/domain/candidacy-acts.ts';
import type { DeskDb } from '../open.ts';
import { currentShotOf } from './capture.ts';

type WallShot = {
  readonly id: string;
  readonly candidacyId: string;
  readonly verdict: string;
  readonly causes: string;
  readonly takenAt: string;
  readonly takenBy: string;
  readonly className: string | null;
};

type WallQuestion = {
  /** YYYY-MM-DD in +08:00 */
  readonly day: string | null;
  readonly classId: string | null;
  /** condition over `c` (candidacy-reach.ts) */
  readonly scope: { readonly sql: string; readonly parameters: Record<string, string> };
  readonly waitingOnly: boolean;
};

/** Part of the wall: so many, after so many. */
type WallPart = { readonly limit: number; readonly offset: number };

/** What a reviewer must see first: refused, somebody else's, let pass, not checked, with warnings; then the good ones. */
const worstFirst = `CASE
    WHEN p.verdict = 'bad' AND NOT EXISTS (SELECT 1 FROM photo_override o WHERE o.capture_id = p.id) THEN 0
    WHEN EXISTS (SELECT 1 FROM photo_look_alike l WHERE l.capture_id = p.id)
      OR EXISTS (SELECT 1 FROM photo_look_alike l WHERE l.other_capture_id = p.id) THEN 1
    WHEN p.verdict = 'bad' THEN 2 WHEN p.verdict = 'notMeasured' THEN 3 WHEN p.verdict = 'warn' THEN 4 ELSE 5 END,
  json_array_length(p.causes) DESC, c.pinyin_full, c.id`;

/**
 * The shots that count of a day, a class, or both, worst first; with neither, of what waits for review. Where `total` goes
 * past a part, what waits for review comes before the rest: nothing that somebody has to do may lie on a later page.
 */
export function photosOnWall(db: DeskDb, question: WallQuestion, total: number, part: WallPart): WallShot[] {
  const { conditions, parameters } = conditionsOf(question);
  const order = total > part.limit ? `c.status = 'completed' DESC, ${worstFirst}` : worstFirst;
  return db
    .statement(
      `SELECT p.id, p.candidacy_id AS candidacyId, p.verdict, p.causes, p.taken_at AS takenAt,
         coalesce(u.display_name, '') AS takenBy, k.name AS className
       FROM candidacy c JOIN capture p ON p.candidacy_id = c.id
         LEFT JOIN school_class k ON k.id = c.class_id LEFT JOIN user_account u ON u.id = p.taken_by
       WHERE ${conditions} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...parameters, ...part }) as WallShot[];
}

/** How many there are in all, whatever the part, and how many of them are still at the desk. */
export function countOnWall(db: DeskDb, question: WallQuestion): { total: number; atDesk: number } {
  const { conditions, parameters } = conditionsOf(question);
  return db
    .statement(
      `SELECT count(*) AS total, coalesce(sum(c.status IN (${statusesAtDesk})), 0) AS atDesk
       FROM candidacy c JOIN capture p ON p.candidacy_id = c.id WHERE ${conditions}`,
    )
    .get(parameters) as { total: number; atDesk: number };
}

const statusesAtDesk = atTheDesk.map((status) => `'${status}'`).join(', ');

function conditionsOf({ day, classId, scope, waitingOnly }: WallQuestion) {
  const conditions = [
    scope.sql,
    `p.id = ${currentShotOf('c.id')}`,
    ...(day === null ? [] : [takenOnDay]),
    ...(classId === null ? [] : ['c.class_id = @classId']),
    ...(waitingOnly || (day === null && classId === null) ? [`c.status = 'completed'`] : []),
  ];
  return {
    conditions: conditions.join(' AND '),
    parameters: {
      ...scope.parameters,
      ...(day !== null && boundsOf(day)),
      ...(classId !== null && { classId }),
    },
  };
}

const takenOnDay = 'p.taken_at >= @from AND p.taken_at < @until';

function boundsOf(day: string): { readonly from: string; readonly until: string } {
  return { from: startOf(day, 0), until: startOf(day, 1) };
}

/** Condition over `c`: the shot that counts was taken on this day (+08:00). Its parameters are `from` and `until`. */
export function photographedOn(day: string): { readonly sql: string; readonly parameters: Record<string, string> } {
  return {
    sql: `EXISTS (SELECT 1 FROM capture p WHERE p.id = ${currentShotOf('c.id')} AND ${takenOnDay})`,
    parameters: boundsOf(day),
  };
}

/**
 * Days (+08:00) on which shots were taken that count for somebody, newest first. Steps from day to day over the index
 * instead of reading every shot.
 */
export function photoDays(db: DeskDb, limit: number): string[] {
  const newestBefore = db.statement('SELECT max(taken_at) FROM capture WHERE taken_at < ?').pluck();
  const counts = db
    .statement(`SELECT 1 FROM capture WHERE taken_at >= ? AND taken_at < ? AND state <> 'superseded' LIMIT 1`)
    .pluck();
  const days: string[] = [];
  let before = '9999';
  while (days.length < limit) {
    const newest = newestBefore.get(before) as string | null;
    if (newest === null) return days;
    const day = new Date(Date.parse(newest) + 8 * 3_600_000).toISOString().slice(0, 10);
    before = startOf(day, 0);
    if (counts.get(before, startOf(day, 1)) !== undefined) days.push(day);
  }
  return days;
}

/** The instant at which a day, or the one `later` days after it, begins in +08:00. */
function startOf(day: string, later: number): string {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + later * 86_400_000).toISOString();
}
