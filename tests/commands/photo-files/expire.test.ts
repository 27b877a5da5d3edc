import { afterEach, beforeEach, expect, it } from 'vitest';
import { testPassword } from '../../fixtures/county.ts';
import { idNumber, pupil } from '../../fixtures/desk-scene.ts';
import { type CardScene, cameraJpeg, makeCard } from './card.ts';

let scene: CardScene;
beforeEach(async () => {
  scene = await makeCard();
});
afterEach(() => scene.cleanUp());

const DAY = 86_400_000;
const expired = () =>
  scene.desk
    .db()
    .statement(
      `SELECT e.actor_id AS actor, p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.kind = 'photoFolder.expired'`,
    )
    .all() as { actor: string | null; content: string }[];
/** So often as the desk itself would in a quarter of a minute. */
const tick = (): void => {
  for (let n = 0; n < 30; n++) scene.desk.desk.tick();
};

/** After days away the screen is locked. */
const unlock = () => scene.do('clerk', 'session.unlock', { password: testPassword });

async function cardOf45(): Promise<{ folderId: string; candidacyId: string }> {
  const candidacyId = await scene.enter(pupil(1));
  await scene.approve(candidacyId);
  scene.put(`${idNumber(1)}.jpg`, cameraJpeg(1));
  for (let n = 2; n <= 45; n++) scene.put(`DSC_${n}.jpg`, cameraJpeg(n));
  const folderId = await scene.choose();
  await scene.read(folderId);
  return { folderId, candidacyId };
}

it('第 30 天还在；满了就清，名字、画面、位置都不留，附上的照片留在学生那里，只记一件事', async () => {
  const { folderId, candidacyId } = await cardOf45();
  const file = (await scene.lines(folderId))[`${idNumber(1)}.jpg`];
  const item = { fileId: file?.fileId ?? '', candidacyId, version: scene.version(candidacyId) };
  await scene.do('clerk', 'photoFiles.attach', { items: [item] });
  scene.desk.clock.advance(30 * DAY);
  tick();
  expect([scene.count('photo_file'), expired()]).toEqual([45, []]);
  scene.desk.clock.advance(DAY);
  tick();
  expect([scene.count('photo_file'), scene.count('photo_folder'), scene.count('photo_blob')]).toEqual([0, 0, 2]);
  expect(expired()).toEqual([{ actor: null, content: JSON.stringify({ files: 45, attached: 1, days: 30 }) }]);
  await unlock();
  const { shots } = await scene.do('clerk', 'desk.open', { candidacyId });
  expect(shots).toMatchObject([{ source: 'file', current: true }]);
});

it('一步只清一小批；再选一次文件夹，从那天重新算', async () => {
  const { folderId } = await cardOf45();
  scene.desk.clock.advance(29 * DAY);
  await scene.choose();
  scene.desk.clock.advance(29 * DAY);
  tick();
  expect(scene.count('photo_file')).toBe(45);
  scene.desk.clock.advance(2 * DAY);
  scene.desk.desk.tick();
  expect(scene.count('photo_file')).toBe(25);
  await unlock();
  // chosen again in the middle of it: what is left stays, and its end is recorded anew when it comes
  await scene.choose();
  tick();
  expect((await scene.do('clerk', 'photoFiles.folder', { folderId })).summary.total).toBe(45);
  scene.desk.clock.advance(31 * DAY);
  tick();
  expect([scene.count('photo_file'), expired().length]).toEqual([0, 2]);
});

it('自治区的规定版本写了天数，就照它', async () => {
  await cardOf45();
  const db = scene.desk.db();
  const edition = db.statement("SELECT id, content FROM edition WHERE kind = 'regulation'").get() as {
    id: string;
    content: string;
  };
  const content = JSON.parse(edition.content) as { parameters?: object };
  const shorter = { ...content, parameters: { ...content.parameters, stagedPhotoDays: 3 } };
  db.client.prepare('UPDATE edition SET content = ? WHERE id = ?').run(JSON.stringify(shorter), edition.id);
  scene.desk.clock.advance(4 * DAY);
  tick();
  expect(scene.count('photo_file')).toBe(0);
  expect(JSON.parse(expired()[0]?.content ?? '')).toMatchObject({ days: 3 });
});
