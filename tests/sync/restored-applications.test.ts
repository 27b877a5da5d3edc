import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findCertificate } from '../../src-main/db/store/certificate.ts';
import { countChangeReceipts } from '../../src-main/db/store/regained-change.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import {
  type ApplicationScene,
  evidenceInput,
  insideWindow,
  makeApplicationScene,
  privateCandidate,
} from '../fixtures/application-scene.ts';
import { issueCertificate, withResults } from '../fixtures/certificate-scene.ts';
import { issueAt } from '../fixtures/region-staff.ts';
import { type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { backUp, openAgain, putBack, rows, toldLedgerOf } from './put-back.ts';
import { toldAt } from './tell-changes.ts';

let receiver: TestReceiver;
const backups: string[] = [];
let scene: ApplicationScene;
let desk: TestDesk;
beforeAll(async () => {
  receiver = await makeReceiver({ enrolledOnly: true, now: () => insideWindow });
});
afterAll(async () => {
  await receiver.stop();
  for (const backup of backups) rmSync(backup, { recursive: true, force: true });
});
beforeEach(async () => {
  scene = await makeApplicationScene(insideWindow);
  desk = scene.desk;
  await enrol(receiver, desk);
});
afterEach(() => desk.close());

const push = () => makeRunner(desk, receiver.url).push();
const openCases = () =>
  rows(desk, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open' ORDER BY rowid`).map(
    (one) => String(one['sentence']),
  );
const became = () =>
  rows(desk, 'SELECT kind, became FROM regained_change ORDER BY message_id').map((one) => [one['kind'], one['became']]);

test('成绩证明：恢复以前出具的只在纸上，列出来；本机有的，撤销过的照样撤销', async () => {
  const [gone, kept] = [await withResults(scene, 1, 'pass'), await withResults(scene, 2, 'pass')];
  const standing = await issueCertificate(scene, kept);
  await push();
  const backup = backUp(desk);
  backups.push(backup);
  // the same scene goes on with the file of then: its acts need the desk open
  const alive = await openAgain(desk);
  Object.assign(desk, alive);
  const lost = await issueCertificate(scene, gone);
  await scene.do('reviewer', 'certificate.withdraw', { certificateId: standing.row.id, reason: '转出学校写错了' });
  expect((await push()).changes).toEqual({ received: 2, refused: 0, waiting: 0 });
  const ledger = toldLedgerOf(desk);

  desk = await putBack(desk, backup);
  await push();
  expect(became()).toEqual([
    ['certificate', 'case'],
    ['certificate', 'applied'],
  ]);
  // receipts of both are here again, the certificate that is here no more under its number
  const told = ledger.map(({ subject: _subject, ...one }) => one);
  expect(toldLedgerOf(desk).map(({ subject: _subject, ...one }) => one)).toEqual(told);
  expect(findCertificate(desk.db(), 'id', standing.row.id)).toMatchObject({ withdrawnReason: '转出学校写错了' });
  expect(findCertificate(desk.db(), 'id', lost.row.id)).toBeNull();
  expect(openCases()).toHaveLength(1);
  expect(openCases()[0]).toContain(lost.row.number);
  expect(openCases()[0]).toContain('没有存根');
});

test('业务件：列出来，写明等什么；又提交同样的一件，自治区不办第二件', async () => {
  const request = privateCandidate(31);
  const backup = backUp(desk);
  backups.push(backup);
  Object.assign(desk, await openAgain(desk));
  desk.clock.set('2026-11-23T02:00:00.000Z');
  const first = await forward(request);
  expect((await push()).changes).toEqual({ received: 2, refused: 0, waiting: 0 });

  desk = await putBack(desk, backup);
  await push();
  expect(became()).toEqual([
    ['application', 'case'],
    ['evidencePage', 'kept'],
  ]);
  expect(openCases()).toHaveLength(1);
  expect(openCases()[0]).toContain('自治区还在办');
  Object.assign(scene.desk, desk);
  const second = await forward(request);
  expect((await push()).changes).toMatchObject({ received: 1, refused: 1 });
  const states = async (id: string) =>
    (await toldAt(receiver, `?application=${id}&kind=application`)).map(({ state, reasonCode }) => [state, reasonCode]);
  expect(await states(first)).toEqual([['stored', null]]);
  expect(await states(second)).toEqual([['refused', 'application-twice']]);
  // not sent again; here the second one is withdrawn and the case closed, and the first goes on at the region
  expect((await push()).changes).toMatchObject({ received: 0, refused: 0 });
  const withdrawn = { applicationId: second, version: scene.versionOf(second), reason: '自治区已有同样的一件' };
  await scene.do('clerk', 'application.withdraw', withdrawn);
  const { call } = await desk.as('reviewer1');
  for (const { caseId, asks } of value(await call('case.list', { state: 'open' })))
    if (asks !== 'samePerson')
      value(await call('case.decide', { caseId, decision: 'lookedInto', reason: '以先报的为准' }));
  for (let times = 0; times < 2; times += 1) {
    const { trouble, changes } = await push();
    expect([trouble, changes.waiting]).toEqual([null, 0]);
  }
  expect(openCases()).toEqual([]);
  expect(await states(first)).toEqual([['stored', null]]);
});

test('本机有的业务件，恢复以前自治区定了的：决定自己再来一次，不用人看，自治区那边还是一件', async () => {
  desk.clock.set('2026-11-23T02:00:00.000Z');
  const id = await forward(privateCandidate(33));
  await push();
  const backup = backUp(desk);
  backups.push(backup);
  Object.assign(desk, await openAgain(desk));
  const outcome = {
    act: 'decide',
    application: id,
    outcome: 'rejected',
    by: '自治区教育考试院',
    reason: '户籍不在本旗',
  };
  await issueAt(receiver, outcome);
  await push();
  await desk.desk.puller.pull();
  await push();
  const before = rows(desk, 'SELECT id, state, step, reason FROM application');
  expect(before).toMatchObject([{ id, state: 'rejected' }]);
  const told = await toldAt(receiver, `?application=${id}&kind=application`);

  desk = await putBack(desk, backup);
  expect(rows(desk, 'SELECT state FROM application')).toEqual([{ state: 'atStep' }]);
  await push();
  await desk.desk.puller.pull();
  await push();
  expect(rows(desk, 'SELECT id, state, step, reason FROM application')).toEqual(before);
  expect(openCases()).toEqual([]);
  const now = await toldAt(receiver, `?application=${id}&kind=application`);
  expect(now.slice(0, told.length)).toEqual(told);
  expect(now.map(({ state }) => state)).toEqual(now.map(() => 'stored'));
});

test('取回来时自治区还没有回执的：不数成有回执的；有了回执，再问一次就够', async () => {
  const backup = backUp(desk);
  backups.push(backup);
  Object.assign(desk, await openAgain(desk));
  desk.clock.set('2026-11-23T02:00:00.000Z');
  await forward(privateCandidate(36));
  expect((await push()).changes).toEqual({ received: 2, refused: 0, waiting: 0 });
  desk = await putBack(desk, backup);
  const { call: really, close } = createHttpCall();
  let [isBefore, asked] = [true, 0];
  const call: HttpCall = async (request) => {
    const answer = await really(request);
    if (new URL(request.url).pathname !== '/v2/told-changes') return answer;
    asked += 1;
    const json = JSON.parse(Buffer.from(answer.body).toString()) as { changes: object[] };
    const changes = json.changes.map((one) => (isBefore ? { ...one, receipt: null } : one));
    return { ...answer, body: Buffer.from(JSON.stringify({ ...json, changes })) };
  };
  const run = async () => {
    asked = 0;
    expect((await makeRunner(desk, receiver.url, { call }).push()).trouble).toBeNull();
    return asked;
  };
  expect(await run()).toBe(1);
  expect(became()).toHaveLength(2);
  expect(countChangeReceipts(desk.db())).toBe(0);
  isBefore = false;
  expect([await run(), await run()]).toEqual([1, 0]);
  expect(openCases()).toHaveLength(1);
  close();
});

test('没有恢复过的：送出一件，撤回，再申请一件，一次送出，自治区不当成恢复以后又报的', async () => {
  desk.clock.set('2026-11-23T02:00:00.000Z');
  const request = privateCandidate(35);
  const first = await forward(request);
  const version = scene.versionOf(first);
  await scene.do('clerk', 'application.withdraw', { applicationId: first, version, reason: '先不办了' });
  const second = await forward(request);
  for (let times = 0; times < 3; times += 1) expect((await push()).changes.refused).toBe(0);
  const told = await toldAt(receiver, `?application=${second}&kind=application`);
  expect(told.map(({ state }) => state)).toEqual(['stored']);
});

/** Handed in by the clerk and agreed by the county: told to the region with its page. */
async function forward(request: Parameters<ApplicationScene['start']>[2]): Promise<string> {
  const { applicationId } = await scene.start('clerk', null, request);
  const version = scene.versionOf(applicationId);
  await scene.do('clerk', 'application.addEvidence', evidenceInput(applicationId, version, 'householdProof'));
  await scene.submit('clerk', applicationId);
  await scene.agree('reviewer', applicationId);
  return applicationId;
}
