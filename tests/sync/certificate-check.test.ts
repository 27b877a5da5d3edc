import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { certificateCode, certificateLine, certifiedText, readCertificateLine } from '#shared/wire/certificate-text.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { makeKeyPair, signWith } from '../../src-main/security/signature.ts';
import { sha256 } from '../receiver/build-record.ts';
import { regionProgram } from '../receiver/region-program.ts';
import { certificateRegion } from './certificate-region.ts';

const { receiver, scene, later, push, post, asStaff, check, issued } = certificateRegion();

test('二维码改一个字、核验码错一位、换成别人的码：一样也不有效', async () => {
  const [one, other] = [await issued(), await issued()];
  await push();
  for (let place = 0; place < one.proof.line.length; place += 7) {
    const letter = one.proof.line.charAt(place) === '1' ? '2' : '1';
    const bent = one.proof.line.slice(0, place) + letter + one.proof.line.slice(place + 1);
    // as the region's staff, who need not wait
    const { verdict, holder } = await check(bent, '', asStaff());
    expect(['wrong', 'unknown', 'unreadable'], `${place}`).toContain(verdict);
    expect(holder).toBeNull();
  }
  expect(await check(one.row.number, other.proof.code)).toMatchObject({ verdict: 'wrong', issuedOn: null, desk: null });
  expect((await check(one.row.number, '')).verdict).toBe('wrong');
  const facts = readCertificateLine(one.proof.line)?.facts;
  const signature = readCertificateLine(other.proof.line)?.signature ?? '';
  expect((await check(facts ? certificateLine(facts, signature) : '')).verdict).toBe('wrong');
  expect((await check(one.proof.line)).verdict).toBe('genuine');
});

test('登记还没有到：签名对的说自治区还没有收到登记，不说是假的；键入的编号查不到', async () => {
  const { row, proof } = await issued();
  const answer = await check(proof.line);
  expect(answer).toMatchObject({ verdict: 'unregistered', issuedOn: '2027-03-01', holder: null });
  expect(answer.sentence).toContain('签名对，自治区还没有收到登记');
  expect(await check(row.number, proof.code)).toMatchObject({ verdict: 'unknown', issuedOn: null });
  // the same content under a key of one's own
  const { facts } = readCertificateLine(proof.line) ?? {};
  const forged = facts ? certificateLine(facts, signWith(makeKeyPair().privateKey, certifiedText(facts))) : '';
  expect((await check(forged)).verdict).toBe('wrong');
  const stranger = facts && { ...facts, deviceId: v7() };
  const line = stranger ? certificateLine(stranger, signWith(makeKeyPair().privateKey, certifiedText(stranger))) : '';
  expect((await check(line)).verdict).toBe('unknown');
});

test('登记台过期：期内出具的仍说没有收到登记，期后出具的等人决定', async () => {
  const { proof } = await issued();
  later(500 * 86_400_000);
  expect((await check(proof.line)).verdict).toBe('unregistered');
  const { devicePrivateKey } = readInstallation(scene().desk.db());
  const facts = readCertificateLine(proof.line)?.facts;
  const late = facts && { ...facts, issuedOn: '2028-07-01' };
  const line = late ? certificateLine(late, signWith(devicePrivateKey, certifiedText(late))) : '';
  expect((await check(line)).verdict).toBe('deskOver');
});

test('错得太多：越等越久；等的时候键入的不看，二维码照看，自治区的人不用等', async () => {
  const { row, proof } = await issued();
  await push();
  const wrong = () => post(JSON.stringify({ text: row.number, code: 'AAAA-AAAA-AAAA-AAAA' }));
  for (let tries = 0; tries < 10; tries += 1) expect((await wrong()).status).toBe(200);
  const refused = await wrong();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
  // a right code is not told from a wrong one within the wait
  expect((await post(JSON.stringify({ text: row.number, code: proof.code }))).status).toBe(429);
  expect((await check(proof.line)).verdict).toBe('genuine');
  expect((await check(row.number, proof.code, asStaff())).verdict).toBe('genuine');
  const bent = proof.line.replace('2027-03-01', '2027-03-02');
  expect((await post(JSON.stringify({ text: bent }))).status).toBe(429);
  later(2000);
  expect((await check(row.number, proof.code)).verdict).toBe('genuine');
  expect((await wrong()).status).toBe(200);
  expect((await wrong()).headers.get('retry-after')).toBe('4');
});

test.each([
  ['不是 JSON', '{"text":', 400],
  ['不是这样的请求', '{"text":"KZ","code":"","more":1}', 400],
  ['不是文字', '{"text":7}', 400],
  ['空的', '{"text":""}', 400],
  ['太长', JSON.stringify({ text: 'K'.repeat(401) }), 400],
  ['很大', JSON.stringify({ text: 'K'.repeat(2_000_000) }), 413],
  ['SQL', JSON.stringify({ text: `KZ-150430-2027-ABCDEF-0001'; DROP TABLE told_change; --` }), 200],
  ['空字符', JSON.stringify({ text: 'KZ-\u0000', code: '\u0000' }), 200],
  ['半个字符', '{"text":"KAOJI-CERT1/\\ud800"}', 200],
  ['别的旗县的编号', JSON.stringify({ text: 'KZ-150402-2027-ABCDEF-0001', code: 'AAAA-AAAA-AAAA-AAAA' }), 200],
])('恶意的请求，%s：说得出的回答，什么也不坏', async (_name, body, status) => {
  const answer = await post(body);
  expect(answer.status).toBe(status);
  const json = (await answer.json()) as { verdict?: string; code?: string };
  if (status === 200) expect(['unreadable', 'unknown']).toContain(json.verdict);
  else expect(['bad-frame', 'too-large']).toContain(json.code);
});

test('核验码就是签名算出来的，两边同一个', async () => {
  const { proof } = await issued();
  const signature = readCertificateLine(proof.line)?.signature ?? '';
  expect(certificateCode(sha256(Buffer.from(signature)))).toBe(proof.code);
});

test('命令行问运行中的接收端：二维码、编号加核验码、一个文件里的几份；有一份不对就不是 0', async () => {
  const { row, proof } = await issued();
  await push();
  const { url, folder } = receiver();
  const ask = (...words: string[]) => regionProgram('certificates.ts', ['--url', url, ...words]);
  expect(await ask('--check', proof.line)).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${row.number} 有效：`),
  });
  expect((await ask('--check', row.number, '--code', proof.code)).code).toBe(0);
  const file = join(folder, 'papers.txt');
  writeFileSync(
    file,
    `\uFEFF${proof.line}\r\n\r\n${row.number} ${proof.code}\r\n${row.number} AAAA-AAAA-AAAA-AAAA\r\n`,
  );
  const { code, said } = await ask('--data', folder, '--check', file);
  expect([
    code,
    said
      .trim()
      .split('\n')
      .map((line) => / (\S+?)：/u.exec(line)?.[1]),
  ]).toEqual([2, ['有效', '有效', '对不上']]);
  expect(await ask('--check', 'x'.repeat(500))).toMatchObject({ code: 1, said: expect.stringContaining('太长') });
  expect(await regionProgram('certificates.ts', [])).toMatchObject({ code: 1, said: expect.stringContaining('用法') });
});
