import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { countyBody, testPassword } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { makeStickRegion } from './stick-region.ts';

// each answer starts the receiver's programs as people do: seconds each on a busy machine
vi.setConfig({ testTimeout: 120_000 });
const region = makeStickRegion();
let lost: TestDesk;
let other: TestDesk;
let words: readonly string[];

/** Writes a parcel on this desk, has it read by the region, which accepts what it holds, and fetches the answer. */
async function ask(desk: TestDesk, name: string) {
  const fingerprint = value(await region.write(desk, `${name}.kaoji-parcel`))?.fingerprint ?? '';
  const answer = (nth: number) =>
    region.take(`${name}.kaoji-parcel`, `${name}${nth}.kaoji-parcel`, ['--enrol', fingerprint]);
  expect((await answer(1)).refused).toBe(false);
  await region.start('issue.ts', ['--accept', '--office', countyBody.office.id]);
  expect((await answer(2)).refused).toBe(false);
  return `${name}2.kaoji-parcel`;
}
const bySheet = async (desk: TestDesk, answer: string, typed: readonly string[], as = 'reviewer1') => {
  desk.files.open = region.at(answer);
  await desk.as(as);
  return desk.call('parcel.readAnswerBySheet', { words: [...typed] });
};

beforeAll(async () => {
  lost = await makeDesk();
  other = await makeDesk({ deskName: '2号台' });
  await releasePupils(lost, [pupilData(1), pupilData(2)]);
  const { call } = await lost.as('admin');
  words = value(await call('setup.renewRecoverySheet', { password: testPassword })).recoveryWords;
  await ask(lost, 'lost');
}, 120_000);
afterAll(async () => {
  lost.close();
  other.close();
  await region.remove();
});

test('另一台没有换过钥匙：打不开，说用那一台的恢复单；抄错的、别的恢复单也打不开，什么也没有用', async () => {
  expect(JSON.stringify(await region.readBack(other, 'lost2.kaoji-parcel'))).toContain('用它的恢复单在这里读');
  const [first = '', ...rest] = words;
  expect(JSON.stringify(await bySheet(other, 'lost2.kaoji-parcel', [...rest, first]))).toContain('抄错了');
  const { call } = await other.as('admin');
  const ofThisDesk = value(await call('setup.renewRecoverySheet', { password: testPassword })).recoveryWords;
  const wrong = await bySheet(other, 'lost2.kaoji-parcel', ofThisDesk);
  expect(wrong).toMatchObject({
    ok: false,
    fault: { problems: [{ field: 'words', message: expect.stringContaining('这张恢复单打不开') }] },
  });
  expect(await bySheet(other, 'lost2.kaoji-parcel', words, 'clerk1')).toMatchObject({ fault: { kind: 'forbidden' } });
  expect(other.db().statement('SELECT count(*) FROM inbox').pluck().get()).toBe(0);
});

test('输对那一台的恢复单：通知照收，回执不是这里的不用；再读一遍什么也不多', async () => {
  const read = value(await bySheet(other, 'lost2.kaoji-parcel', words));
  expect(read).toMatchObject({ received: 0, strange: 2 });
  const { applied = 0, parked = 0 } = read?.notices ?? {};
  expect(applied + parked).toBe(2);
  const again = value(await bySheet(other, 'lost2.kaoji-parcel', words));
  expect(again?.notices).toMatchObject({ applied: 0, parked: 0 });
  // from now on its secret is here: another answer to the lost desk opens without the sheet
  expect(value(await region.readBack(other, 'lost1.kaoji-parcel'))).toMatchObject({ strange: 2 });
});

test('这一台自己的回执照旧封给它自己的恢复单：输过的那一张打不开它', async () => {
  await releasePupils(other, [pupilData(3)]);
  const answer = await ask(other, 'other');
  expect(value(await region.readBack(other, answer))).toMatchObject({ received: 1 });
  expect((await region.readBack(lost, answer)).ok).toBe(false);
});

test('换一张恢复单：以前的回执照样读得开；以后的用新的一张打得开，用旧的打不开', async () => {
  const { call } = await lost.as('admin');
  const fresh = value(await call('setup.renewRecoverySheet', { password: testPassword })).recoveryWords;
  expect(value(await region.readBack(lost, 'lost2.kaoji-parcel'))).toMatchObject({ received: 2 });
  await releasePupils(lost, [pupilData(4)], 50);
  const answer = await ask(lost, 'later');
  expect((await bySheet(other, answer, words)).ok).toBe(false);
  expect(value(await bySheet(other, answer, fresh))).toMatchObject({ strange: 1 });
});
