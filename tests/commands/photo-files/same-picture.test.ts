import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idNumber, pupil } from '../../fixtures/desk-scene.ts';
import { goodMeasurements } from '../../fixtures/photo-measures.ts';
import { type CardScene, cameraJpeg, makeCard } from './card.ts';

let scene: CardScene;
let ids: string[];
let folderId: string;
const hash = 'c'.repeat(16);
// two bits away: another frame of the same face
const nearly = `${'c'.repeat(15)}f`;
const nameOf = (n: number): string => `${idNumber(n)}.jpg`;
const kinds = async (n: number): Promise<string[] | undefined> =>
  (await scene.lines(folderId))[nameOf(n)]?.notes.map((note) => note.kind);
const itemOf = async (n: number) => ({
  fileId: (await scene.lines(folderId))[nameOf(n)]?.fileId ?? '',
  candidacyId: ids[n - 1] ?? '',
  version: scene.version(ids[n - 1] ?? ''),
});

beforeEach(async () => {
  scene = await makeCard();
  ids = [];
  for (const n of [1, 2, 3]) ids.push(await scene.enter(pupil(n)));
  await scene.approve(...ids);
  for (const n of [1, 2, 3]) scene.put(nameOf(n), cameraJpeg(n));
  folderId = await scene.choose();
});
afterEach(() => scene.cleanUp());

describe('同一张脸，两个名字：附上一张以后，另一张还要提醒', () => {
  it('两个文件：第一张附上以后，第二张仍不能一起确认', async () => {
    await scene.read(folderId, { [nameOf(1)]: hash, [nameOf(2)]: nearly });
    expect([await kinds(1), await kinds(2), await kinds(3)]).toEqual([['samePicture'], ['samePicture'], []]);
    expect((await scene.do('clerk', 'photoFiles.attach', { items: [await itemOf(1)] })).failed).toEqual([]);
    expect(await kinds(2)).toEqual(['looksLike']);
    expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({ ready: 1, trouble: 1 });
    const ready = await scene.do('clerk', 'photoFiles.rows', { folderId, only: 'ready', offset: 0, limit: 50 });
    expect(ready.rows.map((line) => line.pupil?.candidacyId)).toEqual([ids[2]]);
  });

  it('文件先读好，学生后在登记台拍：文件要提醒', async () => {
    await scene.read(folderId, { [nameOf(2)]: hash });
    expect(await kinds(2)).toEqual([]);
    await scene.shoot(ids[0] ?? '', 5, { measurements: goodMeasurements(), perceptualHash: nearly });
    expect(await kinds(2)).toEqual(['looksLike']);
    const counted = await scene.do('clerk', 'photoFiles.folder', { folderId });
    expect(counted).toMatchObject({ ready: 1, trouble: 2 });
  });

  it('定为不用的那张，别人附上同样的画面以后再撤回：要提醒', async () => {
    await scene.read(folderId, { [nameOf(1)]: hash, [nameOf(2)]: hash });
    const { fileId } = await itemOf(2);
    await scene.do('clerk', 'photoFiles.reject', { fileId, reason: '同一人另有一张' });
    await scene.do('clerk', 'photoFiles.attach', { items: [await itemOf(1)] });
    await scene.do('clerk', 'photoFiles.reject', { fileId, reason: null });
    expect(await kinds(2)).toEqual(['looksLike']);
  });
});

describe('一起确认：每一张附上之前，主程序再看一次', () => {
  it('同一名学生两张、同一个画面两张，一次送来：都不附，各有原因', async () => {
    await scene.read(folderId, { [nameOf(1)]: hash, [nameOf(2)]: hash });
    const third = await itemOf(3);
    const items = [await itemOf(1), await itemOf(2), third];
    const { done, failed } = await scene.do('clerk', 'photoFiles.attach', { items });
    expect(done).toEqual([third.fileId]);
    expect(failed.map((line) => line.sentence)).toEqual([
      expect.stringMatching(/同一个画面/u),
      expect.stringMatching(/同一个画面/u),
    ]);
    expect(scene.count('capture')).toBe(1);
  });

  it('同一名学生两张：一起送来，一张也不附；看过之后单独确认一张，可以', async () => {
    await scene.read(folderId);
    const [one, two] = [await itemOf(1), await itemOf(2)];
    await scene.do('clerk', 'photoFiles.assign', { fileId: two.fileId, candidacyId: one.candidacyId });
    const items = [one, { ...two, candidacyId: one.candidacyId, version: one.version }];
    const both = await scene.do('clerk', 'photoFiles.attach', { items });
    expect(both.done).toEqual([]);
    expect(both.failed.map((line) => line.sentence)).toEqual([
      expect.stringMatching(/也定给了这名学生/u),
      expect.stringMatching(/也定给了这名学生/u),
    ]);
    expect(await scene.do('clerk', 'photoFiles.attach', { items: [one] })).toEqual({ done: [one.fileId], failed: [] });
  });

  it('检查没有通过的，不和别的一起附', async () => {
    await scene.read(folderId);
    const [one, two] = [await itemOf(1), await itemOf(2)];
    scene.desk.db().statement("UPDATE photo_file SET verdict = 'bad' WHERE id = ?").run(one.fileId);
    const { done, failed } = await scene.do('clerk', 'photoFiles.attach', { items: [one, two] });
    expect(done).toEqual([two.fileId]);
    expect(failed).toMatchObject([{ sentence: expect.stringMatching(/没有通过检查.*单独确认/u) }]);
  });

  it('一批的最后一张独自一次送来，也按一起确认看', async () => {
    await scene.read(folderId);
    const one = await itemOf(1);
    await scene.shoot(one.candidacyId, 5, { measurements: goodMeasurements() });
    const { failed } = await scene.do('clerk', 'photoFiles.attach', {
      items: [{ ...one, version: scene.version(one.candidacyId) }],
      together: true,
    });
    expect(failed).toMatchObject([{ sentence: expect.stringMatching(/已有一张照片/u) }]);
  });
});
