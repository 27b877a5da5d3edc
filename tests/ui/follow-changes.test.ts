import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DeskEvent } from '../../shared/contract/channel.ts';
import { followChanges } from '../../src-renderer/bridge/query-client.ts';

let tell: (event: DeskEvent) => void = () => {};
let client: QueryClient;
let stop: () => void;
const asked: string[] = [];
const leave: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const bridge = {
    subscribe: (listener: typeof tell) => {
      tell = listener;
      return () => {
        tell = () => {};
      };
    },
  };
  vi.stubGlobal('window', { kaoji: bridge });
  client = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } });
  stop = followChanges(client);
});
afterEach(() => {
  for (const close of leave.splice(0)) close();
  stop();
  client.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** On screen: asked now and after each change. */
async function show(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const queryFn = () => {
      asked.push(name);
      return name;
    };
    leave.push(new QueryObserver(client, { queryKey: [name, {}], queryFn }).subscribe(() => {}));
  }
  await vi.advanceTimersByTimeAsync(1);
  asked.length = 0;
}

it('六十毫秒里的变动只问一次；屏幕上的都再问，照片的画面不再问，照片墙要再问', async () => {
  await show('desk.queue', 'photo.wall', 'photo.read', 'application.readPage');
  for (let n = 0; n < 20; n++) tell({ kind: 'changed', nouns: ['candidacy'] });
  await vi.advanceTimersByTimeAsync(59);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(asked.sort()).toEqual(['desk.queue', 'photo.wall']);
  tell({ kind: 'changed', nouns: ['capture'] });
  await vi.advanceTimersByTimeAsync(61);
  expect(asked).toHaveLength(4);
});

it('没有名目的变动（草稿）、进度不问；不再跟随就不问', async () => {
  await show('desk.queue');
  tell({ kind: 'changed', nouns: [] });
  tell({ kind: 'progress', job: 'j', done: 1, total: 2, phase: '读' });
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([]);
  tell({ kind: 'changed', nouns: ['candidacy'] });
  stop();
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([]);
});
