import type { CandidateData } from '../../shared/domain/candidate-field.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { type TestDesk, value } from '../make-desk.ts';
import { messageFacts } from '../receiver/build-record.ts';

export type Pupil = {
  readonly candidacyId: string;
  readonly data: CandidateData;
  readonly photo: Uint8Array;
};

/** A pupil of 高一(1)班 of the test county; `serial` decides the document number. */
export function pupilData(serial: number, change: Partial<CandidateData> = {}): CandidateData {
  return {
    ...messageFacts({ serial }).data,
    pupilCategory: 'general',
    fullName: `斯琴${serialName(serial)}`,
    ...change,
  };
}

/**
 * Brings pupils the whole way on one desk by the real calls: entered, approved by the teacher, captured, reviewed,
 * released. `photoSeed` + position decides the picture.
 */
export async function releasePupils(desk: TestDesk, list: readonly CandidateData[], photoSeed = 0): Promise<Pupil[]> {
  const clerk = await desk.as('clerk1');
  const entered: Pupil[] = [];
  for (const [index, data] of list.entries()) {
    const input = { ...data, resume: [...data.resume], family: [...data.family] };
    const { candidacyId } = value(
      await clerk.call('preRegistration.enter', { candidacyId: null, version: null, data: input, pupilPresent: true }),
    );
    entered.push({ candidacyId, data, photo: makeJpeg(photoSeed + index) });
  }
  await approve(desk, entered);
  await capture(desk, entered);
  await release(desk, entered);
  return entered;
}

async function approve(desk: TestDesk, pupils: readonly Pupil[]): Promise<void> {
  const { call } = await desk.as('teacher1');
  expectAll(value(await call('preRegistration.approve', { items: versions(desk, pupils) })), pupils);
}

async function capture(desk: TestDesk, pupils: readonly Pupil[]): Promise<void> {
  const { call } = await desk.as('clerk1');
  for (const { candidacyId, data, photo } of pupils) {
    const reading = { lastFour: data.documentNumber.slice(-4) };
    value(await call('desk.saveDraft', { candidacyId, reading, documentState: 'shown' }));
    const shot = { candidacyId, original: photo, derived: photo, source: 'live', device: 'HD Webcam' } as const;
    const { captureId } = value(
      await call('desk.storeShot', { ...shot, crop: {}, measurements: {}, perceptualHash: null }),
    );
    const [item] = versions(desk, [{ candidacyId }]);
    const confirmed = { candidacyId, captureId, version: item?.version ?? 0, pupilConfirmed: true } as const;
    const done = value(await call('desk.complete', { ...confirmed, warnReason: '已当面核对' }));
    if (done.outcome !== 'completed') throw new Error(JSON.stringify(done.findings));
  }
}

/** The reviewer answers every open case of a possible double: two people. Numbers here are often one slip apart. */
export async function decideCases(desk: Pick<TestDesk, 'as'>, as = 'reviewer1'): Promise<void> {
  const { call } = await desk.as(as);
  for (const { caseId, asks } of value(await call('case.list', { state: 'open' })))
    if (asks === 'samePerson')
      value(await call('case.decide', { caseId, decision: 'different', reason: '两个人，证件核对过' }));
}

async function release(desk: TestDesk, pupils: readonly Pupil[]): Promise<void> {
  const { call } = await desk.as('reviewer1');
  expectAll(value(await call('review.approve', { items: versions(desk, pupils) })), pupils);
  await decideCases(desk);
  expectAll(value(await call('release.perform', { items: versions(desk, pupils) })), pupils);
}

function versions(desk: TestDesk, pupils: readonly Pick<Pupil, 'candidacyId'>[]) {
  const find = desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck();
  return pupils.map(({ candidacyId }) => ({ candidacyId, version: Number(find.get(candidacyId)) }));
}

function expectAll(
  result: { readonly done: readonly string[]; readonly failed: readonly unknown[] },
  of: readonly unknown[],
) {
  if (result.failed.length > 0 || result.done.length !== of.length) throw new Error(JSON.stringify(result.failed));
}

function serialName(serial: number): string {
  const characters = '高娃其木格图雅塔娜阿茹娜萨日娜';
  return [...String(serial)].map((digit) => characters[Number(digit)]).join('');
}
