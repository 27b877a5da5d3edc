import { createHash } from 'node:crypto';
import { renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault } from '../../fixtures/desk-scene.ts';
import { leftOver, samples, withExif, withFrame, withSegment } from '../../fixtures/picture-mutants.ts';
import { type CardScene, cameraJpeg, finished, makeCard } from './card.ts';

let scene: CardScene;
beforeEach(async () => {
  scene = await makeCard();
});
afterEach(() => scene.cleanUp());

describe('photoFiles.stage：留下的只有画面', () => {
  it('附带信息、脚本、后面的内容，交来也不留', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    const source = await scene.next(folderId);
    const photo = finished(1);
    const script = new TextEncoder().encode('<script>planted()</script>GPS-PLANTED-43.7N');
    const soiled = (jpeg: Uint8Array) => Uint8Array.from([...withSegment(withExif(jpeg, 6), 0xfe, script), ...script]);
    await scene.do('clerk', 'photoFiles.stage', {
      ...photo,
      fileId: source?.fileId ?? '',
      turn: 0,
      original: soiled(photo.original),
      derived: soiled(photo.derived),
    });
    const kept = scene.desk.db().statement('SELECT sha256, bytes FROM photo_blob').all() as {
      sha256: string;
      bytes: Buffer;
    }[];
    expect(kept).toHaveLength(2);
    for (const { sha256, bytes } of kept) {
      expect(leftOver(new Uint8Array(bytes))).toEqual([]);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  });

  it.each([
    ['尺寸不合规格', { derived: finished(1).original }, 'derived'],
    ['成片只有半截', { derived: finished(1).derived.subarray(0, 4000) }, 'derived'],
    ['成片是 PNG', { derived: samples.png }, 'derived'],
    [
      '原图写着巨大的画面',
      { original: withFrame(finished(1).original, { width: 60_000, height: 60_000 }) },
      'original',
    ],
  ] as const)('%s：不存', async (_what, changes, field) => {
    scene.put('1.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    const source = await scene.next(folderId);
    const reply = await scene.ask('clerk', 'photoFiles.stage', {
      ...finished(1),
      ...changes,
      fileId: source?.fileId ?? '',
      turn: 0,
    });
    expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field }] });
    expect(scene.count('photo_blob')).toBe(0);
  });

  it('没有读过的文件不收照片', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    const [line] = Object.values(await scene.lines(folderId));
    const reply = await scene.ask('clerk', 'photoFiles.stage', { ...finished(1), fileId: line?.fileId ?? '', turn: 0 });
    expect(fault(reply).kind).toBe('stale');
  });

  it('没有检测程序量过的，不算通过', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    const source = await scene.next(folderId);
    await scene.do('clerk', 'photoFiles.stage', {
      ...finished(1),
      measurements: {},
      fileId: source?.fileId ?? '',
      turn: 0,
    });
    expect((await scene.lines(folderId))['1.jpg']).toMatchObject({ gate: { verdict: 'notMeasured' }, ready: false });
  });

  it('旋转：从卡里重读；卡不在就用留下的那张，并说已经转过几下', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    await scene.read(folderId);
    const fileId = (await scene.lines(folderId))['1.jpg']?.fileId ?? '';
    const fromCard = await scene.do('clerk', 'photoFiles.source', { fileId });
    expect([fromCard.turned, Buffer.compare(fromCard.bytes, cameraJpeg(1))]).toEqual([0, 0]);
    await scene.do('clerk', 'photoFiles.stage', { ...finished(7), fileId, turn: 1 });
    expect(scene.count('photo_blob')).toBe(2);
    renameSync(scene.card, `${scene.card}x`);
    const kept = await scene.do('clerk', 'photoFiles.source', { fileId });
    expect(kept).toMatchObject({ turned: 1, mediaType: 'image/jpeg' });
    expect(Buffer.compare(kept.bytes, finished(7).original)).toBe(0);
  });

  it('画面做不成照片：写明原因，接着读下一张', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    const source = await scene.next(folderId);
    await scene.do('clerk', 'photoFiles.refuse', { fileId: source?.fileId ?? '', why: 'undecodable' });
    expect((await scene.lines(folderId))['1.jpg']).toMatchObject({
      state: 'refused',
      sentence: expect.stringMatching(/打不开/u),
    });
    expect(await scene.next(folderId)).toBeNull();
  });
});

describe('photoFiles.discard：清除', () => {
  it('文件名、画面、位置都不留；同样的内容可以重新读', async () => {
    for (const n of [1, 2, 3]) scene.put(`${n}.jpg`, cameraJpeg(n));
    const folderId = await scene.choose();
    await scene.read(folderId);
    expect(await scene.do('clerk', 'photoFiles.discard', { folderId })).toEqual({ removed: 3 });
    expect([scene.count('photo_file'), scene.count('photo_folder'), scene.count('photo_blob')]).toEqual([0, 0, 0]);
    expect(fault(await scene.ask('clerk', 'photoFiles.folder', { folderId })).kind).toBe('stale');
    await scene.read(await scene.choose());
    expect(scene.count('photo_blob')).toBe(6);
  });

  it('别的文件夹里一字不差的那张：原来的清除以后，它重新等着读', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    const first = await scene.choose();
    await scene.read(first);
    renameSync(scene.card, `${scene.card}旧`);
    scene.put('另一张卡.jpg', cameraJpeg(1));
    utimesSync(join(scene.card, '另一张卡.jpg'), 1, 1);
    const second = await scene.choose();
    await scene.read(second);
    expect((await scene.lines(second))['另一张卡.jpg']?.state).toBe('known');
    await scene.do('clerk', 'photoFiles.discard', { folderId: first });
    expect((await scene.lines(second))['另一张卡.jpg']).toMatchObject({ state: 'waiting', sentence: null });
    await scene.read(second);
    expect((await scene.lines(second))['另一张卡.jpg']?.state).toBe('staged');
  });
});
