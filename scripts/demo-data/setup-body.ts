import type { WindowKind } from '#shared/domain/window-kind.ts';
import { counties, leagueOf } from '#shared/labels/divisions.ts';
import { photoLimits } from '#shared/photo/photo-limits.ts';
import { defaultPhotoProfile } from '#shared/photo/profiles.ts';
import type { SetupBody } from '#shared/wire/setup-file.ts';
import { accounts, office, schools } from './county.ts';

/** 09:00 and 17:00 of the region (+08:00) as instants. */
const opens = (day: string) => `${day}T01:00:00Z`;
const closes = (day: string) => `${day}T09:00:00Z`;

/** 满洲里 and 二连浩特 are planned apart from their league and answer to the region themselves. */
const plannedApart = new Set(['150781', '152501']);

/**
 * 高一 (2026) has had results at the end of October and enters in spring: corrections and class changes are open for it.
 * 高二 (2025) enters for the autumn sitting: entry is open for it, corrections are not (2.3b, 2.4).
 */
const calendar: SetupBody['calendar'] = {
  id: 'calendar-2026-autumn',
  label: '2026 年秋季考次日程（演示）',
  inForceFrom: '2026-09-01',
  windows: [
    window('sitting', '2026 年夏季考次', '2026-summer', '2026-07-04', '2026-07-06'),
    window('results', '2026 年夏季考次成绩', '2026-summer', '2026-10-30', '2026-10-30'),
    window('registration', '考籍注册', '2026-autumn', '2026-11-01', '2026-12-31'),
    window('correction', '信息变更和转籍', null, '2026-11-02', '2026-12-18', 2026),
    window('classChange', '换班', null, '2026-11-02', '2026-12-18', 2026),
    window('examEntry', '选课报名', '2026-autumn', '2026-11-16', '2026-12-31', 2025),
    window('sitting', '2026 年秋季考次', '2026-autumn', '2027-01-09', '2027-01-12'),
    window('results', '2026 年秋季考次成绩', '2026-autumn', '2027-02-26', '2027-02-26'),
    window('correction', '信息变更和转籍', null, '2027-02-27', '2027-04-01'),
    window('classChange', '换班', null, '2027-02-27', '2027-04-01'),
    window('examEntry', '选课报名', '2027-spring', '2027-04-11', '2027-04-18'),
    window('sitting', '2027 年春季考次', '2027-spring', '2027-07-06', '2027-07-08'),
  ],
};

function window(
  kind: WindowKind,
  label: string,
  sitting: string | null,
  from: string,
  until: string,
  cohortYear: number | null = null,
): SetupBody['calendar']['windows'][number] {
  return { kind, label, cohortYear, sitting, opensAt: opens(from), closesAt: closes(until) };
}

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
      photoEdition({ label: '480×640 蓝、白或浅灰背景', inForceFrom: '2025-04-03', limits: {} }),
      // limits that the region fixed for itself, as of a day: what was judged before keeps its own edition
      photoEdition({
        id: 'moe-480x640-2026-11',
        label: '480×640 蓝、白或浅灰背景，看放大的痕迹',
        inForceFrom: '2026-11-30',
        limits: {
          enlargedTraceReject: photoLimits.enlargedTraceReject,
          enlargedTraceWarn: photoLimits.enlargedTraceWarn,
        },
      }),
      // names every limit: what is judged by it does not hang on the program
      photoEdition({
        id: 'moe-480x640-2026-11-30',
        label: '480×640 蓝、白或浅灰背景，限值写全',
        inForceFrom: '2026-11-30',
      }),
    ],
    receiverUrl: 'http://127.0.0.1:4870',
  };
}

type PhotoEdition = SetupBody['photoProfiles'][number];

/** An edition of the education ministry's profile, for any exam and cohort. */
function photoEdition(own: Pick<PhotoEdition, 'label' | 'inForceFrom'> & Partial<PhotoEdition>): PhotoEdition {
  const { crownTop, eyesTop, faceWidth, backgrounds, limits } = defaultPhotoProfile;
  return {
    ...defaultPhotoProfile,
    crownTop: [...crownTop],
    eyesTop: [...eyesTop],
    faceWidth: [...faceWidth],
    backgrounds: backgrounds.map(([red, green, blue]) => [red, green, blue]),
    limits: { ...limits },
    exam: null,
    cohortYear: null,
    ...own,
  };
}
