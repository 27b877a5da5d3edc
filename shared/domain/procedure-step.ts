import type { Role } from './role.ts';

/** Who a step belongs to, from the pupil up to the region. */
export type Level = 'candidate' | 'classTeacher' | 'school' | 'county' | 'league' | 'region';

/**
 * The fixed kinds of steps that a procedure can be built from; an edition may order them, never invent one (DESIGN §5).
 * `roles` may take the step on a desk of this county; a step without roles is taken elsewhere and comes as a decision.
 */
export const stepKinds = {
  apply: { level: 'candidate', roles: ['clerk', 'classTeacher', 'schoolAdministrator'] },
  intake: { level: 'county', roles: ['clerk'] },
  teacherApprove: { level: 'classTeacher', roles: ['classTeacher'] },
  schoolAgree: { level: 'school', roles: ['schoolAdministrator'] },
  // the two schools of a transfer; where the joining one is of another county, and where the releasing one has agreed on
  // paper, the county records that decision (3.1c)
  releasingSchoolAgree: { level: 'school', roles: ['schoolAdministrator', 'reviewer', 'officeAdministrator'] },
  joiningSchoolAgree: { level: 'school', roles: ['schoolAdministrator', 'reviewer', 'officeAdministrator'] },
  schoolPerform: { level: 'school', roles: ['schoolAdministrator'] },
  countyRequest: { level: 'county', roles: ['reviewer', 'officeAdministrator'] },
  countyApprove: { level: 'county', roles: ['reviewer', 'officeAdministrator'] },
  countyCarryOut: { level: 'county', roles: ['reviewer', 'officeAdministrator'] },
  // a paper of the county (3.2)
  countyIssue: { level: 'county', roles: ['reviewer', 'officeAdministrator'] },
  // the joining school registers after the region's certification (4.2d)
  supplementaryRegister: { level: 'school', roles: ['schoolAdministrator'] },
  countyCapture: { level: 'county', roles: ['clerk'] },
  countyReview: { level: 'county', roles: ['reviewer'] },
  countyRelease: { level: 'county', roles: ['reviewer', 'officeAdministrator'] },
  leagueApprove: { level: 'league', roles: [] },
  regionDecide: { level: 'region', roles: [] },
  candidateInPerson: { level: 'candidate', roles: ['clerk'] },
  chooseSubjects: { level: 'candidate', roles: ['clerk', 'classTeacher', 'schoolAdministrator'] },
} as const satisfies Record<string, { readonly level: Level; readonly roles: readonly Role[] }>;
export type StepKind = keyof typeof stepKinds;

/** True where the step is taken outside this county's desks and comes back as a decision. */
export function isElsewhere(kind: StepKind): boolean {
  return stepKinds[kind].roles.length === 0;
}

/** True if an account of this role may take the step on a desk. */
export function mayTakeStep(role: Role, kind: StepKind): boolean {
  return (stepKinds[kind].roles as readonly Role[]).includes(role);
}

const sideBySide: readonly StepKind[] = ['releasingSchoolAgree', 'joiningSchoolAgree'];

/** True for steps that neighbours of the same sort do not wait for: both schools decide, each for itself (3.1c). */
export function isSideBySide(kind: StepKind): boolean {
  return sideBySide.includes(kind);
}
