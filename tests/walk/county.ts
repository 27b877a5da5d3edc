import type { SetupBody } from '../../shared/wire/setup-file.ts';
import { countyBody } from '../fixtures/county.ts';

const day = 86_400_000;
/** The walk begins on this morning of the first cycle. */
export const walkBegins = '2026-11-17T02:00:00.000Z';
/** A moment at which every window of `farCycle` is open, so that finishing can always wait for one. */
export const farAway = '2031-03-10T02:00:00.000Z';

type Window = SetupBody['calendar']['windows'][number];

/** One cycle of windows from `begins` on: entry and class change, sitting, results, correction, one after the other. */
function cycle(begins: string, number: number): Window[] {
  const sitting = `walk-${number}`;
  const at = (days: number) => new Date(Date.parse(begins) + days * day).toISOString();
  const window = (kind: Window['kind'], label: string, from: number, until: number, of: string | null): Window => ({
    kind,
    label,
    cohortYear: null,
    sitting: of,
    opensAt: at(from),
    closesAt: at(until),
  });
  return [
    window('registration', '考籍注册', 0, 20, sitting),
    window('classChange', '换班', 0, 12, null),
    window('correction', '信息更正', 3, 11, null),
    window('examEntry', '选课报名', 12, 20, sitting),
    window('sitting', `第 ${number} 次考试`, 22, 24, sitting),
    window('results', '成绩公布', 26, 27, sitting),
  ];
}

/** Sittings of the walk, the first ones: what examEntry.perform chooses from. */
export const walkSittings: readonly string[] = Array.from({ length: 10 }, (_, index) => `walk-${index + 1}`);

const near = walkSittings.flatMap((_, index) =>
  cycle(new Date(Date.parse('2026-11-16T01:00:00.000Z') + index * 28 * day).toISOString(), index + 1),
);

type Account = SetupBody['accounts'][number];
function account(
  loginName: string,
  displayName: string,
  role: Account['role'],
  schoolCode: string | null,
  classCode: string | null = null,
): Account {
  const classCodes = classCode === null ? [] : [{ classCode, cohortYear: 2026 }];
  return { loginName, displayName, role, password: countyBody.accounts[0]?.password ?? '', schoolCode, classCodes };
}

/**
 * The test county with more people: two persons of each school may prepare, a third only decides, and so in the office
 * (reviewer3). Where everybody of a school had a hand in preparing an application, four eyes leaves nobody to agree.
 */
export const walkCounty: SetupBody = {
  ...countyBody,
  accounts: [
    ...countyBody.accounts,
    account('reviewer3', '韩雪', 'reviewer', null),
    account('school1b', '刘主任', 'schoolAdministrator', '1504300001'),
    account('school1c', '陈主任', 'schoolAdministrator', '1504300001'),
    account('school2', '白校长', 'schoolAdministrator', '1504300002'),
    account('school2b', '何主任', 'schoolAdministrator', '1504300002'),
    account('school2c', '宋主任', 'schoolAdministrator', '1504300002'),
    account('teacher4', '其木格', 'classTeacher', '1504300002', '02'),
  ],
  calendar: {
    id: 'calendar-walk',
    label: '走查日程',
    inForceFrom: '2026-09-01',
    windows: [...near, ...cycle('2031-03-05T01:00:00.000Z', 99)],
  },
};

export const schoolCodes = ['1504300001', '1504300002'] as const;
export type SchoolCode = (typeof schoolCodes)[number];
/** Class teacher of each class. */
export const teachers: Readonly<Record<SchoolCode, readonly [string, string]>> = {
  '1504300001': ['teacher1', 'teacher2'],
  '1504300002': ['teacher3', 'teacher4'],
};
/** People of a school who also prepare, and the one who only decides. */
export const schoolPeople: Readonly<
  Record<SchoolCode, { readonly preparing: readonly string[]; readonly deciding: string }>
> = {
  '1504300001': { preparing: ['school1', 'school1b'], deciding: 'school1c' },
  '1504300002': { preparing: ['school2', 'school2b'], deciding: 'school2c' },
};
export const countyPeople = { preparing: ['reviewer1', 'reviewer2', 'admin'], deciding: 'reviewer3' } as const;
const onlyDecide = [countyPeople.deciding, ...Object.values(schoolPeople).map(({ deciding }) => deciding)];
/** Whoever may try an act that is not theirs; those who only decide keep their hands off. */
export const everybody: readonly string[] = walkCounty.accounts
  .map((one) => one.loginName)
  .filter((one) => !onlyDecide.includes(one));
