import { describe, expect, test } from 'vitest';
import { createAckReader } from '../../src-main/sync/ack-reader.ts';
import { createBatchSize } from '../../src-main/sync/push-batch.ts';
import { createSpeedLimit } from '../../src-main/sync/speed-limit.ts';
import { createStreamCount } from '../../src-main/sync/stream-count.ts';
import { chunkSize, createStreamWindow, firstWindow } from '../../src-main/sync/stream-window.ts';

const kb = 1024;

describe('送出的快慢', () => {
  test('窗口：先 32 KB，以后是 2.2 秒的实收量，不小于 8 KB，不大于 512 KB', () => {
    const window = createStreamWindow(0);
    expect(window.size(0)).toBe(32 * kb);
    for (let second = 1; second <= 10; second += 1) window.acked(20 * kb, second * 1000);
    expect(window.goodput(10_500)).toBe(20 * kb);
    expect(window.size(10_500)).toBe(Math.round(2.2 * 20 * kb));
    expect(window.size(60_000)).toBe(8 * kb);
    window.acked(100 * 1024 * kb, 61_000);
    expect(window.size(61_000)).toBe(512 * kb);
  });

  test('重开的线路从这一趟的快慢起，不再先塞满', () => {
    expect([0, 1, 5 * kb, 1000 * kb].map(firstWindow)).toEqual([32 * kb, 8 * kb, 11 * kb, 64 * kb]);
    const window = createStreamWindow(0, 11 * kb);
    expect(window.size(5000)).toBe(11 * kb);
    // opening the line took five seconds: they are not counted as slowness
    window.began(5000);
    window.acked(10 * kb, 6000);
    expect(window.goodput(6000)).toBe(10 * kb);
  });

  test('弱线路上照片切成小块', () => {
    expect([chunkSize(8 * kb), chunkSize(100 * kb), chunkSize(5000 * kb)]).toEqual([8 * kb, 32 * kb, 64 * kb]);
  });

  test('从两条线路起，多一条确实多一成才再加；长线路一开始就六条', () => {
    const count = createStreamCount(100, 0);
    expect(count.wanted(1000, 100)).toBe(2);
    expect(count.wanted(1000, 3000)).toBe(3);
    expect(count.wanted(1050, 6000)).toBe(3);
    expect(count.wanted(1100, 9000)).toBe(4);
    expect(count.wanted(9000, 12_000)).toBe(4);
    expect(createStreamCount(800, 0).wanted(0, 100)).toBe(6);
    const silent = createStreamCount(100, 0);
    expect([silent.wanted(0, 3000), silent.wanted(0, 6000)]).toEqual([2, 2]);
  });

  test('限速：几条线路合起来不超过设定值', () => {
    const limit = createSpeedLimit(() => 800, 0);
    let now = 0;
    let bytes = 0;
    while (now < 10_000) {
      now += limit.take(8 * kb, now);
      bytes += 8 * kb;
      if (bytes > 10_000_000) break;
    }
    expect(bytes).toBeGreaterThan(0.95 * 1_000_000);
    expect(bytes).toBeLessThan(1.06 * 1_000_000);
    expect(createSpeedLimit(() => null, 0).take(1_000_000, 0)).toBe(0);
  });

  test('整批送时：快了加倍，慢了或断了减半，不小于 48 KB', () => {
    const size = createBatchSize();
    size.went(null, 500);
    expect(size.bytes()).toBe(96 * kb);
    size.went(null, 2000);
    expect(size.bytes()).toBe(128 * kb);
    size.went(null, 4000);
    expect(size.bytes()).toBe(128 * kb);
    size.went({ kind: 'noAnswer' }, 100);
    size.went(null, 7000);
    size.went(null, 7000);
    expect(size.bytes()).toBe(48 * kb);
  });
});

describe('回答的行', () => {
  const id = '0190b3a4-1111-7000-8000-000000000001';
  const sha = 'ab'.repeat(32);

  test('在任何地方切开都读得一样', () => {
    const receipt = { body: '{"词":"收"}', signature: 'c2ln' };
    const text = [
      { t: '2026-06-01T00:00:00.000Z' },
      { o: id, s: 'text' },
      { b: sha, n: 8192 },
      { o: id, receipt, repeated: false },
      { o: id, bad: 'op-mutated' },
      { b: sha, bad: 'hash-mismatch' },
      { end: 1, contiguous: 7 },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('\n');
    const bytes = Buffer.from(text, 'utf8');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = createAckReader();
      const parts = [reader.push(bytes.subarray(0, cut)), reader.push(bytes.subarray(cut))];
      expect(parts.flatMap((part) => (part.ok ? part.value : []))).toEqual([
        { kind: 'heartbeat' },
        { kind: 'text', messageId: id },
        { kind: 'photo', sha256: sha, bytes: 8192 },
        { kind: 'receipt', messageId: id, receipt },
        { kind: 'badRecord', messageId: id, code: 'op-mutated' },
        { kind: 'badPhoto', sha256: sha, code: 'hash-mismatch' },
        { kind: 'end', contiguous: 7 },
      ]);
    }
  });

  test('半行不算；不是这种回答的不认；流上的总故障说得出是什么', () => {
    const reader = createAckReader();
    expect(reader.push(Buffer.from(`{"o":"${id}","s":"te`))).toEqual({ ok: true, value: [] });
    expect(createAckReader().push(Buffer.from('<html>\n'))).toEqual({ ok: false, fault: { kind: 'notAReceiver' } });
    expect(createAckReader().push(Buffer.alloc(70 * kb, 32)).ok).toBe(false);
    expect(createAckReader().push(Buffer.from('{"bad":"storage"}\n'))).toEqual({
      ok: true,
      value: [{ kind: 'fatal', fault: { kind: 'storage' } }],
    });
    expect(createAckReader().push(Buffer.from('{"later":1}\n'))).toEqual({ ok: true, value: [] });
  });
});
