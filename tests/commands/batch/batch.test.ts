import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listLimit } from '../../../shared/domain/list-limit.ts';
import { idCheckDigit } from '../../../shared/lib/id-number.ts';
import { waitingMessages } from '../../../src-main/db/store/outbox.ts';
import { completion, fault, makeScene, pupil, type Scene, type Who } from '../../fixtures/desk-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

/** People whom nobody takes for one another: other birthdays, other numbers. */
function person(serial: number) {
  const birthDate = `2010-0${1 + (serial % 9)}-${10 + serial * 2}`;
  const body = `150430${birthDate.replaceAll('-', '')}${String(serial * 111 + 1).padStart(3, '0')}`;
  const documentNumber = body + idCheckDigit(body);
  const sex = (serial * 111 + 1) % 2 === 1 ? '1' : '2';
  return pupil(serial, { birthDate, documentNumber, enrolmentNo: `G${documentNumber}`, sex });
}
const all = { by: 'all' } as const;
const items = (...ids: string[]) => ids.map((candidacyId) => ({ candidacyId, version: scene.version(candidacyId) }));

async function reviewed(...serials: number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const serial of serials) ids.push((await scene.completed(person(serial))).id);
  await scene.do('reviewer', 'review.approve', { items: items(...ids) });
  return ids;
}
async function prepare(who: Who = 'reviewer', choice: Parameters<typeof check>[1] = all) {
  const { seen } = await check(who, choice);
  return scene.do(who, 'batch.prepare', { choice, seen });
}
const check = (who: Who, choice: { by: 'all' } | { by: 'class'; classId: string } | { by: 'day'; day: string }) =>
  scene.do(who, 'batch.check', { choice });
const read = (who: Who, batchId: string) => scene.do(who, 'batch.read', { batchId });
async function releaseInput(who: Who, batchId: string) {
  const { line, release } = await read(who, batchId);
  return { batchId, version: line.version, seen: release?.seen ?? '' };
}
const release = async (who: Who, batchId: string) => scene.do(who, 'batch.release', await releaseInput(who, batchId));
const column = (sql: string, ...parameters: string[]) =>
  scene.desk
    .db()
    .statement(sql)
    .pluck()
    .all(...parameters);
const sums = async () => {
  const { parts, known, balanced } = await scene.do('administrator', 'custody.sums', { classId: null });
  expect(balanced).toBe(true);
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(known);
  return Object.fromEntries(parts.filter(({ count }) => count > 0).map(({ part, count }) => [part, count]));
};

describe('装批、放行、拆批', () => {
  it('装好的等第二人；放行一次办完，清单里是放出去的每一份；台账每一步都平', async () => {
    const [one, two] = await reviewed(1, 3);
    expect(await sums()).toEqual({ reviewed: 2 });
    expect(await scene.do('reviewer', 'batch.choices', {})).toMatchObject({
      all: 2,
      classes: [{ className: '高一(1)班', count: 2 }],
      days: [{ day: '2026-11-23', count: 2 }],
    });
    const made = await prepare();
    expect(made).toMatchObject({ name: '11月23日第1批', records: 2 });
    expect(await sums()).toEqual({ inBatch: 2 });
    expect(await scene.do('clerk', 'custody.names', { part: 'inBatch', classId: null })).toHaveLength(2);
    // what stands in a batch is not offered one by one
    expect(await scene.do('otherReviewer', 'review.list', { stage: 'reviewed', classId: null })).toEqual([]);
    const picked = await scene.do('otherReviewer', 'release.perform', { items: items(one ?? '') });
    expect(picked.failed[0]?.sentence).toBe('已装在11月23日第1批里，随那一批放行。');

    expect(await release('otherReviewer', made.batchId)).toEqual({ name: made.name, released: 2, left: [] });
    expect(await sums()).toEqual({ released: 2 });
    const { line, manifest, records } = await read('auditor', made.batchId);
    expect(line).toMatchObject({
      state: 'released',
      chosen: '全部已审核的',
      madeBy: '李牧',
      releasedBy: '额尔敦其其格',
    });
    expect(line.figures).toMatchObject({
      records: 2,
      waiting: 2,
      received: 0,
      joined: 0,
      refused: 0,
      text: 0,
      photo: 0,
    });
    expect(records.map(({ candidacyId, place }) => [candidacyId, place])).toEqual([
      [one, '等着送'],
      [two, '等着送'],
    ]);
    const [stored] = column('SELECT manifest FROM batch WHERE id = ?', made.batchId) as string[];
    expect(
      createHash('sha256')
        .update(stored ?? '')
        .digest('hex'),
    ).toBe(manifest?.sha256);
    const sent = scene.desk
      .db()
      .statement('SELECT message_id, body_sha256, photo_sha256 FROM outbox ORDER BY desk_seq')
      .all() as { message_id: string; body_sha256: string; photo_sha256: string }[];
    const listed = JSON.parse(stored ?? '') as { records: { messageId: string; bodySha256: string }[] };
    expect(listed.records.map((record) => record.messageId)).toEqual(sent.map((row) => row.message_id));
    const total = sent.map((row) => `${row.message_id} ${row.body_sha256} ${row.photo_sha256}\n`).join('');
    expect(createHash('sha256').update(total).digest('hex')).toBe(manifest?.totalSha256);
    expect(stored).not.toContain(person(1).fullName);
    expect(scene.events(made.batchId)).toEqual(['batch.prepared', 'batch.released']);
  });

  it('按班、按天装；编号一天一天数；拆开后又在架上', async () => {
    const [, next] = await reviewed(1, 3);
    scene.desk.db().statement(`UPDATE candidacy SET completed_at = '2026-11-22T10:00:00.000Z' WHERE id = ?`).run(next);
    const { classes, days } = await scene.do('administrator', 'batch.choices', {});
    expect(days.map(({ day, count }) => [day, count])).toEqual([
      ['2026-11-23', 1],
      ['2026-11-22', 1],
    ]);
    const byDay = await prepare('reviewer', { by: 'day', day: '2026-11-22' });
    expect((await read('reviewer', byDay.batchId)).records.map((one) => one.candidacyId)).toEqual([next]);
    const byClass = await prepare('reviewer', { by: 'class', classId: classes[0]?.classId ?? '' });
    expect(byClass).toMatchObject({ name: '11月23日第2批', records: 1 });
    expect((await read('reviewer', byClass.batchId)).line.chosen).toBe('敖汉旗第一中学 高一(1)班');
    await scene.do('reviewer', 'batch.undo', { batchId: byDay.batchId, version: 1 });
    await scene.do('reviewer', 'batch.undo', { batchId: byDay.batchId, version: 1 });
    expect(await sums()).toEqual({ reviewed: 1, inBatch: 1 });
    expect((await prepare('reviewer')).name).toBe('11月23日第3批');
    const gone = fault(
      await scene.ask(
        'otherReviewer',
        'batch.release',
        await releaseInput('otherReviewer', byClass.batchId).then((input) => ({
          ...input,
          batchId: byDay.batchId,
          version: 1,
        })),
      ),
    );
    expect(gone).toMatchObject({ kind: 'stale', message: expect.stringContaining('已拆批') });
  });

  it('检查：没有准备好的逐份说明，留在架上，其余照装', async () => {
    const [good, withCase, shared] = await reviewed(1, 3, 5);
    const damaged = await scene.enter(person(7));
    await scene.approve(damaged);
    await scene.readCard(damaged);
    await scene.do('clerk', 'desk.complete', completion(scene, damaged, await scene.shoot(damaged, 9)));
    await scene.do('reviewer', 'review.approve', { items: items(damaged) });
    const db = scene.desk.db();
    const caseId = scene.desk.desk.gate.options.ids.uuid();
    db.statement(
      `INSERT INTO case_file (id, kind, state, sentence, facts, opened_at) VALUES (?, 'nearDocument', 'open', '只差一处', '{}', '2026-11-23T02:00:00.000Z')`,
    ).run(caseId);
    db.statement('INSERT INTO case_subject VALUES (?, ?)').run(caseId, withCase);
    db.statement('UPDATE candidacy SET mobile = ? WHERE id = ?').run('12', shared);
    const ownPhoto = 'SELECT derived_sha256 FROM capture WHERE candidacy_id = ?';
    db.statement(`UPDATE photo_blob SET bytes = x'00' WHERE sha256 = (${ownPhoto})`).run(damaged);
    const { ready, unready, seen, beyond } = await check('reviewer', all);
    expect({ ready, beyond }).toEqual({ ready: 2, beyond: 0 });
    const why = new Map(unready.map((one) => [one.candidacyId, one.sentence]));
    expect(why.get(withCase ?? '')).toContain('“疑似同一人与待核对”还没有决定');
    expect(why.get(shared ?? '')).toContain('不能装批');
    const made = await scene.do('reviewer', 'batch.prepare', { choice: all, seen });
    expect((await read('reviewer', made.batchId)).records.map((one) => one.candidacyId)).toEqual([good]);
    expect(await sums()).toEqual({ reviewed: 3, inBatch: 1 });
    // picked by hand they meet the same check, and the page says so before the key is pressed
    const offered = await scene.do('otherReviewer', 'review.list', { stage: 'reviewed', classId: null });
    const acts = (id: string | undefined) => offered.find((line) => line.candidacyId === id)?.acts;
    expect(acts(withCase)?.find(({ act }) => act === 'release.perform')).toMatchObject({ open: false });
    const picked = items(withCase ?? '', shared ?? '', damaged);
    const direct = await scene.do('otherReviewer', 'release.perform', { items: picked });
    expect(direct.done).toEqual([]);
    const said = new Map(direct.failed.map((line) => [line.candidacyId, line.sentence]));
    expect(said.get(withCase ?? '')).toContain('现在不能放行，先放着：有 1 件“疑似同一人与待核对”还没有决定');
    expect(said.get(damaged)).toContain('照片在本机已损坏');
    expect(scene.count('outbox')).toBe(0);
    await scene.decideCases();
    expect((await scene.do('otherReviewer', 'release.perform', { items: picked })).done).toEqual([withCase]);
  });

  it('装好后又变的：放行时取出来写明原因，其余照放', async () => {
    const [one, two] = await reviewed(1, 3);
    const { batchId } = await prepare();
    const before = await releaseInput('otherReviewer', batchId);
    await scene.do('reviewer', 'review.return', {
      candidacyId: two ?? '',
      version: scene.version(two ?? ''),
      reason: '背景不均匀',
    });
    expect(fault(await scene.ask('otherReviewer', 'batch.release', before))).toMatchObject({ kind: 'stale' });
    expect(await sums()).toEqual({ waitingForCapture: 1, inBatch: 1 });
    const { left, released } = await release('otherReviewer', batchId);
    expect({ released, left: left.map((line) => line.candidacyId) }).toEqual({ released: 1, left: [two] });
    expect(left[0]?.sentence).toBe('装批以后有变动，现在是“待采集”。下一步：重新登记、审核通过后，装进下一批');
    // done again, it goes with the next batch and not with this one
    await scene.readCard(two ?? '');
    await scene.do('clerk', 'desk.complete', completion(scene, two ?? '', await scene.shoot(two ?? '', 8)));
    await scene.do('reviewer', 'review.approve', { items: items(two ?? '') });
    expect((await prepare()).records).toBe(1);
    expect(await sums()).toEqual({ inBatch: 1, released: 1 });
    expect((await read('auditor', batchId)).records.map((line) => [line.candidacyId, line.place])).toEqual([
      [one, '等着送'],
      [two, '没有随这一批放行'],
    ]);
  });
});

describe('谁可以办', () => {
  it('装批的人自己不能放行，数据库也拦；采集、录入的人放行时那一份留下', async () => {
    const [one, two] = await reviewed(1, 3);
    const { batchId } = await prepare();
    expect((await read('reviewer', batchId)).release?.closedWhy).toContain('这一批是你装的');
    const own = fault(await scene.ask('reviewer', 'batch.release', await releaseInput('reviewer', batchId)));
    expect(own).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('另一位') });
    const byMaker = `UPDATE batch SET state = 'released', released_at = 'x', released_by = made_by WHERE id = ?`;
    expect(() => scene.desk.db().statement(byMaker).run(batchId)).toThrow('four eyes: batch');
    const [me] = column(`SELECT id FROM user_account WHERE login_name = 'reviewer2'`) as string[];
    scene.desk.db().statement('UPDATE candidacy SET entered_by = ? WHERE id = ?').run(me, one);
    const done = await release('otherReviewer', batchId);
    expect(done).toMatchObject({ released: 1, left: [{ candidacyId: one }] });
    expect(done.left[0]?.sentence).toContain('不能自己放行');
    expect(column('SELECT candidacy_id FROM outbox')).toEqual([two]);
  });

  it('学校、班主任、审计不能装、不能放、不能拆', async () => {
    await reviewed(1);
    const { batchId } = await prepare();
    const input = await releaseInput('otherReviewer', batchId);
    for (const who of ['school', 'teacher', 'auditor'] as const) {
      const refused = [
        await scene.ask(who, 'batch.prepare', { choice: all, seen: input.seen }),
        await scene.ask(who, 'batch.release', input),
        await scene.ask(who, 'batch.undo', { batchId, version: 1 }),
      ].map((reply) => fault(reply).kind);
      expect([who, ...refused]).toEqual([who, 'forbidden', 'forbidden', 'forbidden']);
    }
    for (const who of ['school', 'teacher'] as const)
      expect(fault(await scene.ask(who, 'batch.list', { state: 'all' })).kind).toBe('forbidden');
    expect(scene.count('outbox')).toBe(0);
  });

  it('登记员能装、能拆自己装的；不能放行，也不能拆别人装的；第二人照样放行', async () => {
    await reviewed(1, 3);
    const first = await prepare('clerk');
    expect(first).toMatchObject({ records: 2 });
    const { seen } = await check('clerk', all);
    expect((await scene.do('clerk', 'batch.list', { state: 'all' }))[0]).toMatchObject({
      madeBy: '王敏',
      state: 'prepared',
    });
    const shown = await read('clerk', first.batchId);
    expect(shown.release).toMatchObject({ ready: 2, unready: [] });
    expect(shown.release?.closedWhy).toContain('这一批是你装的');
    const press = await scene.ask('clerk', 'batch.release', { batchId: first.batchId, version: 1, seen });
    expect(fault(press).kind).toBe('forbidden');
    await scene.do('clerk', 'batch.undo', { batchId: first.batchId, version: 1 });
    await scene.do('clerk', 'batch.undo', { batchId: first.batchId, version: 1 });
    const others = await prepare('reviewer');
    expect((await read('clerk', others.batchId)).release?.closedWhy).toContain('登记员只装批');
    const foreign = await scene.ask('clerk', 'batch.undo', { batchId: others.batchId, version: 1 });
    expect(fault(foreign)).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('只能拆开自己装的') });
    await scene.do('reviewer', 'batch.undo', { batchId: others.batchId, version: 1 });
    const again = await prepare('clerk');
    expect(await release('otherReviewer', again.batchId)).toMatchObject({ released: 2, left: [] });
    const byMaker = `UPDATE batch SET released_by = made_by WHERE id = ?`;
    expect(() => scene.desk.db().statement(byMaker).run(again.batchId)).toThrow();
  });

  it('没有批次就没有放行：数据库拦住', async () => {
    const [one] = await reviewed(1);
    expect(() => scene.desk.db().statement(`UPDATE candidacy SET status = 'released' WHERE id = ?`).run(one)).toThrow(
      'released outside a batch',
    );
  });
});

describe('按两次、别人更快、中途断掉', () => {
  it('装两次是一批，放两次是一次；别人按得慢得到说明', async () => {
    await reviewed(1, 3);
    const { seen } = await check('reviewer', all);
    const first = await scene.do('reviewer', 'batch.prepare', { choice: all, seen });
    expect(await scene.do('reviewer', 'batch.prepare', { choice: all, seen })).toEqual(first);
    expect(fault(await scene.ask('administrator', 'batch.prepare', { choice: all, seen })).kind).toBe('stale');
    expect(scene.count('batch')).toBe(1);
    const input = await releaseInput('otherReviewer', first.batchId);
    const slow = await releaseInput('administrator', first.batchId);
    const done = await scene.do('otherReviewer', 'batch.release', input);
    expect(await scene.do('otherReviewer', 'batch.release', input)).toEqual(done);
    expect(fault(await scene.ask('administrator', 'batch.release', slow))).toMatchObject({
      kind: 'stale',
      message: '11月23日第1批：额尔敦其其格 10:00 已放行。看过新内容再决定。',
    });
    expect(scene.count('outbox')).toBe(2);
  });

  it('放行到一半写不下去：一份也没有放出去，批次原样等着，再按就全放', async () => {
    await reviewed(1, 3, 5);
    const { batchId } = await prepare();
    const db = scene.desk.db();
    db.client.exec(
      `CREATE TRIGGER cut BEFORE INSERT ON outbox WHEN NEW.desk_seq = 2 BEGIN SELECT RAISE(ABORT, 'power cut'); END`,
    );
    expect(
      fault(await scene.ask('otherReviewer', 'batch.release', await releaseInput('otherReviewer', batchId))).kind,
    ).toBe('broken');
    expect([scene.count('outbox'), await sums()]).toEqual([0, { inBatch: 3 }]);
    db.client.exec('DROP TRIGGER cut');
    expect(await release('otherReviewer', batchId)).toMatchObject({ released: 3 });
  });

  it('待送的按放行的次序，一批接一批，批里按装好的次序', async () => {
    const [one, two, three] = await reviewed(1, 3, 5);
    const complete = scene.desk
      .db()
      .statement(`UPDATE candidacy SET completed_at = '2026-11-22T10:00:00.000Z' WHERE id = ?`);
    complete.run(two);
    const first = await prepare('reviewer', { by: 'day', day: '2026-11-23' });
    const second = await prepare('reviewer', { by: 'day', day: '2026-11-22' });
    await release('otherReviewer', second.batchId);
    await release('otherReviewer', first.batchId);
    expect(waitingMessages(scene.desk.db(), 0, 10).map((row) => row.candidacyId)).toEqual([two, one, three]);
  });

  it('挑着直接放行的自成一批；一份也没放成就没有批次', async () => {
    const [one] = await reviewed(1);
    await scene.do('otherReviewer', 'release.perform', { items: items(one ?? '') });
    expect(await scene.do('auditor', 'batch.list', { state: 'all' })).toMatchObject([
      {
        name: '11月23日第1批',
        origin: 'direct',
        chosen: '直接放行',
        madeBy: null,
        releasedBy: '额尔敦其其格',
        figures: { records: 1 },
      },
    ]);
    const { id } = await scene.completed(person(3));
    await scene.do('otherReviewer', 'release.perform', { items: items(id) });
    expect(scene.count('batch')).toBe(1);
  });

  it('批次很多时一页只列这么多，新的在前，翻页一批不漏', async () => {
    const insert = scene.desk
      .db()
      .statement(
        `INSERT INTO batch (id, version, day, day_no, origin, state, made_at) VALUES (?, 1, '2026-11-20', ?, 'chosen', 'prepared', ?)`,
      );
    const ids = scene.desk.desk.gate.options.ids;
    for (let at = 1; at <= listLimit + 20; at += 1) insert.run(ids.uuid(), at, new Date(at * 1000).toISOString());
    const list = await scene.do('auditor', 'batch.list', { state: 'all' });
    expect([list.length, list[0]?.name]).toEqual([listLimit, `11月20日第${listLimit + 20}批`]);
    const second = await scene.do('auditor', 'batch.list', { state: 'all', page: 1 });
    expect(second.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, at) => `11月20日第${20 - at}批`));
    expect(await scene.do('clerk', 'batch.counts', {})).toEqual({
      all: listLimit + 20,
      prepared: listLimit + 20,
      released: 0,
      undone: 0,
    });
  });
});
