import { manyLimit } from '#shared/domain/list-limit.ts';
import type { DeskDb } from '../open.ts';
import type { BatchChoice } from './batch.ts';
import type { BatchItem } from './batch-record.ts';

const waiting = `c.status = 'reviewed' AND NOT EXISTS (SELECT 1 FROM batch_record r
  WHERE r.candidacy_id = c.id AND r.revision = c.revision AND r.left_at IS NULL)`;
const chosen: Readonly<Record<BatchChoice['by'], string>> = {
  all: '1',
  class: 'c.class_id = @classId',
  day: `date(c.completed_at, '+8 hours') = @day`,
};

/** Reviewed records in no batch, by school, class and seat, at most as many as one batch takes; `beyond` wait for the next. */
export function recordsToChoose(
  db: DeskDb,
  choice: BatchChoice,
): { readonly items: BatchItem[]; readonly beyond: number } {
  const parameters = {
    classId: choice.by === 'class' ? choice.classId : null,
    day: choice.by === 'day' ? choice.day : null,
    limit: manyLimit,
  };
  const where = `${waiting} AND ${chosen[choice.by]}`;
  const used = {
    ...(choice.by === 'class' && { classId: parameters.classId }),
    ...(choice.by === 'day' && { day: parameters.day }),
  };
  const items = db
    .statement(
      `SELECT c.id AS candidacyId, c.revision FROM candidacy c LEFT JOIN school s ON s.id = c.school_id
       LEFT JOIN school_class k ON k.id = c.class_id
       WHERE ${where} ORDER BY s.code, k.cohort_year, k.code, c.seat_no, c.id LIMIT @limit`,
    )
    .all({ ...used, limit: parameters.limit }) as BatchItem[];
  const all = Number(db.statement(`SELECT count(*) FROM candidacy c WHERE ${where}`).pluck().get(used));
  return { items, beyond: all - items.length };
}

export type ChoiceCounts = {
  readonly all: number;
  readonly classes: { classId: string; schoolName: string; className: string; count: number }[];
  readonly days: { day: string; count: number }[];
};

/** What can be chosen now: everything that waits, by class and by the day it was completed at the desk. */
export function countChoices(db: DeskDb, limit: number): ChoiceCounts {
  return {
    all: Number(db.statement(`SELECT count(*) FROM candidacy c WHERE ${waiting}`).pluck().get()),
    classes: db
      .statement(
        `SELECT k.id AS classId, s.name AS schoolName, k.name AS className, count(*) AS count
         FROM candidacy c JOIN school_class k ON k.id = c.class_id JOIN school s ON s.id = k.school_id
         WHERE ${waiting} GROUP BY k.id ORDER BY s.code, k.cohort_year, k.code LIMIT ?`,
      )
      .all(limit) as ChoiceCounts['classes'],
    days: db
      .statement(
        `SELECT date(c.completed_at, '+8 hours') AS day, count(*) AS count FROM candidacy c
         WHERE ${waiting} AND c.completed_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT ?`,
      )
      .all(limit) as ChoiceCounts['days'],
  };
}
