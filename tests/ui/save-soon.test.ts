import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveSoon } from '../../src-renderer/bridge/save-soon.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const sent: string[] = [];
let answer: number | null = null;
const make = () => {
  sent.length = 0;
  answer = null;
  return saveSoon<string>(async (item) => {
    sent.push(item);
    return answer;
  });
};

describe('边打边存', () => {
  it('停手 300 毫秒后存一次，只存最新的', async () => {
    const saving = make();
    saving.keep('王');
    await vi.advanceTimersByTimeAsync(200);
    saving.keep('王敏');
    await vi.advanceTimersByTimeAsync(299);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['王敏']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent).toEqual(['王敏']);
  });

  it('一直不停手：没有一个字等到一秒', async () => {
    const saving = make();
    let oldestUnsaved = 0;
    for (let at = 0; at < 10_000; at += 100) {
      const before = sent.length;
      saving.keep(String(at));
      await vi.advanceTimersByTimeAsync(100);
      if (sent.length > before) oldestUnsaved = at + 100;
      expect(at + 100 - oldestUnsaved).toBeLessThan(800);
    }
    expect(sent.length).toBeLessThan(30);
  });

  it('磁盘不收：隔一会儿再存；这期间打的字代替旧的', async () => {
    const saving = make();
    answer = 3000;
    saving.keep('甲');
    await vi.advanceTimersByTimeAsync(300);
    saving.keep('甲乙');
    answer = null;
    await vi.advanceTimersByTimeAsync(300);
    expect(sent).toEqual(['甲', '甲乙']);
    answer = 3000;
    saving.keep('丙');
    await vi.advanceTimersByTimeAsync(300);
    answer = null;
    await vi.advanceTimersByTimeAsync(3000);
    expect(sent.slice(2)).toEqual(['丙', '丙']);
  });

  it('锁着时存不了：解锁时的 flush 补存；drop 之后不再存', async () => {
    const saving = make();
    answer = Number.POSITIVE_INFINITY;
    saving.keep('甲');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(['甲']);
    answer = null;
    await saving.flush();
    expect(sent).toEqual(['甲', '甲']);
    saving.keep('乙');
    saving.drop();
    await vi.advanceTimersByTimeAsync(60_000);
    await saving.flush();
    expect(sent).toHaveLength(2);
  });
});
