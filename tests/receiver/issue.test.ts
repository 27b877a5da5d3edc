import { createPrivateKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pullLine } from '#shared/wire/pull-v2.ts';
import { readNotice, regionFile } from '#shared/wire/region-notice.ts';
import { signatureHolds } from '../../src-main/security/signature.ts';
import { countyBody, regionKeys } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeRunner } from '../sync/make-runner.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { makeReceiver } from './make-receiver.ts';
import { regionProgram } from './region-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaoji-issue-'));
const keyFile = join(folder, 'region.pem');
const out = join(folder, 'notices.kaoji-region.json');
const officeId = countyBody.office.id;

/** The region's command line as people run it. */
const run = (...args: readonly string[]) => regionProgram('issue.ts', ['--region-key', keyFile, '--out', out, ...args]);

async function issue(...args: readonly string[]): Promise<string> {
  const { said, refused } = await run(...args);
  if (refused) throw new Error(said);
  return said;
}

async function issueFails(...args: readonly string[]): Promise<string> {
  const { said, refused } = await run(...args);
  if (!refused) throw new Error('issue went through');
  return said;
}

function written() {
  return regionFile.parse(JSON.parse(readFileSync(out, 'utf8'))).notices;
}

describe('自治区的命令行签发通知', () => {
  let desk: TestDesk;
  const data = join(folder, 'data');
  beforeAll(async () => {
    const der = Buffer.from(regionKeys.privateKey, 'base64');
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    writeFileSync(keyFile, key.export({ format: 'pem', type: 'pkcs8' }));
    desk = await makeDesk();
    await releasePupils(desk, [pupilData(1), pupilData(2)], 700);
    mkdirSync(data);
    const receiver = await makeReceiver({ folder: data });
    expect(await makeRunner(desk, receiver.url).push()).toMatchObject({ sent: 2, received: 2 });
    await receiver.stop();
  });
  afterAll(() => {
    desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('给号、退回：拿到登记台读入，号换了；退回的只能是在办的一版，退过的不再转为生效', async () => {
    const [pupil] = await releasePupils(desk, [pupilData(3)], 800);
    const candidacyId = pupil?.candidacyId ?? '';
    const receiver = await makeReceiver({ folder: data });
    expect(await makeRunner(desk, receiver.url).push()).toMatchObject({ sent: 1, received: 1 });
    await receiver.stop();
    const common = ['--office', officeId, '--data', data];
    const back = ['--give-back', candidacyId, '--by', '考试院', '--reason', '照片不是本人', '--next', '重拍'];
    await issue('--assign', candidacyId, '--number', 'S15043000077', ...common);
    desk.files.open = out;
    const { call } = await desk.as('admin');
    const number = value(await call('region.readFile', {}));
    value(await call('region.apply', { notices: number?.notices ?? [] }));
    await issue(...back, ...common);
    expect(await issueFails(...back, ...common)).toContain('这份记录不能退回');
    const returned = value(await call('region.readFile', {}));
    expect(value(await call('region.apply', { notices: returned?.notices ?? [] }))).toMatchObject({ applied: 1 });
    const row = desk.db().statement('SELECT status, candidacy_no AS no FROM candidacy WHERE id = ?').get(candidacyId);
    expect(row).toEqual({ status: 'refusedByRegion', no: 'S15043000077' });
  });

  test('已收下的记录转为生效：文件拿到登记台读入，两个人都生效', async () => {
    expect(await issue('--accept', '--office', officeId, '--data', data)).toContain('写好了 2 条');
    for (const { body, signature } of written())
      expect(signatureHolds(body, signature, regionKeys.publicKey)).toBe(true);
    desk.files.open = out;
    const { call } = await desk.as('admin');
    const file = value(await call('region.readFile', {}));
    expect(file?.problems).toEqual([]);
    expect(value(await call('region.apply', { notices: file?.notices ?? [] }))).toMatchObject({ applied: 2 });
    const inEffect = desk.db().statement("SELECT count(*) FROM candidacy WHERE status = 'inEffect'").pluck().get();
    expect(inEffect).toBe(2);
  });

  test('转过的不再转；接收端开着，由它签发，办公室从它那里取得到', async () => {
    expect(await issueFails('--accept', '--office', officeId, '--data', data)).toContain('没有能转为生效的记录');
    const receiver = await makeReceiver({ folder: data });
    const application = '0198f000-0000-7000-8000-00000000bbbb';
    const words = ['--office', officeId, '--outcome', 'agreed', '--by', '考试院'];
    const asked = ['--decide', application, '--url', receiver.url, '--data', data, ...words];
    expect((await regionProgram('issue.ts', asked)).said).toContain('签发了 1 条');
    const page = await (await fetch(`${receiver.url}/v2/pull?office=${officeId}`)).text();
    const notices = page
      .trim()
      .split('\n')
      .map((line) => pullLine.parse(JSON.parse(line)))
      .flatMap((line) => ('notice' in line ? [readNotice(line.notice.body)] : []));
    expect(notices.map((notice) => notice?.kind)).toEqual([
      'numberAssigned',
      'returned',
      'acceptance',
      'acceptance',
      'stepDecision',
    ]);
    await receiver.stop();
  });

  test('别的办公室：一条也没有，什么也不写', async () => {
    const stranger = '0198f000-0000-7000-8000-00000000ffff';
    expect(await issueFails('--accept', '--office', stranger, '--data', data)).toContain('没有能转为生效的记录');
  });

  test('一件业务的决定；成批的通知；写错的说出第几条，不写文件', async () => {
    const applicationId = '0198f000-0000-7000-8000-00000000aaaa';
    await issue(
      '--decide',
      applicationId,
      '--office',
      officeId,
      '--outcome',
      'rejected',
      '--by',
      '考试院',
      '--reason',
      '材料不符',
    );
    const [notice] = written();
    expect(readNotice(notice?.body ?? '')).toMatchObject({
      kind: 'stepDecision',
      applicationId,
      step: 'regionDecide',
      outcome: 'rejected',
      reason: '材料不符',
    });
    const batch = join(folder, 'batch.json');
    writeFileSync(batch, JSON.stringify([{ kind: 'edition' }]));
    const before = readFileSync(out, 'utf8');
    expect(await issueFails('--from', batch)).toContain('第 1 条');
    expect(readFileSync(out, 'utf8')).toBe(before);
    expect(await issueFails()).toContain('用法');
  });
});
