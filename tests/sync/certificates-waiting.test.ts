import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { readCertificateLine } from '#shared/wire/certificate-text.ts';
import { certificateRegion } from './certificate-region.ts';

const { push, check, issued, withdraw, rewriteLast } = certificateRegion();

test('新版报文里“撤销”一栏看不懂的，不当作撤销；真的撤销等着的时候，不说有效', async () => {
  const [mine, odd] = [await issued(), await issued()];
  rewriteLast(odd.row.id, { v: 2, certified: readCertificateLine(mine.proof.line)?.facts, withdrawn: 7 });
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 1 });
  expect((await check(mine.proof.line)).verdict).toBe('genuine');
  await withdraw(mine.row.id);
  rewriteLast(mine.row.id, { follows: odd.id });
  expect((await push()).changes).toMatchObject({ refused: 0, waiting: 2 });
  expect((await check(mine.proof.line)).verdict).toBe('undecided');
});

test.each([
  ['考籍记录', { candidacyId: v7() }, '它的考籍记录还没有到'],
  ['前一项', { follows: v7() }, '同一份证明先报的一项还没有到'],
])('登记送到了、先留着，等的是%s：说出等什么', async (_name, facts, sentence) => {
  const { row, proof } = await issued();
  rewriteLast(row.id, facts);
  expect((await push()).changes).toMatchObject({ refused: 0, waiting: 1 });
  const answer = await check(proof.line);
  expect(answer).toMatchObject({ verdict: 'unregistered', sentence: expect.stringContaining(sentence) });
});
