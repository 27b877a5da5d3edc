import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault } from '../../fixtures/desk-scene.ts';
import { samples, withFrame } from '../../fixtures/picture-mutants.ts';
import { reopen, value } from '../../make-desk.ts';
import { type CardScene, cameraJpeg, finished, makeCard } from './card.ts';

let scene: CardScene;
beforeEach(async () => {
  scene = await makeCard();
});
afterEach(() => scene.cleanUp());

describe('photoFiles.choose：选文件夹', () => {
  it('列出文件和下一层文件夹里的文件；再下一层、隐藏文件、系统文件不列', async () => {
    for (const name of ['1.jpg', '2班/1.jpg', '2班/深/1.jpg', '.Trashes', 'Thumbs.db', '._1.jpg', '名单.xlsx'])
      scene.put(name, cameraJpeg(1));
    const folderId = await scene.choose();
    expect(Object.keys(await scene.lines(folderId)).sort()).toEqual(['1.jpg', '2班/1.jpg', '名单.xlsx'].sort());
    expect(await scene.do('clerk', 'photoFiles.folders', {})).toMatchObject([
      { folderId, label: '敖汉一中 高一1班', total: 3, waiting: 3, createdBy: expect.stringMatching(/./u) },
    ]);
  });

  it('指向文件夹外的链接不列，列出之后换成链接的不读', async () => {
    const secret = join(dirname(scene.card), 'secret.jpg');
    writeFileSync(secret, cameraJpeg(9));
    symlinkSync(secret, join(scene.card, 'link.jpg'));
    scene.put('real.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    expect(Object.keys(await scene.lines(folderId))).toEqual(['real.jpg']);
    rmSync(join(scene.card, 'real.jpg'));
    symlinkSync(secret, join(scene.card, 'real.jpg'));
    await scene.read(folderId);
    expect((await scene.lines(folderId))['real.jpg']).toMatchObject({
      state: 'refused',
      sentence: expect.stringMatching(/链接/u),
    });
  });

  it('空文件夹、没有的文件夹、取消：各说各的，什么也不记', async () => {
    scene.desk.files.open = scene.card;
    expect(fault(await scene.ask('clerk', 'photoFiles.choose', {}))).toMatchObject({
      kind: 'invalid',
      problems: [{ message: expect.stringMatching(/里没有文件/u) }],
    });
    scene.desk.files.open = join(scene.card, '没有');
    expect(fault(await scene.ask('clerk', 'photoFiles.choose', {}))).toMatchObject({
      problems: [{ message: expect.stringMatching(/打不开文件夹“没有”/u) }],
    });
    scene.desk.files.open = null;
    expect(await scene.do('clerk', 'photoFiles.choose', {})).toBeNull();
    expect(scene.count('photo_folder')).toBe(0);
  });

  it('同一个文件夹选两次：什么也不多；加了一张，只多这一张', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    scene.put('2.jpg', cameraJpeg(2));
    const folderId = await scene.choose();
    await scene.read(folderId);
    const before = [scene.count('photo_file'), scene.count('photo_blob'), scene.count('capture')];
    expect(await scene.do('clerk', 'photoFiles.choose', {})).toEqual({ folderId, added: 0 });
    await scene.read(folderId);
    expect([scene.count('photo_file'), scene.count('photo_blob'), scene.count('capture')]).toEqual(before);
    scene.put('3.jpg', cameraJpeg(3));
    expect(await scene.do('clerk', 'photoFiles.choose', {})).toEqual({ folderId, added: 1 });
  });

  it('文件夹拷到别处再选：内容一样，一张也不再读', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    await scene.read(await scene.choose());
    const copy = join(dirname(scene.card), '副本');
    renameSync(scene.card, copy);
    scene.desk.files.open = copy;
    const again = await scene.do('clerk', 'photoFiles.choose', {});
    await scene.read(again?.folderId ?? '');
    expect((await scene.lines(again?.folderId ?? ''))['1.jpg']).toMatchObject({
      state: 'known',
      sentence: expect.stringMatching(/“敖汉一中 高一1班”里的 1\.jpg 一字不差/u),
    });
    expect(scene.count('photo_blob')).toBe(2);
  });
});

describe('photoFiles.next：读文件', () => {
  it('不能用的各有一句话，读到底，不挡别的', async () => {
    scene.put('a-heic.jpg', samples.heic);
    scene.put('b-half.jpg', samples.plain.subarray(0, 900));
    scene.put('c-bomb.jpg', withFrame(samples.plain, { width: 0xffff, height: 0xffff }));
    scene.put('d-cmyk.jpg', samples.cmyk);
    scene.put('e-page.jpg', new TextEncoder().encode('<html>'));
    scene.put('f-empty.jpg', new Uint8Array());
    scene.put('g-good.jpg', cameraJpeg(1));
    scene.put('h-png.jpg', samples.png);
    scene.put('i-same.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    await scene.read(folderId);
    const lines = await scene.lines(folderId);
    expect(Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, line.state]))).toEqual({
      'a-heic.jpg': 'refused',
      'b-half.jpg': 'refused',
      'c-bomb.jpg': 'refused',
      'd-cmyk.jpg': 'refused',
      'e-page.jpg': 'refused',
      'f-empty.jpg': 'refused',
      'g-good.jpg': 'staged',
      'h-png.jpg': 'staged',
      'i-same.jpg': 'known',
    });
    for (const line of Object.values(lines))
      if (line.state !== 'staged') expect(line.sentence, line.fileName).toMatch(/[\u4e00-\u9fff]{4}/u);
    expect(lines['i-same.jpg']?.sentence).toMatch(/g-good\.jpg 一字不差/u);
  });

  it('超过 30 MB 的不读进来', async () => {
    scene.put('big.jpg', new Uint8Array(30_000_001).fill(1));
    const folderId = await scene.choose();
    await scene.read(folderId);
    expect((await scene.lines(folderId))['big.jpg']).toMatchObject({
      state: 'refused',
      sentence: expect.stringMatching(/31 MB，最多 30 MB/u),
    });
  });

  it('一连几十个打不开的：一次最多看 20 个，停下有用', async () => {
    for (let n = 10; n < 40; n++) scene.put(`${n}.jpg`, new Uint8Array([n]));
    const folderId = await scene.choose();
    const ask = () => scene.do('clerk', 'photoFiles.next', { folderId });
    expect(await ask()).toEqual({ more: true });
    expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({
      summary: { refused: 20, waiting: 10 },
    });
    expect(await ask()).toBeNull();
  });

  it('一个下层文件夹打不开：写明是哪一个，别的照样读；系统的文件夹不列', async () => {
    scene.put('good.jpg', cameraJpeg(1));
    for (const name of ['System Volume Information', '$RECYCLE.BIN', 'lost+found'])
      scene.put(`${name}/1.jpg`, cameraJpeg(2));
    const long = 'd'.repeat(255);
    // the path of the folder below is longer than the system opens, so that it cannot be looked at, whoever asks
    const deep = `cd "$1" && for i in $(seq 15); do mkdir -p "$2" && cd "$2" || exit 1; done && cp "$1/good.jpg" . && mkdir "$2" && pwd`;
    const place = execFileSync('sh', ['-c', deep, 'sh', scene.card, long], { encoding: 'utf8' }).trim();
    scene.desk.files.open = place;
    const { folderId } = (await scene.do('clerk', 'photoFiles.choose', {})) ?? { folderId: '' };
    await scene.read(folderId);
    const lines = await scene.lines(folderId);
    expect(lines['good.jpg']?.state).toBe('staged');
    expect(lines[long]).toMatchObject({ state: 'refused', sentence: expect.stringMatching(/读不出来/u) });
    expect(Object.keys(await scene.lines(await scene.choose()))).not.toContain('lost+found/1.jpg');
  });

  it('照片后面接着别的：交给画面的只到照片为止', async () => {
    const tail = Buffer.concat([samples.plain, Buffer.from('PK\u0003\u0004<script>')]);
    scene.put('1.jpg', tail);
    const source = await scene.next(await scene.choose());
    expect(Buffer.compare(source?.bytes ?? new Uint8Array(), samples.plain)).toBe(0);
  });

  it('读到一半拔了卡：一句话说清，已读的都在，插回去接着读', async () => {
    for (const n of [1, 2, 3]) scene.put(`${n}.jpg`, cameraJpeg(n));
    const folderId = await scene.choose();
    const first = await scene.next(folderId);
    await scene.do('clerk', 'photoFiles.stage', { fileId: first?.fileId ?? '', turn: 0, ...finished(1) });
    renameSync(scene.card, `${scene.card}x`);
    expect(fault(await scene.ask('clerk', 'photoFiles.next', { folderId }))).toMatchObject({
      problems: [{ message: expect.stringMatching(/找不到文件夹“敖汉一中 高一1班”.*已读的都在/u) }],
    });
    renameSync(`${scene.card}x`, scene.card);
    await scene.read(folderId);
    expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({
      summary: { staged: 3, waiting: 0 },
    });
  });

  it('程序关掉再开：读到哪里都在，接着读', async () => {
    for (const n of [1, 2, 3]) scene.put(`${n}.jpg`, cameraJpeg(n));
    const folderId = await scene.choose();
    const first = await scene.next(folderId);
    await scene.do('clerk', 'photoFiles.stage', { fileId: first?.fileId ?? '', turn: 0, ...finished(1) });
    const again = await reopen(scene.desk);
    try {
      const { call } = await again.as('clerk1');
      expect(value(await call('photoFiles.folder', { folderId })).summary).toMatchObject({ staged: 1, waiting: 2 });
      expect(value(await call('photoFiles.next', { folderId }))).toMatchObject({ fileName: '2.jpg' });
    } finally {
      again.desk.close();
    }
  });

  it('一打开就让程序中断的文件：试三次，不再试，后面的照样读', async () => {
    scene.put('1.jpg', cameraJpeg(1));
    scene.put('2.jpg', cameraJpeg(2));
    const folderId = await scene.choose();
    for (const _ of [1, 2, 3]) expect((await scene.next(folderId))?.fileName).toBe('1.jpg');
    expect((await scene.next(folderId))?.fileName).toBe('2.jpg');
    expect((await scene.lines(folderId))['1.jpg']).toMatchObject({
      state: 'refused',
      sentence: expect.stringMatching(/中断了 3 次/u),
    });
  });

  it('列出之后变了的文件，再选一次文件夹就重新读', async () => {
    scene.put('1.jpg', samples.plain.subarray(0, 900));
    const folderId = await scene.choose();
    await scene.read(folderId);
    scene.put('1.jpg', cameraJpeg(1));
    utimesSync(join(scene.card, '1.jpg'), 1, 1);
    expect(await scene.do('clerk', 'photoFiles.choose', {})).toMatchObject({ added: 1 });
  });
});

describe('谁可以办', () => {
  it.each(['reviewer', 'teacher', 'school', 'auditor', 'administrator'] as const)(
    '%s 不能从文件导入照片',
    async (who) => {
      scene.desk.files.open = scene.card;
      expect(fault(await scene.ask(who, 'photoFiles.choose', {})).kind).toBe('forbidden');
      expect(fault(await scene.ask(who, 'photoFiles.folders', {})).kind).toBe('forbidden');
    },
  );

  it('日志里没有文件名和文件夹名', async () => {
    scene.put('赵子 150430201005110011.jpg', cameraJpeg(1));
    const folderId = await scene.choose();
    await scene.read(folderId);
    await scene.do('clerk', 'photoFiles.discard', { folderId });
    await scene.ask('clerk', 'photoFiles.next', { folderId });
    const log = readFileSync(join(scene.desk.folder, 'desk.log'), 'utf8');
    expect(log).toMatch(/photoFiles\.next/u);
    expect(log).not.toMatch(/赵子|150430|敖汉一中|kaoji-card/u);
  });
});
