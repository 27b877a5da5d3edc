import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '../../../shared/contract/index.ts';
import type { SignedNotice } from '../../../shared/wire/region-notice.ts';
import { makeKeyPair } from '../../../src-main/security/signature.ts';
import { type ApplicationScene, makeApplicationScene, privateCandidate } from '../../fixtures/application-scene.ts';
import { fault } from '../../fixtures/desk-scene.ts';
import { acceptance, signedNotice } from '../../fixtures/region-notice.ts';

type Applied = Output<'region.apply'>;

describe('自治区的通知', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene();
  });
  afterAll(() => scene.desk.close());
  const apply = (...notices: SignedNotice[]): Promise<Applied> => scene.do('reviewer', 'region.apply', { notices });
  const received = async (sequence: number) => scene.inEffect(sequence, 'received');

  it('注册生效：状态、经过、号码历史都在；再来一遍什么也不变', async () => {
    const id = await received(1);
    const notice = signedNotice(acceptance(id, 1));
    expect(await apply(notice)).toMatchObject({ applied: 1, parked: 0, refused: 0, known: 0 });
    expect(scene.column(id, 'status')).toBe('inEffect');
    expect(scene.events(id).at(-1)).toBe('candidacy.tookEffect');
    const events = scene.count('event');
    expect(await apply(notice)).toMatchObject({ applied: 0, known: 1 });
    expect(scene.count('event')).toBe(events);
    const inbox = await scene.do('administrator', 'region.inbox', { state: 'all' });
    expect(inbox[0]).toMatchObject({ kindLabel: '注册生效', state: 'applied' });
  });

  it('更正以后的新一版也被承认：状态不动，算用过', async () => {
    const id = await scene.inEffect(51);
    scene.desk.db().statement('UPDATE candidacy SET revision = 2 WHERE id = ?').run(id);
    expect(await apply(signedNotice(acceptance(id, 2)))).toMatchObject({ applied: 1, refused: 0 });
    expect(scene.column(id, 'status')).toBe('inEffect');
  });

  it('登记台从旧备份恢复，记录还在放行以前：生效先放着，回来以后照办；送过又退回重办的不用', async () => {
    const db = () => scene.desk.db();
    const status = (id: string, to: string) =>
      db().statement('UPDATE candidacy SET status = ? WHERE id = ?').run(to, id);
    const outboxState = (id: string, to: string) =>
      db().statement('UPDATE outbox SET state = ? WHERE candidacy_id = ?').run(to, id);
    for (const [sequence, before] of (['awaitingCapture', 'completed', 'reviewed'] as const).entries()) {
      const id = await received(61 + 2 * sequence);
      status(id, before);
      const early = await apply(signedNotice(acceptance(id)));
      expect(early).toMatchObject({ parked: 1, refused: 0 });
      expect(early.lines[0]?.reason).toContain('等这一版送出和它的回执');
      // the record came back from the region: the word that waited counts
      status(id, 'received');
      outboxState(id, 'acknowledged');
      await apply(signedNotice(acceptance(v7())));
      expect(scene.column(id, 'status')).toBe('inEffect');
    }
    const reopened = await received(71);
    outboxState(reopened, 'acknowledged');
    status(reopened, 'returned');
    const late = await apply(signedNotice(acceptance(reopened)));
    expect(late).toMatchObject({ parked: 0, refused: 1 });
    expect(late.lines[0]?.reason).toContain('不能转为生效');
    expect(scene.column(reopened, 'status')).toBe('returned');
  });

  it('回执还没到的先放着，到了再用；旧的一版不用；本机没有的先放着', async () => {
    const id = await received(3);
    scene.desk.db().statement("UPDATE candidacy SET status = 'released' WHERE id = ?").run(id);
    const notice = signedNotice(acceptance(id, 1));
    const early = await apply(notice);
    expect(early).toMatchObject({ parked: 1, applied: 0 });
    expect(early.lines[0]?.reason).toContain('等这一版的回执');
    scene.desk.db().statement("UPDATE candidacy SET status = 'received' WHERE id = ?").run(id);
    const outdated = await received(5);
    scene.desk.db().statement('UPDATE candidacy SET revision = 2 WHERE id = ?').run(outdated);
    const later = await apply(signedNotice(acceptance(outdated, 1)), signedNotice(acceptance(v7())));
    expect(later).toMatchObject({ refused: 1, parked: 1 });
    expect(later.lines[0]?.reason).toContain('本机已办到第 2 版');
    // the one that was parked before was tried again by this very call
    expect(scene.column(id, 'status')).toBe('inEffect');
    expect(scene.column(outdated, 'status')).toBe('received');
  });

  it('一条坏的不碍别的：别人签的、改过的、给别的办公室的、读不懂的', async () => {
    const id = await received(7);
    const good = signedNotice(acceptance(id));
    const others = [
      signedNotice(acceptance(id), {}, makeKeyPair().privateKey),
      { ...good, body: good.body.replace('"revision":1', '"revision":2') },
      signedNotice(acceptance(id), { officeId: v7() }),
    ];
    const result = await apply(...others, good);
    expect(result).toMatchObject({ applied: 1, refused: 3 });
    expect(result.lines.map((line) => line.sentence.slice(0, 4))).toEqual([
      '签名对不',
      '签名对不',
      '这一条是',
      expect.any(String),
    ]);
    expect(scene.column(id, 'status')).toBe('inEffect');
    expect(scene.desk.db().statement('SELECT count(*) FROM inbox WHERE subject_id = ?').pluck().get(id)).toBe(1);
  });

  it('同一个编号换了内容：先到的算数', async () => {
    const noticeId = v7();
    const missing = v7();
    await apply(signedNotice(acceptance(missing), { noticeId }));
    const other = await apply(signedNotice(acceptance(missing, 2), { noticeId }));
    expect(other.lines[0]).toMatchObject({ state: 'refused', reason: expect.stringContaining('先到的那份算数') });
    const id = await received(9);
    await apply(signedNotice(acceptance(id), { noticeId: missing }));
    const afterApplied = await apply(signedNotice(acceptance(id, 2), { noticeId: missing }));
    expect(afterApplied.lines[0]).toMatchObject({ state: 'refused' });
  });

  it('社会考生：自治区的决定先到先放着，旗县同意后自己用上', async () => {
    const prepared = await scene.start('clerk', null, privateCandidate(31));
    await scene.attach('clerk', prepared.applicationId, 'householdProof');
    await scene.submit('clerk', prepared.applicationId);
    const decision = signedNotice({
      kind: 'stepDecision',
      applicationId: prepared.applicationId,
      step: 'regionDecide',
      outcome: 'agreed',
      reason: null,
      decidedBy: '自治区教育考试院',
      decidedAt: '2027-02-20T01:00:00.000Z',
      candidacyNo: null,
    });
    expect(await apply(decision)).toMatchObject({ parked: 1 });
    await scene.agree('reviewer', prepared.applicationId);
    expect(scene.column(prepared.candidacyId, 'status')).toBe('awaitingRegion');
    // any later notice lets the parked one through
    await apply(signedNotice(acceptance(v7())));
    expect(scene.column(prepared.candidacyId, 'status')).toBe('awaitingCapture');
  });

  const edition = (id: string, inForceFrom: string, more: object = {}) =>
    signedNotice(
      { kind: 'edition', edition: { id, label: '新版', inForceFrom, parameters: {}, ...more } },
      { officeId: null },
    );

  it('规定版本：采用的并排留着；未知步骤、未知条款、更早的日期、同号不同内容整份不收', async () => {
    const editions = () =>
      scene.desk.db().statement("SELECT count(*) FROM edition WHERE kind = 'regulation'").pluck().get();
    const before = Number(editions());
    const bad = await apply(
      edition('r-step', '2027-01-01', {
        chains: {
          correction: [
            { step: 'apply', clauses: [] },
            { step: 'kingDecides', clauses: [] },
          ],
        },
      }),
      edition('r-clause', '2027-01-01', { chains: { correction: [{ step: 'apply', clauses: ['9.9'] }] } }),
      edition('r-kind', '2027-01-01', { chains: { weddings: [{ step: 'apply', clauses: [] }] } }),
      edition('r-old', '2024-01-01'),
      edition('r-value', '2027-01-01', { parameters: { firstCohortYear: '2022' } }),
    );
    expect(bad).toMatchObject({ applied: 0, refused: 5 });
    const reasons = bad.lines.map((line) => line.reason ?? '');
    for (const [at, words] of ['kingDecides', '9.9', 'weddings', '还早', '2022'].entries())
      expect(reasons[at]).toContain(words);
    expect(editions()).toBe(before);
    const good = edition('r-2027', '2027-02-01', {
      chains: {
        correction: [
          { step: 'apply', clauses: ['2.3a'] },
          { step: 'countyCarryOut', clauses: ['2.3a'] },
        ],
      },
    });
    expect(await apply(good)).toMatchObject({ applied: 1 });
    expect(editions()).toBe(before + 1);
    expect((await apply(edition('r-2027', '2027-03-01'))).lines[0]?.reason).toContain('内容不同');
    // what begins now goes by the new chain: no school step
    const id = await scene.inEffect(41);
    const { applicationId } = await scene.start('clerk', id, { kind: 'correction', changes: { fullName: '王新名' } });
    const sheet = await scene.sheet('clerk', applicationId);
    expect(sheet.steps.map((step) => step.label)).toEqual(['本人申请', '旗县办理']);
  });

  it('谁可以：审核员和管理员；登记员、学校、审计都不行', async () => {
    const input: Input<'region.apply'> = { notices: [signedNotice(acceptance(v7()))] };
    for (const who of ['clerk', 'teacher', 'school', 'auditor'] as const)
      expect(fault(await scene.ask(who, 'region.apply', input))).toMatchObject({ kind: 'forbidden' });
  });

  it('读文件：好的列出来，坏的说出第几条；不是这种文件的整份不收；什么也没有写', async () => {
    const path = join(scene.desk.folder, 'notices.kaoji-region.json');
    const good = signedNotice(acceptance(v7()));
    const forged = signedNotice(acceptance(v7()), {}, makeKeyPair().privateKey);
    writeFileSync(path, JSON.stringify({ format: 'kaoji-region', version: 1, notices: [forged, good] }));
    scene.desk.files.open = path;
    const rows = scene.count('inbox');
    const file = await scene.do('administrator', 'region.readFile', {});
    expect(file?.lines).toHaveLength(1);
    expect(file?.problems).toEqual([expect.stringMatching(/^第 1 条：签名对不上/u)]);
    expect(scene.count('inbox')).toBe(rows);
    for (const wrong of ['{"format":"kaoji-setup"}', 'PK\u0003\u0004', '']) {
      writeFileSync(path, wrong);
      expect(fault(await scene.ask('administrator', 'region.readFile', {}))).toMatchObject({ kind: 'invalid' });
    }
    scene.desk.files.open = null;
    expect(await scene.do('administrator', 'region.readFile', {})).toBeNull();
  });
});
