import { counties, leagueOf } from '#shared/labels/divisions.ts';
import { defaultPhotoProfile } from '#shared/photo/profiles.ts';
import type { SetupBody } from '#shared/wire/setup-file.ts';
import { accounts, office, schools } from './county.ts';

/** 09:00 and 17:00 of the region (+08:00) as instants. */
const opens = (day: string) => `${day}T01:00:00Z`;
const closes = (day: string) => `${day}T09:00:00Z`;

/** 满洲里 and 二连浩特 are planned apart from their league and answer to the region themselves. */
const plannedApart = new Set(['150781', '152501']);

const calendar: SetupBody['calendar'] = {
  id: 'calendar-2026-autumn',
  label: '2026 年秋季考次日程（演示）',
  inForceFrom: '2026-09-01',
  windows: [
    {
      kind: 'registration',
      label: '考籍注册',
      cohortYear: null,
      sitting: '2026-autumn',
      opensAt: opens('2026-11-01'),
      closesAt: closes('2026-12-31'),
    },
    {
      kind: 'examEntry',
      label: '选课报名',
      cohortYear: null,
      sitting: '2026-autumn',
      opensAt: opens('2026-12-01'),
      closesAt: closes('2026-12-31'),
    },
    {
      kind: 'sitting',
      label: '2026 年秋季考次',
      cohortYear: null,
      sitting: '2026-autumn',
      opensAt: opens('2027-01-09'),
      closesAt: closes('2027-01-12'),
    },
    {
      kind: 'results',
      label: '成绩公布',
      cohortYear: null,
      sitting: '2026-autumn',
      opensAt: opens('2027-02-26'),
      closesAt: closes('2027-02-26'),
    },
    {
      kind: 'correction',
      label: '考籍信息变更和转籍',
      cohortYear: null,
      sitting: null,
      opensAt: opens('2027-02-27'),
      closesAt: closes('2027-04-01'),
    },
  ],
};

/** Content of the demo set-up file. Shape and meaning: shared/wire/setup-file.ts. */
export function demoSetupBody(): SetupBody {
  return {
    issuedOn: '2026-10-20',
    isDemo: true,
    office,
    examAreas: counties.map(({ code, name }) => ({
      code,
      name: `${leagueOf(code)?.name ?? ''}${name}`,
      leagueName: plannedApart.has(code) ? '计划单列' : (leagueOf(code)?.name ?? ''),
    })),
    schools: schools.map((school) => ({ ...school, classes: school.classes.map((c) => ({ ...c })) })),
    accounts: accounts.map((account) => ({ ...account, classCodes: account.classCodes.map((c) => ({ ...c })) })),
    calendar,
    regulationEditions: [
      {
        id: 'nm-2025',
        label: '考籍管理办法（2025 年 4 月 3 日）',
        inForceFrom: '2025-04-03',
        parameters: { firstCohortYear: 2022 },
      },
    ],
    photoProfiles: [
      {
        ...defaultPhotoProfile,
        label: '480×640 蓝、白或浅灰背景',
        inForceFrom: '2025-04-03',
        crownTop: [...defaultPhotoProfile.crownTop],
        eyesTop: [...defaultPhotoProfile.eyesTop],
        faceWidth: [...defaultPhotoProfile.faceWidth],
        backgrounds: defaultPhotoProfile.backgrounds.map(([red, green, blue]) => [red, green, blue]),
        limits: { ...defaultPhotoProfile.limits },
        exam: null,
        cohortYear: null,
      },
    ],
    receiverUrl: 'http://127.0.0.1:4870',
  };
}
