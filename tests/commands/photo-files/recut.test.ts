import { afterEach, beforeEach, expect, it } from 'vitest';
import { pupil } from '../../fixtures/desk-scene.ts';
import { type CardScene, cameraJpeg, finished, makeCard } from './card.ts';

let scene: CardScene;
let own: string;
let other: string;
let folderId: string;
const otherProfile = 'photo-profile-2024';

/** Two pupils of different years, of which one has a profile of its own; one photo that is read and nobody's yet. */
beforeEach(async () => {
  scene = await makeCard();
  [own, other] = [await scene.enter(pupil(1)), await scene.enter(pupil(2))];
  await scene.approve(own, other);
  const db = scene.desk.db();
  const edition = db.statement(`SELECT * FROM edition WHERE kind = 'photoProfile'`).get() as Record<string, unknown>;
  const content = { ...(JSON.parse(String(edition['content'])) as object), id: otherProfile, cohortYear: 2024 };
  const columns = Object.keys(edition);
  db.statement(
    `INSERT INTO edition (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  ).run({ ...edition, id: otherProfile, content: JSON.stringify(content) });
  db.statement('UPDATE candidacy SET cohort_year = 2024 WHERE id = ?').run(other);
  scene.put('IMG_0001.jpg', cameraJpeg(1));
  folderId = await scene.choose();
  await scene.read(folderId);
});
afterEach(() => scene.cleanUp());

const line = async () => {
  const found = (await scene.lines(folderId))['IMG_0001.jpg'];
  if (!found) throw new Error('no line');
  return found;
};
const recut = async () => (await scene.do('clerk', 'photoFiles.folder', { folderId })).recut;
const attach = async () => {
  const { fileId } = await line();
  const items = [{ fileId, candidacyId: other, version: scene.version(other) }];
  return scene.do('clerk', 'photoFiles.attach', { items });
};
const assign = async (candidacyId: string) =>
  scene.do('clerk', 'photoFiles.assign', { fileId: (await line()).fileId, candidacyId });

it('改定给用另一份照片规格的学生：先重新裁剪再附上；同一份规格的不用', async () => {
  await assign(own);
  expect([await recut(), await scene.next(folderId)]).toEqual([0, null]);
  await assign(other);
  expect(await recut()).toBe(1);
  expect((await attach()).failed).toMatchObject([{ sentence: expect.stringMatching(/另一份照片规格.*重新裁剪/u) }]);
  expect(scene.count('capture')).toBe(0);

  const source = await scene.next(folderId);
  expect(source).toMatchObject({ fileId: (await line()).fileId, turn: 0, profile: { id: otherProfile } });
  await scene.do('clerk', 'photoFiles.stage', { fileId: source?.fileId ?? '', turn: 0, ...finished(7) });
  expect([await recut(), await scene.next(folderId)]).toEqual([0, null]);
  expect((await attach()).failed).toEqual([]);
  expect(scene.desk.db().statement('SELECT profile_edition FROM capture').pluck().all()).toEqual([otherProfile]);
});

it('转过的照样转着；按他的规格做不出来就取消指定，不挡别的', async () => {
  const { fileId } = await line();
  await scene.do('clerk', 'photoFiles.stage', { fileId, turn: 1, ...finished(8) });
  await assign(other);
  expect(await scene.next(folderId)).toMatchObject({ fileId, turn: 1 });
  await scene.do('clerk', 'photoFiles.refuse', { fileId, why: 'tooNoisy' });
  expect([await recut(), await scene.next(folderId)]).toEqual([0, null]);
  expect(await line()).toMatchObject({
    state: 'staged',
    pupil: null,
    notes: [{ kind: 'open', sentence: expect.stringMatching(/做不出来，已取消指定：画面噪点太多/u) }],
  });
});
