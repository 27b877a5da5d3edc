import type { ParsedInput } from '#shared/contract/index.ts';
import { listLimit } from '#shared/domain/list-limit.ts';
import { ok } from '#shared/lib/result.ts';
import { findCandidacies } from '../../db/store/candidacy.ts';
import { pupilLines } from '../../db/store/candidacy-line.ts';
import { scopeCondition } from '../../db/store/candidacy-reach.ts';
import { photographedOn } from '../../db/store/photo-wall.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { reviewLine } from './review-line.ts';

// in the order of the index candidacy_by_status: only what is shown is read
const stages = {
  completed: { where: `c.status = 'completed'`, orderBy: 'c.updated_at, c.rowid' },
  // those in a batch are released with it
  reviewed: {
    where: `c.status = 'reviewed' AND NOT EXISTS (SELECT 1 FROM batch_record b
      WHERE b.candidacy_id = c.id AND b.revision = c.revision AND b.left_at IS NULL)`,
    orderBy: 'c.updated_at, c.rowid',
  },
  released: {
    where: `c.status IN ('released', 'received', 'inEffect', 'joined')`,
    orderBy: 'c.updated_at DESC, c.rowid DESC',
  },
  refused: { where: `c.status = 'refusedByRegion'`, orderBy: 'c.updated_at, c.rowid' },
} as const satisfies Record<ParsedInput<'review.list'>['stage'], { where: string; orderBy: string }>;

/**
 * Records of one stage, the oldest work first; released ones with the latest first; of a day (+08:00), those whose photo
 * was taken on it. One page of work for a reviewer: the rest comes up as these are done, or class by class.
 */
export const listReviews: QueryHandler<'review.list'> = (input, context) => {
  const { db, actor } = context;
  const { where, orderBy } = stages[input.stage];
  const scope = scopeCondition(actor);
  const inClass = input.classId === null ? '' : ' AND c.class_id = @classId';
  const ofDay = input.day === null ? null : photographedOn(input.day);
  const lines = pupilLines(db, {
    where: `${scope.sql} AND ${where}${inClass}${ofDay ? ` AND ${ofDay.sql}` : ''}`,
    parameters: {
      ...scope.parameters,
      ...(input.classId !== null && { classId: input.classId }),
      ...ofDay?.parameters,
    },
    orderBy,
    limit: listLimit,
  });
  const rows = findCandidacies(
    db,
    lines.map((line) => line.candidacyId),
  );
  return ok(
    lines.flatMap((line) => {
      const row = rows.get(line.candidacyId);
      return row ? [reviewLine(context, line, row)] : [];
    }),
  );
};
