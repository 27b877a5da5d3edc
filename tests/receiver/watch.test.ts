import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUSH_MEDIA_TYPE } from '#shared/wire/push-v2.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { buildRecord, idNumberOf } from './build-record.ts';
import { databasesUnderTest, makeReceiver, type TestReceiver } from './make-receiver.ts';
import { endFrame, have, lineOf, photoFrames, pushFrames, recordsFrame } from './push-frames.ts';

const metricsOf = async (receiver: TestReceiver) => (await fetch(`${receiver.url}/v2/metrics`)).text();

describe.each(databasesUnderTest())('照看接收端（%s）', (on) => {
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await makeReceiver({ on });
  });
  afterAll(() => receiver.stop());

  test('好着的时候说好', async () => {
    const answer = await fetch(`${receiver.url}/v2/health`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { v: 2, state: 'ok', database: on, photos: { lost: 0, damagedPacks: [] } },
    ]);
  });

  test('数目对得上：收了几份、重了几份、等照片的几份；每一行都是规定的写法', async () => {
    const [one, two] = [buildRecord({ serial: 300 }), buildRecord({ serial: 301, deskSeq: 2 })];
    const frames = [recordsFrame([lineOf(one), lineOf(two)]), ...photoFrames(one.photo), endFrame(2)];
    await pushFrames(receiver, frames);
    await pushFrames(receiver, frames);
    const text = await metricsOf(receiver);
    expect(text).toContain('kaoji_answers_total{said="receipt"} 1\n');
    expect(text).toContain('kaoji_answers_total{said="repeated"} ');
    expect(text).toContain('kaoji_answers_total{said="text"} ');
    expect(text).toContain('kaoji_texts_waiting 1\n');
    expect(text).toContain('kaoji_streams_open 0\n');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(# (HELP|TYPE) kaoji_\w+ .+|kaoji_\w+(\{\w+="[\w.-]*"(,\w+="[\w.-]*")*\})? -?[\d.e+-]+)$/u,
      );
  });

  test('数目里没有人：没有姓名、证件号、报文编号、登记台编号', async () => {
    const text = await metricsOf(receiver);
    const { messageId, deviceId } = buildRecord({ serial: 300 }).envelope;
    for (const secret of ['乌日娜', idNumberOf(300), idNumberOf(301), messageId, deviceId])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/u);
  });
});

describe('停下接收端', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-stop-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('开着的、没有动静的一股：说“忙”再断，确认过的重启后都在', async () => {
    const receiver = await makeReceiver({ folder });
    const record = buildRecord({ serial: 310, photo: makeJpeg(310) });
    const [first, ...rest] = photoFrames(record.photo, 700);
    expect(rest.length).toBeGreaterThan(2);
    const asked = request(`${receiver.url}/v2/push`, { method: 'PUT', headers: { 'content-type': PUSH_MEDIA_TYPE } });
    const said = new Promise<string>((resolve, reject) => {
      asked.on('error', reject);
      asked.on('response', (answer) => {
        let text = '';
        answer.on('data', (part) => {
          text += String(part);
          // the piece is durable: stop while the stream is open and nothing more comes
          if (text.includes('"n":700') && !isStopped) {
            isStopped = true;
            stopping = receiver.stop();
          }
        });
        answer.on('end', () => resolve(text));
      });
    });
    let isStopped = false;
    let stopping: Promise<void> | null = null;
    asked.write(recordsFrame([lineOf(record)]));
    asked.write(first);
    expect((await said).trimEnd().split('\n').at(-1)).toBe('{"bad":"busy"}');
    await stopping;
    const again = await makeReceiver({ folder });
    const name = record.envelope.photoSha256 ?? '';
    expect(await have(again, [record.envelope.messageId], [name])).toMatchObject({
      text: [record.envelope.messageId],
      photos: [{ sha256: name, bytes: 700 }],
    });
    await again.stop();
  });
});
