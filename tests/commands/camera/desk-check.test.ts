import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SetupBody } from '../../../shared/wire/setup-file.ts';
import { photoProfileFor } from '../../../src-main/db/store/photo-profile.ts';
import { countyBody } from '../../fixtures/county.ts';
import { makeDesk, reopen, type TestDesk, value } from '../../make-desk.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await makeDesk();
  await desk.as('clerk1');
});
afterEach(() => desk.close());

const check = {
  device: 'USB Camera (1234:5678)',
  way: 'live' as const,
  measurements: { faceCount: 1, sharpness: 0.2 },
  causes: ['TOO_DARK' as const],
  writingReads: true,
};

describe('camera.recordCheck：每天开始时的检查', () => {
  test('没有检查过是空的；检查后说得出何时、哪台、谁；最后一次算数', async () => {
    expect(value(await desk.call('camera.settings', {})).lastCheck).toBeNull();
    const { savedAt } = value(await desk.call('camera.recordCheck', check));
    expect(value(await desk.call('camera.settings', {})).lastCheck).toEqual({
      at: savedAt,
      device: check.device,
      by: '王敏',
    });
    // a clock set back does not make the older check the last one
    desk.clock.set('2026-11-20T02:00:00.000Z');
    value(await desk.call('camera.recordCheck', { ...check, device: '另一台' }));
    expect(value(await desk.call('camera.settings', {})).lastCheck).toMatchObject({ device: '另一台' });
    const rows = desk.db().statement('SELECT way, causes, writing_reads, measurements FROM desk_check').all();
    expect(rows[0]).toEqual({
      way: 'live',
      causes: '["TOO_DARK"]',
      writing_reads: 1,
      measurements: '{"faceCount":1,"sharpness":0.2}',
    });
    expect(desk.db().statement('SELECT count(*) FROM photo_blob').pluck().get()).toBe(0);
    const kinds = desk.db().statement(`SELECT kind FROM event WHERE subject_id = 'camera'`).pluck().all();
    expect(kinds).toEqual(['desk.cameraChecked', 'desk.cameraChecked']);
  });

  test('不认识的原因不收；只有登记员能记', async () => {
    const odd = { ...check, causes: ['UGLY'] } as unknown as typeof check;
    expect(await desk.call('camera.recordCheck', odd)).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    await desk.as('reviewer1');
    expect(await desk.call('camera.recordCheck', check)).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
    expect(desk.db().statement('SELECT count(*) FROM desk_check').pluck().get()).toBe(0);
  });
});

describe('camera.choose：曝光、自动快门、提示音', () => {
  test('起初都不开；选了留在台上，重开程序还在；不提的不变', async () => {
    expect(value(await desk.call('camera.settings', {}))).toMatchObject({
      controls: {},
      automaticShot: false,
      gateSound: false,
    });
    const controls = { exposureCompensation: -0.5, zoom: 120 };
    value(await desk.call('camera.choose', { controls, automaticShot: true }));
    value(await desk.call('camera.choose', { gateSound: true }));
    desk = await reopen(desk);
    await desk.as('clerk1');
    const kept = { controls, automaticShot: true, gateSound: true };
    expect(value(await desk.call('camera.settings', {}))).toMatchObject(kept);
    value(await desk.call('camera.choose', { automaticShot: false }));
    expect(value(await desk.call('camera.settings', {}))).toMatchObject({ ...kept, automaticShot: false });
  });
});

describe('照片规格：按届别、施行日、考试选', () => {
  const [plain] = countyBody.photoProfiles as [SetupBody['photoProfiles'][number]];
  const profiles = [
    plain,
    { ...plain, id: 'autumn', inForceFrom: '2026-11-01', backgrounds: [[100, 197, 255] as [number, number, number]] },
    { ...plain, id: 'next-year', inForceFrom: '2027-01-01' },
    { ...plain, id: 'of-2025', inForceFrom: '2025-09-01', cohortYear: 2025 },
    { ...plain, id: 'other-exam', inForceFrom: '2026-11-20', exam: 'collegeEntrance' },
    { ...plain, id: 'own-exam', inForceFrom: '2026-10-01', exam: 'academicLevel', cohortYear: 2024 },
  ];
  async function profileOn(county: SetupBody, today: string, cohortYear: number | null): Promise<string> {
    const one = await makeDesk({ county });
    one.clock.set(`${today}T02:00:00.000Z`);
    await one.as('clerk1');
    const found = photoProfileFor(one.db(), one.clock.today(), cohortYear)?.id;
    if (cohortYear === null) expect(value(await one.call('camera.settings', {})).profile.id).toBe(found);
    one.close();
    return found ?? '';
  }

  test.each([
    ['没有说届别：各届通用的里最新施行的', '2026-11-23', null, 'autumn'],
    ['这一届有自己的：用自己的', '2026-11-23', 2025, 'of-2025'],
    ['这一届没有自己的：用通用的', '2026-11-23', 2026, 'autumn'],
    ['本台考试的专用规格也算', '2026-11-23', 2024, 'own-exam'],
    ['还没施行的不用', '2026-10-31', 2026, 'photo-480x640'],
    ['到了施行日就用', '2027-01-01', 2026, 'next-year'],
    ['时钟退到一切之前：用最早的', '2001-01-01', 2026, 'photo-480x640'],
  ] as const)('%s', async (_, today, cohortYear, id) => {
    expect(await profileOn({ ...countyBody, photoProfiles: profiles }, today, cohortYear)).toBe(id);
  });

  test('只有别的考试的规格：照样拍照', async () => {
    const only = { ...plain, exam: 'collegeEntrance' };
    expect(await profileOn({ ...countyBody, photoProfiles: [only] }, '2026-11-23', null)).toBe('photo-480x640');
  });
});
