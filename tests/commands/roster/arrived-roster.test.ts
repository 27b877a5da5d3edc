import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import type { RegionRoster } from '#shared/wire/region-roster.ts';
import { recoverImports } from '../../../src-main/commands/roster/index.ts';
import { makeKeyPair } from '../../../src-main/security/signature.ts';
import { countyBody, regionKeys } from '../../fixtures/county.ts';
import { signedNotice } from '../../fixtures/region-notice.ts';
import { regionRoster, regionRow, rosterColumns } from '../../fixtures/region-roster.ts';
import { signText } from '../../fixtures/sign-text.ts';
import { value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';

const notice = (roster: RegionRoster, head: Parameters<typeof signedNotice>[1] = {}) =>
  signedNotice({ kind: 'roster', roster }, head);

describe('自治区发来的名册', () => {
  let desk: RosterDesk;
  beforeAll(async () => {
    desk = await makeRosterDesk('clerk1', countyBody);
  });
  afterAll(() => desk.close());

  const apply = async (...notices: SignedNotice[]) => {
    const { call } = await desk.test.as('reviewer1');
    const result = value(await call('region.apply', { notices }));
    await desk.test.as('clerk1');
    return result;
  };
  const arrived = async (label: string) => {
    const all = value(await desk.test.call('roster.arrived', {}));
    return all.filter(({ name }) => name.startsWith(label));
  };
  const idOf = async (label: string) => (await arrived(label))[0]?.noticeId ?? '';
  const open = async (noticeId: string) => {
    const { batchId } = value(await desk.test.call('roster.openArrived', { noticeId }));
    await desk.settled(batchId);
    return desk.summary(batchId);
  };
  const pupils = () => desk.count('SELECT count(*) FROM candidacy');
  const fresh = (label: string, rows: string[][], change: Partial<RegionRoster> = {}) =>
    regionRoster(rows, { rosterId: v7(), label, ...change });

  test('到了先放着：一句话说得出，谁的记录也没动；再来一遍什么也不变', async () => {
    const sent = notice(fresh('甲名册', [regionRow(1), regionRow(2), regionRow(3)]));
    const before = pupils();
    const first = await apply(sent);
    expect(first).toMatchObject({ applied: 1, parked: 0, refused: 0 });
    expect(first.lines[0]?.sentence).toBe('自治区发来甲名册 3 人，待核对');
    const events = desk.count('SELECT count(*) FROM event');
    expect(await apply(sent)).toMatchObject({ applied: 0, known: 1 });
    expect(desk.count('SELECT count(*) FROM event')).toBe(events);
    expect(await arrived('甲')).toMatchObject([
      { state: 'waiting', rows: 3, schoolName: '敖汉旗第一中学', sentence: '自治区发来甲名册 3 人，待核对' },
    ]);
    expect(pupils()).toBe(before);
    expect(desk.count('SELECT count(*) FROM import_row')).toBe(0);
  });

  test('打开以后走文件的路：预览、确认、导入；打开两次是同一次；导入后不能再导入', async () => {
    const noticeId = await idOf('甲');
    const before = pupils();
    const preview = await open(noticeId);
    expect(preview).toMatchObject({ state: 'previewed', good: 3, rejected: 0, fileName: '甲名册' });
    expect(pupils()).toBe(before);
    expect(await open(noticeId)).toEqual(preview);
    expect((await arrived('甲'))[0]).toMatchObject({ state: 'open', sentence: expect.stringContaining('王敏在核对') });
    expect(value(await desk.test.call('roster.accept', { batchId: preview.batchId }))).toMatchObject({ good: 3 });
    expect(pupils()).toBe(before + 3);
    expect((await arrived('甲'))[0]).toMatchObject({ state: 'imported' });
    for (const call of ['roster.openArrived', 'roster.setArrivedAside'] as const) {
      const reply = await desk.test.call(call, { noticeId, reason: '不用了' });
      expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    }
    const payload = String(
      desk.test
        .db()
        .statement(
          `SELECT p.content FROM event_payload p JOIN event e ON e.seq = p.event_seq
           WHERE e.kind = 'roster.accepted' ORDER BY e.seq DESC LIMIT 1`,
        )
        .pluck()
        .get(),
    );
    expect(JSON.parse(payload)).toMatchObject({ noticeId });
  });

  test('逐行核对和文件一模一样', async () => {
    const rows = [
      regionRow(11),
      regionRow(12, { documentNumber: '150430201003120129' }),
      regionRow(13, { ethnicity: '火星族' }),
      regionRow(14, { className: '' }),
      regionRow(15, { sex: '男' }),
      regionRow(16, { fullName: '' }),
      regionRow(11),
    ];
    await apply(notice(fresh('乙名册', rows)));
    const summary = await open(await idOf('乙'));
    const ofRegion = await desk.problems(summary.batchId, 'all');
    value(await desk.test.call('roster.cancel', { batchId: summary.batchId }));
    const headers = ['姓名', '性别', '民族', '证件号码', '出生日期', '班级名称', '入学年份', '通信地址', '学校代码'];
    const text = [headers, ...rows.map((row) => [...row, '1504300001'])].map((row) => row.join(',')).join('\r\n');
    const file = await desk.read('同样的.csv', text);
    const ofFile = (await desk.problems(file.batchId, 'all')).map((line) =>
      line.replace(/^\d+/u, (row) => String(Number(row) - 1)),
    );
    value(await desk.test.call('roster.cancel', { batchId: file.batchId }));
    expect(ofRegion.length).toBeGreaterThan(5);
    expect(ofRegion).toEqual(ofFile);
    expect(summary).toMatchObject({ good: file.good, rejected: file.rejected, cases: file.cases });
  });

  test('取消以后又待核对；收起要写原因，收两次只写一次；还能再打开', async () => {
    const noticeId = await idOf('乙');
    expect((await arrived('乙'))[0]).toMatchObject({ state: 'waiting', batchId: null });
    const aside = () => desk.test.call('roster.setArrivedAside', { noticeId, reason: '学生都在库' });
    expect(await desk.test.call('roster.setArrivedAside', { noticeId, reason: ' ' })).toMatchObject({ ok: false });
    value(await aside());
    const events = desk.count('SELECT count(*) FROM event');
    value(await aside());
    expect(desk.count('SELECT count(*) FROM event')).toBe(events);
    expect((await arrived('乙'))[0]).toMatchObject({
      state: 'setAside',
      sentence: expect.stringContaining('学生都在库'),
    });
    const again = await open(noticeId);
    expect((await arrived('乙'))[0]).toMatchObject({ state: 'open' });
    expect(await desk.test.call('roster.setArrivedAside', { noticeId, reason: '学生都在库' })).toMatchObject({
      ok: false,
    });
    value(await desk.test.call('roster.cancel', { batchId: again.batchId }));
    expect((await arrived('乙'))[0]).toMatchObject({ state: 'waiting' });
  });

  test('分份：后一份先到也行；同一份换了内容、和先到的对不上的不收；两份里同一个人不会登记两次', async () => {
    const rosterId = v7();
    const part = (slice: number, rows: string[][], change: Partial<RegionRoster> = {}) =>
      notice(fresh('丙名册', rows, { rosterId, slice, slices: 2, firstRow: slice === 1 ? 1 : 3, ...change }));
    expect(await apply(part(2, [regionRow(23), regionRow(21)]))).toMatchObject({ applied: 1 });
    const wrong = await apply(
      part(2, [regionRow(29)]),
      part(1, [regionRow(28)], { slices: 3 }),
      part(1, [regionRow(28)], { schoolCode: '1504300002' }),
      part(1, [regionRow(28)], { label: '丁名册' }),
    );
    expect(wrong).toMatchObject({ applied: 0, refused: 4 });
    expect(wrong.lines[0]?.reason).toContain('先到的那份算数');
    expect(wrong.lines[1]?.reason).toContain('对不上');
    expect(await apply(part(1, [regionRow(21), regionRow(22)]))).toMatchObject({ applied: 1 });
    const both = await arrived('丙');
    expect(both.map(({ name }) => name)).toEqual(['丙名册（第 1 份，共 2 份）', '丙名册（第 2 份，共 2 份）']);
    // both are open before either is imported
    const second = await open(both[1]?.noticeId ?? '');
    const first = await open(both[0]?.noticeId ?? '');
    expect([first.good, second.good]).toEqual([2, 2]);
    const page = value(
      await desk.test.call('roster.rows', { batchId: second.batchId, only: 'all', field: null, offset: 0, limit: 9 }),
    );
    expect(page.rows.map(({ row }) => row)).toEqual([3, 4]);
    const before = pupils();
    value(await desk.test.call('roster.accept', { batchId: first.batchId }));
    expect(value(await desk.test.call('roster.accept', { batchId: second.batchId }))).toMatchObject({
      good: 1,
      unchanged: 1,
    });
    expect(pupils()).toBe(before + 3);
  });

  test('和本机登记的人对不上：成为看得见的问题，本机的记录不动', async () => {
    const number = regionRow(21)[3] ?? '';
    const held = () =>
      desk.test.db().statement('SELECT full_name, version FROM candidacy WHERE document_number = ?').all(number);
    const before = held();
    await apply(notice(fresh('戊名册', [regionRow(21, { fullName: '别人名字' })])));
    const summary = await open(await idOf('戊'));
    expect(summary).toMatchObject({ good: 0, rejected: 1 });
    expect((await desk.problems(summary.batchId)).join()).toMatch(/duplicate|document|differ/iu);
    expect(held()).toEqual(before);
    value(await desk.test.call('roster.cancel', { batchId: summary.batchId }));
  });

  test('学校本机还没有的先放着，学校来了自己用上；别的旗县学校的不收', async () => {
    const early = notice(fresh('己名册', [regionRow(31)], { schoolCode: '1504300009' }));
    const result = await apply(early, notice(fresh('庚名册', [regionRow(32)], { schoolCode: '1504020001' })));
    expect(result).toMatchObject({ applied: 0, parked: 1, refused: 1 });
    expect(result.lines[0]?.reason).toContain('1504300009');
    expect(result.lines[1]?.reason).toContain('红山区实验中学');
    expect(await arrived('己')).toEqual([]);
    desk.test
      .db()
      .statement(
        `INSERT INTO school (id, code, name, exam_area_code, is_own) VALUES (?, '1504300009', '新学校', '150430', 1)`,
      )
      .run(v7());
    // any later word lets the parked one through
    await apply(notice(fresh('辛名册', [regionRow(33)])));
    expect(await arrived('己')).toMatchObject([{ state: 'waiting', schoolName: '新学校' }]);
  });

  test('签名不对、给别的办公室、形状不对的：整份不收，什么也没有；旁边好的照用', async () => {
    const before = desk.count('SELECT count(*) FROM arrived_roster');
    const good = fresh('壬名册', [regionRow(41)]);
    const shape = (change: object) => {
      const facts = JSON.parse(notice(good).body) as { roster: object };
      const body = JSON.stringify({ ...facts, noticeId: v7(), roster: { ...facts.roster, ...change } });
      return { body, signature: signText(body, regionKeys.privateKey) };
    };
    const bad = [
      signedNotice({ kind: 'roster', roster: good }, {}, makeKeyPair().privateKey),
      notice(good, { officeId: v7() }),
      shape({ rows: [['少一列']] }),
      shape({ rows: [] }),
      shape({ columns: rosterColumns.filter((column) => column !== 'documentNumber') }),
      shape({ columns: [...rosterColumns.slice(1), 'shoeSize'] }),
      shape({ columns: [...rosterColumns.slice(1), 'sex'] }),
      shape({ label: '../../名册' }),
      shape({ slice: 3, slices: 2 }),
      shape({ more: 1 }),
    ];
    expect(await apply(...bad, notice(good))).toMatchObject({ applied: 1, refused: bad.length });
    expect(desk.count('SELECT count(*) FROM arrived_roster')).toBe(before + 1);
    const { call } = await desk.test.as('reviewer1');
    const aside = value(await call('region.inbox', { state: 'setAside' }));
    expect(aside).toHaveLength(bad.length);
    await desk.test.as('clerk1');
  });

  test('带毒的内容：按规定逐格说问题，另存的表里是文字不是公式', async () => {
    const rows = [
      regionRow(51, { fullName: '=HYPERLINK("http://x","点我")' }),
      regionRow(52, { fullName: '<script>alert(1)</script>' }),
      regionRow(53, { address: '新'.repeat(900) }),
      regionRow(54, { fullName: '王\u0000\u202e小' }),
      regionRow(55, { documentNumber: "1' OR '1'='1" }),
      regionRow(56),
    ];
    await apply(notice(fresh('癸名册', rows)));
    const summary = await open(await idOf('癸'));
    expect(summary).toMatchObject({ state: 'previewed', good: 1, rejected: 5 });
    const path = join(desk.test.folder, '问题行.xlsx');
    desk.test.files.save = path;
    value(await desk.test.call('roster.saveReport', { batchId: summary.batchId }));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(readFileSync(path)).buffer as never);
    const kinds = new Set<ExcelJS.ValueType>();
    workbook.worksheets[0]?.eachRow((row) => row.eachCell((cell) => kinds.add(cell.type)));
    expect(kinds.has(ExcelJS.ValueType.Formula)).toBe(false);
    expect(kinds.has(ExcelJS.ValueType.Hyperlink)).toBe(false);
    value(await desk.test.call('roster.cancel', { batchId: summary.batchId }));
  });

  test('半路坏了：收的时候出错整份退回，下次再用上；核对到一半断电，又待核对', async () => {
    const db = desk.test.db();
    db.client.exec(`CREATE TRIGGER breaks AFTER INSERT ON arrived_roster BEGIN SELECT RAISE(ABORT, 'half way'); END`);
    const one = notice(fresh('子名册', [regionRow(61)]));
    const events = desk.count(`SELECT count(*) FROM event WHERE kind = 'roster.arrived'`);
    expect(await apply(one)).toMatchObject({ applied: 0, refused: 1 });
    expect(await arrived('子')).toEqual([]);
    expect(desk.count(`SELECT count(*) FROM event WHERE kind = 'roster.arrived'`)).toBe(events);
    db.client.exec('DROP TRIGGER breaks');
    await apply(notice(fresh('丑名册', [regionRow(62)])));
    expect(await arrived('子')).toMatchObject([{ state: 'waiting' }]);
    const { batchId } = await open(await idOf('子'));
    db.statement(`UPDATE import_batch SET state = 'reading' WHERE id = ?`).run(batchId);
    recoverImports(db, desk.test.clock);
    expect(desk.count(`SELECT count(*) FROM import_row WHERE batch_id = '${batchId}'`)).toBe(0);
    expect(await arrived('子')).toMatchObject([{ state: 'waiting' }]);
    expect(await open(await idOf('子'))).toMatchObject({ good: 1 });
  });

  test('谁可以：学校只看自己的、只开自己的；审核员看得到开不了；班主任看不到', async () => {
    await apply(notice(fresh('寅名册', [regionRow(71)], { schoolCode: '1504300002' })));
    const other = await idOf('寅');
    const own = await idOf('丑');
    const school = await desk.test.as('school1');
    const seen = value(await school.call('roster.arrived', {}));
    expect(seen.some(({ noticeId }) => noticeId === own)).toBe(true);
    expect(seen.some(({ noticeId }) => noticeId === other)).toBe(false);
    expect(await school.call('roster.openArrived', { noticeId: other })).toMatchObject({ fault: { kind: 'invalid' } });
    const { batchId } = value(await school.call('roster.openArrived', { noticeId: own }));
    await desk.settled(batchId);
    const reviewer = await desk.test.as('reviewer1');
    expect(value(await reviewer.call('roster.arrived', {})).length).toBeGreaterThan(2);
    for (const who of ['reviewer1', 'auditor', 'teacher1']) {
      const { call } = await desk.test.as(who);
      expect(await call('roster.openArrived', { noticeId: other })).toMatchObject({ fault: { kind: 'forbidden' } });
      expect(await call('roster.setArrivedAside', { noticeId: other, reason: '不用' })).toMatchObject({
        fault: { kind: 'forbidden' },
      });
    }
    // the school reads what the clerk has open no further
    await desk.test.as('clerk1');
    const { batchId: clerks } = value(await desk.test.call('roster.openArrived', { noticeId: await idOf('壬') }));
    await desk.settled(clerks);
    const again = await desk.test.as('school1');
    expect(JSON.stringify(await again.call('roster.openArrived', { noticeId: await idOf('壬') }))).toContain('王敏');
  });

  test('从文件读也一样', async () => {
    const path = join(desk.test.folder, '名册.kaoji-region.json');
    const notices = [notice(fresh('卯名册', [regionRow(81)]))];
    writeFileSync(path, JSON.stringify({ format: 'kaoji-region', version: 1, notices }));
    desk.test.files.open = path;
    const { call } = await desk.test.as('admin');
    const file = value(await call('region.readFile', {}));
    expect(file?.lines[0]?.sentence).toBe('自治区发来卯名册 1 人，待核对');
    expect(value(await call('region.apply', { notices: file?.notices ?? [] }))).toMatchObject({ applied: 1 });
  });
});
