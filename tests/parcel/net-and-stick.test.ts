import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { regionFile } from '#shared/wire/region-notice.ts';
import { writeSetting } from '../../src-main/db/store/office.ts';
import { countyBody } from '../fixtures/county.ts';
import { countySchools, ethnicityTable, schoolTable } from '../fixtures/region-codes.ts';
import { regionRoster, regionRow } from '../fixtures/region-roster.ts';
import { issueAt } from '../fixtures/region-staff.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { regionProgram } from '../receiver/region-program.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';

const office = countyBody.office.id;
const folder = mkdtempSync(join(tmpdir(), 'kaoji-both-'));
const at = (name: string) => join(folder, name);

/** 412 pupils with long addresses: more than one notice holds. */
const rows = Array.from({ length: 412 }, (_, index) => regionRow(index + 1, { address: '敖汉旗新惠镇'.repeat(60) }));
const { rosterId, label, schoolCode, columns } = regionRoster(rows);
const sendRoster = { act: 'sendRoster', office, rosterId, label, schoolCode, columns, rows };

/** What the region's words did to a desk, without the moments. */
function stateOf(desk: TestDesk) {
  const all = (sql: string) => desk.db().statement(sql).all();
  return {
    inbox: all('SELECT notice_id, kind, body, signature, state, reason FROM inbox ORDER BY notice_id'),
    rosters: all(
      `SELECT r.notice_id, r.roster_id, r.slice, r.slices, r.label, s.code, r.row_count
       FROM arrived_roster r JOIN school s ON s.id = r.school_id ORDER BY r.roster_id, r.slice`,
    ),
    events: all(
      `SELECT kind, subject_id FROM event WHERE kind IN ('roster.arrived', 'codeTable.arrived') ORDER BY kind, subject_id`,
    ),
    codes: all(
      'SELECT id, table_name, label, in_force_from, content, changes, notice_id FROM code_table_edition ORDER BY id',
    ),
    schools: all('SELECT code, name, exam_area_code, is_own, withdrawn_from FROM school ORDER BY code'),
    pupils: all('SELECT document_number FROM candidacy ORDER BY 1'),
  };
}

describe('同样的话：网络和 U 盘', () => {
  let receiver: TestReceiver;
  let online: TestDesk;
  let offline: TestDesk;

  beforeAll(async () => {
    receiver = await makeReceiver({ folder: mkdtempSync(join(folder, 'receiver-')) });
    online = await makeDesk();
    offline = await makeDesk({ deskName: '2号台' });
  }, 60_000);
  afterAll(async () => {
    online.close();
    offline.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const pull = async () => {
    writeSetting(online.db(), 'receiverUrl', receiver.url, online.clock.now(), null);
    const { call } = await online.as('reviewer1');
    return value(await call('sync.pullNow', {}));
  };

  test('接收端签发：人多自动分份；同一份再发不重发；换了内容、给别人的不发', async () => {
    const first = await issueAt(receiver, sendRoster);
    expect(first).toMatchObject({ repeated: 0 });
    expect(first.notices.length).toBeGreaterThan(1);
    const slices = first.notices.map(({ body }) => JSON.parse(body).roster as ReturnType<typeof regionRoster>);
    expect(slices.map(({ slice }) => slice)).toEqual(slices.map((_, index) => index + 1));
    expect(slices.flatMap(({ rows: part }) => part)).toEqual(rows);
    for (const one of slices) expect(rows[one.firstRow - 1]).toEqual(one.rows[0]);
    expect(await issueAt(receiver, sendRoster)).toEqual({ v: 2, notices: [], repeated: slices.length });
    await expect(issueAt(receiver, { ...sendRoster, rows: rows.slice(1) })).rejects.toThrow('另一份内容');
    const other = '0198f000-0000-7000-8000-0000000000ff';
    await expect(issueAt(receiver, { ...sendRoster, office: other })).rejects.toThrow('另一份内容');
    const ragged = { ...sendRoster, rosterId: other, rows: [['少一列']] };
    await expect(issueAt(receiver, ragged)).rejects.toThrow('第 1 条');
  });

  test('代码表：签发一次；旧的一版、同号不同内容不发；等学校表的名册先发', async () => {
    const waits = { ...sendRoster, rosterId: v7(), schoolCode: '1504300009', rows: rows.slice(0, 2), needs: ['sch-1'] };
    await issueAt(receiver, waits);
    const codes = { act: 'publishCodes', codeTable: ethnicityTable('eth-1', '2026-11-01', { gone: ['02'] }) };
    const listed = [...countySchools, { code: '1504300009', name: '敖汉旗第九中学', examAreaCode: '150430' }];
    const schools = { act: 'publishCodes', codeTable: schoolTable('sch-1', '2026-11-01', listed) };
    expect(await issueAt(receiver, codes, schools)).toMatchObject({ repeated: 0 });
    expect(await issueAt(receiver, codes, schools)).toEqual({ v: 2, notices: [], repeated: 2 });
    const again = (id: string, day: string) => issueAt(receiver, { ...codes, codeTable: ethnicityTable(id, day) });
    await expect(again('eth-1', '2026-11-01')).rejects.toThrow('另一份内容');
    await expect(again('eth-0', '2026-11-01')).rejects.toThrow('更晚的一天');
  });

  test('网络取回：全部到齐，待核对；再取没有变化', async () => {
    expect(await pull()).toMatchObject({ refused: 0, parked: 1, trouble: null });
    const { call } = await online.as('clerk1');
    const arrived = value(await call('roster.arrived', {}));
    const whole = arrived.filter(({ name }) => name.includes('第'));
    expect(whole.reduce((sum, one) => sum + one.rows, 0)).toBe(412);
    expect(arrived.find(({ schoolName }) => schoolName === '敖汉旗第九中学')).toMatchObject({
      rows: 2,
      state: 'waiting',
    });
    expect(whole[0]?.sentence).toMatch(/^自治区发来2026 级高一名册（第 1 份，共 \d 份） \d+ 人，待核对$/u);
    const before = stateOf(online);
    expect(await pull()).toMatchObject({ applied: 0, refused: 0, trouble: null });
    expect(stateOf(online)).toEqual(before);
  });

  test('U 盘读回执包：和网络取回的一模一样；再读没有变化', async () => {
    await receiver.stop();
    await releasePupils(offline, [pupilData(1)]);
    offline.files.save = at('a.kaoji-parcel');
    const { call } = await offline.as('reviewer1');
    const written = value(await call('parcel.write', {}));
    const key = ['--region-key', join(receiver.folder, 'region.key'), '--data', receiver.folder];
    const files = ['--in', at('a.kaoji-parcel'), '--answer', at('answer.kaoji-parcel')];
    const taken = await regionProgram('read-parcel.ts', [...key, ...files, '--enrol', written?.fingerprint ?? '']);
    expect(taken).toMatchObject({ refused: false });
    offline.files.open = at('answer.kaoji-parcel');
    const read = value(await call('parcel.readAnswer', {}));
    expect(read?.notices).toMatchObject({ parked: 1, refused: 0 });
    const { pupils: _, ...stick } = stateOf(offline);
    const { pupils: __, ...net } = stateOf(online);
    expect(stick.rosters.length).toBeGreaterThan(2);
    expect(stick.codes).toHaveLength(2);
    expect(stick).toEqual(net);
    // the pupil carries 02, which the region's table does not list any more, and is received all the same
    expect(read).toMatchObject({ received: 1, refused: 0 });
    expect(value(await call('parcel.readAnswer', {}))?.notices).toMatchObject({ applied: 0, parked: 0, refused: 0 });
    expect(stateOf(offline).rosters).toEqual(stick.rosters);
  }, 180_000);

  test('命令行签发：存进数据、写成文件；写错的不写', async () => {
    writeFileSync(
      at('roster.json'),
      JSON.stringify({ rosterId: office, label: '补报名册', schoolCode, columns, rows: [rows[0]] }),
    );
    const words = ['--region-key', join(receiver.folder, 'region.key'), '--out', at('n.kaoji-region.json')];
    const issued = await regionProgram('issue.ts', [
      ...words,
      '--roster',
      at('roster.json'),
      '--office',
      office,
      '--data',
      receiver.folder,
    ]);
    expect(issued).toMatchObject({ refused: false, said: expect.stringContaining('已存进接收端') });
    const { notices } = regionFile.parse(JSON.parse(readFileSync(at('n.kaoji-region.json'), 'utf8')));
    const { call } = await offline.as('reviewer1');
    expect(value(await call('region.apply', { notices }))).toMatchObject({ applied: 1 });
    writeFileSync(
      at('bad.json'),
      JSON.stringify({ rosterId: office, label: '补报名册', schoolCode, columns: ['sex'], rows }),
    );
    const bad = await regionProgram('issue.ts', [...words, '--roster', at('bad.json'), '--office', office]);
    expect(bad).toMatchObject({ refused: true, said: expect.stringContaining('columns') });
  }, 180_000);
});
