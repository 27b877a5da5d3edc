import { afterAll, expect, test } from 'vitest';
import { withCheckDigit } from '../../../scripts/demo-data/invented-numbers.ts';
import { value } from '../../make-desk.ts';
import { makeRosterDesk } from './roster-desk.ts';
import { type Cell, csv, headers, pupilRow } from './sheets.ts';

const desk = await makeRosterDesk('clerk1');
afterAll(() => desk.close());

/** 10,000 different names: three characters, counted in base 25. */
const sign = (n: number, place: number) =>
  String.fromCodePoint(0x5200 + place * 0x80 + (Math.floor(n / 25 ** place) % 25));

/** 10,000 different pupils over two years of birthdays. */
function row(at: number): Cell[] {
  const day = new Date(Date.UTC(2010, 0, 1 + (at % 730))).toISOString().slice(0, 10);
  const number = withCheckDigit(`150430${day.replaceAll('-', '')}${String(Math.floor(at / 730) * 37 + 101)}`);
  const name = sign(at, 0) + sign(at, 1) + sign(at, 2);
  return [
    ...pupilRow(1, { 姓名: name, 性别: '', 证件号码: number, 出生日期: day, 班级名称: `高一(${(at % 6) + 1})班` }),
    '2017.09-2023.07 演示小学；2023.09-2026.07 演示中学',
    '父亲 某某 个体 13800000001；母亲 某某 务农 13800000002',
  ];
}

test('一万行导入，同时登记员一直在保存：谁也不等谁，一行不少', async () => {
  // a pupil of an earlier import on whom the clerk goes on working
  const first = await desk.read('一人.csv', csv([[...headers], pupilRow(1)]));
  value(await desk.test.call('roster.accept', { batchId: first.batchId }));
  const candidacyId = String(desk.test.db().client.prepare('SELECT id FROM candidacy').pluck().get());

  const steps: { what: string; ms: number; cpu: number }[] = [];
  const client = desk.test.db().client;
  const exec = client.exec.bind(client);
  let began = 0;
  let cpu = process.threadCpuUsage();
  client.exec = (sql: string) => {
    if (sql.startsWith('BEGIN')) {
      began = performance.now();
      cpu = process.threadCpuUsage();
    }
    const result = exec(sql);
    if (sql === 'COMMIT') {
      const used = process.threadCpuUsage(cpu);
      steps.push({ what: phase, ms: performance.now() - began, cpu: (used.user + used.system) / 1000 });
    }
    return result;
  };

  let phase = '';
  let saves = 0;
  let worstSave = 0;
  let isDone = false;
  async function clerk() {
    while (!isDone) {
      const start = performance.now();
      const saved = await desk.test.call('desk.saveDraft', {
        candidacyId,
        reading: { address: `演示街 ${saves} 号` },
        documentState: null,
      });
      if (!saved.ok) throw new Error(JSON.stringify(saved.fault));
      worstSave = Math.max(worstSave, performance.now() - start);
      saves += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const working = clerk();
  phase = '读取和核对';
  const file = csv([[...headers, '本人简历', '家庭成员'], ...Array.from({ length: 10_000 }, (_, at) => row(at))]);
  const startRead = performance.now();
  const read = await desk.read('一万人.csv', file);
  const readMs = performance.now() - startRead;
  expect(read).toMatchObject({ state: 'previewed', rowsRead: 10_000, rejected: 0 });
  const savesBefore = saves;
  phase = '写入';
  const startAccept = performance.now();
  const accepted = value(await desk.test.call('roster.accept', { batchId: read.batchId }));
  const acceptMs = performance.now() - startAccept;
  isDone = true;
  await working;
  client.exec = exec;

  expect(accepted).toMatchObject({ state: 'accepted', good: 10_000 });
  expect(saves).toBeGreaterThan(savesBefore);
  expect(desk.count(`SELECT count(*) FROM candidacy WHERE status = 'preRegistered'`)).toBe(10_001);
  expect(desk.count(`SELECT count(*) FROM event WHERE kind = 'roster.accepted'`)).toBe(2);
  const longest = steps
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 8)
    .map((s) => `${s.what} ${s.ms.toFixed(0)} ms（处理器 ${s.cpu.toFixed(0)} ms）`);
  console.log(
    `读取和核对 ${readMs.toFixed(0)} ms，写入 ${acceptMs.toFixed(0)} ms；最长的事务 ${longest.join('、')}；期间保存 ${saves} 次，最久 ${worstSave.toFixed(0)} ms`,
  );
}, 240_000);
