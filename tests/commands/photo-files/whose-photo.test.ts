import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '#shared/contract/index.ts';
import { fault, idNumber, pupil } from '../../fixtures/desk-scene.ts';
import { leftOver, samples } from '../../fixtures/picture-mutants.ts';
import { type CardScene, cameraJpeg, finished, hashOf, makeCard } from './card.ts';

let scene: CardScene;
beforeEach(async () => {
  scene = await makeCard();
});
afterEach(() => scene.cleanUp());

/** Approved pupils 1…count, waiting for their photo. */
async function awaiting(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n++) ids.push(await scene.enter(pupil(n)));
  await scene.approve(...ids);
  return ids;
}

const classOf = (candidacyId: string): string => String(scene.column(candidacyId, 'class_id'));
const seat = (candidacyId: string, seatNo: number): unknown =>
  scene.desk.db().statement('UPDATE candidacy SET seat_no = ? WHERE id = ?').run(seatNo, candidacyId);
const itemOf = (fileId: string, candidacyId: string) => ({ fileId, candidacyId, version: scene.version(candidacyId) });

async function cardOf(...names: readonly string[]): Promise<string> {
  for (const [index, name] of names.entries()) scene.put(name, cameraJpeg(index + 1));
  const folderId = await scene.choose();
  await scene.read(folderId);
  return folderId;
}

describe('按文件名里的号码认人', () => {
  it('证件号、学籍号、旧号都认；全角、小写、夹着姓名也认', async () => {
    const [one, two, three] = await awaiting(3);
    scene.desk
      .db()
      .statement(
        `INSERT INTO number_history (id, candidacy_id, kind, value, reason, since, until)
         VALUES ('00000000-0000-7000-8000-00000000aaaa', ?, 'candidacyNo', '2615043012345', 'changed', 'a', 'b')`,
      )
      .run(three);
    const full = [...idNumber(1)].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    const names = [`${full}.jpg`, `李四_g${idNumber(2).toLowerCase()}(1).JPG`, '2615043012345.jpg', 'IMG_0042.jpg'];
    const lines = await scene.lines(await cardOf(...names));
    expect(names.map((name) => [lines[name]?.pupil?.candidacyId ?? null, lines[name]?.matchedBy])).toEqual([
      [one, 'documentNumber'],
      [two, 'enrolmentNo'],
      [three, 'candidacyNo'],
      [null, null],
    ]);
    expect(lines['IMG_0042.jpg']?.notes).toMatchObject([
      { kind: 'open', sentence: expect.stringMatching(/没有名册上的号码/u) },
    ]);
    expect(lines[`${full}.jpg`]?.ready).toBe(true);
  });

  it('两个人的号码、抄错一位的号码：都空着，等人定', async () => {
    await awaiting(2);
    const wrong = `${idNumber(1).slice(0, -1)}${idNumber(1).endsWith('1') ? '2' : '1'}`;
    const names = [`${idNumber(1)} ${idNumber(2)}.jpg`, `${wrong}.jpg`];
    const lines = await scene.lines(await cardOf(...names));
    expect(names.map((name) => [lines[name]?.pupil, lines[name]?.notes[0]?.sentence])).toEqual([
      [null, expect.stringMatching(/对得上 2 个人/u)],
      [null, expect.stringMatching(new RegExp(`末四位 ${wrong.slice(-4)} .*没有`, 'u'))],
    ]);
    expect(JSON.stringify(lines[`${wrong}.jpg`]?.notes)).not.toContain(wrong);
  });
});

describe('文件名里的号码', () => {
  it('不整个离开主程序：名单、读照片、一字不差、没有附上的话里都遮着，全角的也是', async () => {
    const [one] = await awaiting(1);
    const full = [...idNumber(1)].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    for (const name of [`${idNumber(1)}.jpg`, `${full}.jpg`]) scene.put(name, cameraJpeg(1));
    const folderId = await scene.choose();
    const source = await scene.next(folderId);
    await scene.do('clerk', 'photoFiles.stage', { fileId: source?.fileId ?? '', turn: 0, ...finished(1) });
    await scene.read(folderId);
    const list = await scene.do('clerk', 'photoFiles.rows', { folderId, only: 'all', offset: 0, limit: 50 });
    expect(list.rows.map((line) => line.state).sort()).toEqual(['known', 'staged']);
    const fileId = list.rows.find((line) => line.state === 'known')?.fileId ?? '';
    const items = [itemOf(fileId, one ?? '')];
    const attached = await scene.do('clerk', 'photoFiles.attach', { items });
    expect(attached.failed).toMatchObject([{ sentence: expect.stringMatching(/已经在别处/u) }]);
    const told = JSON.stringify([source?.fileName, list.rows, attached]);
    for (const number of [idNumber(1), full]) expect(told).not.toContain(number);
  });
});

describe('按座号、按名单次序认人', () => {
  it('座号只认唯一的一个数字；没有这个座号、两个数字都空着', async () => {
    const [one, two] = await awaiting(2);
    seat(one ?? '', 3);
    seat(two ?? '', 12);
    const folderId = await cardOf('3.jpg', '高一_12.jpg', '99.jpg', '3 12.jpg', 'DSC0003.jpg');
    const matching = { way: 'seat', classId: classOf(one ?? ''), fileOrder: 'name', listOrder: 'seat' } as const;
    expect(await scene.do('clerk', 'photoFiles.match', { folderId, matching })).toEqual({ matched: 2, open: 3 });
    expect(scene.events(folderId)).toEqual(['photoFolder.chosen', 'photoFile.matched']);
    const lines = await scene.lines(folderId);
    expect([lines['3.jpg'], lines['高一_12.jpg']].map((line) => [line?.pupil?.candidacyId, line?.matchedBy])).toEqual([
      [one, 'seatNo'],
      [two, 'seatNo'],
    ]);
  });

  it('相机自己编的名字不是座号，多短都不是；人起的名字里有字母照样认', async () => {
    const [one] = await awaiting(1);
    seat(one ?? '', 12);
    const counted = [
      'IMG_12.jpg',
      'img 12.jpg',
      '_DSC 12.jpg',
      'DSCN-12.JPG',
      'P1000345 (12).jpg',
      'MVI_12.jpg',
      '_MG_12.jpg',
    ];
    const folderId = await cardOf(...counted, 'Image 12.jpg', '高一1班/12.jpg');
    const matching = { way: 'seat', classId: classOf(one ?? ''), fileOrder: 'name', listOrder: 'seat' } as const;
    await scene.do('clerk', 'photoFiles.match', { folderId, matching });
    const lines = await scene.lines(folderId);
    for (const name of counted) {
      expect([name, lines[name]?.pupil]).toEqual([name, null]);
      expect(lines[name]?.notes[0]?.sentence).toMatch(/相机自己编的/u);
    }
    for (const name of ['Image 12.jpg', '高一1班/12.jpg']) expect(lines[name]?.pupil?.candidacyId).toBe(one);
  });

  it('次序：张数和人数一样才排；按拍摄时间、按文件名，名单按座号', async () => {
    const ids = await awaiting(3);
    for (const [index, id] of ids.entries()) seat(id, 30 - index);
    scene.put('c10.jpg', cameraJpeg(1, '2026:09:01 09:00:00'));
    scene.put('c9.jpg', cameraJpeg(2, '2026:09:01 10:00:00'));
    const folderId = await scene.choose();
    const matching = { way: 'order', classId: classOf(ids[0] ?? ''), fileOrder: 'name', listOrder: 'seat' } as const;
    const early = await scene.ask('clerk', 'photoFiles.match', { folderId, matching });
    expect(fault(early)).toMatchObject({ problems: [{ message: expect.stringMatching(/还有 2 张没有读/u) }] });
    await scene.read(folderId);
    const short = await scene.ask('clerk', 'photoFiles.match', { folderId, matching });
    expect(fault(short)).toMatchObject({
      problems: [{ message: expect.stringMatching(/照片 2 张，待采集 3 人（已附照片的不算）/u) }],
    });
    // the one with the highest seat did not come
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: ids[0] ?? '', kind: 'absent' });
    await scene.do('clerk', 'photoFiles.match', { folderId, matching });
    const who = async () => {
      const lines = await scene.lines(folderId);
      return [lines['c9.jpg']?.pupil?.candidacyId, lines['c10.jpg']?.pupil?.candidacyId];
    };
    expect(await who()).toEqual([ids[2], ids[1]]);
    await scene.do('clerk', 'photoFiles.match', { folderId, matching: { ...matching, fileOrder: 'time' } });
    expect(await who()).toEqual([ids[1], ids[2]]);
  });

  it('按拍摄时间：相机没有写时间的排在最后，不挤到别人前面', async () => {
    const ids = await awaiting(3);
    for (const [index, id] of ids.entries()) seat(id, index + 1);
    scene.put('a.jpg', samples.plain);
    scene.put('b.jpg', cameraJpeg(1, '2026:09:01 10:00:00'));
    scene.put('c.jpg', cameraJpeg(2, '2026:09:01 09:00:00'));
    const folderId = await scene.choose();
    await scene.read(folderId);
    expect((await scene.lines(folderId))['a.jpg']?.takenAt).toBeNull();
    const matching = { way: 'order', classId: classOf(ids[0] ?? ''), fileOrder: 'time', listOrder: 'seat' } as const;
    await scene.do('clerk', 'photoFiles.match', { folderId, matching });
    const lines = await scene.lines(folderId);
    expect(['c.jpg', 'b.jpg', 'a.jpg'].map((name) => lines[name]?.pupil?.candidacyId)).toEqual(ids);
    const rows = await scene.do('clerk', 'photoFiles.rows', { folderId, only: 'all', offset: 0, limit: 50 });
    expect(rows.rows.map((line) => line.fileName)).toEqual(['c.jpg', 'b.jpg', 'a.jpg']);
  });

  describe('次序里用不了的照片', () => {
    const byOrder = (one: string | undefined, fileOrder: 'name' | 'time' = 'name') =>
      ({ way: 'order', classId: classOf(one ?? ''), fileOrder, listOrder: 'seat' }) as const;

    /** Pupils with seats 1…count, and a class that is photographed in that order. */
    async function inSeats(count: number): Promise<string[]> {
      const ids = await awaiting(count);
      for (const [index, id] of ids.entries()) seat(id, index + 1);
      return ids;
    }
    const whose = async (folderId: string): Promise<Readonly<Record<string, string | undefined>>> =>
      Object.fromEntries(
        Object.entries(await scene.lines(folderId)).flatMap(([name, { state, pupil }]) =>
          state === 'staged' ? [[name, pupil?.candidacyId]] : [],
        ),
      );

    it('读不出来的占着自己的位置：后面的人不错位，他没有照片', async () => {
      const ids = await inSeats(4);
      // the second was torn, the fourth did not come and nobody noted it, the first was taken twice
      for (const n of [1, 3]) scene.put(`${n}.jpg`, cameraJpeg(n));
      scene.put('1b.jpg', cameraJpeg(9));
      scene.put('2.jpg', cameraJpeg(2).slice(0, 400));
      scene.put('4.mov', new Uint8Array(500));
      const folderId = await scene.choose();
      await scene.read(folderId);
      await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) });
      // taken twice by mistake: four places, four pupils. The second shot is seen, and nothing is kept of the shift
      expect((await whose(folderId))['3.jpg']).toBe(ids[3]);
      const second = (await scene.lines(folderId))['1b.jpg'];
      await scene.do('clerk', 'photoFiles.reject', { fileId: second?.fileId ?? '', reason: { spare: 'betterOne' } });
      expect(await whose(folderId)).toEqual({ '1.jpg': undefined, '3.jpg': undefined });
      const short = await scene.ask('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) });
      expect(fault(short)).toMatchObject({
        problems: [{ message: expect.stringMatching(/照片 3 张，待采集 4 人.*其中 1 张用不了，也占各自的位置/u) }],
      });
      await scene.do('clerk', 'desk.markAbsence', { candidacyId: ids[3] ?? '', kind: 'absent' });
      await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) });
      expect(await whose(folderId)).toEqual({ '1.jpg': ids[0], '3.jpg': ids[2] });
    });

    it('读不出来的不知道拍摄时间：不按时间排；相机的原始格式有同名的 JPEG，不占位置', async () => {
      const ids = await inSeats(2);
      scene.put('1.jpg', cameraJpeg(1));
      scene.put('2.jpg', cameraJpeg(2).slice(0, 400));
      scene.put('1.CR2', new Uint8Array(500));
      const folderId = await scene.choose();
      await scene.read(folderId);
      const reply = await scene.ask('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0], 'time') });
      expect(fault(reply)).toMatchObject({
        problems: [{ message: expect.stringMatching(/有 1 张没有读成.*2\.jpg/u) }],
      });
      expect(await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) })).toEqual({
        matched: 1,
        open: 0,
      });
      expect(await whose(folderId)).toEqual({ '1.jpg': ids[0] });
    });

    it('拍得不好定为不用的占着位置，试拍的不占；重新用，还是他的', async () => {
      const ids = await inSeats(3);
      const folderId = await cardOf('0.jpg', '1.jpg', '2.jpg', '3.jpg');
      const lines = await scene.lines(folderId);
      const reject = (name: string, reason: Input<'photoFiles.reject'>['reason']) =>
        scene.do('clerk', 'photoFiles.reject', { fileId: lines[name]?.fileId ?? '', reason });
      await reject('0.jpg', { spare: 'noPortrait' });
      await reject('1.jpg', '眼睛闭着');
      await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) });
      expect(await whose(folderId)).toEqual({ '2.jpg': ids[1], '3.jpg': ids[2] });
      await reject('1.jpg', null);
      expect(await whose(folderId)).toEqual({ '1.jpg': ids[0], '2.jpg': ids[1], '3.jpg': ids[2] });
      await reject('0.jpg', null);
      expect(await whose(folderId)).toEqual({});
    });

    it('多拍一张、又有人没来没记：张数对得上也不能一起确认，主程序也不收；隔得太近的写明像谁的第二张', async () => {
      const ids = await inSeats(4);
      // the second pupil was taken twice within two seconds, the fourth did not come
      const shots = { '1.jpg': '09:00:00', '2.jpg': '09:00:31', '2b.jpg': '09:00:33', '3.jpg': '09:01:10' };
      for (const [at, [name, time]] of Object.entries(shots).entries())
        scene.put(name, cameraJpeg(at + 1, `2026:09:01 ${time}`));
      const folderId = await scene.choose();
      await scene.read(folderId);
      expect(await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0], 'time') })).toEqual({
        matched: 4,
        open: 0,
      });
      const lines = await scene.lines(folderId);
      expect(Object.values(lines).map(({ ready }) => ready)).toEqual([false, false, false, false]);
      expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({
        ready: 0,
        alone: 3,
        open: 0,
        trouble: 1,
      });
      expect(Object.keys(shots).map((name) => lines[name]?.notes.map(({ kind }) => kind))).toEqual([
        [],
        [],
        ['secondShot'],
        [],
      ]);
      expect(lines['2b.jpg']?.notes[0]).toMatchObject({
        sentence: expect.stringMatching(/比 2\.jpg 只晚 2 秒.*“同一人另有更好的一张”/u),
        beside: { fileId: lines['2.jpg']?.fileId, picture: lines['2.jpg']?.picture },
      });
      const items = Object.keys(shots).map((name, at) => itemOf(lines[name]?.fileId ?? '', ids[at] ?? ''));
      const all = await scene.do('clerk', 'photoFiles.attach', { items, together: true });
      expect([all.done, all.failed.map(({ sentence }) => sentence.slice(0, 8))]).toEqual([
        [],
        ['只凭名单次序认的', '只凭名单次序认的', '比 2.jpg ', '只凭名单次序认的'],
      ]);
      // one by one it goes: somebody looked at this very face and name
      const one = await scene.do('clerk', 'photoFiles.attach', { items: items.slice(0, 1) });
      expect(one.failed).toEqual([]);
      // the second shot is laid aside: the order is made anew, and nothing hints at a pair any more
      await scene.do('clerk', 'photoFiles.reject', {
        fileId: lines['2b.jpg']?.fileId ?? '',
        reason: { spare: 'betterOne' },
      });
      await scene.do('clerk', 'desk.markAbsence', { candidacyId: ids[3] ?? '', kind: 'absent' });
      await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0], 'time') });
      expect(await whose(folderId)).toEqual({ '2.jpg': ids[1], '3.jpg': ids[2] });
      for (const { notes } of Object.values(await scene.lines(folderId))) expect(notes).toEqual([]);
    });

    it('原因只认选的那一项，不认字面：写着同样的话也占位置；不合的时候写明是哪三项', async () => {
      const ids = await inSeats(2);
      const folderId = await cardOf('0.jpg', '1.jpg');
      const lines = await scene.lines(folderId);
      const reject = (reason: Input<'photoFiles.reject'>['reason']) =>
        scene.do('clerk', 'photoFiles.reject', { fileId: lines['0.jpg']?.fileId ?? '', reason });
      await reject('不是登记照');
      expect((await scene.lines(folderId))['0.jpg']?.sentence).toBe('不是登记照');
      await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) });
      expect(await whose(folderId)).toEqual({ '1.jpg': ids[1] });
      await scene.do('clerk', 'desk.markAbsence', { candidacyId: ids[1] ?? '', kind: 'absent' });
      const more = fault(await scene.ask('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) }));
      for (const label of ['“同一人另有更好的一张”', '“不是登记照”', '“不是本旗县的学生”'])
        expect(JSON.stringify(more)).toContain(label);
      await reject(null);
      await reject({ spare: 'noPortrait' });
      expect((await scene.lines(folderId))['0.jpg']?.sentence).toBe('不是登记照');
      await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) });
      expect(await whose(folderId)).toEqual({ '1.jpg': ids[0] });
    });

    it('同一张在别的文件夹里定为试拍的，这里的也不占位置；那里撤回，就又占', async () => {
      const ids = await inSeats(2);
      scene.put('0.jpg', cameraJpeg(9));
      const first = await scene.choose();
      await scene.read(first);
      const spare = (await scene.lines(first))['0.jpg']?.fileId ?? '';
      await scene.do('clerk', 'photoFiles.reject', { fileId: spare, reason: { spare: 'noPortrait' } });

      // the same pictures copied elsewhere, under names of their own
      rmSync(scene.card, { recursive: true, force: true });
      for (const [at, name] of ['group.jpg', '1.jpg', '2.jpg'].entries())
        scene.put(name, cameraJpeg(at === 0 ? 9 : at));
      const second = await scene.choose();
      await scene.read(second);
      expect((await scene.lines(second))['group.jpg']?.state).toBe('known');
      const match = { folderId: second, matching: byOrder(ids[0]) };
      await scene.do('clerk', 'photoFiles.match', match);
      expect(await whose(second)).toEqual({ '1.jpg': ids[0], '2.jpg': ids[1] });
      await scene.do('clerk', 'photoFiles.reject', { fileId: spare, reason: null });
      const back = fault(await scene.ask('clerk', 'photoFiles.match', match));
      expect(JSON.stringify(back)).toMatch(/照片 3 张，待采集 2 人/u);
    });

    it('对调过的一张再定为试拍的：次序也不算了；表格、快捷方式不占位置', async () => {
      const ids = await inSeats(4);
      await scene.do('clerk', 'desk.markAbsence', { candidacyId: ids[3] ?? '', kind: 'absent' });
      for (const name of ['名单.et', '桌面.url', '照片.psd']) scene.put(name, new Uint8Array(500));
      for (const [at, name] of ['0.jpg', '1.jpg', '2.jpg'].entries()) scene.put(name, cameraJpeg(at + 1));
      const folderId = await scene.choose();
      await scene.read(folderId);
      const match = { folderId, matching: byOrder(ids[0]) };
      expect(await scene.do('clerk', 'photoFiles.match', match)).toEqual({ matched: 3, open: 0 });
      const lines = await scene.lines(folderId);
      const [group, next] = [lines['0.jpg']?.fileId ?? '', lines['1.jpg']?.fileId ?? ''];
      const pair = { fileId: group, candidacyId: ids[0] ?? null, otherId: next, otherCandidacyId: ids[1] ?? null };
      await scene.do('clerk', 'photoFiles.swap', pair);
      await scene.do('clerk', 'photoFiles.reject', { fileId: group, reason: { spare: 'noPortrait' } });
      expect((await whose(folderId))['2.jpg']).toBeUndefined();
    });

    it('排过以后又读进照片：还没有附上的都退回待定，按手指定的不动', async () => {
      const ids = await inSeats(3);
      const folderId = await cardOf('1.jpg', '3.jpg');
      await scene.do('clerk', 'desk.markAbsence', { candidacyId: ids[2] ?? '', kind: 'absent' });
      await scene.do('clerk', 'photoFiles.match', { folderId, matching: byOrder(ids[0]) });
      expect(await whose(folderId)).toEqual({ '1.jpg': ids[0], '3.jpg': ids[1] });
      const first = (await scene.lines(folderId))['1.jpg'];
      await scene.do('clerk', 'photoFiles.assign', { fileId: first?.fileId ?? '', candidacyId: ids[0] ?? '' });
      scene.put('2.jpg', cameraJpeg(7));
      await scene.choose();
      const after = (await scene.lines(folderId))['3.jpg'];
      expect(after).toMatchObject({ pupil: null, ready: false });
      expect(after?.notes[0]?.sentence).toMatch(/照片多了或少了，原来的次序不算/u);
      await scene.read(folderId);
      expect((await scene.lines(folderId))['1.jpg']).toMatchObject({ matchedBy: 'hand' });
    });
  });

  it('按次序：已附了照片文件的学生不再占一个位置，后面的不错位', async () => {
    const ids = await awaiting(3);
    for (const [index, id] of ids.entries()) seat(id, index + 1);
    const folderId = await cardOf('1.jpg', '2.jpg', '3.jpg');
    const matching = { way: 'order', classId: classOf(ids[0] ?? ''), fileOrder: 'name', listOrder: 'seat' } as const;
    await scene.do('clerk', 'photoFiles.match', { folderId, matching });
    const first = (await scene.lines(folderId))['1.jpg'];
    await scene.do('clerk', 'photoFiles.attach', { items: [itemOf(first?.fileId ?? '', ids[0] ?? '')] });
    expect(await scene.do('clerk', 'photoFiles.match', { folderId, matching })).toEqual({ matched: 2, open: 0 });
    const lines = await scene.lines(folderId);
    expect(['2.jpg', '3.jpg'].map((name) => lines[name]?.pupil?.candidacyId)).toEqual([ids[1], ids[2]]);
  });

  it('并走的、作废的记录不能指定照片', async () => {
    const [one] = await awaiting(1);
    const folderId = await cardOf('x.jpg');
    const fileId = (await scene.lines(folderId))['x.jpg']?.fileId ?? '';
    for (const status of ['joined', 'withdrawn', 'void']) {
      scene.desk.db().statement('UPDATE candidacy SET status = ? WHERE id = ?').run(status, one);
      const reply = await scene.ask('clerk', 'photoFiles.assign', { fileId, candidacyId: one ?? '' });
      expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field: 'candidacyId' }] });
    }
  });

  it('人按手指定的，重新认人时不动', async () => {
    const [one, two] = await awaiting(2);
    const folderId = await cardOf(`${idNumber(1)}.jpg`);
    const [line] = Object.values(await scene.lines(folderId));
    await scene.do('clerk', 'photoFiles.assign', { fileId: line?.fileId ?? '', candidacyId: two ?? '' });
    const matching = { way: 'number', classId: null, fileOrder: 'name', listOrder: 'seat' } as const;
    await scene.do('clerk', 'photoFiles.match', { folderId, matching });
    expect(Object.values(await scene.lines(folderId))[0]).toMatchObject({
      matchedBy: 'hand',
      pupil: { candidacyId: two },
    });
    expect(one).not.toBe(two);
  });

  it('座号、次序要先选班级', async () => {
    const folderId = await cardOf('1.jpg');
    const matching = { way: 'seat', classId: null, fileOrder: 'name', listOrder: 'seat' } as const;
    expect(fault(await scene.ask('clerk', 'photoFiles.match', { folderId, matching })).kind).toBe('invalid');
  });
});

describe('改人、对调、不用', () => {
  it('对调换的是人，画面留在原处；不用要有原因，可以撤回', async () => {
    const [one, two] = await awaiting(2);
    const names = [`${idNumber(1)}.jpg`, `${idNumber(2)}.jpg`] as const;
    const folderId = await cardOf(...names);
    const before = await scene.lines(folderId);
    const [first, second] = names.map((name) => before[name]?.fileId ?? '');
    const both = {
      fileId: first ?? '',
      candidacyId: one ?? '',
      otherId: second ?? '',
      otherCandidacyId: two ?? '',
    };
    await scene.do('clerk', 'photoFiles.swap', both);
    // the key pressed twice
    await scene.do('clerk', 'photoFiles.swap', both);
    const after = await scene.lines(folderId);
    expect(names.map((name) => after[name]?.pupil?.candidacyId)).toEqual([two, one]);
    expect(names.map((name) => after[name]?.picture)).toEqual(names.map((name) => before[name]?.picture));
    await scene.do('clerk', 'photoFiles.reject', { fileId: first ?? '', reason: '闭眼' });
    expect((await scene.lines(folderId))[names[0]]).toMatchObject({
      state: 'rejected',
      sentence: '闭眼',
      ready: false,
    });
    expect(fault(await scene.ask('clerk', 'photoFiles.swap', both)).kind).toBe('stale');
    await scene.do('clerk', 'photoFiles.reject', { fileId: first ?? '', reason: null });
    expect((await scene.lines(folderId))[names[0]]).toMatchObject({ state: 'staged', sentence: null });
    expect(scene.events(first ?? '')).toEqual(['photoFile.swapped', 'photoFile.rejected', 'photoFile.restored']);
  });

  it('看过之后别人改了人：不对调，两张都不动', async () => {
    const [one, two, three] = await awaiting(3);
    const names = [`${idNumber(1)}.jpg`, `${idNumber(2)}.jpg`] as const;
    const folderId = await cardOf(...names);
    const lines = await scene.lines(folderId);
    const [fileId, otherId] = names.map((name) => lines[name]?.fileId ?? '');
    await scene.do('otherClerk', 'photoFiles.assign', { fileId: otherId ?? '', candidacyId: three ?? '' });
    const reply = await scene.ask('clerk', 'photoFiles.swap', {
      fileId: fileId ?? '',
      candidacyId: one ?? '',
      otherId: otherId ?? '',
      otherCandidacyId: two ?? '',
    });
    expect(fault(reply).kind).toBe('stale');
    const after = await scene.lines(folderId);
    expect(names.map((name) => after[name]?.pupil?.candidacyId)).toEqual([one, three]);
  });

  it('一个人两张、一个画面两张、像别人现在的照片：都说出来，不进一起确认', async () => {
    const [one, two, three] = await awaiting(3);
    for (const [n, name] of [
      `${idNumber(1)}.jpg`,
      `${idNumber(1)}-2.jpg`,
      `${idNumber(2)}.jpg`,
      `${idNumber(3)}.jpg`,
    ].entries())
      scene.put(name, cameraJpeg(n + 1));
    await scene.do('clerk', 'desk.storeShot', {
      ...(await shotWith(hashOf(900))),
      candidacyId: one ?? '',
    });
    const folderId = await scene.choose();
    await scene.read(folderId, { [`${idNumber(2)}.jpg`]: hashOf(900), [`${idNumber(3)}.jpg`]: hashOf(900) });
    const lines = await scene.lines(folderId);
    const kinds = (name: string) => lines[name]?.notes.map((note) => note.kind);
    expect(kinds(`${idNumber(1)}.jpg`)).toEqual(['samePupil', 'hasPhoto']);
    expect(kinds(`${idNumber(1)}-2.jpg`)).toEqual(['samePupil', 'hasPhoto']);
    expect(kinds(`${idNumber(2)}.jpg`)).toEqual(['samePicture', 'looksLike']);
    expect(kinds(`${idNumber(3)}.jpg`)).toEqual(['samePicture', 'looksLike']);
    expect(Object.values(lines).some((line) => line.ready)).toBe(false);
    expect([two, three].every(Boolean)).toBe(true);
  });
});

async function shotWith(perceptualHash: string) {
  const { finished } = await import('./card.ts');
  return { ...finished(77, perceptualHash), source: 'live' as const, device: '测试摄像头' };
}

describe('photoFiles.attach：确认', () => {
  it('成为这名学生的一张照片，来源是文件，设备不写文件夹名，不完成登记', async () => {
    const [one] = await awaiting(1);
    const folderId = await cardOf(`${idNumber(1)}.jpg`);
    const [line] = Object.values(await scene.lines(folderId));
    const result = await scene.do('clerk', 'photoFiles.attach', { items: [itemOf(line?.fileId ?? '', one ?? '')] });
    expect(result).toEqual({ done: [line?.fileId], failed: [] });
    expect(scene.column(one ?? '', 'status')).toBe('awaitingCapture');
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: one ?? '' });
    expect(sheet.shots).toMatchObject([
      {
        source: 'file',
        device: '照片文件',
        current: true,
        gate: { verdict: expect.stringMatching(/good|warn/u) },
      },
    ]);
    const captureId = sheet.shots[0]?.captureId ?? '';
    for (const which of ['original', 'derived'] as const)
      expect(leftOver((await scene.do('clerk', 'photo.read', { captureId, which })).jpeg)).toEqual([]);
    expect(scene.events(one ?? '').at(-1)).toBe('capture.fromFile');
    expect((await scene.lines(folderId))[`${idNumber(1)}.jpg`]).toMatchObject({ state: 'attached', ready: false });
  });

  it('按两次、同一批再送一次：只有一张照片', async () => {
    const [one] = await awaiting(1);
    const folderId = await cardOf(`${idNumber(1)}.jpg`);
    const [line] = Object.values(await scene.lines(folderId));
    const item = itemOf(line?.fileId ?? '', one ?? '');
    await scene.do('clerk', 'photoFiles.attach', { items: [item, item] });
    expect(await scene.do('clerk', 'photoFiles.attach', { items: [item] })).toEqual({
      done: [item.fileId],
      failed: [],
    });
    expect(scene.count('capture')).toBe(1);
  });

  it('一张不行不挡别的：已完成的、还没同意的、刚改了人的，各有一行', async () => {
    const done = await scene.completed(pupil(4));
    const ids = await awaiting(2);
    const early = await scene.enter(pupil(5));
    const names = [`${idNumber(4)}.jpg`, `${idNumber(1)}.jpg`, `${idNumber(5)}.jpg`, `${idNumber(2)}.jpg`];
    const folderId = await cardOf(...names);
    const lines = await scene.lines(folderId);
    const fileOf = (n: number) => lines[`${idNumber(n)}.jpg`]?.fileId ?? '';
    expect(lines[`${idNumber(4)}.jpg`]?.notes[0]).toMatchObject({
      kind: 'notAwaiting',
      sentence: expect.stringMatching(/登记完成，照片已定/u),
    });
    const items = [
      itemOf(fileOf(4), done.id),
      itemOf(fileOf(1), ids[0] ?? ''),
      itemOf(fileOf(5), early),
      itemOf(fileOf(2), ids[1] ?? ''),
    ];
    await scene.do('otherClerk', 'photoFiles.assign', { fileId: fileOf(2), candidacyId: null });
    const result = await scene.do('clerk', 'photoFiles.attach', { items });
    expect(result.done).toEqual([fileOf(1)]);
    expect(result.failed.map((line) => [line.fileId, line.sentence])).toEqual([
      [fileOf(4), expect.stringMatching(/登记完成/u)],
      [fileOf(5), expect.stringMatching(/班主任同意后再确认/u)],
      [fileOf(2), expect.stringMatching(/已经改定给别人/u)],
    ]);
    expect(result.failed.every((line) => line.fullName !== '' && line.fileName !== '')).toBe(true);
    expect(scene.count('capture')).toBe(2);
  });

  it('看过之后记录变了：不附，说清谁改了什么', async () => {
    const [one] = await awaiting(1);
    const folderId = await cardOf(`${idNumber(1)}.jpg`);
    const [line] = Object.values(await scene.lines(folderId));
    const item = { ...itemOf(line?.fileId ?? '', one ?? ''), version: scene.version(one ?? '') + 1 };
    const { failed } = await scene.do('clerk', 'photoFiles.attach', { items: [item] });
    expect(failed).toMatchObject([{ sentence: expect.stringMatching(/看过新内容再决定/u) }]);
  });

  it('附上之后清除这批：照片留在学生那里，文件名不留', async () => {
    const [one] = await awaiting(1);
    const folderId = await cardOf(`${idNumber(1)}.jpg`, 'IMG_2.jpg');
    const line = (await scene.lines(folderId))[`${idNumber(1)}.jpg`];
    await scene.do('clerk', 'photoFiles.attach', { items: [itemOf(line?.fileId ?? '', one ?? '')] });
    await scene.do('clerk', 'photoFiles.discard', { folderId });
    expect([scene.count('photo_file'), scene.count('photo_blob'), scene.count('capture')]).toEqual([0, 2, 1]);
    const [shot] = (await scene.do('clerk', 'desk.open', { candidacyId: one ?? '' })).shots;
    await scene.do('clerk', 'photo.read', { captureId: shot?.captureId ?? '', which: 'original' });
  });

  it('审核员不能附照片', async () => {
    const [one] = await awaiting(1);
    const folderId = await cardOf(`${idNumber(1)}.jpg`);
    const [line] = Object.values(await scene.lines(folderId));
    const reply = await scene.ask('reviewer', 'photoFiles.attach', { items: [itemOf(line?.fileId ?? '', one ?? '')] });
    expect(fault(reply).kind).toBe('forbidden');
    expect(scene.count('capture')).toBe(0);
  });
});
