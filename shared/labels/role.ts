import type { Role } from '../domain/role.ts';

const labels = {
  clerk: '登记员',
  reviewer: '审核员',
  officeAdministrator: '管理员',
  schoolAdministrator: '学校',
  classTeacher: '班主任',
  auditor: '审计',
} as const satisfies Record<Role, string>;

/** Role as people see it (DESIGN §8). */
export function roleLabel(role: Role): string {
  return labels[role];
}
