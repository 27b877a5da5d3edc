import { accounts, classTeacherLogin, ownSchools } from '../scripts/demo-data/county.ts';
import type { Input } from '../shared/contract/index.ts';
import { pupilData } from '../tests/faults/pupils.ts';
import { type TestDesk, value } from '../tests/make-desk.ts';
import { type Timing, timedOwn } from './load-meter.ts';
import type { PhotoPair } from './photos.ts';

const places = ownSchools
  .filter((school) => school.kind === '普通高中')
  .flatMap((school) => school.classes.map((demoClass) => ({ school, demoClass })))
  .filter(({ demoClass }) => demoClass.cohortYear === 2026);

/** Approved pupils, spread over the classes of the demo county as in life. Leaves clerk1 signed in; answers their ids. */
export async function approvedPupils(desk: TestDesk, count: number): Promise<string[]> {
  const clerk = await desk.as('clerk2');
  const pupils: string[] = [];
  for (let index = 0; index < count; index++) {
    const { school, demoClass } = places[index % places.length] as (typeof places)[number];
    const place = { schoolCode: school.code, schoolName: school.name, classCode: demoClass.code };
    const data = { ...pupilData(index), ...place, className: demoClass.name };
    const input = { candidacyId: null, version: null, data, pupilPresent: true } as const;
    pupils.push(value(await clerk.call('preRegistration.enter', input)).candidacyId);
  }
  for (const { school, demoClass } of places) {
    const login = classTeacherLogin(school, demoClass.code);
    if (!accounts.some((account) => account.loginName === login)) throw new Error(`no class teacher ${login}`);
    const teacher = await desk.as(login);
    const waiting = value(await teacher.call('preRegistration.list', { classId: null, status: 'waiting' }));
    const items = waiting.map(({ candidacyId, version }) => ({ candidacyId, version }));
    for (let from = 0; from < items.length; from += 50)
      value(await teacher.call('preRegistration.approve', { items: items.slice(from, from + 50) }));
  }
  await desk.as('clerk1');
  return pupils;
}

/** The three calls that take one pupil to "completed". */
export type WorkTimes = { readonly draft: Timing; readonly shot: Timing; readonly complete: Timing };

export type WorkHooks = {
  /** between the calls, outside the time: what was written can be read before it is replaced */
  readonly after?: (call: keyof WorkTimes) => void;
};

/** Takes one pupil through the desk as the screens do: sheet, reading, shot, confirmation. */
export async function completeOne(
  desk: TestDesk,
  candidacyId: string,
  photos: PhotoPair,
  hooks: WorkHooks = {},
): Promise<WorkTimes> {
  const sheet = value(await desk.call('desk.open', { candidacyId }));
  const reading: Input<'desk.saveDraft'>['reading'] = {
    lastFour: sheet.line.documentLastFour,
    fullName: sheet.line.fullName,
    address: '内蒙古赤峰市敖汉旗新惠镇演示街1号',
    authority: '敖汉旗公安局',
    validUntil: '2031-09-01',
  };
  const draft = await timedOwn(async () =>
    value(await desk.call('desk.saveDraft', { candidacyId, reading, documentState: 'shown' })),
  );
  hooks.after?.('draft');
  let captureId = '';
  const shot = await timedOwn(async () => {
    const input = {
      candidacyId,
      ...photos,
      source: 'live',
      device: '演示摄像头',
      crop: {},
      measurements: {},
      perceptualHash: null,
    } as const;
    captureId = value(await desk.call('desk.storeShot', input)).captureId;
  });
  hooks.after?.('shot');
  const input = {
    candidacyId,
    version: sheet.line.version,
    captureId,
    pupilConfirmed: true,
    warnReason: '已核对',
  } as const;
  let outcome = '';
  const complete = await timedOwn(async () => {
    outcome = value(await desk.call('desk.complete', input)).outcome;
  });
  if (outcome !== 'completed') throw new Error(`the pupil was not completed: ${outcome}`);
  hooks.after?.('complete');
  return { draft, shot, complete };
}
