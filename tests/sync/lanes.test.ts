import { describe, expect, test } from 'vitest';
import { createLanes, type LaneMode } from '../../src-main/sync/push-lanes.ts';
import type { PushStream, StreamEnd } from '../../src-main/sync/push-stream.ts';

type Opened = { readonly lane: number; readonly mode: LaneMode; heard: boolean; end(end: Partial<StreamEnd>): void };

/** Lanes over streams that end when the test says so; nothing waits for a real clock. */
function makeLanes() {
  let now = 0;
  const opened: Opened[] = [];
  const pauses: number[] = [];
  const lanes = createLanes(
    {
      now: () => now,
      sleep: async (ms) => void pauses.push(ms),
      open(lane, mode): PushStream {
        let settle: (end: StreamEnd) => void = () => undefined;
        const ended = new Promise<StreamEnd>((resolve) => {
          settle = resolve;
        });
        const at = now;
        const one: Opened = {
          lane,
          mode,
          heard: false,
          end: (end) => settle({ fault: { kind: 'noAnswer' }, isMute: false, ms: now - at, ...end }),
        };
        opened.push(one);
        return { ended, tick: () => undefined, finish: () => undefined, goodput: () => 0, hasHeard: () => one.heard };
      },
      hasWork: () => true,
      onLost: () => undefined,
      progress: () => 0,
      isDone: () => false,
    },
    'stream',
  );
  return {
    lanes,
    opened,
    pauses,
    async pass(ms: number) {
      now += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('并排的线路', () => {
  test('一起断掉的线路说明不了中间有设备；一条接一条没有回答才改成一批一批', async () => {
    const { lanes, opened, pass } = makeLanes();
    lanes.tick(4);
    await pass(8000);
    for (const one of opened.splice(0)) one.end({ isMute: true });
    await pass(10);
    expect(lanes.mode()).toBe('stream');
    await pass(8000);
    for (const one of opened.splice(0)) one.end({ isMute: true });
    await pass(10);
    expect(lanes.mode()).toBe('batch');
  });

  test('有一条听到过回答，就不再改成一批一批', async () => {
    const { lanes, opened, pass } = makeLanes();
    lanes.tick(2);
    const [first] = opened;
    if (first) first.heard = true;
    for (let round = 0; round < 3; round += 1) {
      await pass(8000);
      for (const one of opened.splice(0)) one.end({ isMute: !one.heard });
      await pass(10);
    }
    expect(lanes.mode()).toBe('stream');
  });

  test('整条线断一下，每条都马上再开，不按断了几条等', async () => {
    const { lanes, opened, pauses, pass } = makeLanes();
    lanes.tick(6);
    for (const one of opened) one.heard = true;
    await pass(5000);
    for (const one of opened.splice(0)) one.end({});
    await pass(10);
    expect(pauses).toHaveLength(6);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(250);
    // who cannot even be opened waits longer
    await pass(1000);
    for (const one of opened.splice(0)) one.end({});
    await pass(10);
    expect(pauses).toHaveLength(12);
    expect(Math.min(...pauses.slice(-6))).toBeGreaterThanOrEqual(300);
  });
});
