import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { openEmbedded, type ServerDb } from '../../provincial-server/database.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { addCertificates } from '../../provincial-server/server-certificates.ts';
import { createWrongCodePace } from '../../provincial-server/wrong-code-pace.ts';
import { layEmptyDatabase } from './empty-database.ts';

const now = () => '2027-03-01T02:00:00.000Z';
const number = 'KZ-150430-2027-00011C-0001';

/** The same database a network away: whoever asks waits, and others ask meanwhile. */
function awayFrom(db: ServerDb): ServerDb {
  const query: ServerDb['query'] = async (sql, values) => {
    await pass(20);
    return db.query(sql, values);
  };
  return { ...db, query };
}

test('同一个地址一下子问来许多没有的编号：只看十个，别的要等', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-checks-'));
  await layEmptyDatabase(folder);
  const db = await openEmbedded(folder);
  await migrate(db, now());
  const server = Fastify();
  try {
    addCertificates(server, { db: awayFrom(db), now }, () => undefined, 'word');
    const ask = async (text: string) => {
      const payload = { text, code: 'AAAA-AAAA-AAAA-AAAA' };
      return (await server.inject({ method: 'POST', url: '/v2/certificate-check', payload })).statusCode;
    };
    // what is no miss leaves nothing behind, however many ask at once
    expect(await Promise.all(Array.from({ length: 10 }, () => ask('不是编号')))).toEqual(Array(10).fill(200));
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(number)));
    expect(answers.filter((status) => status === 200)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(30);
  } finally {
    await server.close();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('同一个时刻抄来二十五个对的：都看，后来的等先来的看完；里面有错的，错满十个才拦', async () => {
  const pace = createWrongCodePace();
  const from = { address: '10.0.0.1', at: Date.parse(now()) };
  let [open, most] = [0, 0];
  const look = (isWrong: boolean) =>
    pace.look(
      from,
      async (wait) => {
        if (wait > 0) return 'wait';
        open += 1;
        most = Math.max(most, open);
        await pass(5);
        open -= 1;
        return isWrong ? 'wrong' : 'right';
      },
      (found) => found === 'wrong',
    );
  const right = await Promise.all(Array.from({ length: 25 }, () => look(false)));
  expect(right).toEqual(Array(25).fill('right'));
  expect(most).toBe(10);
  const mixed = await Promise.all(Array.from({ length: 40 }, (_none, at) => look(at % 2 === 0)));
  expect(mixed.filter((found) => found === 'wrong')).toHaveLength(10);
  expect(mixed.filter((found) => found === 'wait').length).toBeGreaterThan(0);
});

test('同一个地址排队等看的最多四十个：再来的马上答要等，不占连接；排着的照看，别的地址不受影响', async () => {
  const pace = createWrongCodePace();
  let finish = () => {};
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const look = (address: string) =>
    pace.look(
      { address, at: Date.parse(now()) },
      async (wait) => {
        if (wait > 0) return wait;
        await gate;
        return 'right';
      },
      () => false,
    );
  const asked = Array.from({ length: 70 }, () => look('10.0.0.1'));
  // nothing of the ten that are looked at has ended yet
  const told = await Promise.all(asked.slice(50));
  expect(told).toEqual(Array(20).fill(2000));
  const elsewhere = look('10.0.0.2');
  finish();
  expect(await Promise.all(asked.slice(0, 50))).toEqual(Array(50).fill('right'));
  expect(await elsewhere).toBe('right');
  // the queue is empty again
  expect(await Promise.all(Array.from({ length: 50 }, () => look('10.0.0.1')))).toEqual(Array(50).fill('right'));
});
