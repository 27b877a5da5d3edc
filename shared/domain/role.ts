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
export const countyRoles = ['clerk', 'reviewer', 'officeAdministrator', 'auditor'] as const satisfies readonly Role[];

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
