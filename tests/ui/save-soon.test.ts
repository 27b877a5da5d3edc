import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveQueue } from '../../src-renderer/bridge/save-soon.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const sent: string[] = [];
let answer: number | null = null;
let refused: readonly string[] = [];
/** one queue, and the short words for the only subject most of these tests need */
const make = () => {
  sent.length = 0;
  answer = null;
  refused = [];
  const queue = saveQueue<string>((subjects) => {
    refused = subjects;
  });
  const keepOf = (subject: string, item: string, reply: () => Promise<number | null> = async () => answer) =>
    queue.keep(subject, item, () => {
      sent.push(item);
      return reply();
    });
  return {
    ...queue,
    keepOf,
    keep: (item: string) => keepOf('甲某', item),
    flush: () => queue.flush(),
    drop: () => queue.drop('甲某'),
  };
};

describe('边打边存', () => {
  it('停手 150 毫秒后存一次，只存最新的', async () => {
    const saving = make();
    saving.keep('王');
    await vi.advanceTimersByTimeAsync(100);
    saving.keep('王敏');
    await vi.advanceTimersByTimeAsync(149);
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
      expect(at + 100 - oldestUnsaved).toBeLessThan(500);
    }
    expect(sent.length).toBeLessThan(40);
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

  it('磁盘满时叫了下一位：前一位的不丢，各存各的，存上为止', async () => {
    const saving = make();
    answer = 3000;
    saving.keepOf('甲某', '甲的住址');
    await saving.flush();
    saving.keepOf('乙某', '乙的住址');
    saving.keepOf('丙某', '丙的住址');
    await vi.advanceTimersByTimeAsync(300);
    expect(refused).toEqual(['甲某', '乙某', '丙某']);
    expect(saving.unsettled('甲某')).toBe('甲的住址');
    sent.length = 0;
    answer = null;
    await vi.advanceTimersByTimeAsync(3000);
    expect(sent.toSorted()).toEqual(['丙的住址', '乙的住址', '甲的住址'].toSorted());
    expect(refused).toEqual([]);
    expect(saving.unsettled('甲某')).toBeNull();
  });

  it('不会自己再试的，留着等人按“再存一次”', async () => {
    const saving = make();
    answer = Number.POSITIVE_INFINITY;
    saving.keepOf('甲某', '甲的住址');
    expect(await saving.flush()).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(['甲的住址']);
    expect(refused).toEqual(['甲某']);
    answer = null;
    expect(await saving.flush()).toBe(true);
    expect(sent).toEqual(['甲的住址', '甲的住址']);
    expect(refused).toEqual([]);
  });

  it('旧的一次答复得晚，也不盖掉后来存上的', async () => {
    const saving = make();
    let refuseOld: (again: number) => void = () => {};
    const old = new Promise<number>((resolve) => {
      refuseOld = resolve;
    });
    saving.keepOf('甲某', '新惠', () => old);
    await vi.advanceTimersByTimeAsync(300);
    saving.keepOf('甲某', '新惠镇');
    await vi.advanceTimersByTimeAsync(300);
    refuseOld(3000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual(['新惠', '新惠镇']);
    expect(refused).toEqual([]);
  });

  it('还没存上又接着打：算没有存上，只存最新的', async () => {
    const saving = make();
    answer = 3000;
    saving.keep('甲');
    await vi.advanceTimersByTimeAsync(300);
    saving.keep('甲乙');
    expect(refused).toEqual(['甲某']);
    answer = null;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual(['甲', '甲乙']);
    expect(refused).toEqual([]);
  });
});
