import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type GateLine, openGateLine } from '../../src-renderer/photo/gate/gate-line.ts';
import type { GateQuestion, GateReply } from '../../src-renderer/photo/gate/gate-messages.ts';
import type { PhotoProfile } from '../../src-renderer/photo/photo-profile.ts';

const workers: FakeWorker[] = [];
/** What each new worker does by itself. */
let onBorn: (worker: FakeWorker) => void = () => {};
let onAsked: (worker: FakeWorker, question: GateQuestion) => void = () => {};

class FakeWorker {
  isEnded = false;
  onmessage: ((event: { data: GateReply }) => void) | null = null;
  onerror: ((event: { preventDefault: () => void }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  constructor() {
    workers.push(this);
    setTimeout(() => onBorn(this), 10);
  }
  postMessage(question: GateQuestion): void {
    setTimeout(() => onAsked(this, question), 10);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(reply: GateReply): void {
    if (!this.isEnded) this.onmessage?.({ data: reply });
  }
  crash(): void {
    if (!this.isEnded) this.onerror?.({ preventDefault: () => {} });
  }
}

const profile = {} as PhotoProfile;
const newFrame = () => ({ width: 640, height: 480, close: vi.fn() }) as unknown as ImageBitmap;
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const comesUp = (worker: FakeWorker): void => worker.say({ kind: 'ready' });
let line: GateLine | null = null;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', FakeWorker);
  onBorn = comesUp;
});
afterEach(() => {
  line?.close();
  workers.length = 0;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('没有检测程序、画面又取不下来：照片答“没有做成”，不停在“别动”', async () => {
  onBorn = (worker) => worker.crash();
  line = openGateLine();
  await wait(100);
  expect(line.state().kind).toBe('noDetector');
  // there is no canvas here: the way without a worker fails at once
  const made = line.ask('shot', newFrame(), profile);
  await wait(20_000);
  expect(await made).toBeNull();
  const again = line.ask('shot', newFrame(), profile);
  await wait(20_000);
  expect(await again).toBeNull();
});

it('每一张都弄断的检测程序：试三次就不再重启，登记台照样拍', async () => {
  onAsked = (worker) => worker.crash();
  line = openGateLine();
  for (let times = 0; times < 8; times++) {
    await wait(100);
    void line.ask('look', newFrame(), profile);
    await wait(100);
  }
  expect(line.state().kind).toBe('noDetector');
  expect(workers).toHaveLength(3);
});

it('每一张都说出错的检测程序，也一样', async () => {
  onAsked = (worker, { id }) => worker.say({ kind: 'broken', id, reason: '' });
  line = openGateLine();
  for (let times = 0; times < 30; times++) {
    await wait(50);
    void line.ask('look', newFrame(), profile);
    await wait(50);
  }
  expect(line.state().kind).toBe('noDetector');
});

it('偶尔断一次、别的都好：一直重启下去', async () => {
  let asked = 0;
  onAsked = (worker, { id }) => {
    asked += 1;
    if (asked % 3 === 0) worker.crash();
    else worker.say({ kind: 'answer', id, answer: null });
  };
  line = openGateLine();
  for (let times = 0; times < 30; times++) {
    await wait(50);
    void line.ask('look', newFrame(), profile);
    await wait(50);
  }
  expect(line.state().kind).toBe('ready');
});

it('离开这一页时正在做的照片做完再停，不悄悄丢掉；预览的不等', async () => {
  onAsked = (worker, { id }) =>
    setTimeout(() => worker.say({ kind: 'answer', id, answer: { ok: true, value: {} } as never }), 500);
  line = openGateLine();
  await wait(50);
  const shot = line.ask('shot', newFrame(), profile);
  const second = line.ask('shot', newFrame(), profile);
  const look = line.ask('look', newFrame(), profile);
  line.close();
  expect(await look).toBeNull();
  await wait(2000);
  expect(await shot).toEqual({ ok: true, value: {} });
  expect(await second).toEqual({ ok: true, value: {} });
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true]);
});

it('换了学生：马上告诉检测程序，不排在画面后面', async () => {
  line = openGateLine();
  await wait(100);
  const told: unknown[] = [];
  onAsked = (_worker, question) => told.push(question.kind);
  void line.ask('look', newFrame(), profile);
  line.newSitter();
  await wait(20);
  expect(told).toEqual(['look', 'newSitter']);
  expect(line.state().kind).toBe('ready');
});
