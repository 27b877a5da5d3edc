import type { Fault } from '#shared/contract/faults.ts';
import { type Actor, isWithinScope } from '#shared/domain/role.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, findCandidacy } from './candidacy.ts';

/** One answer for "not there" and "not yours": an account must not learn that a record exists elsewhere. */
export const outOfReach: Fault = {
  kind: 'forbidden',
  message: '打不开这份记录：不在你的名单里。从自己的名单里重新打开，或由管理员核对账户的班级。',
};

/** Loads a candidacy that `actor` may see, or the fault `forbidden` without a word about the record. */
export function reachCandidacy(db: DeskDb, actor: Actor, candidacyId: string): Result<CandidacyRow, Fault> {
  const row = findCandidacy(db, candidacyId);
  return row && isWithinScope(actor, row) ? ok(row) : failed(outOfReach);
}

/**
 * The part of a WHERE clause that keeps a list inside the scope of `actor`, over the table alias `c`; parameters by
 * name. Staged rows are never in it.
 */
export function scopeCondition(actor: Actor): { readonly sql: string; readonly parameters: Record<string, string> } {
  if (actor.role === 'classTeacher') {
    return {
      sql: `c.status <> 'staged' AND c.class_id IN (SELECT value FROM json_each(@scopeClasses))`,
      parameters: { scopeClasses: JSON.stringify(actor.classIds) },
    };
  }
  if (actor.role === 'schoolAdministrator') {
    return {
      sql: `c.status <> 'staged' AND c.school_id = @scopeSchool`,
      parameters: { scopeSchool: actor.schoolId ?? '' },
    };
  }
  return { sql: `c.status <> 'staged'`, parameters: {} };
}
