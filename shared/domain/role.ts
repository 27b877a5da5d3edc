/** Roles of DESIGN §8. School accounts (school administrator, class teacher) hold no key slot. */
export const roles = [
  'clerk',
  'reviewer',
  'officeAdministrator',
  'schoolAdministrator',
  'classTeacher',
  'auditor',
] as const;
export type Role = (typeof roles)[number];

/** County roles can open the encrypted database with their own password. */
const countyRoles = ['clerk', 'reviewer', 'officeAdministrator', 'auditor'] as const satisfies readonly Role[];

/** True if accounts of this role hold a key slot of the database. */
export function isCountyRole(role: Role): boolean {
  return (countyRoles as readonly Role[]).includes(role);
}

/**
 * Who acts: an account with its scope. `schoolId` is set for school roles, `classIds` for class teachers;
 * county roles reach every pupil of the office's exam area.
 */
export type Actor = {
  readonly userId: string;
  readonly displayName: string;
  readonly role: Role;
  readonly schoolId: string | null;
  readonly classIds: readonly string[];
};

/** School and class of a pupil, by internal id; null = none. */
export type PupilPlace = { readonly schoolId: string | null; readonly classId: string | null };

/**
 * Scope of an account (clause 2.1, DESIGN §8): a class teacher reaches the own classes, a school administrator the own
 * school, county roles every record of the office.
 */
export function isWithinScope(actor: Pick<Actor, 'role' | 'schoolId' | 'classIds'>, pupil: PupilPlace): boolean {
  if (actor.role === 'classTeacher') return pupil.classId !== null && actor.classIds.includes(pupil.classId);
  if (actor.role === 'schoolAdministrator') return pupil.schoolId !== null && pupil.schoolId === actor.schoolId;
  return true;
}
