import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApplicationScene, insideWindow, makeApplicationScene } from '../fixtures/application-scene.ts';
import { type IssuedCertificate, issuedCertificate } from '../fixtures/certificate-scene.ts';
import { value } from '../make-desk.ts';
import { makeStickRegion } from './stick-region.ts';

// each step starts the receiver's programs as people do: seconds each on a busy machine
vi.setConfig({ testTimeout: 180_000 });
const region = makeStickRegion();
let scene: ApplicationScene;
let issued: IssuedCertificate;

beforeAll(async () => {
  scene = await makeApplicationScene(insideWindow);
  issued = await issuedCertificate(scene, 71);
}, 60_000);
afterAll(async () => {
  scene.desk.close();
  await region.remove();
});

const check = (text: string, ...more: string[]) => region.look('certificates.ts', ['--check', text, ...more]);

test('没有网的旗县：证明随 U 盘报，考籍记录没到先留着，到了才算登记', async () => {
  const { row, proof } = issued;
  expect(await check(proof.line)).toMatchObject({ code: 2, said: expect.stringContaining('查不到') });
  const written = value(await region.write(scene.desk, 'a.kaoji-parcel'));
  expect(written).toMatchObject({ records: 1, changes: { fileName: 'a-变动.kaoji-parcel', count: 1 } });
  const enrol = ['--enrol', written?.fingerprint ?? ''];
  expect((await region.take('a-变动.kaoji-parcel', 'a1.kaoji-parcel', enrol)).said).toContain('其中 1 项先留着');
  const parked = await check(row.number, '--code', proof.code);
  expect(parked).toMatchObject({ code: 2, said: expect.stringContaining('它的考籍记录还没有到') });
  expect((await region.take('a.kaoji-parcel', 'a2.kaoji-parcel')).refused).toBe(false);
  expect(await check(row.number, '--code', proof.code)).toMatchObject({
    code: 0,
    said: expect.stringContaining('有效'),
  });
  expect(await check(proof.line)).toMatchObject({ code: 0 });
});

test('撤销也随 U 盘报；同一个包再读，什么也不多', async () => {
  const { row, proof } = issued;
  value(await region.readBack(scene.desk, 'a2.kaoji-parcel'));
  await scene.do('reviewer', 'certificate.withdraw', { certificateId: row.id, reason: '转出学校写错了' });
  const written = value(await region.write(scene.desk, 'b.kaoji-parcel'));
  expect(written?.changes?.count).toBeGreaterThan(0);
  const name = written?.changes?.fileName ?? '';
  for (const answer of ['b1.kaoji-parcel', 'b2.kaoji-parcel'])
    expect((await region.take(name, answer)).refused).toBe(false);
  const { code, said } = await check(proof.line);
  expect([code, said]).toEqual([2, expect.stringContaining('撤销了，不再有效。原因：转出学校写错了')]);
  const { said: list } = await region.look('changes.ts', ['--list', '--kind', 'certificate']);
  expect(list.trim().split('\n')).toHaveLength(2);
  expect(list).toContain('成绩证明 收下');
  expect(value(await region.readBack(scene.desk, 'b2.kaoji-parcel'))).toMatchObject({
    changes: { refused: 0, waiting: 0 },
  });
});
