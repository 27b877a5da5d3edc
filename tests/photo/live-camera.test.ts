import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CameraEntry, CameraSource, OpenedCamera } from '../../src-renderer/photo/camera-source.ts';
import {
  keepLiveCamera,
  type LiveCamera,
  type LiveState,
  type WantedCamera,
} from '../../src-renderer/photo/live-camera.ts';

const usb: CameraEntry = { id: 'usb-1', name: 'USB Camera' };
const builtIn: CameraEntry = { id: 'in-1', name: 'Integrated Camera' };
const anyCamera: WantedCamera = { id: null, name: null };

/** A room with cameras that are plugged and pulled, behind the door that the desk takes its pictures through. */
function room(plugged: readonly CameraEntry[]) {
  let now = [...plugged];
  let namesKnown = true;
  let hold: Promise<void> | null = null;
  const opened: string[] = [];
  const open = new Map<string, { readyState: string; isStopped: boolean }>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const source: CameraSource = {
    list: async () => now.map(({ id, name }) => (namesKnown ? { id, name } : { id: '', name: '' })),
    open: async (id) => {
      await hold;
      const camera = id === null ? now[0] : now.find((one) => one.id === id);
      if (camera === undefined)
        throw new DOMException('not there', id === null ? 'NotFoundError' : 'OverconstrainedError');
      namesKnown = true;
      opened.push(camera.name);
      const track = { readyState: 'live', isStopped: false };
      open.set(camera.id, track);
      return openedCamera(camera, track);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    source,
    opened,
    pull: (camera: CameraEntry): void => {
      now = now.filter((one) => one !== camera);
      const track = open.get(camera.id);
      if (track) track.readyState = 'ended';
      tell();
    },
    plug: (camera: CameraEntry): void => {
      now = [...now, camera];
      tell();
    },
    keepNamesSecret: (): void => {
      namesKnown = false;
    },
    holdOpen: (until: Promise<void>): void => {
      hold = until;
    },
    isOn: (camera: CameraEntry): boolean => open.get(camera.id)?.isStopped === false,
  };
}

function openedCamera(camera: CameraEntry, track: { readyState: string; isStopped: boolean }): OpenedCamera {
  const made = {
    ...camera,
    stream: { of: camera.name },
    track: Object.assign(track, {
      stop: () => {
        track.readyState = 'ended';
        track.isStopped = true;
      },
      getSettings: () => ({ width: 1280, height: 720 }),
    }),
  };
  return made as unknown as OpenedCamera;
}

/** A picture that moves as long as somebody looks at it. */
function newVideo() {
  let frames = 0;
  const video = {
    srcObject: null as unknown,
    videoWidth: 1280,
    videoHeight: 720,
    play: async () => {},
    getVideoPlaybackQuality: () => ({ totalVideoFrames: ++frames }),
  };
  return video as typeof video & HTMLVideoElement;
}

const kept: LiveCamera[] = [];

/** Keeps a live picture and hands back the states it went through. */
function keep(source: CameraSource, video: HTMLVideoElement, wanted: WantedCamera): LiveState[] {
  const states: LiveState[] = [];
  kept.push(keepLiveCamera(source, video, wanted, (state) => states.push(state)));
  return states;
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const last = (states: readonly LiveState[]): string => {
  const state = states.at(-1);
  if (state?.kind === 'live') return state.label;
  return state?.kind === 'lost' ? state.trouble : (state?.kind ?? '');
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { visibilityState: 'visible' });
});
afterEach(() => {
  for (const camera of kept.splice(0)) camera.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('摄像头拔下来：旁边那一台不会自己顶上，也不会拍到登记员；插回去画面自己回来', async () => {
  const { source, pull, plug, opened, isOn } = room([usb, builtIn]);
  const states = keep(source, newVideo(), anyCamera);
  await wait(10);
  expect(last(states)).toBe(usb.name);
  pull(usb);
  await wait(20_000);
  expect(last(states)).toBe('otherOnly');
  expect(isOn(builtIn)).toBe(false);
  plug(usb);
  await wait(600);
  expect(last(states)).toBe(usb.name);
  expect(opened).toEqual([usb.name, usb.name]);
});

it('记住的那一台不在：不拿别的代替；一插上就用它', async () => {
  const { source, plug, isOn } = room([builtIn]);
  const states = keep(source, newVideo(), { id: null, name: usb.name });
  await wait(10_000);
  expect(last(states)).toBe('otherOnly');
  expect(isOn(builtIn)).toBe(false);
  plug(usb);
  await wait(600);
  expect(last(states)).toBe(usb.name);
});

it('换了 USB 口、编号变了：按名字认回同一台', async () => {
  const { source, pull, plug } = room([usb, builtIn]);
  const states = keep(source, newVideo(), { id: usb.id, name: usb.name });
  await wait(10);
  pull(usb);
  await wait(3000);
  plug({ id: 'usb-2', name: usb.name });
  await wait(600);
  expect(last(states)).toBe(usb.name);
});

it('选定的编号不在、又没有名字可认：说没有，不开别的', async () => {
  const { source, isOn } = room([builtIn]);
  const states = keep(source, newVideo(), { id: usb.id, name: null });
  await wait(5000);
  expect(last(states)).toBe('otherOnly');
  expect(isOn(builtIn)).toBe(false);
});

it('名字还不知道的时候：先开一台问到名字，再换成记住的那台', async () => {
  const cameras = room([builtIn, usb]);
  cameras.keepNamesSecret();
  const states = keep(cameras.source, newVideo(), { id: null, name: usb.name });
  await wait(10);
  expect(last(states)).toBe(usb.name);
  expect(cameras.isOn(builtIn)).toBe(false);
});

it('一台也没有：说找不到；没有记住哪一台的，插上就用', async () => {
  const { source, plug } = room([]);
  const states = keep(source, newVideo(), anyCamera);
  await wait(10);
  expect(last(states)).toBe('noCamera');
  plug(usb);
  await wait(600);
  expect(last(states)).toBe(usb.name);
});

it('停了以后才打开的摄像头，马上关掉，不动别人正在放的画面', async () => {
  const { source, holdOpen, isOn } = room([usb]);
  let letGo = (): void => {};
  holdOpen(
    new Promise((resolve) => {
      letGo = resolve;
    }),
  );
  const video = newVideo();
  keep(source, video, anyCamera);
  await wait(10);
  kept.splice(0)[0]?.stop();
  const newer = { of: '新的一台' };
  Object.assign(video, { srcObject: newer });
  letGo();
  await wait(10);
  expect(isOn(usb)).toBe(false);
  expect(video.srcObject).toBe(newer);
});

it('摄像头一直不答复：十五秒后说出来，不停在“正在打开”；迟到的那一次关掉', async () => {
  const { source, holdOpen, isOn } = room([usb]);
  let letGo = (): void => {};
  holdOpen(
    new Promise((resolve) => {
      letGo = resolve;
    }),
  );
  const states = keep(source, newVideo(), anyCamera);
  await wait(16_000);
  expect(last(states)).toBe('busy');
  kept.splice(0)[0]?.stop();
  letGo();
  await wait(10);
  expect(isOn(usb)).toBe(false);
});
