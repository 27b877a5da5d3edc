import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrameReader, encodeFrame, type Frame, frameLimits, frameTypes } from '../../shared/wire/frame.ts';

const id = createHash('sha256').update('一张照片').digest();
const piece = (offset: number, bytes: Uint8Array, total: number) =>
  encodeFrame({ type: frameTypes.photo, gzip: false, id, offset, total }, bytes);
const records = (text: string) => {
  const payload = Buffer.from(text, 'utf8');
  const name = createHash('sha256').update(payload).digest();
  return encodeFrame({ type: frameTypes.records, gzip: false, id: name, offset: 0, total: payload.length }, payload);
};
const end = encodeFrame(
  { type: frameTypes.end, gzip: false, id: new Uint8Array(32), offset: 0, total: 2 },
  new Uint8Array(),
);

function readAll(bytes: Uint8Array, cuts: readonly number[]): readonly Frame[] | string {
  const reader = createFrameReader();
  const frames: Frame[] = [];
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (const [index, from] of places.entries()) {
    const read = reader.push(bytes.subarray(from, places[index + 1] ?? bytes.length));
    if ('fault' in read) return read.fault;
    frames.push(...read);
  }
  return reader.atBoundary() ? frames : 'cut';
}

describe('第 2 版的帧', () => {
  test('逐字节和留存的样本一样：改了就是新的版本', () => {
    const kept = readFileSync(join(import.meta.dirname, '../fixtures/wire/frames-v2.bin'));
    const made = Buffer.concat([records('{"v":2}\n'), piece(4, Uint8Array.from([1, 2, 3]), 7), end]);
    expect(made.equals(kept)).toBe(true);
  });

  test('断在哪里都一样：整帧加上没收完的那一块，正好是到过的字节；没收完的文字不算', () => {
    const photo = Uint8Array.from({ length: 900 }, (_none, at) => at % 251);
    const stream = Buffer.concat([piece(0, photo.subarray(0, 500), 900), piece(500, photo.subarray(500), 900)]);
    fc.assert(
      fc.property(fc.nat({ max: stream.length }), (cut) => {
        const reader = createFrameReader();
        const read = reader.push(stream.subarray(0, cut));
        if ('fault' in read) throw new Error(read.fault);
        const unfinished = reader.unfinishedPiece();
        const came = Buffer.concat([...read, ...(unfinished ? [unfinished] : [])].map((frame) => frame.payload));
        const heads = Math.ceil(Math.min(cut, stream.length) / (500 + frameLimits.header)) * frameLimits.header;
        expect(came.equals(photo.subarray(0, came.length))).toBe(true);
        expect(came.length).toBeGreaterThanOrEqual(cut - heads);
        if (unfinished) expect(unfinished).toMatchObject({ total: 900, offset: read.length * 500 });
      }),
    );
    const text = createFrameReader();
    text.push(records('甲').subarray(0, -1));
    expect(text.unfinishedPiece()).toBeNull();
  });

  test('在哪里切开都读出同样的帧', () => {
    const stream = Buffer.concat([records('甲\n乙\n'), piece(0, new Uint8Array(500).fill(7), 900), end]);
    const whole = readAll(stream, []);
    expect(whole).toHaveLength(3);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (cuts) => {
        expect(readAll(stream, cuts)).toEqual(whole);
      }),
    );
    expect(readAll(stream.subarray(0, -1), [])).toBe('cut');
  });

  test('不认识的类型：小的拒收，128 以上的跳过', () => {
    const strange = (type: number) => encodeFrame({ type, gzip: false, id, offset: 0, total: 3 }, new Uint8Array(3));
    expect(readAll(strange(9), [])).toBe('unknownType');
    expect(readAll(Buffer.concat([strange(200), end]), [])).toHaveLength(1);
  });

  test.each([
    ['比一帧能有的大', (bytes: Buffer) => bytes.writeUInt32BE(frameLimits.payload + 1, 2), 'payloadTooLarge'],
    ['没有的标志', (bytes: Buffer) => bytes.writeUInt8(2, 1), 'unknownFlags'],
    ['伸到照片外面', (bytes: Buffer) => bytes.writeUInt32BE(6, 38), 'badRange'],
    ['偏移大得绕回去', (bytes: Buffer) => bytes.writeUInt32BE(0xffff_ffff, 38), 'badRange'],
  ])('%s：不等内容到齐就拒收', (_what, bend, fault) => {
    const bytes = Buffer.from(piece(4, Uint8Array.from([1, 2, 3]), 7));
    bend(bytes);
    expect(readAll(bytes.subarray(0, frameLimits.header), [])).toBe(fault);
  });
});
