import { listLimit } from '#shared/domain/list-limit.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { findCandidacies } from '../../db/store/candidacy.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { offerClassChange } from '../../db/store/record-change.ts';
import { ownSchool } from '../../db/store/school.ts';
import { pupilsOfSchoolClass, schoolClassById } from '../../db/store/school-class.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** The pupils of one class of the own school, each with the class change as it is open or closed now. */
export const schoolPupils: QueryHandler<'school.pupils'> = ({ classId }, context) => {
  const { db, actor } = context;
  const school = ownSchool(db, actor.schoolId);
  if (!school || (classId !== null && schoolClassById(db, classId)?.schoolId !== school.id)) return failed(outOfReach);
  const lines = pupilsOfSchoolClass(db, school.id, classId, listLimit);
  const rows = findCandidacies(
    db,
    lines.map(({ candidacyId }) => candidacyId),
  );
  return ok(
    lines.flatMap((line) => {
      const row = rows.get(line.candidacyId);
      return row ? [{ ...line, classChange: offerClassChange(context, row) }] : [];
    }),
  );
};
