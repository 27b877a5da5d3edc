import { expect, it } from 'vitest';
import type { CameraSource, OpenedCamera } from '../../src-renderer/photo/camera-source.ts';
import { faultingCameras, PLUG_EVENT, type PlugMove } from '../../src-renderer/photo/faulting-cameras.ts';

function rehearsal() {
  const hand = new EventTarget();
  const tracks: { readyState: string; stop: () => void }[] = [];
  let answering: Promise<void> = Promise.resolve();
  const real: CameraSource = {
    list: async () => [{ id: 'usb-1', name: 'USB Camera' }],
    open: async () => {
      await answering;
      const track = {
        readyState: 'live',
        stop: () => {
          track.readyState = 'ended';
        },
      };
      tracks.push(track);
      return { track, id: 'usb-1', name: 'USB Camera' } as unknown as OpenedCamera;
    },
    onChange: () => () => {},
  };
  return {
    cameras: faultingCameras(real, hand),
    tracks,
    move: (move: PlugMove) => hand.dispatchEvent(Object.assign(new Event(PLUG_EVENT), { detail: move })),
    answerWhen: (until: Promise<void>) => {
      answering = until;
    },
  };
}

it('拔下：开着的断了，列表空了，打不开；插回：又能开', async () => {
  const { cameras, tracks, move } = rehearsal();
  let told = 0;
  const deaf = cameras.onChange(() => {
    told += 1;
  });
  await cameras.open(null);
  move('pull');
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended']);
  expect(await cameras.list()).toEqual([]);
  await expect(cameras.open(null)).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }));
  move('plug');
  expect(await cameras.list()).toHaveLength(1);
  await cameras.open(null);
  expect(tracks.at(-1)?.readyState).toBe('live');
  deaf();
  move('pull');
  expect(told).toBe(2);
});

it('被别的程序拿走：还在列表里，打开说被占用', async () => {
  const { cameras, tracks, move } = rehearsal();
  await cameras.open(null);
  move('takeAway');
  expect(tracks[0]?.readyState).toBe('ended');
  expect(await cameras.list()).toHaveLength(1);
  await expect(cameras.open(null)).rejects.toThrow(expect.objectContaining({ name: 'NotReadableError' }));
});

it('正在打开的时候拔下：迟到的那一次关掉，不交出去', async () => {
  const { cameras, tracks, move, answerWhen } = rehearsal();
  let answer = (): void => {};
  answerWhen(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const opening = cameras.open(null);
  move('pull');
  answer();
  await expect(opening).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }));
  expect(tracks[0]?.readyState).toBe('ended');
});

it('换上另一台：开着的断了，列表里和打开的都是另一台的名字；换回来是原来那台', async () => {
  const { cameras, tracks, move } = rehearsal();
  await cameras.open(null);
  move('swap');
  expect(tracks[0]?.readyState).toBe('ended');
  const [other] = await cameras.list();
  expect(other).toEqual({ id: 'usb-1·2', name: 'USB Camera·2' });
  expect(await cameras.open('usb-1·2')).toMatchObject({ id: 'usb-1·2', name: 'USB Camera·2' });
  move('plug');
  expect(await cameras.list()).toEqual([{ id: 'usb-1', name: 'USB Camera' }]);
  expect(await cameras.open(null)).toMatchObject({ id: 'usb-1', name: 'USB Camera' });
});
