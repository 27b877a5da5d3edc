import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPhoto } from '../../src-main/db/store/capture.ts';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import { evidenceInput, privateCandidate } from '../fixtures/application-scene.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-stick-'));
let desk: TestDesk;
beforeAll(async () => {
  desk = await makeDesk();
});
afterAll(() => {
  desk.close();
  rmSync(stick, { recursive: true, force: true });
});

/** An application with one page of proof, agreed to by the county: told to the region, page and all. */
async function agreeApplication(nth: number) {
  const { call } = await desk.as('clerk1');
  const { applicationId } = value(
    await call('application.start', { candidacyId: null, request: privateCandidate(nth) }),
  );
  const version = () =>
    Number(desk.db().statement('SELECT version FROM application WHERE id = ?').pluck().get(applicationId));
  const proof = [makeJpeg(nth, 800, 600)];
  value(await call('application.addEvidence', evidenceInput(applicationId, version(), 'householdProof', proof)));
  value(await call('application.submit', { applicationId, version: version(), applicantPresent: true }));
  const reviewer = await desk.as('reviewer1');
  value(await reviewer.call('application.agree', { items: [{ applicationId, version: version() }] }));
}
const withPages = `FROM change_message WHERE file_sha256 IS NOT NULL AND state = 'waiting'`;
const pages = () => desk.db().statement(`SELECT file_sha256 ${withPages} ORDER BY change_seq`).pluck().all();
/** As a worn disk does: the bytes of a page are no longer what they were. Answers how to undo it. */
function damage(sha256: unknown) {
  const bytes = readPhoto(desk.db(), String(sha256)) ?? new Uint8Array();
  const put = (now: Uint8Array) =>
    desk.db().statement('UPDATE photo_blob SET bytes = ? WHERE sha256 = ?').run(Buffer.from(now), sha256);
  put(new Uint8Array(bytes.length));
  return () => put(bytes);
}
async function write(name: string) {
  desk.files.save = join(stick, name);
  return (await desk.as('reviewer1')).call('parcel.write', {});
}

test('一页材料坏了：这一项留下、数得出、写明原因，其余照装；修好以后再写就都在', async () => {
  await agreeApplication(77);
  const mend = damage(pages()[0]);
  const waiting = countChanges(desk.db()).waiting;
  const changes = { fileName: 'a.kaoji-parcel', count: waiting - 1 };
  expect(value(await write('a.kaoji-parcel'))).toMatchObject({ records: 0, left: 0, changes, changesLeft: 1 });
  const lines = value(await (await desk.as('reviewer1')).call('sync.changes', { candidacyId: null }));
  expect(lines.filter((one) => one.reason?.includes('已损坏'))).toHaveLength(1);
  mend();
  expect(value(await write('b.kaoji-parcel'))).toMatchObject({ changes: { count: waiting }, changesLeft: 0 });
});

/** Presses stop at the moment when the desk says that it is doing this. */
async function writeAndStopAt(name: string, phase: string) {
  const { call } = await desk.as('reviewer1');
  let stopped: Promise<unknown> | null = null;
  const pressed = desk.onEvent((event) => {
    if (event.kind === 'progress' && event.phase === phase) stopped ??= call('parcel.stop', {});
  });
  desk.files.save = join(stick, name);
  const reply = await call('parcel.write', {});
  pressed();
  await stopped;
  expect(stopped).not.toBeNull();
  return reply;
}

test.each(['看材料页', '装变动'])('正在%s的时候停下：说停下了，U 盘上什么也没有', async (phase) => {
  const before = readdirSync(stick);
  expect(JSON.stringify(await writeAndStopAt('stopped.kaoji-parcel', phase))).toContain('已停下');
  expect(readdirSync(stick)).toEqual(before);
});

test('等着送的都坏了：不说写好了，没有文件，说到哪里去看', async () => {
  desk.db().statement(`UPDATE change_message SET state = 'acknowledged' WHERE file_sha256 IS NULL`).run();
  const before = readdirSync(stick);
  for (const page of pages()) damage(page);
  const said = JSON.stringify(await write('none.kaoji-parcel'));
  expect(said).toContain(`${pages().length} 项变动都装不进去，没有写数据包`);
  expect(readdirSync(stick)).toEqual(before);
});

test('记录的文件写好了才停下：这一个算写好了，变动没有写成，说为什么', async () => {
  const count = (await releasePupils(desk, [pupilData(1), pupilData(2)])).length;
  const waiting = countChanges(desk.db()).waiting;
  const written = value(await writeAndStopAt('records.kaoji-parcel', '看材料页'));
  expect(written).toMatchObject({ records: count, changes: null, changesLeft: waiting });
  expect(written?.changesTrouble).toContain('已停下');
  expect(readdirSync(stick)).toContain('records.kaoji-parcel');
  expect(readdirSync(stick)).not.toContain('records-变动.kaoji-parcel');
});
