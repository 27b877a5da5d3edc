import { afterEach, beforeEach, expect, it } from 'vitest';
import { candidacyMessage } from '../../../shared/wire/candidacy-message.ts';
import { testPassword } from '../../fixtures/county.ts';
import { completion, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { eyesShut, goodMeasurements } from '../../fixtures/photo-measures.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

it('送到自治区的话里，没有别的学生的姓名，也没有放行的是哪一种原因', async () => {
  const hash = 'c'.repeat(16);
  await scene.completed(pupil(1, { fullName: '包萨仁' }), {
    measurements: goodMeasurements(),
    perceptualHash: hash,
  });
  const id = await scene.enter(pupil(2));
  await scene.approve(id);
  await scene.readCard(id);
  const captureId = await scene.shoot(id, 2, { measurements: eyesShut(), perceptualHash: hash });
  await scene.do('clerk', 'photo.override', {
    captureId,
    kind: 'religious',
    words: '头巾遮住眉毛，家长说明过',
    secondLogin: 'reviewer1',
    secondPassword: testPassword,
  });
  await scene.do('clerk', 'desk.complete', { ...completion(scene, id, captureId), warnReason: '双胞胎，已当面核对' });
  const items = () => [{ candidacyId: id, version: scene.version(id) }];
  const { findings } = await scene.do('reviewer', 'review.sheet', { candidacyId: id });
  expect(JSON.stringify(findings)).toMatch(/包萨仁.*宗教|宗教.*包萨仁/u);
  await scene.do('otherReviewer', 'review.approve', { items: items() });
  await scene.decideCases();
  await scene.do('reviewer', 'release.perform', { items: items() });
  const body = String(scene.desk.db().statement('SELECT body FROM outbox').pluck().get());
  expect(body).not.toMatch(/包萨仁|宗教|头巾/u);
  const sent = candidacyMessage.parse(JSON.parse(body)).findings;
  expect(sent.map(({ ruleId, sentence }) => [ruleId, sentence])).toEqual(
    expect.arrayContaining([
      ['desk.photo-not-overridden', '照片没有通过检查，由第二人放行'],
      ['desk.photo-nobody-elses', '照片和另一名学生的照片几乎一样，写明了原因'],
    ]),
  );
});
