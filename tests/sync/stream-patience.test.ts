import { describe, expect, test } from 'vitest';
import { streamPatience } from '../../src-main/sync/stream-patience.ts';

describe('一条线路没有声音，等多久', () => {
  test('只有它没有声音：等久一些；都没有声音：线断了，等一半', () => {
    expect(streamPatience('speaking', 8000, { speaking: 6, silentMs: 300 })).toBe(12_000);
    expect(streamPatience('speaking', 8000, { speaking: 6, silentMs: 4000 })).toBe(12_000);
    expect(streamPatience('speaking', 8000, { speaking: 6, silentMs: 4001 })).toBe(4000);
  });

  test('一两条线路一起没有声音说明不了什么', () => {
    expect(streamPatience('speaking', 8000, { speaking: 2, silentMs: 7000 })).toBe(12_000);
    expect(streamPatience('speaking', 8000, { speaking: 2, silentMs: 8000 })).toBe(8000);
    expect(streamPatience('speaking', 8000, { speaking: 1, silentMs: 8001 })).toBe(8000);
  });

  test('正在打开的、刚接通的，不因别的线路没有声音就断', () => {
    expect(streamPatience('opening', 8000, { speaking: 6, silentMs: 7000 })).toBe(12_000);
    expect(streamPatience('standing', 8000, { speaking: 6, silentMs: 7000 })).toBe(8000);
  });
});
