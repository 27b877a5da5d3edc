import type { Fault } from '#shared/contract/faults.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { mustBeTold } from '#shared/domain/record-change.ts';
import { recordChangeLabel } from '#shared/labels/record-change.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type CandidacyRow, flagsOf, saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { changeOfRecord } from '../../db/store/change-facts.ts';
import { isToTell } from '../../db/store/change-message.ts';
import { actOnMany } from '../../db/store/decision-many.ts';
import { judgeClassChange } from '../../db/store/record-change.ts';
import { schoolCodeById } from '../../db/store/school.ts';
import { schoolClassById } from '../../db/store/school-class.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/**
 * The school's named person moves one or many pupils into another class of the school (clause 2.4), in every living state,
 * also in effect. One event and one result line each. The seat in the old class goes: in the new one it is another's.
 */
export const changeClass: CommandHandler<'classChange.perform'> = {
  act({ items, classId, reason }, _prepared, context) {
    const moved = actOnMany(recordChangeLabel('classChange.perform'), context, items, (inner, row, item) =>
      moveOne(inner, row, item.version, classId, reason),
    );
    if (!moved.ok) return moved;
    const toTell = moved.value.done.filter((id) => isToTell(context.db, id, 'classChange'));
    return ok({ ...moved.value, toTell });
  },
  changes: ['candidacy', 'school', 'outbox'],
};

function moveOne(
  context: CommandContext,
  row: CandidacyRow,
  version: number,
  classId: string,
  reason: string,
): Result<null, Fault> {
  const { db, clock, record } = context;
  // the same key pressed twice: the pupil is there already
  if (row.classId === classId) return ok(null);
  if (row.version !== version) return failed(staleFault(db, row.id));
  const { findings, result } = judgeClassChange(context, row, classId);
  if (!result.ok) return result;
  const flags = JSON.stringify([...new Set([...flagsOf(row), ...result.value.flags])]);
  saveCandidacy(db, row, { classId, seatNo: null, flags }, clock.now());
  const toTell = mustBeTold(row.status as CandidacyStatus);
  const [from, to] = [placeOf(context, row.classId), placeOf(context, classId)];
  record({
    kind: 'candidacy.classChanged',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { from, to, seatNo: row.seatNo, reason, toTell },
    findings,
    ...(toTell && to && { change: told(context, row, { from, to, reason }) }),
  });
  return ok(null);
}

type Place = NonNullable<ReturnType<typeof placeOf>>;

function told(
  context: CommandContext,
  row: CandidacyRow,
  { from, to, reason }: { readonly from: Place | null; readonly to: Place; readonly reason: string },
) {
  const { db, actor, clock } = context;
  const schoolCode = row.schoolId === null ? null : schoolCodeById(db, row.schoolId);
  const named = ({ code, name, cohortYear }: Place) => ({ schoolCode, code, name, cohortYear });
  const own = { kind: 'classChange', from: from && named(from), to: named(to), reason } as const;
  return changeOfRecord<'classChange'>(context, row, own, { by: actor.userId, at: clock.now() });
}

function placeOf({ db }: CommandContext, classId: string | null) {
  const found = classId === null ? null : schoolClassById(db, classId);
  return found && { classId: found.id, code: found.code, name: found.name, cohortYear: found.cohortYear };
}
