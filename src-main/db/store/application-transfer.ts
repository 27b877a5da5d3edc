import type { Fault } from '#shared/contract/faults.ts';
import type { ApplicationEffect } from '#shared/domain/candidacy-acts.ts';
import { decideByApplication } from '#shared/domain/candidacy-acts.ts';
import type { Finding } from '#shared/domain/finding.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import type { ApplicationView } from './application.ts';
import { joiningSchoolOf } from './application-school.ts';
import { saveCandidacy } from './candidacy.ts';
import { subjectOf } from './decision.ts';
import { targetClassOf } from './school-class.ts';

/** What a transfer does to the record: into another school here it stays, into another county it leaves this office. */
export function transferAct(db: DeskDb, view: ApplicationView): ApplicationEffect {
  return joiningSchoolOf(db, view.request)?.isHere === true ? 'transfer.carryOut' : 'transfer.leave';
}

/**
 * The region has changed the school (3.1c): the record gets the new school and the class that it named; number and state
 * stay. A record that goes to a school of another county leaves this office's care and stays readable here with all its
 * history. Gives the reason with which everything else under way ends here, null where it goes on.
 */
export function carryOutTransfer(
  context: RegionContext,
  view: ApplicationView,
  { findings }: { readonly findings: readonly Finding[] },
): Result<{ readonly othersEnd: string | null }, Fault> {
  const { db, clock, record } = context;
  const row = view.candidacy;
  const school = joiningSchoolOf(db, view.request);
  const { result } = decideByApplication(transferAct(db, view), subjectOf(row, view.edition.id));
  if (!result.ok) return failed(result.fault);
  if (view.request.kind !== 'transfer' || school === null || school.id === null) return failed(schoolIsGone);
  const where = school.areaName === null ? school.name : `${school.name}（${school.areaName}）`;
  const leaves = school.isHere ? null : `已转籍到${where}`;
  const named = view.row.joiningClassId;
  const target = targetClassOf(db, named);
  // none is: a class closed since, and one of another school that was asked before the application was mended
  const classId = target?.isOpen === true && target.schoolId === school.id ? named : null;
  saveCandidacy(
    db,
    row,
    {
      status: result.value.next,
      schoolId: school.id,
      classId,
      seatNo: null,
      ...(leaves !== null && { returnReason: leaves }),
    },
    clock.now(),
  );
  record({
    kind: 'candidacy.transferred',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: {
      applicationId: view.row.id,
      from: { schoolId: row.schoolId, classId: row.classId, ...view.request.from },
      to: { schoolId: school.id, classId, code: school.code, name: school.name, areaName: school.areaName },
      status: { from: row.status, to: result.value.next },
      candidacyNo: row.candidacyNo,
    },
    findings,
  });
  return ok({ othersEnd: leaves === null ? null : `${leaves}，由那里重新申请` });
}

/** The school is in no list any more: nothing is written before somebody has looked. */
const schoolIsGone: Fault = {
  kind: 'stale',
  message: '转入学校不在学校清单里，这个决定先放着。由管理员核对学校清单。',
};
