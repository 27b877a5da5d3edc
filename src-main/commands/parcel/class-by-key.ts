import type { ClassKey } from '../../../shared/wire/desk-parcel.ts';
import { insertClass } from '../../db/store/roster-row-accept.ts';
import { schoolIdByCode } from '../../db/store/school.ts';
import { schoolClassByCode } from '../../db/store/school-class.ts';
import type { CommandContext } from '../../platform/act.ts';

/** This desk's id of a class that another desk names by its codes; one that is not here yet is added. null = no such school. */
export function classByKey({ db, ids, record }: CommandContext, key: ClassKey): string | null {
  const schoolId = schoolIdByCode(db, key.schoolCode);
  if (schoolId === null) return null;
  const { classCode: code, className: name, cohortYear } = key;
  const known = schoolClassByCode(db, { schoolId, code, cohortYear });
  if (known) return known.id;
  const id = ids.uuid();
  insertClass(db, { id, schoolId, code, name, cohortYear });
  record({ kind: 'schoolClass.added', subjectNoun: 'schoolClass', subjectId: id, payload: { code, name, cohortYear } });
  return id;
}
