import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { signWith } from '../../src-main/security/signature.ts';
import { publishSitting } from '../commands/exam-entry/sittings.ts';
import { evidenceInput, privateCandidate } from '../fixtures/application-scene.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { changeClass, changeMobile, enterExam } from '../sync/tell-changes.ts';
import { repack } from './repack.ts';
import { makeStickRegion } from './stick-region.ts';

// each step starts the receiver's programs as people do: seconds each on a busy machine
vi.setConfig({ testTimeout: 180_000 });
const region = makeStickRegion();
const { stick, at, take } = region;
const write = (name: string) => region.write(desk, name);
const readBack = (name: string) => region.readBack(desk, name);
const list = async (...words: string[]) => (await region.look('changes.ts', words)).said;
let desk: TestDesk;
let ids: string[] = [];
let fingerprint = '';

beforeAll(async () => {
  desk = await makeDesk();
  ids = (await releasePupils(desk, [pupilData(481), pupilData(482)], 480)).map((one) => one.candidacyId);
  await changeClass(desk, ids);
  // entry opens afterwards: classes do not change any more
  publishSitting(desk);
  await enterExam(desk, ids[0] ?? '', ['01', '02']);
}, 60_000);

afterAll(async () => {
  desk.close();
  await region.remove();
});

test('记录一个文件，变动另一个文件；变动里的名字、号码看不到', async () => {
  const written = value(await write('a.kaoji-parcel'));
  expect(written).toMatchObject({ records: 2, changes: { fileName: 'a-变动.kaoji-parcel', count: 3 } });
  fingerprint = written?.fingerprint ?? '';
  expect(readdirSync(stick).sort()).toEqual(['a-变动.kaoji-parcel', 'a.kaoji-parcel']);
  expect(readFileSync(at('a-变动.kaoji-parcel')).includes('分科')).toBe(false);
});

test('先读到变动、后读到记录：同一份回执包里都有回执', async () => {
  const taken = await take(['a-变动.kaoji-parcel', 'a.kaoji-parcel'], 'answer.kaoji-parcel', ['--enrol', fingerprint]);
  expect(taken).toMatchObject({ refused: false });
  expect(taken.said).toContain('收下 2 份，其中以前收过 0 份；批次 1 个，收齐 1 个；变动 3 项；');
  expect(value(await readBack('answer.kaoji-parcel'))).toMatchObject({
    received: 2,
    waiting: 0,
    changes: { received: 3, refused: 0, waiting: 0 },
  });
  expect(countChanges(desk.db())).toMatchObject({ waiting: 0, acknowledged: 3 });
});

test('同一个包再读、旧回执再读：什么也不多', async () => {
  const again = await take(['a-变动.kaoji-parcel'], 'again.kaoji-parcel');
  expect(again.said).toContain('变动 3 项；');
  expect(value(await readBack('again.kaoji-parcel'))).toMatchObject({ known: 3, changes: { received: 0, refused: 0 } });
  expect((await list('--list')).trim().split('\n')).toHaveLength(3);
  expect(await list('--list', '--kind', 'examEntry')).toContain('选课报名 收下');
});

test('只有变动要送：写一个文件；记录没到，先留着，看得见，到了再给回执', async () => {
  const [late] = await releasePupils(desk, [pupilData(483)], 490);
  value(await write('records.kaoji-parcel'));
  await changeMobile(desk, late?.candidacyId ?? '', '13904768801');
  await changeMobile(desk, ids[1] ?? '', '13904768802');
  value(await write('b.kaoji-parcel'));
  const first = await take(['b-变动.kaoji-parcel'], 'b1.kaoji-parcel');
  expect(first.said).toContain('变动 2 项，其中 1 项先留着');
  expect(await list('--list', '--state', 'parked')).toContain('先留着（考籍记录还没到）');
  expect(value(await readBack('b1.kaoji-parcel'))).toMatchObject({ changes: { received: 1, refused: 0, waiting: 1 } });
  await take(['records.kaoji-parcel', 'b-变动.kaoji-parcel'], 'b2.kaoji-parcel');
  expect(value(await readBack('b2.kaoji-parcel'))).toMatchObject({
    received: 1,
    changes: { received: 1, refused: 0, waiting: 0 },
  });
  await changeMobile(desk, ids[1] ?? '', '13904768803');
  expect(value(await write('c.kaoji-parcel'))).toMatchObject({
    records: 0,
    changes: { fileName: 'c.kaoji-parcel', count: 1 },
  });
});

test('业务件和材料也走 U 盘：一页不少，存得出来，有回执', async () => {
  const { call } = await desk.as('clerk1');
  const started = value(await call('application.start', { candidacyId: null, request: privateCandidate(77) }));
  const { applicationId } = started;
  const version = () =>
    Number(desk.db().statement('SELECT version FROM application WHERE id = ?').pluck().get(applicationId));
  const proof = [makeJpeg(7, 2400, 3200), makeJpeg(8, 800, 600)];
  value(await call('application.addEvidence', evidenceInput(applicationId, version(), 'householdProof', proof)));
  value(await call('application.submit', { applicationId, version: version(), applicantPresent: true }));
  const reviewer = await desk.as('reviewer1');
  value(await reviewer.call('application.agree', { items: [{ applicationId, version: version() }] }));
  const written = value(await write('d.kaoji-parcel'));
  expect(written).toMatchObject({ records: 0, changes: { count: 4 } });
  expect((await take(['d.kaoji-parcel'], 'd1.kaoji-parcel')).said).toContain('变动 4 项；');
  expect(value(await readBack('d1.kaoji-parcel'))).toMatchObject({ changes: { received: 4, refused: 0, waiting: 0 } });
  const out = at('pages');
  expect(await list('--evidence', applicationId, '--out', out)).toContain('存好了 2 页');
  const kept = desk.db().statement('SELECT picture_sha256 FROM evidence_page').pluck().all();
  const hashes = readdirSync(out).map((name) => sha256(readFileSync(join(out, name))));
  expect(hashes.sort()).toEqual(kept.sort());
  expect(await list('--list', '--kind', 'application')).toContain(applicationId);
});

test('一页材料在本机坏了：这一页留下说明为什么，别的照样进包', async () => {
  const { call } = await desk.as('clerk1');
  const { applicationId } = value(
    await call('application.start', { candidacyId: null, request: privateCandidate(79) }),
  );
  const version = () =>
    Number(desk.db().statement('SELECT version FROM application WHERE id = ?').pluck().get(applicationId));
  const proof = [makeJpeg(17, 900, 700), makeJpeg(18, 800, 600)];
  value(await call('application.addEvidence', evidenceInput(applicationId, version(), 'householdProof', proof)));
  value(await call('application.submit', { applicationId, version: version(), applicantPresent: true }));
  const reviewer = await desk.as('reviewer1');
  value(await reviewer.call('application.agree', { items: [{ applicationId, version: version() }] }));
  const page = `SELECT file_sha256 FROM change_message WHERE state = 'waiting' AND file_sha256 IS NOT NULL
    ORDER BY change_seq LIMIT 1`;
  const before = countChanges(desk.db()).waiting;
  desk.db().statement(`UPDATE photo_blob SET bytes = x'ffd8' WHERE sha256 = (${page})`).run();
  expect(value(await write('e.kaoji-parcel'))).toMatchObject({ changes: { count: before - 1 } });
  const trouble = `SELECT last_trouble FROM change_message WHERE file_sha256 = (${page}) AND state = 'waiting'`;
  expect(desk.db().statement(trouble).pluck().get()).toContain('已损坏');
  expect((await take(['e.kaoji-parcel'], 'e1.kaoji-parcel')).said).toContain(`变动 ${before - 1} 项`);
});

test.each<[string, (pieces: readonly Buffer[]) => readonly Buffer[]]>([
  ['抽掉一项', (pieces) => pieces.slice(1)],
  ['多放一项', (pieces) => [...pieces, pieces[0] ?? Buffer.alloc(1)]],
  ['次序对调', (pieces) => pieces.toReversed()],
  ['改一个字', (pieces) => pieces.map((piece) => Buffer.from(piece.toString('utf8').replace('分科', '分料')))],
])('登记台自己的钥匙重新封的变动包，%s：一项也不收', async (_name, change) => {
  const own = readInstallation(desk.db());
  const bytes = readFileSync(at('a-变动.kaoji-parcel'));
  writeFileSync(at('bent.kaoji-parcel'), await repack(bytes, (text) => signWith(own.devicePrivateKey, text), change));
  const taken = await take(['bent.kaoji-parcel'], 'none.kaoji-parcel');
  expect(taken).toMatchObject({ refused: true });
  expect(taken.said).toContain('一份也没有收');
});
