import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { publishSitting } from '../commands/exam-entry/sittings.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { backUp, incarnationOf, openAgain, putBack, rows, sums, toldLedgerOf } from './put-back.ts';
import { pupilData, releasePupils } from './release-pupils.ts';
import { changeClass, changeMobile, enterExam, toldAt } from './tell-changes.ts';

describe('恢复以后，报过的变动', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  let serial = 100;
  const backups: string[] = [];
  beforeAll(async () => {
    receiver = await makeReceiver({ enrolledOnly: true });
  });
  afterAll(async () => {
    await receiver.stop();
    for (const backup of backups) rmSync(backup, { recursive: true, force: true });
  });
  beforeEach(async () => {
    desk = await makeDesk();
    await enrol(receiver, desk);
  });
  afterEach(() => desk.close());
  const keep = (backup: string) => {
    backups.push(backup);
    return backup;
  };
  const released = async (count = 1) => {
    serial += count;
    const data = Array.from({ length: count }, (_none, back) => pupilData(serial - back));
    return (await releasePupils(desk, data, serial)).map(({ candidacyId }) => candidacyId);
  };
  const push = (choice: Parameters<typeof makeRunner>[2] = {}) => makeRunner(desk, receiver.url, choice).push();
  const openCases = () =>
    rows(desk, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open'`).map((one) =>
      String(one['sentence']),
    );
  const stateOf = (id: string) =>
    desk
      .db()
      .statement(
        'SELECT c.mobile, k.code FROM candidacy c LEFT JOIN school_class k ON k.id = c.class_id WHERE c.id = ?',
      )
      .get(id);
  const became = () =>
    rows(desk, 'SELECT kind, became FROM regained_change ORDER BY message_id').map((one) => [
      one['kind'],
      one['became'],
    ]);
  /** What both sides hold of these candidates: ids, kinds and what became of them. */
  const bothLedgers = async (ids: readonly string[]) => {
    const there = (await Promise.all(ids.map((id) => toldAt(receiver, `?candidacy=${id}`)))).flat();
    const here = rows(desk, 'SELECT message_id AS id, kind, state FROM change_message ORDER BY 1');
    const word: Record<string, string> = { acknowledged: 'stored', refused: 'refused', waiting: 'waiting' };
    return {
      there: there.map(({ messageId, kind, state }) => [messageId, kind, state]).sort(),
      here: here.map(({ id, kind, state }) => [id, kind, word[String(state)]]).sort(),
    };
  };

  test('昨天的备份放回来：换班、改手机号、选课都取回来，两边的账一样，没有一项没人知道', async () => {
    const ids = await released(2);
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    const [one = '', other = ''] = ids;
    await changeClass(desk, [one]);
    publishSitting(desk);
    await changeMobile(desk, one, '13904769901');
    await changeMobile(desk, one, '13904769902');
    await enterExam(desk, other, ['01', '02']);
    expect((await push()).changes).toEqual({ received: 4, refused: 0, waiting: 0 });
    const [ledger, books, before] = [toldLedgerOf(desk), await sums(desk), stateOf(one)];
    expect(before).toMatchObject({ mobile: '13904769902', code: '02' });

    desk = await putBack(desk, backup);
    expect(toldLedgerOf(desk)).toEqual([]);
    expect(await push()).toMatchObject({ sent: 0, waiting: 0, trouble: null, changes: { received: 0, waiting: 0 } });
    expect(toldLedgerOf(desk)).toEqual(ledger);
    expect(await sums(desk)).toEqual(books);
    const { here, there } = await bothLedgers(ids);
    expect(here).toEqual(there);
    const done = ['classChange', 'mobileChange', 'mobileChange', 'examEntry'].map((kind) => [kind, 'applied']);
    expect(became()).toEqual(done);
    expect(openCases()).toEqual([]);
    expect(stateOf(one)).toEqual(before);
    expect(rows(desk, 'SELECT version, subjects FROM exam_entry')).toEqual([{ version: 1, subjects: '["01","02"]' }]);
    // once more, and in a new life of the program: nothing comes twice
    desk = await openAgain(desk);
    await push();
    expect(toldLedgerOf(desk)).toEqual(ledger);
    expect(became()).toHaveLength(4);
    // what is told next follows what came back, under numbers that nothing had before
    await changeMobile(desk, one, '13904769903');
    expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
    expect((await bothLedgers(ids)).here).toEqual((await bothLedgers(ids)).there);
  });

  test('恢复以后同一件事办成另一样：自治区只认先收的一项，两边都列出来，再办一次就按新的', async () => {
    const [id = ''] = await released();
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await changeMobile(desk, id, '13904769971');
    await push();
    desk = await putBack(desk, backup);
    await changeMobile(desk, id, '13904769972');
    expect((await push()).changes).toEqual({ received: 0, refused: 1, waiting: 0 });
    expect((await toldAt(receiver, `?candidacy=${id}`)).map(({ state, reasonCode }) => [state, reasonCode])).toEqual([
      ['stored', null],
      ['refused', 'done-twice'],
    ]);
    // nothing is overwritten here, and the case names both numbers
    expect(stateOf(id)).toMatchObject({ mobile: '13904769972' });
    expect(became()).toEqual([['mobileChange', 'case']]);
    expect(openCases()).toHaveLength(1);
    for (const one of ['9971', '9972']) expect(openCases()[0]).toContain(one);
    const { here, there } = await bothLedgers([id]);
    expect(here).toEqual(there);
    // the refused one is not sent again; the reviewer closes the case, and no run opens it anew
    expect(await push()).toMatchObject({ sent: 0, trouble: null, changes: { received: 0, refused: 0, waiting: 0 } });
    const { call } = await desk.as('reviewer1');
    const [open] = value(await call('case.list', { state: 'open' }));
    value(await call('case.decide', { caseId: open?.caseId ?? '', decision: 'lookedInto', reason: '按本人新号' }));
    expect(await push()).toMatchObject({ trouble: null, changes: { received: 0, refused: 0, waiting: 0 } });
    expect(openCases()).toEqual([]);
    await changeMobile(desk, id, '13904769973');
    expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
    await changeMobile(desk, id, '13904769974');
    expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  });

  test('恢复以后照样又办一次：效果只有一个，不用人看', async () => {
    const [id = '', other = ''] = await released(2);
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await changeMobile(desk, id, '13904769981');
    publishSitting(desk);
    await enterExam(desk, other, ['01', '02']);
    await push();
    desk = await putBack(desk, backup);
    await changeMobile(desk, id, '13904769981');
    publishSitting(desk);
    await enterExam(desk, other, ['02', '01']);
    expect((await push()).changes).toEqual({ received: 2, refused: 0, waiting: 0 });
    expect(became()).toEqual([
      ['mobileChange', 'same'],
      ['examEntry', 'same'],
    ]);
    expect(openCases()).toEqual([]);
  });

  test('恢复以后另选了科目：自治区不认重了的版次，两样都列出来；再选一次版次在后，就按新的', async () => {
    const [id = ''] = await released();
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    publishSitting(desk);
    await enterExam(desk, id, ['01']);
    await enterExam(desk, id, ['01', '02'], 1);
    await push();
    desk = await putBack(desk, backup);
    publishSitting(desk);
    await enterExam(desk, id, ['03']);
    expect((await push()).changes).toEqual({ received: 0, refused: 1, waiting: 0 });
    expect(became()).toEqual([
      ['examEntry', 'case'],
      ['examEntry', 'case'],
    ]);
    await enterExam(desk, id, ['02', '03'], 1);
    expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
    expect(rows(desk, 'SELECT version FROM exam_entry ORDER BY version').map((one) => one['version'])).toEqual([1, 3]);
  });

  test('没有要送的也取回；中间断电，接着取，一项一次', async () => {
    const [id = ''] = await released();
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await changeMobile(desk, id, '13904769911');
    await changeMobile(desk, id, '13904769912');
    await changeMobile(desk, id, '13904769913');
    await push();
    const ledger = toldLedgerOf(desk);
    desk = await putBack(desk, backup);
    await expect(push({ diesAfterTransactions: 4 })).rejects.toThrow('power cut');
    const half = rows(desk, 'SELECT 1 FROM regained_change').length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(3);
    desk = await openAgain(desk);
    expect(await desk.desk.puller.pull()).toMatchObject({ trouble: null });
    expect(toldLedgerOf(desk)).toEqual(ledger);
    expect(rows(desk, `SELECT 1 FROM event WHERE kind = 'change.regained'`)).toHaveLength(3);
  });

  test('备份是开着的时候拷的，只报过变动：也看得出，编号另起，号码不用重', async () => {
    const [id = ''] = await released();
    await push();
    desk.db().client.pragma('wal_checkpoint(TRUNCATE)');
    const copy = keep(mkdtempSync(join(tmpdir(), 'kaoji-backup-')));
    cpSync(desk.folder, copy, { recursive: true });
    await changeMobile(desk, id, '13904769921');
    await push();
    const ledger = toldLedgerOf(desk);
    const before = incarnationOf(desk);
    desk.desk.close();
    writeFileSync(join(desk.folder, 'desk', 'desk.db'), readFileSync(join(copy, 'desk', 'desk.db')));
    desk = await openAgain(desk);
    expect(incarnationOf(desk)).toBe(before);
    await push();
    expect(incarnationOf(desk)).not.toBe(before);
    expect(toldLedgerOf(desk)).toEqual(ledger);
    await changeMobile(desk, id, '13904769922');
    expect((await push()).changes).toMatchObject({ received: 1, waiting: 0 });
    const numbers = rows(desk, `SELECT incarnation, change_seq FROM change_message WHERE candidacy_id = '${id}'`).map(
      (row) => JSON.stringify(row),
    );
    expect(numbers).toHaveLength(2);
    expect(new Set(numbers).size).toBe(2);
  });

  test('变动在自治区还等着、没有回执的，也取回来，接着等', async () => {
    const [id = ''] = await released();
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await changeMobile(desk, id, '13904769931');
    // it follows one that the region does not have
    const { client } = desk.db();
    client.exec('DROP TRIGGER change_message_keeps_its_content');
    const row = client.prepare('SELECT message_id AS id, body FROM change_message').get() as {
      id: string;
      body: string;
    };
    const body = row.body.replace('"follows":null', '"follows":"0198f000-0000-7000-8000-0000000000ff"');
    const hash = createHash('sha256').update(body).digest('hex');
    client.prepare('UPDATE change_message SET body = ?, body_sha256 = ?').run(body, hash);
    await push();
    expect((await toldAt(receiver, `?candidacy=${id}`)).map(({ state }) => state)).toEqual(['parked']);
    desk = await putBack(desk, backup);
    await push();
    expect(countChanges(desk.db())).toMatchObject({ waiting: 1 });
    expect(stateOf(id)).toMatchObject({ mobile: '13904769931' });
    expect((await toldAt(receiver, `?candidacy=${id}`)).map(({ state }) => state)).toEqual(['parked']);
  });

  test('旧的接收端不给：记录照取，变动不算取过；换新的就取', async () => {
    const [id = ''] = await released();
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await changeMobile(desk, id, '13904769941');
    await push();
    const ledger = toldLedgerOf(desk);
    desk = await putBack(desk, backup);
    const asked: string[] = [];
    const { call: really } = createHttpCall();
    const old: HttpCall = async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(pathname);
      const answer = await really(request);
      if (pathname !== '/v1/hello') return answer;
      const { told: _told, ...rest } = JSON.parse(Buffer.from(answer.body).toString()) as Record<string, unknown>;
      return { ...answer, body: Buffer.from(JSON.stringify(rest)) };
    };
    expect(await push({ call: old })).toMatchObject({ trouble: null });
    expect(asked).toContain('/v2/regain');
    expect(asked).not.toContain('/v2/regain-changes');
    expect(await push()).toMatchObject({ trouble: null });
    expect(toldLedgerOf(desk)).toEqual(ledger);
  });

  test.each([
    ['正文改了', (one: Told) => ({ ...one, body: one.body.replace('13904769951', '13904769999') })],
    ['回执是别人的', (one: Told) => ({ ...one, receipt: { ...one.receipt, signature: `${'A'.repeat(86)}==` } })],
    ['信封上的号改了', (one: Told) => ({ ...one, envelope: { ...one.envelope, changeSeq: 9 } })],
  ])('路上被改过的不用：%s', async (_what, bend) => {
    const [id = ''] = await released();
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await changeMobile(desk, id, '13904769951');
    await push();
    desk = await putBack(desk, backup);
    const { call: really } = createHttpCall();
    const call: HttpCall = async (request) => {
      const answer = await really(request);
      if (new URL(request.url).pathname !== '/v2/told-changes') return answer;
      const json = JSON.parse(Buffer.from(answer.body).toString()) as { changes: Told[] };
      return { ...answer, body: Buffer.from(JSON.stringify({ ...json, changes: json.changes.map(bend) })) };
    };
    expect((await push({ call })).trouble).not.toBeNull();
    expect(became()).toEqual([]);
    expect(await push()).toMatchObject({ trouble: null });
    expect(became()).toHaveLength(1);
  });

  test('本机读不了的：说得出几份、怎么办，新办的照样送', async () => {
    const [id = ''] = await released();
    await push();
    const backup = keep(backUp(desk));
    desk = await openAgain(desk);
    await changeMobile(desk, id, '13904769961');
    const { client } = desk.db();
    client.exec('DROP TRIGGER change_message_keeps_its_content');
    const row = client.prepare('SELECT body FROM change_message').get() as { body: string };
    const body = row.body.replace('"mobileChange"', '"changeOfTomorrow"');
    const hash = createHash('sha256').update(body).digest('hex');
    client.prepare('UPDATE change_message SET body = ?, body_sha256 = ?').run(body, hash);
    await push();
    desk = await putBack(desk, backup);
    const [other = ''] = await released();
    expect(await push()).toMatchObject({ received: 1, trouble: null });
    expect(other).not.toBe('');
    expect(value(await desk.call('device.status', {})).leftSentence).toContain('1 份是更新的程序办的');
  });
});

type Told = {
  readonly body: string;
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly receipt: Readonly<Record<string, unknown>> | null;
};
