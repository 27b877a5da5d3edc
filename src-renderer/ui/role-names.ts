import type { Role } from '#shared/domain/role.ts';

/** What a role is called on the screens (DESIGN §8). */
export const roleNames: Readonly<Record<Role, string>> = {
  clerk: '登记员',
  reviewer: '审核员',
  officeAdministrator: '管理员',
  schoolAdministrator: '学校',
  classTeacher: '班主任',
  auditor: '审计',
};
