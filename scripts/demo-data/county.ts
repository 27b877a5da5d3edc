import type { Role } from '#shared/domain/role.ts';

/** The demo county is a real banner; its schools, people and numbers are invented and say 演示 in their names. */
export const countyCode = '150430';

export const office = {
  id: '0199a000-0430-7000-8000-000000150430',
  name: '敖汉旗招生考试机构（演示）',
  countyCode,
  countyName: '敖汉旗',
  examAreaCode: countyCode,
  examAreaName: '赤峰市敖汉旗',
} as const;

export type DemoClass = { readonly code: string; readonly name: string; readonly cohortYear: number };
export type DemoSchool = {
  readonly code: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly examAreaCode: string;
  readonly kind: string;
  readonly address: string | null;
  readonly headName: string | null;
  readonly staffCount: number | null;
  readonly phone: string | null;
  readonly classes: readonly DemoClass[];
};

function classesOf(cohortYear: number, names: readonly string[]): DemoClass[] {
  return names.map((name, i) => ({
    code: `${String(cohortYear).slice(2)}${String(i + 1).padStart(2, '0')}`,
    name,
    cohortYear,
  }));
}

const elsewhere = { isOwn: false, address: null, headName: null, staffCount: null, phone: null, classes: [] } as const;

export const schools: readonly DemoSchool[] = [
  {
    code: '3115043001',
    name: '敖汉旗演示第一中学',
    isOwn: true,
    examAreaCode: countyCode,
    kind: '普通高中',
    address: '赤峰市敖汉旗新惠镇演示路1号',
    headName: '乌力吉',
    staffCount: 186,
    phone: '0476-0000001',
    classes: [
      ...classesOf(2026, ['高一(1)班', '高一(2)班', '高一(3)班', '高一(4)班', '高一(5)班', '高一(6)班']),
      ...classesOf(2025, ['高二(1)班']),
    ],
  },
  {
    code: '3115043002',
    name: '敖汉旗演示蒙古族中学',
    isOwn: true,
    examAreaCode: countyCode,
    kind: '普通高中',
    address: '赤峰市敖汉旗新惠镇演示路8号',
    headName: '娜仁高娃',
    staffCount: 121,
    phone: '0476-0000002',
    classes: classesOf(2026, ['高一(1)班', '高一(2)班', '高一(3)班', '高一(4)班']),
  },
  {
    code: '3615043003',
    name: '敖汉旗演示职业中学',
    isOwn: true,
    examAreaCode: countyCode,
    kind: '中等职业学校',
    address: '赤峰市敖汉旗新惠镇演示路20号',
    headName: '高建平',
    staffCount: 74,
    phone: '0476-0000003',
    classes: classesOf(2026, ['26级畜牧班', '26级计算机班']),
  },
  { ...elsewhere, code: '3115040201', name: '红山区演示中学', examAreaCode: '150402', kind: '普通高中' },
  { ...elsewhere, code: '3115042901', name: '宁城县演示高级中学', examAreaCode: '150429', kind: '普通高中' },
];

export const ownSchools = schools.filter((school) => school.isOwn);

export type DemoAccount = {
  readonly loginName: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
  readonly schoolCode: string | null;
  readonly classCodes: readonly { readonly classCode: string; readonly cohortYear: number }[];
};

function countyAccount(loginName: string, displayName: string, role: Role): DemoAccount {
  return { loginName, displayName, role, password: `${loginName}-2026`, schoolCode: null, classCodes: [] };
}

const teacherNames = '白海泉 宝音 赵丽华 苏日娜 于国庆 斯琴 韩雪 那日苏 托娅 朝鲁 萨仁 孟祥云 高娃'.split(' ');

/** Login of a class teacher: t, school 1–3, class code, such as t1-2601. */
export function classTeacherLogin(school: DemoSchool, code: string): string {
  return `t${ownSchools.indexOf(school) + 1}-${code}`;
}

const classTeachers: readonly DemoAccount[] = ownSchools
  .flatMap((school) => school.classes.map((demoClass) => ({ school, demoClass })))
  .map(({ school, demoClass }, i) => ({
    loginName: classTeacherLogin(school, demoClass.code),
    displayName: teacherNames[i] ?? `班主任${i + 1}`,
    role: 'classTeacher',
    password: `${classTeacherLogin(school, demoClass.code)}-2026`,
    schoolCode: school.code,
    classCodes: [{ classCode: demoClass.code, cohortYear: demoClass.cohortYear }],
  }));

/** Every role; a password is the login name and -2026. */
export const accounts: readonly DemoAccount[] = [
  countyAccount('clerk1', '王敏', 'clerk'),
  countyAccount('clerk2', '包萨日娜', 'clerk'),
  countyAccount('review1', '巴图', 'reviewer'),
  countyAccount('review2', '刘建华', 'reviewer'),
  countyAccount('admin1', '李志远', 'officeAdministrator'),
  countyAccount('audit1', '陈静', 'auditor'),
  ...ownSchools.map((school, i) => ({
    loginName: `school${i + 1}`,
    displayName: ['张学文', '阿木尔', '周立'][i] ?? `学校${i + 1}`,
    role: 'schoolAdministrator' as const,
    password: `school${i + 1}-2026`,
    schoolCode: school.code,
    classCodes: [],
  })),
  ...classTeachers,
];

/** Name of the class teacher as a roster gives it. */
export function classTeacherOf(school: DemoSchool, code: string): string {
  return classTeachers.find((account) => account.loginName === classTeacherLogin(school, code))?.displayName ?? '';
}
