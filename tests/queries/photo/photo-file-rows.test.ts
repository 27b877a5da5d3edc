import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { type CardScene, cameraJpeg, makeCard } from '../../commands/photo-files/card.ts';
import { idNumber, pupil } from '../../fixtures/desk-scene.ts';

let scene: CardScene;
beforeEach(async () => {
  scene = await makeCard();
});
afterEach(() => scene.cleanUp());

type Only = Input<'photoFiles.rows'>['only'];
const rows = (folderId: string, only: Only, offset = 0, limit = 50) =>
  scene.do('clerk', 'photoFiles.rows', { folderId, only, offset, limit });

/** As many more copies of one file as asked for, straight into the database. */
function multiply(folderId: string, times: number): void {
  const db = scene.desk.db().client;
  const columns = db.prepare(`SELECT name FROM pragma_table_info('photo_file') WHERE name NOT IN ('id', 'file_name')`);
  const named = (columns.pluck().all() as string[]).join(', ');
  db.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @times)
     INSERT INTO photo_file (id, file_name, ${named})
     SELECT format('0198f000-0000-7000-8000-%012d', (SELECT count(*) FROM photo_file) + i), 'DSC_' || i || '.jpg', ${named}
     FROM photo_file, n WHERE folder_id = @folderId AND file_name = '1.jpg'`,
  ).run({ times, folderId });
}

/** Statements that were run while `work` was under way, and how many rows of a whole file each gave. */
async function countReads(work: () => Promise<unknown>): Promise<{ statements: number; wholeFiles: number }> {
  const db = scene.desk.db() as { statement: ReturnType<CardScene['desk']['db']>['statement'] };
  const { statement } = db;
  const seen = { statements: 0, wholeFiles: 0 };
  db.statement = (sql) => {
    const made = statement(sql);
    return new Proxy(made, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (name !== 'all' && name !== 'get') return typeof value === 'function' ? value.bind(target) : value;
        return (...given: unknown[]) => {
          const answer = (target[name] as (...all: unknown[]) => unknown)(...given);
          seen.statements += 1;
          const wide = (row: unknown): boolean => typeof row === 'object' && row !== null && 'measurements' in row;
          seen.wholeFiles += [answer].flat().filter(wide).length;
          return answer;
        };
      },
    });
  };
  try {
    await work();
  } finally {
    db.statement = statement;
  }
  return seen;
}

it('一页只读这一页的照片：文件夹里有多少张，读的都一样多', async () => {
  scene.put('1.jpg', cameraJpeg(1));
  const folderId = await scene.choose();
  await scene.read(folderId);
  const cost: Record<string, unknown>[] = [];
  for (const more of [199, 1800]) {
    multiply(folderId, more);
    for (const only of ['all', 'open'] as const) {
      const page = await rows(folderId, only, 100);
      expect([page.offset, page.rows.length]).toEqual([100, 50]);
      await rows(folderId, only, 100); // sorted once
      cost.push(await countReads(() => rows(folderId, only, 100)));
    }
    cost.push(await countReads(() => scene.do('clerk', 'photoFiles.folder', { folderId })));
  }
  expect((await rows(folderId, 'all')).total).toBe(2000);
  const [few, many] = [cost.slice(0, 3), cost.slice(3)];
  expect(many).toEqual(few);
  expect(few.map((one) => one['wholeFiles'])).toEqual([50, 50, 0]);
});

it('翻页和一次全看是同一个次序；按名、按时间都是；读到新的，次序跟着变', async () => {
  for (const n of [10, 2, 1, 33]) scene.put(`${n}.jpg`, cameraJpeg(n, `2026:09:01 08:${60 - n}:00`));
  const folderId = await scene.choose();
  const names = async (): Promise<string[]> => {
    const all: string[] = [];
    for (const offset of [0, 2, 4]) all.push(...(await rows(folderId, 'all', offset, 2)).rows.map((r) => r.fileName));
    return all;
  };
  expect(await names()).toEqual(['1.jpg', '2.jpg', '10.jpg', '33.jpg']);
  scene.desk.db().statement("UPDATE photo_folder SET file_order = 'time'").run();
  expect(await names()).toEqual(['1.jpg', '2.jpg', '10.jpg', '33.jpg']);
  await scene.read(folderId);
  expect(await names()).toEqual(['33.jpg', '10.jpg', '2.jpg', '1.jpg']);
  scene.put('0.jpg', cameraJpeg(7, '2026:09:01 08:00:00'));
  await scene.choose();
  await scene.read(folderId);
  expect(await names()).toEqual(['0.jpg', '33.jpg', '10.jpg', '2.jpg', '1.jpg']);
});

it('每一类的张数、名单和每一行自己说的一致', async () => {
  const ids: string[] = [];
  for (let n = 1; n <= 9; n++) ids.push(await scene.enter(pupil(n)));
  await scene.approve(...ids.slice(0, 8)); // the ninth is not approved
  await scene.shoot(ids[7] ?? '', 8); // the eighth has a photo
  const hash = 'a'.repeat(16);
  await scene.shoot(ids[6] ?? '', 7, { perceptualHash: hash });
  const names = [1, 2, 3, 4, 5, 6, 8, 9].map((n) => `${idNumber(n)}.jpg`);
  for (const [at, name] of [...names, `${idNumber(2)} (2).jpg`, 'x.jpg', 'y.jpg'].entries())
    scene.put(name, cameraJpeg(at + 1));
  scene.put('broken.jpg', new Uint8Array());
  const folderId = await scene.choose();
  const like = { [names[2] ?? '']: 'c'.repeat(16), [names[3] ?? '']: 'c'.repeat(16), [names[4] ?? '']: hash };
  await scene.read(folderId, like);
  const before = await scene.lines(folderId);
  await scene.do('clerk', 'photoFiles.reject', { fileId: before['y.jpg']?.fileId ?? '', reason: '拍糊了' });
  const sixth = before[names[5] ?? ''];
  scene.desk.db().statement("UPDATE photo_file SET verdict = 'bad' WHERE id = ?").run(sixth?.fileId);
  scene.put('z.jpg', cameraJpeg(40));
  await scene.choose();
  const lines = Object.values(await scene.lines(folderId));
  const part = (line: (typeof lines)[number]): Only | 'waiting' => {
    if (line.state === 'waiting' || line.state === 'attached') return line.state;
    if (line.state !== 'staged') return 'unused';
    if (line.pupil === null) return 'open';
    const passes = line.gate?.verdict === 'good' || line.gate?.verdict === 'warn';
    return passes && line.notes.length === 0 ? 'ready' : 'trouble';
  };
  const counted = await scene.do('clerk', 'photoFiles.folder', { folderId });
  const expected = { ready: 1, alone: 0, open: 1, trouble: 8, unused: 2, attached: 0 };
  expect(counted).toMatchObject({ ready: 1, alone: 0, open: 1, trouble: 8 });
  for (const [only, count] of Object.entries(expected) as [Only, number][]) {
    const { total, rows: shown } = await rows(folderId, only);
    expect([only, total, shown.map((line) => line.fileName)]).toEqual([
      only,
      count,
      lines.filter((line) => part(line) === only).map((line) => line.fileName),
    ]);
  }
  for (const line of lines) expect(line.ready, line.fileName).toBe(part(line) === 'ready');
});

it('只凭名单次序认的自成一类；像拍了两张的、没有通过检查的、已有照片的仍是有疑问', async () => {
  const ids: string[] = [];
  for (let n = 1; n <= 6; n++) ids.push(await scene.enter(pupil(n)));
  await scene.approve(...ids);
  const db = scene.desk.db();
  for (const [at, id] of ids.entries()) db.statement('UPDATE candidacy SET seat_no = ? WHERE id = ?').run(at + 1, id);
  const times = ['09:00:00', '09:00:31', '09:00:33', '09:01:10', '09:02:00', '09:03:00'];
  for (const [at, time] of times.entries()) scene.put(`${at + 1}.jpg`, cameraJpeg(at + 1, `2026:09:01 ${time}`));
  const folderId = await scene.choose();
  await scene.read(folderId);
  const classId = String(scene.column(ids[0] ?? '', 'class_id'));
  const matching = { way: 'order', classId, fileOrder: 'time', listOrder: 'seat' } as const;
  expect(await scene.do('clerk', 'photoFiles.match', { folderId, matching })).toEqual({ matched: 6, open: 0 });
  const before = await scene.lines(folderId);
  db.statement("UPDATE photo_file SET verdict = 'bad' WHERE id = ?").run(before['5.jpg']?.fileId);
  await scene.shoot(ids[5] ?? '', 6);
  const names = async (only: Only) => (await rows(folderId, only)).rows.map((line) => line.fileName);
  expect(await scene.do('clerk', 'photoFiles.folder', { folderId })).toMatchObject({ ready: 0, alone: 3, trouble: 3 });
  expect(await names('alone')).toEqual(['1.jpg', '2.jpg', '4.jpg']);
  expect(await names('trouble')).toEqual(['3.jpg', '5.jpg', '6.jpg']);
  for (const line of (await rows(folderId, 'alone')).rows) expect([line.notes, line.ready]).toEqual([[], false]);
});
