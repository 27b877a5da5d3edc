import type { Output } from '#shared/contract/index.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { DeskDb } from '../open.ts';
import { scopeCondition } from './candidacy-reach.ts';
import { slipState } from './exam-entry-slip.ts';

type Board = Output<'examEntry.classBoard'>;
export type EntryClass = Board['classes'][number];
export type EntryPupil = Omit<Board['pupils'][number], 'entry' | 'mayEnter'>;

const counted = `c.status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'setAside')`;
/** The entry that counts, beside each candidate. */
const withEntry = `LEFT JOIN exam_entry e ON e.candidacy_id = c.id AND e.sitting = @sitting AND e.version =
  (SELECT max(o.version) FROM exam_entry o WHERE o.candidacy_id = c.id AND o.sitting = @sitting)`;

/** Classes inside the scope of `actor`, in class order, private candidates last: how many pupils, how many have entered, whose slip is made, whose is back signed. */
export function entryClasses(db: DeskDb, actor: Actor, sitting: string): EntryClass[] {
  const scope = scopeCondition(actor);
  return db
    .statement(
      `SELECT c.class_id AS classId, s.name AS schoolName,
         CASE WHEN c.class_id IS NULL THEN '社会考生和未编班' ELSE k.name END AS className,
         count(*) AS pupils, count(*) FILTER (WHERE e.state = 'entered') AS entered,
         count(*) FILTER (WHERE e.state = 'entered' AND ${slipState} <> 'none') AS printed,
         count(*) FILTER (WHERE e.state = 'entered' AND ${slipState} = 'signed') AS signed
       FROM candidacy c ${withEntry} LEFT JOIN school_class k ON k.id = c.class_id LEFT JOIN school s ON s.id = k.school_id
       WHERE ${counted} AND ${scope.sql} GROUP BY c.class_id
       ORDER BY c.class_id IS NULL, s.code, k.cohort_year, k.code`,
    )
    .all({ ...scope.parameters, sitting }) as EntryClass[];
}

/** Pupils of a class (null = those without one) inside the scope of `actor`, in seat order, at most `limit`. */
export function entryPupils(db: DeskDb, actor: Actor, classId: string | null, limit: number): EntryPupil[] {
  const scope = scopeCondition(actor);
  return db
    .statement(
      `SELECT c.id AS candidacyId, c.full_name AS fullName, c.seat_no AS seatNo, c.status FROM candidacy c
       WHERE c.class_id IS @classId AND ${counted} AND ${scope.sql}
       ORDER BY c.seat_no IS NULL, c.seat_no, c.pinyin_full, c.id LIMIT @limit`,
    )
    .all({ ...scope.parameters, classId, limit }) as EntryPupil[];
}
