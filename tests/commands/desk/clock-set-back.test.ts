import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { completion, idNumber, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { reopen, type TestDesk, value } from '../../make-desk.ts';

let scene: Scene;
let open: TestDesk;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  open = scene.desk;
  id = await scene.enter(pupil(1));
  await scene.approve(id);
});
afterEach(() => open.close());

/** The battery of the clock is empty: the laptop wakes up a day earlier. */
const setBackOneDay = () => open.clock.advance(-24 * 3_600_000);

it('重拍之间时钟倒退一天：重开以后，后拍的一张仍是现在的照片', async () => {
  const first = await scene.shoot(id, 1);
  setBackOneDay();
  const retake = await scene.shoot(id, 2);
  open = await reopen(scene.desk);
  const { call } = await open.as('clerk1');
  const sheet = value(await call('desk.open', { candidacyId: id }));
  expect(sheet.shots.map((shot) => [shot.captureId, shot.current])).toEqual([
    [retake, true],
    [first, false],
  ]);
  expect(sheet.line.captureId).toBe(retake);
});

it('改主意之前时钟倒退一天：算数的是后一次选择，登记按它完成', async () => {
  await scene.readCard(id, { documentNumber: idNumber(1), fullName: '钱春山' });
  const choice = (settled: 'roster' | 'document'): Input<'desk.settleDifference'> => ({
    candidacyId: id,
    field: 'fullName',
    value: settled,
    pupilConfirmed: true,
    documentPicture: settled === 'document' ? makeJpeg(9, 640, 480) : null,
  });
  await scene.do('clerk', 'desk.settleDifference', choice('document'));
  setBackOneDay();
  const state = await scene.do('clerk', 'desk.settleDifference', choice('roster'));
  expect(state.comparisons[0]).toMatchObject({ field: 'fullName', settled: 'roster' });
  await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id)));
  expect(scene.column(id, 'full_name')).toBe(pupil(1).fullName);
});
