import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { encode } from 'jpeg-js';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createStillCamera } from '../../src-main/camera/still-camera.ts';
import type { StillFault } from '../../src-main/camera/still-fault.ts';
import { readJpeg } from '../../src-main/documents/jpeg.ts';

// Every test shows a fault on bare node-webcam first, then that the desk's own way does not have it.

type Options = Record<string, unknown>;
type Bare = {
  readonly bin: string;
  readonly opts: Options;
  readonly shots: unknown[];
  capture(location: string | null, done: Done): void;
  list(told: (cameras: string[]) => void): void;
  generateSh(location: string): string;
};
type Done = (error: Error | string | null, result?: unknown) => void;
const load = createRequire(import.meta.url);
const nodeWebcam = load('node-webcam') as {
  readonly FSWebcam: new (options: Options) => Bare;
  readonly WindowsWebcam: new (options: Options) => Bare;
};
/** the one object that node-webcam reads folders with */
const fileSystem = load('node:fs') as typeof import('node:fs');

const home = mkdtempSync(join(tmpdir(), 'kaoji-still-'));
const testRoot = join(home, '测试 照片');
const picture = (grey: number) =>
  new Uint8Array(encode({ data: new Uint8Array(320 * 240 * 4).fill(grey), width: 320, height: 240 }, 90).data);
const previous = Buffer.from('PREVIOUS-CANDIDATE');
const device = `FILE:${join(testRoot, 'face.jpg')}`;
const plainDevice = `FILE:${join(home, 'face.jpg')}`;
const systemPath = process.env['PATH'] ?? '';
const projectRoot = process.cwd();

beforeAll(() => {
  mkdirSync(testRoot);
  for (const folder of [home, testRoot]) writeFileSync(join(folder, 'face.jpg'), picture(120));
  const driver = systemPath.split(delimiter).some((folder) => existsSync(join(folder, 'fswebcam')));
  if (!driver) throw new Error('装好 fswebcam 再跑：node scripts/system-packages.mjs');
  // what node-webcam writes to the wrong place lands here
  process.chdir(home);
});
afterEach(() => {
  process.env['PATH'] = systemPath;
});
afterAll(() => {
  process.chdir(projectRoot);
  rmSync(home, { recursive: true, force: true });
});

let standIns = 0;
/** A program named fswebcam, alone in its folder in front of the system's. */
function standIn(script: string): string {
  const folder = join(home, `bin${standIns++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'fswebcam'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'fswebcam'), 0o755);
  return `${folder}:/usr/bin:/bin`;
}

/** What bare node-webcam calls back; `path` is where it looks for the driver. */
function bare(
  options: Options,
  location: string | null,
  path = systemPath,
): Promise<{ error: unknown; result: unknown }> {
  process.env['PATH'] = path;
  return new Promise((resolve) => {
    new nodeWebcam.FSWebcam(options).capture(location, (error, result) => resolve({ error, result }));
  });
}

/** The code of the fault that the desk's camera rejects with, or `taken`. */
async function ours(
  id: string,
  options: { path?: string; timeoutMs?: number; testRoot?: string | null } = {},
): Promise<string> {
  try {
    await createStillCamera({ testRoot, ...options }).take(id);
    return 'taken';
  } catch (error) {
    if (!(error instanceof Error) || !('sentence' in error)) throw error;
    expect((error as StillFault).sentence).toMatch(/\p{Script=Han}{6}/u);
    return (error as StillFault).code;
  }
}

/** A place where the shot of the pupil before still lies. */
function placeOfPrevious(): string {
  const place = join(mkdtempSync(join(home, 'shots-')), 'shot.jpg');
  writeFileSync(place, previous);
  return place;
}

describe('别人的照片', () => {
  test('拍完一张摄像头掉了：原库把前一名学生的照片当作后一名的', async () => {
    const face = join(home, 'face.jpg');
    const once = (used: string) =>
      standIn(
        `[ -e "${used}" ] && exit 0; touch "${used}"; for last in "$@"; do :; done
         [ "$last" = - ] && cat "${face}" || cp "${face}" "$last"`,
      );
    const path = once(join(home, 'used-by-bare'));
    const place = join(home, 'every-shot.jpg');
    const options = { device: plainDevice, callbackReturn: 'buffer' };
    const first = await bare({ ...options }, place, path);
    const second = await bare({ ...options }, place, path);
    expect(second.error).toBeNull();
    expect(second.result).toEqual(first.result);

    const ourPath = once(join(home, 'used-by-us'));
    expect(await ours(device, { path: ourPath })).toBe('taken');
    expect(await ours(device, { path: ourPath })).toBe('NO_PICTURE');
  });

  test('不是摄像头的设备（真的 fswebcam）：原库也交出上一张', async () => {
    const shot = await bare({ device: '/dev/null', callbackReturn: 'buffer' }, placeOfPrevious());
    expect([shot.error, shot.result]).toEqual([null, previous]);

    expect(await ours('/dev/null')).toBe('BAD_DEVICE');
  });

  test('摄像头被占用而退出码为 0：原库算拍成', async () => {
    const path = standIn('echo "VIDIOC_STREAMON: Device or resource busy" >&2; exit 0');
    const shot = await bare({ device: plainDevice, callbackReturn: 'buffer' }, placeOfPrevious(), path);
    expect([shot.error, shot.result]).toEqual([null, previous]);

    expect(await ours(device, { path })).toBe('DEVICE_BUSY');
  });

  test('照片只写了一半：原库照样交出', async () => {
    const half = join(home, 'half.jpg');
    writeFileSync(half, picture(90).subarray(0, 900));
    // the last word of the command line is where the picture goes: a file for the one, standard output for the other
    const path = standIn(`for last in "$@"; do :; done; [ "$last" = - ] && cat "${half}" || cp "${half}" "$last"`);
    const shot = await bare({ device: plainDevice, callbackReturn: 'buffer' }, join(home, 'new.jpg'), path);
    expect(shot.error).toBeNull();
    expect(readJpeg(new Uint8Array(shot.result as Buffer)).ok).toBe(false);

    expect(await ours(device, { path })).toBe('BAD_PICTURE');
  });

  test('每一张都留在内存里：原库缺省留着所有学生的照片', async () => {
    process.env['PATH'] = systemPath;
    const camera = new nodeWebcam.FSWebcam({ device: plainDevice });
    for (const name of ['a.jpg', 'b.jpg']) await new Promise((resolve) => camera.capture(join(home, name), resolve));
    expect(camera.shots).toHaveLength(2);
    expect(existsSync(join(home, 'a.jpg'))).toBe(true);

    const before = readdirSync(testRoot);
    expect(await ours(device)).toBe('taken');
    // neither kept nor written anywhere: the picture comes by standard output
    expect(readdirSync(testRoot)).toEqual(before);
  });
});

describe('命令注入', () => {
  const pwned = (name: string) => join(home, `PWNED-${name}`);
  const echoPath = () => standIn(`cat "${join(home, 'face.jpg')}"`);

  type Attack = (mark: string) => { options: Options; location: string };
  const place = () => join(home, 'i.jpg');
  const through =
    (name: string): Attack =>
    (mark) => ({ options: { [name]: `$(touch ${mark})` }, location: place() });

  test.each<readonly [string, string, Attack]>([
    ['设备', 'device', (mark) => ({ options: { device: `x; touch ${mark};` }, location: place() })],
    ['保存位置', 'location', (mark) => ({ options: {}, location: `${join(home, 'i')};touch ${mark};.jpg` })],
    ['宽度', 'width', (mark) => ({ options: { width: `1;touch ${mark};` }, location: place() })],
    ['标题', 'title', through('title')],
    ['副标题', 'subtitle', through('subtitle')],
    ['格式', 'output', through('output')],
    ['旋转', 'rotation', through('rotation')],
    ['跳过几帧', 'skip', through('skip')],
    ['控制值', 'setValues', (mark) => ({ options: { setValues: { a: `$(touch ${mark})` } }, location: place() })],
  ])('%s里夹带命令：原库执行了它', async (_, name, attack) => {
    const mark = pwned(name);
    const { options, location } = attack(mark);
    const path = echoPath();
    await bare(options, location, path);
    expect(existsSync(mark)).toBe(true);
    rmSync(mark);

    // a device is the only thing that our way takes from outside
    for (const id of [`x; touch ${mark};`, `/dev/video0;touch ${mark}`, `$(touch ${mark})`, `TEST:;touch ${mark}`])
      expect(await ours(id, { path })).toBe('BAD_DEVICE');
    expect(await ours(device, { path })).toBe('taken');
    expect(existsSync(mark)).toBe(false);
  });
});

describe('路径里有空格', () => {
  test('保存位置被拆成两处（真的 fswebcam）：原库说拍成了，给的路径上却没有文件', async () => {
    const folder = mkdtempSync(join(home, 'split-'));
    const place = join(folder, 'a b.jpg');
    const shot = await bare({ device: plainDevice }, place);
    expect([shot.error, shot.result]).toEqual([null, place]);
    expect(existsSync(place)).toBe(false);
    expect(readdirSync(folder)).toEqual(['a']);
    expect(existsSync(join(home, 'b.jpg'))).toBe(true);

    expect(testRoot).toContain(' ');
    expect(await ours(device)).toBe('taken');
  });

  test('来源的路径有空格（真的 fswebcam）：原库拍不成', async () => {
    const place = join(home, 'from-split.jpg');
    await bare({ device }, place);
    expect(existsSync(place)).toBe(false);

    const shot = await createStillCamera({ testRoot }).take(device);
    expect(readJpeg(shot.jpeg)).toMatchObject({ ok: true });
  });
});

describe('没有应答', () => {
  test('驱动程序挂住：原库永远不回话，也没有可以停的；我们到时间结束它', async () => {
    const pidFile = join(home, 'hanging.pid');
    const path = standIn(`echo $$ > "${pidFile}"; exec sleep 600`);
    let answered = false;
    const hanging = bare({ device: plainDevice }, join(home, 'never.jpg'), path).then(() => {
      answered = true;
    });
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/\d+\n/);
    const barePid = Number(readFileSync(pidFile, 'utf8'));

    expect(await ours(device, { path, timeoutMs: 300 })).toBe('TIMEOUT');
    // long after ours gave up, bare still waits
    expect(answered).toBe(false);
    const ourPid = Number(readFileSync(pidFile, 'utf8'));
    expect(ourPid).not.toBe(barePid);
    await expect.poll(() => isRunning(ourPid)).toBe(false);
    expect(isRunning(barePid)).toBe(true);
    process.kill(barePid, 'SIGKILL');
    await hanging;
  });
});

describe('内存里取照片', () => {
  test('不给保存位置（真的 fswebcam）：原库交出空的', async () => {
    const shot = await bare({ device: plainDevice, callbackReturn: 'buffer' }, null);
    expect(shot.error).toBeNull();
    expect(Buffer.from(shot.result as Uint8Array).length).toBe(0);

    const { jpeg } = await createStillCamera({ testRoot }).take(device);
    expect(jpeg.length).toBeGreaterThan(1000);
    expect(readJpeg(jpeg)).toMatchObject({ ok: true });
  });
});

describe('交进去的选项', () => {
  test('原库往调用者的对象里添东西，下一次就带着', async () => {
    const options: Options = { device: plainDevice, width: 640 };
    new nodeWebcam.FSWebcam(options);
    expect(Object.keys(options).length).toBeGreaterThan(10);

    const own = Object.freeze({ testRoot, timeoutMs: 4000 });
    await createStillCamera(own).take(device);
    expect(Object.keys(own)).toEqual(['testRoot', 'timeoutMs']);
  });
});

describe('画质', () => {
  test('原库缺省是没有压缩余地的 100；我们写明 95', async () => {
    const driver = new nodeWebcam.FSWebcam({ device: plainDevice });
    expect(driver.generateSh('x.jpg')).toMatch(/--jpeg 100 /);

    const words = join(home, 'words');
    const path = standIn(`echo "$@" > "${words}"; cat "${join(home, 'face.jpg')}"`);
    expect(await ours(device, { path })).toBe('taken');
    expect(readFileSync(words, 'utf8')).toMatch(/--jpeg 95 /);
  });
});

describe('别的系统', () => {
  test('Windows：原库要的 CommandCam.exe 不在包里，说“没有摄像头”也算一台；我们说没有装', async () => {
    const windows = new nodeWebcam.WindowsWebcam({});
    expect(existsSync(windows.bin.replaceAll('"', ''))).toBe(false);
    const told = Object.assign(windows, { bin: 'sh -c "echo No video devices found >&2" #' });
    expect(await new Promise((resolve) => told.list(resolve))).toEqual(['1']);

    expect(await createStillCamera({ testRoot: null, sysfs: join(home, 'none') }).devices()).toEqual([]);
    const here = process.platform;
    Object.defineProperty(process, 'platform', { value: 'win32' });
    try {
      expect(await ours(device)).toBe('NO_DRIVER');
    } finally {
      Object.defineProperty(process, 'platform', { value: here });
    }
  });

  test('Linux：原库把 /dev 里每个 video 节点都当摄像头；我们只要每台的第 0 个', async () => {
    const dev = join(home, 'sys');
    for (const [node, index] of [
      ['video0', '0'],
      ['video1', '1'],
    ] as const) {
      mkdirSync(join(dev, node), { recursive: true });
      writeFileSync(join(dev, node, 'name'), 'USB Camera\n');
      writeFileSync(join(dev, node, 'index'), `${index}\n`);
    }
    const readdir = vi.spyOn(fileSystem, 'readdir');
    readdir.mockImplementation(((_folder: string, told: (error: null, names: string[]) => void) =>
      told(null, ['null', 'video0', 'video1'])) as never);
    const bareList = await new Promise((resolve) => new nodeWebcam.FSWebcam({}).list(resolve));
    readdir.mockRestore();
    expect(bareList).toEqual(['/dev/video0', '/dev/video1']);

    const found = await createStillCamera({ testRoot: null, sysfs: dev }).devices();
    expect(found).toEqual([{ id: '/dev/video0', name: 'USB Camera', plug: null }]);
  });
});

describe('出错说不清', () => {
  test('没有装驱动程序：原库只说退出码 127；我们说没有装、怎么办', async () => {
    const path = join(home, 'nowhere');
    const shot = await bare({ device: plainDevice }, join(home, 'x.jpg'), path);
    expect(shot.error).toMatchObject({ code: 127 });
    expect(String((shot.error as Error).message)).not.toMatch(/install|\p{Script=Han}/u);

    expect(await ours(device, { path })).toBe('NO_DRIVER');
  });

  test('保存的文件夹不存在（真的 fswebcam）：原库说“没有摄像头”；我们不往文件里写', async () => {
    const shot = await bare({ device: plainDevice }, join(home, 'no-such-folder', 'x.jpg'));
    expect(String(shot.error)).toContain('No webcam found');

    expect(await ours(device)).toBe('taken');
  });
});

function isRunning(pid: number): boolean {
  try {
    // a killed process that nobody has waited for yet runs no longer
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
