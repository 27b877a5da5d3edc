import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HaveAnswer } from '#shared/wire/push.ts';
import type { Report } from '../../provincial-server/read-report.ts';
import { makeKeyPair } from '../../src-main/security/signature.ts';
import { regionKeys, setupFileText } from '../fixtures/county.ts';
import { buildRecord } from './build-record.ts';
import { post, receiptOf } from './make-receiver.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'kaoji-receiver-'));
const keyFile = join(folder, 'region.pem');
const data = join(folder, 'data');

/** The receiver as people start it: one command. */
function start(...args: readonly string[]): { readonly child: ChildProcess; readonly said: () => string } {
  const environment = { ...process.env };
  delete environment['DATABASE_URL'];
  const child = spawn(process.execPath, ['--liftoff-only', join(root, 'provincial-server/main.ts'), ...args], {
    env: environment,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  return { child, said: () => said };
}

async function startListening(
  ...more: readonly string[]
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const choice = more.length > 0 ? more : ['--report', '--take-unenrolled'];
  const { child, said } = start('--region-key', keyFile, '--data', data, '--port', '0', ...choice);
  // a first start lays out a database: eleven seconds of computing, on a busy machine half a minute
  for (let waited = 0; waited < 1500; waited += 1) {
    const url = /http:\/\/[0-9.]+:\d+/u.exec(said())?.[0];
    if (url) return { child, url };
    if (child.exitCode !== null) throw new Error(said());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`receiver does not listen: ${said()}`);
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });

describe('接收端这个程序', () => {
  beforeAll(() => {
    const der = Buffer.from(regionKeys.privateKey, 'base64');
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    writeFileSync(keyFile, key.export({ format: 'pem', type: 'pkcs8' }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('收着收着被杀掉：给过回执的一份不少，重启后接着收', async () => {
    const first = await startListening();
    const records = Array.from({ length: 12 }, (_, index) => buildRecord({ serial: 60 + index, deskSeq: index + 1 }));
    const receipted: string[] = [];
    const sending = Promise.allSettled(
      records.map(async ({ frame, envelope }) => {
        receiptOf(await post(first, frame));
        receipted.push(envelope.messageId);
        if (receipted.length === 4) first.child.kill('SIGKILL');
      }),
    );
    await sending;
    await ended(first.child);
    expect(receipted.length).toBeGreaterThanOrEqual(4);
    const second = await startListening();
    const have = (await (
      await fetch(`${second.url}/v1/have`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ids: receipted }),
      })
    ).json()) as HaveAnswer;
    expect(have.missing).toEqual([]);
    for (const { frame } of records) expect(receiptOf(await post(second, frame)).outcome).toBe('stored');
    const { counts } = (await (await fetch(`${second.url}/v1/report`)).json()) as Report;
    expect(counts).toMatchObject({ messages: 12, persons: 12, captures: 12, photos: 12, openCases: 0 });
    second.child.kill('SIGTERM');
    expect(await ended(second.child)).toBe(0);
  }, 90_000);

  test.each([
    ['认不得的选项', ['--nope'], /用法：/],
    ['没有密钥', [], /用法：node provincial-server\/main\.ts/],
    ['密钥文件不在', ['--region-key', join(folder, 'none'), '--data', data], /读不到自治区密钥文件/],
    ['密钥文件不是密钥', ['--region-key', import.meta.filename, '--data', data], /不是 Ed25519 私钥/],
    ['在别的地址上给总表', ['--region-key', keyFile, '--data', data, '--host', '0.0.0.0', '--report'], /只给本机试用/],
    [
      '在别的地址上收没登记的',
      ['--region-key', keyFile, '--data', data, '--host', '0.0.0.0', '--take-unenrolled'],
      /只给本机试用/,
    ],
    ['端口不是数', ['--region-key', keyFile, '--data', data, '--port', 'x'], /端口“x”/],
  ])('%s：说清怎么办，不启动', async (_name, args, sentence) => {
    const { child, said } = start(...args);
    expect(await ended(child)).toBe(1);
    expect(said()).toMatch(sentence);
    expect(said()).not.toMatch(/at .*\.ts:\d+/u);
  });

  test('在别的地址上：没有证明的一份不收', async () => {
    const { child, url } = await startListening('--host', '0.0.0.0');
    const port = new URL(url).port;
    const there = { url: `http://127.0.0.1:${port}` };
    expect(await post(there, buildRecord({ serial: 90 }).frame)).toMatchObject({
      status: 401,
      problem: { code: 'unproven' },
    });
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
  });

  test('安装文件不是这把密钥签的，不启动', async () => {
    const setup = join(folder, 'other.kaoji-setup.json');
    writeFileSync(setup, setupFileText(undefined, makeKeyPair()));
    const { child, said } = start('--region-key', keyFile, '--data', data, '--setup', setup);
    expect(await ended(child)).toBe(1);
    expect(said()).toContain('不是这把自治区密钥签发的');
  });
});
