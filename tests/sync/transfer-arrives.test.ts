import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IssueAnswer } from '#shared/wire/issue-v2.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import { readInstallation, writeSetting } from '../../src-main/db/store/office.ts';
import { createDeskProof } from '../../src-main/sync/desk-proof.ts';
import { createExchange } from '../../src-main/sync/exchange.ts';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { type ApplicationScene, makeApplicationScene } from '../fixtures/application-scene.ts';
import { transferCounty } from '../fixtures/county.ts';
import { pupil } from '../fixtures/desk-scene.ts';
import { joiningCounty } from '../fixtures/joining-county.ts';
import { signedNotice } from '../fixtures/region-notice.ts';
import { value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { changeMobile, toldAt } from './tell-changes.ts';

const [left, joined] = [transferCounty.office.id, joiningCounty.office.id];
const joiningSchool = { code: '1504020001', name: '红山区实验中学' };
const by = '自治区教育考试院';

describe('转籍到别的旗县：自治区决定，记录、照片跟着人走（三（一））', () => {
  let receiver: TestReceiver;
  let here: ApplicationScene;
  let there: ApplicationScene;
  beforeAll(async () => {
    receiver = await makeReceiver({ enrolledOnly: true });
    here = await makeApplicationScene(undefined, transferCounty);
    there = await makeApplicationScene(undefined, joiningCounty);
    await enrol(receiver, here.desk);
    await enrol(receiver, there.desk);
  }, 60_000);
  afterAll(async () => {
    here.desk.close();
    there.desk.close();
    await receiver.stop();
  });

  const ask = async (...acts: unknown[]) => {
    const token = await readFile(join(receiver.folder, 'admin-token'), 'utf8');
    return fetch(`${receiver.url}/v2/notices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ acts }),
    });
  };
  const issue = async (...acts: unknown[]) => {
    const answer = await ask(...acts);
    if (answer.status !== 200) throw new Error(await answer.text());
    return ((await answer.json()) as IssueAnswer).notices;
  };
  const pull = (at: ApplicationScene) => at.do('reviewer', 'sync.pullNow', {});
  const push = (at: ApplicationScene) => makeRunner(at.desk, receiver.url).push();
  const sql = (at: ApplicationScene, text: string, ...values: unknown[]) =>
    at.desk
      .db()
      .statement(text)
      .pluck()
      .get(...values);

  /** In effect, with a result, and a transfer that waits for the region; `given`: the region gave another number since. */
  async function atRegion(sequence: number, given = true) {
    const id = await here.released(sequence);
    await push(here);
    const own = String(here.column(id, 'candidacy_no'));
    const candidacyNo = given ? `S150430${String(sequence).padStart(5, '0')}` : own;
    const results = [{ sitting: '2026-summer', subject: '05', outcome: 'pass' }];
    await issue(
      { act: 'accept', office: left },
      ...(given ? [{ act: 'assign', office: left, candidacy: id, candidacyNo }] : []),
      {
        act: 'issue',
        notice: {
          ...head(),
          kind: 'subjectResults',
          candidacyId: id,
          candidacyNo,
          source: '2026 年夏季',
          results,
          decidedAt,
        },
      },
    );
    expect(await pull(here)).toMatchObject({ parked: 0, refused: 0, trouble: null });
    expect([here.column(id, 'status'), here.column(id, 'candidacy_no')]).toEqual(['inEffect', candidacyNo]);
    const request = {
      kind: 'transfer',
      joiningSchool,
      applicant: { by: 'guardian', fullName: '赵大明', relation: '父亲' },
      candidateNumber: null,
    } as const;
    const { applicationId } = await here.start('teacher', id, request);
    await here.attach('teacher', applicationId, 'schoolMoveProof');
    await here.attach('teacher', applicationId, 'joiningConsent');
    await here.submit('teacher', applicationId);
    await here.agree('school', applicationId);
    await here.agree('reviewer', applicationId);
    expect((await here.sheet('reviewer', applicationId)).line.place).toBe('在自治区');
    return { id, applicationId, candidacyNo };
  }
  const decidedAt = '2026-11-30T01:00:00.000Z';
  const head = () => ({ v: 1, noticeId: crypto.randomUUID(), officeId: left, issuedAt: decidedAt });
  const transfer = (one: { id: string; applicationId: string }, more: Record<string, unknown> = {}) => ({
    act: 'transfer',
    office: left,
    application: one.applicationId,
    candidacy: one.id,
    toOffice: joined,
    school: joiningSchool,
    classCode: '02',
    by,
    ...more,
  });
  const photoOf = (at: ApplicationScene, id: string) =>
    sql(
      at,
      `SELECT b.bytes FROM capture p JOIN photo_blob b ON b.sha256 = p.derived_sha256
       WHERE p.candidacy_id = ? AND p.state = 'used'`,
      id,
    ) as Buffer;

  test('照片还没有到：先放着，说等什么，取到就采用；没有给过这个办公室的照片要不到', async () => {
    const one = await atRegion(37);
    const { regionPublicKey } = readInstallation(there.desk.db());
    const { call } = createHttpCall(8000);
    const { signal } = new AbortController();
    const proof = createDeskProof(there.desk.db());
    const exchange = createExchange({ receiverUrl: receiver.url, regionPublicKey, call, signal, proof });
    expect(await exchange.hello(crypto.randomUUID())).toMatchObject({ ok: true });
    const sha256 = createHash('sha256').update(photoOf(here, one.id)).digest('hex');
    expect(await exchange.photo(sha256)).toMatchObject({ ok: false });

    const notices = (await issue(transfer(one))).filter(({ body }) => readNotice(body)?.officeId === joined);
    const taken = await there.do('administrator', 'region.apply', { notices });
    expect(taken).toMatchObject({ applied: 0, parked: 2, refused: 0 });
    expect(JSON.stringify(taken.lines)).toContain('等照片');
    expect(there.column(one.id, 'status')).toBeUndefined();
    expect(await exchange.photo(sha256)).toMatchObject({ ok: true });
    await pull(there);
    expect(there.column(one.id, 'status')).toBe('inEffect');
  });

  test('转入的旗县拿到记录、照片、考籍号、成绩、回执；学校在班里看得到；转出的一份标明去处', async () => {
    const one = await atRegion(31);
    await issue(transfer(one));
    expect(await pull(here)).toMatchObject({ applied: 1, parked: 0, trouble: null });
    expect(here.column(one.id, 'status')).toBe('closed');
    expect(here.column(one.id, 'return_reason')).toContain('已转籍到红山区实验中学');

    expect(await pull(there)).toMatchObject({ refused: 0, trouble: null });
    const row = there.desk.db().statement('SELECT * FROM candidacy WHERE id = ?').get(one.id) as Record<
      string,
      unknown
    >;
    expect(row).toMatchObject({
      status: 'inEffect',
      candidacy_no: one.candidacyNo,
      full_name: here.column(one.id, 'full_name'),
      document_number: here.column(one.id, 'document_number'),
      revision: 1,
    });
    expect(sql(there, 'SELECT code FROM school WHERE id = ?', row['school_id'])).toBe(joiningSchool.code);
    expect(sql(there, 'SELECT name FROM school_class WHERE id = ?', row['class_id'])).toBe('高一(2)班');
    expect(photoOf(there, one.id).equals(photoOf(here, one.id))).toBe(true);
    const found = await there.do('clerk', 'desk.search', { text: String(row['enrolment_no']), limit: 5 });
    expect(found.map(({ candidacyId }) => candidacyId)).toEqual([one.id]);
    const former = `SELECT value FROM number_history WHERE candidacy_id = ? AND kind = 'candidacyNo' AND until IS NOT NULL`;
    expect(sql(there, former, one.id)).toBe(row['enrolment_no']);
    expect(there.events(one.id)).toEqual(['candidacy.arrived', 'subjectResults.arrived']);
    const message = sql(here, 'SELECT message_id FROM outbox WHERE candidacy_id = ?', one.id);
    const payload = String(
      sql(
        there,
        `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq WHERE e.subject_id = ? AND e.kind = 'candidacy.arrived'`,
        one.id,
      ),
    );
    expect(JSON.parse(payload)).toMatchObject({ messageId: message, receipt: { outcome: 'stored' } });
    // nobody there has entered or captured anything, and nobody of the other county has got an account
    expect([row['entered_by'], row['captured_by'], row['released_by']]).toEqual([null, null, null]);
    expect(
      sql(there, "SELECT count(*) FROM user_account WHERE display_name = '王敏' AND disabled_at IS NOT NULL"),
    ).toBe(0);
    const sums = value(await (await there.desk.as('clerk1')).call('custody.sums', { classId: null }));
    expect(sums).toMatchObject({ balanced: true });
    const opened = await there.do('clerk', 'desk.open', { candidacyId: one.id });
    expect(opened.acts.filter(({ act, open }) => open && /photo|Shot|complete/u.test(act))).toEqual([]);
  });

  test('再取一遍、从头取一遍、再签发一次：什么也不多', async () => {
    const one = await atRegion(33);
    await issue(transfer(one));
    await pull(there);
    const events = there.count('event');
    writeSetting(there.desk.db(), 'pullCursor', null, there.desk.clock.now(), null);
    expect(await pull(there)).toMatchObject({ applied: 0, parked: 0, refused: 0 });
    expect(there.count('event')).toBe(events);
    const again = await ask(transfer(one));
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('已经签发过')]);
  });

  test('不在这个办公室名下的、没有转为生效的、转给自己的：不签发', async () => {
    const id = await here.released(35);
    await push(here);
    const one = { id, applicationId: crypto.randomUUID() };
    for (const [more, words] of [
      [{}, '还没有转为生效'],
      [{ office: joined, toOffice: left }, '不在这个办公室名下'],
      [{ candidacy: crypto.randomUUID() }, '不在这个办公室名下'],
    ] as const) {
      const answer = await ask(transfer(one, more));
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)]);
    }
  });

  test('申请说的是别的记录：不签发，谁的记录也不走', async () => {
    const [one, other] = [await atRegion(51), await atRegion(53)];
    await push(here);
    const answer = await ask(transfer({ id: other.id, applicationId: one.applicationId }));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('说的是另一份记录');
    expect(await pull(there)).toMatchObject({ applied: 0 });
    expect(there.column(other.id, 'status')).toBeUndefined();
  });

  test('转来以后改手机号：这里没有送过这份记录，变动照样送得出，自治区收下', async () => {
    const one = await atRegion(55);
    await issue(transfer(one));
    await pull(there);
    await changeMobile(there.desk, one.id, '13904769955');
    expect((await push(there)).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
    const told = await toldAt(receiver, `?candidacy=${one.id}`);
    expect(told.map(({ kind, state }) => [kind, state])).toContainEqual(['mobileChange', 'stored']);
  });

  test('记录和随带的回执对不上：一个字也不用', async () => {
    const one = await atRegion(45);
    const [notice] = (await issue(transfer(one))).flatMap(({ body }) => {
      const read = readNotice(body);
      return read?.kind === 'arrival' ? [read] : [];
    });
    if (!notice) throw new Error('no arrival');
    const { v: _, noticeId: __, officeId: ___, issuedAt: ____, ...content } = notice;
    const body = content.message.body.replace(/"fullName":"[^"]+"/u, '"fullName":"冒名"');
    const forged = signedNotice({ ...content, message: { ...content.message, body } }, { officeId: joined });
    const taken = await there.do('administrator', 'region.apply', { notices: [forged] });
    expect(taken).toMatchObject({ applied: 0, parked: 0, refused: 1 });
    expect(JSON.stringify(taken.lines)).toContain('回执对不上');
    expect(there.column(one.id, 'status')).toBeUndefined();
  });

  test('转入学校先补录了他、还没有采集完：那一份并入转来的；已办到审核的先等人退回', async () => {
    const one = await atRegion(39);
    const elsewhere = { schoolCode: joiningSchool.code, schoolName: joiningSchool.name };
    const entered = await there.enter(pupil(39, elsewhere));
    await issue(transfer(one));
    await pull(there);
    expect([there.column(entered, 'status'), there.column(one.id, 'status')]).toEqual(['joined', 'inEffect']);

    const two = await atRegion(41);
    const { id } = await there.completed(pupil(41, elsewhere));
    await issue(transfer(two));
    expect(await pull(there)).toMatchObject({ applied: 0, parked: 2 });
    expect(there.column(two.id, 'status')).toBeUndefined();
    const cases = await there.do('reviewer', 'case.list', { state: 'open' });
    expect(JSON.stringify(cases)).toContain('退回登记台');
    await there.do('reviewer', 'review.return', {
      candidacyId: id,
      version: there.version(id),
      reason: '转籍转来的才是',
    });
    expect(await pull(there)).toMatchObject({ applied: 2 });
    expect([there.column(id, 'status'), there.column(two.id, 'status')]).toEqual(['joined', 'inEffect']);
    const holders = `SELECT count(*) FROM candidacy WHERE candidacy_no = ? AND status NOT IN ('joined', 'closed', 'void', 'withdrawn')`;
    expect(sql(there, holders, two.candidacyNo)).toBe(1);
  });

  test('在新的旗县更正：下一版照样送得出、收得下，谁拍的、谁审的仍是原来的人；再转回来，认得出是原来那一份', async () => {
    const one = await atRegion(43, false);
    await issue(transfer(one));
    await pull(here);
    await pull(there);
    const request = { kind: 'correction', changes: { fullName: '赵新名' } } as never;
    const { applicationId } = await there.start('clerk', one.id, request);
    await there.attach('clerk', applicationId, 'changeProof');
    await there.submit('clerk', applicationId);
    await there.agree('school', applicationId);
    await there.agree('reviewer', applicationId);
    const body = JSON.parse(String(sql(there, 'SELECT body FROM outbox WHERE candidacy_id = ?', one.id)));
    expect(body).toMatchObject({
      revision: 2,
      replaces: 1,
      captured: { by: { displayName: '王敏' } },
      reviewed: { by: { displayName: '李牧' } },
      data: { fullName: '赵新名' },
    });
    expect(await push(there)).toMatchObject({ received: 1, refused: 0, trouble: null });
    await issue(
      transfer(
        { id: one.id, applicationId: crypto.randomUUID() },
        {
          office: joined,
          toOffice: left,
          school: { code: '1504300002', name: '敖汉旗蒙古族中学' },
          classCode: null,
        },
      ),
    );
    await pull(here);
    expect([here.column(one.id, 'status'), here.column(one.id, 'full_name'), here.column(one.id, 'class_id')]).toEqual([
      'inEffect',
      '赵新名',
      null,
    ]);
    expect(here.column(one.id, 'return_reason')).toBeNull();
  });
});
