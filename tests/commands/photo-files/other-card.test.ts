import { renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault } from '../../fixtures/desk-scene.ts';
import { type CardScene, cameraJpeg, finished, makeCard } from './card.ts';

let scene: CardScene;
beforeEach(async () => {
  scene = await makeCard();
});
afterEach(() => scene.cleanUp());

/** A card with pictures 1…count: names as every camera gives them, contents and times of its own. */
function insertCard(seed: number, count: number): void {
  rmSync(scene.card, { recursive: true, force: true });
  for (let n = 1; n <= count; n++) {
    scene.put(`DSC_${n}.jpg`, cameraJpeg(seed + n));
    utimesSync(join(scene.card, `DSC_${n}.jpg`), 1_700_000_000 + seed, 1_700_000_000 + seed);
  }
}

describe('同一个位置插了另一张卡', () => {
  it('选文件夹：另开一批，旧的那批原样；旧卡插回来又是旧的那批', async () => {
    insertCard(100, 3);
    const first = await scene.choose();
    await scene.read(first);
    insertCard(200, 2);
    const second = await scene.choose();
    expect(second).not.toBe(first);
    await scene.read(second);
    expect(Object.values(await scene.lines(first))).toHaveLength(3);
    expect(Object.values(await scene.lines(second)).map((line) => line.state)).toEqual(['staged', 'staged']);
    insertCard(100, 3);
    expect(await scene.choose()).toBe(first);
  });

  it('没有读完就换了卡：接着读时停下说清，新卡的内容一张也不进旧的那批', async () => {
    insertCard(100, 3);
    const folderId = await scene.choose();
    const source = await scene.next(folderId);
    await scene.do('clerk', 'photoFiles.stage', { fileId: source?.fileId ?? '', turn: 0, ...finished(1) });
    insertCard(200, 3);
    expect(fault(await scene.ask('clerk', 'photoFiles.next', { folderId }))).toMatchObject({
      problems: [{ message: expect.stringMatching(/不是原来.*卡/u) }],
    });
    expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({
      summary: { staged: 1, waiting: 2, refused: 0 },
    });
    insertCard(100, 3);
    await scene.read(folderId);
    expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({ summary: { staged: 3 } });
  });

  it('列出之后变了的文件：不读变了的内容；再选一次文件夹，按新的读', async () => {
    insertCard(100, 2);
    const folderId = await scene.choose();
    scene.put('DSC_1.jpg', cameraJpeg(300));
    await scene.read(folderId);
    const lines = await scene.lines(folderId);
    expect(lines['DSC_2.jpg']?.state).toBe('staged');
    expect(lines['DSC_1.jpg']).toMatchObject({
      state: 'refused',
      sentence: expect.stringMatching(/列出之后变了.*再选一次文件夹/u),
    });
    expect(await scene.do('clerk', 'photoFiles.choose', {})).toEqual({ folderId, added: 1 });
    await scene.read(folderId);
    expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({
      summary: { staged: 2, refused: 1, waiting: 0 },
    });
  });
});

describe('不见了、读不出的文件：放回去，再选一次就能读', () => {
  it('移走一个：写明不见了；放回去再选，就读', async () => {
    insertCard(100, 2);
    const folderId = await scene.choose();
    const [at, away] = [join(scene.card, 'DSC_1.jpg'), join(scene.card, '..', 'away.jpg')];
    renameSync(at, away);
    await scene.read(folderId);
    expect((await scene.lines(folderId))['DSC_1.jpg']).toMatchObject({
      state: 'refused',
      sentence: expect.stringMatching(/不见了/u),
    });
    renameSync(away, at);
    expect(await scene.do('clerk', 'photoFiles.choose', {})).toEqual({ folderId, added: 1 });
    await scene.read(folderId);
    expect((await scene.lines(folderId))['DSC_1.jpg']).toMatchObject({ state: 'staged', sentence: null });
  });

  it('卡里的文件夹还在、照片一张也不在：停下，不把每一张都记成不见了', async () => {
    insertCard(100, 3);
    const folderId = await scene.choose();
    const stored = join(scene.card, '..', 'stored');
    renameSync(scene.card, stored);
    scene.put('readme.txt', new Uint8Array([1]));
    expect(fault(await scene.ask('clerk', 'photoFiles.next', { folderId })).kind).toBe('invalid');
    expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({
      summary: { waiting: 3, refused: 0 },
    });
  });
});
