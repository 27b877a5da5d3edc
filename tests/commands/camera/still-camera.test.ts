import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'jpeg-js';
import { afterAll, describe, expect, test } from 'vitest';
import { createStillCamera } from '../../../src-main/camera/still-camera.ts';
import type { StillFault } from '../../../src-main/camera/still-fault.ts';
import { readJpeg } from '../../../src-main/documents/jpeg.ts';

const home = mkdtempSync(join(tmpdir(), '备用 摄像头-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const face = new Uint8Array(
  encode({ data: new Uint8Array(320 * 240 * 4).fill(120), width: 320, height: 240 }, 90).data,
);
writeFileSync(join(home, 'face.jpg'), face);
writeFileSync(join(home, 'half.jpg'), face.subarray(0, face.length - 40));
const device = `FILE:${join(home, 'face.jpg')}`;

let standIns = 0;
/** A program named fswebcam, alone in its folder on PATH. */
function standIn(script: string): string {
  const folder = join(home, `bin${standIns++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'fswebcam'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'fswebcam'), 0o755);
  return `${folder}:/usr/bin:/bin`;
}

async function codeOf(shot: Promise<unknown>): Promise<string> {
  try {
    await shot;
    return 'taken';
  } catch (error) {
    const fault = error as StillFault;
    if (!(error instanceof Error) || fault.sentence === undefined) throw error;
    expect(fault.sentence).toMatch(/[\u4e00-\u9fff]{6}/);
    return fault.code;
  }
}

const takeWith = (script: string, timeoutMs = 4000) =>
  codeOf(createStillCamera({ testRoot: home, timeoutMs, path: standIn(script) }).take(device));

describe('备用拍照：驱动程序的种种毛病', () => {
  test('好照片的画面原样交出', async () => {
    const camera = createStillCamera({ testRoot: home, path: standIn(`cat "${join(home, 'face.jpg')}"`) });
    const shot = await camera.take(device);
    expect(Buffer.compare(decode(shot.jpeg).data, decode(face).data)).toBe(0);
    expect(shot.device).toBe(device);
  });

  test('退出码 0 却没有照片，不算拍成', async () => {
    expect(await takeWith('exit 0')).toBe('NO_PICTURE');
  });

  test('打不开摄像头却报成功时，绝不会交出上一名学生的照片', async () => {
    const used = join(home, 'used');
    const once = `[ -e "${used}" ] && exit 0; touch "${used}"; cat "${join(home, 'face.jpg')}"`;
    const camera = createStillCamera({ testRoot: home, path: standIn(once) });
    expect(await codeOf(camera.take(device))).toBe('taken');
    expect(await codeOf(camera.take(device))).toBe('NO_PICTURE');
    expect(await takeWith('echo "/dev/video0: No such device" >&2; exit 0')).toBe('NO_DEVICE');
  });

  test('摄像头被占用、没有权限、中途退出、照片不完整、没有驱动程序', async () => {
    expect(await takeWith('echo "VIDIOC_STREAMON: Device or resource busy" >&2; exit 0')).toBe('DEVICE_BUSY');
    expect(await takeWith('echo "open: Permission denied" >&2; exit 0')).toBe('NO_PERMISSION');
    expect(await takeWith('exit 3')).toBe('DRIVER_FAILED');
    expect(await takeWith(`cat "${join(home, 'half.jpg')}"`)).toBe('BAD_PICTURE');
    expect(await codeOf(createStillCamera({ testRoot: home, path: home }).take(device))).toBe('NO_DRIVER');
  });

  test('没有应答：到时间整组结束，不留进程', async () => {
    const mark = `86${process.pid}`;
    const started = performance.now();
    expect(await takeWith(`sleep ${mark} & sleep ${mark}`, 400)).toBe('TIMEOUT');
    expect(performance.now() - started).toBeLessThan(3000);
    // the kernel takes a moment to clear away what was killed
    await expect.poll(() => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(`sleep ${mark}`);
  });

  test('同时只拍一张，拍完可以再拍', async () => {
    const camera = createStillCamera({ testRoot: home, path: standIn(`sleep 0.3; cat "${join(home, 'face.jpg')}"`) });
    const first = codeOf(camera.take(device));
    expect(await codeOf(camera.take(device))).toBe('BUSY');
    expect(await first).toBe('taken');
    expect(await codeOf(camera.take(device))).toBe('taken');
  });

  test('驱动程序狂吐数据也会停下', async () => {
    expect(await takeWith('cat /dev/zero', 20_000)).toBe('BAD_PICTURE');
  });
});

describe('备用拍照：只认得名单上的设备', () => {
  const pwned = join(home, 'PWNED');
  const echo = standIn(`printf '%s\\n' "$@" > "${join(home, 'args.txt')}"; cat "${join(home, 'face.jpg')}"`);

  test('夹带命令、路径越界、普通文件都不收', async () => {
    const camera = createStillCamera({ testRoot: home, path: echo });
    const hostile = [
      `/dev/video0; touch ${pwned}`,
      `$(touch ${pwned})`,
      `/dev/video0\ntouch ${pwned}`,
      '/dev/video0 --exec x',
      '/dev/../etc/passwd',
      'FILE:/etc/hostname',
      `FILE:${home}/../x.jpg`,
      '-c/tmp/config',
      '',
    ];
    for (const id of hostile) expect(await codeOf(camera.take(id))).toBe('BAD_DEVICE');
    expect(await codeOf(camera.take('/dev/video999'))).toBe('NO_DEVICE');
    expect(existsSync(pwned)).toBe(false);
  });

  test('没有测试文件夹时，TEST 和 FILE 都不收', async () => {
    const camera = createStillCamera({ testRoot: null, path: echo });
    expect(await codeOf(camera.take('TEST:'))).toBe('BAD_DEVICE');
    expect(await codeOf(camera.take(device))).toBe('BAD_DEVICE');
  });

  test('列出设备：每台一次，不列元数据节点', async () => {
    const sysfs = join(home, 'sysfs');
    for (const [node, name, index] of [
      ['video10', 'USB Camera', '0'],
      ['video2', 'HD Webcam', '0'],
      ['video3', 'HD Webcam', '1'],
    ] as const) {
      mkdirSync(join(sysfs, node), { recursive: true });
      writeFileSync(join(sysfs, node, 'name'), `${name}\n`);
      writeFileSync(join(sysfs, node, 'index'), `${index}\n`);
    }
    expect(await createStillCamera({ testRoot: null, sysfs }).devices()).toEqual([
      { id: '/dev/video2', name: 'HD Webcam', plug: null },
      { id: '/dev/video10', name: 'USB Camera', plug: null },
    ]);
    expect(await createStillCamera({ testRoot: null, sysfs: join(home, 'none') }).devices()).toEqual([]);
  });

  test('插口按内核的树认：/dev 的编号和总线的编号换了，插口还是那个；两个口、两种总线分得开', async () => {
    const controller = join(home, 'devices/pci0000:00/0000:00:14.0');
    const plugsOf = async (tree: readonly (readonly [node: string, bus: string, version: string, port: string])[]) => {
      const sysfs = mkdtempSync(join(home, 'tree-'));
      for (const [node, bus, version, port] of tree) {
        const place = join(sysfs, controller, bus, port.split(':')[0] ?? '', port);
        mkdirSync(place, { recursive: true });
        writeFileSync(join(sysfs, controller, bus, 'version'), ` ${version}\n`);
        mkdirSync(join(sysfs, node));
        writeFileSync(join(sysfs, node, 'name'), 'USB Camera\n');
        symlinkSync(place, join(sysfs, node, 'device'));
      }
      return (await createStillCamera({ testRoot: null, sysfs }).devices()).map(({ plug }) => plug);
    };
    const before = await plugsOf([
      ['video0', 'usb1', '2.00', '1-2:1.0'],
      ['video2', 'usb1', '2.00', '1-3.1:1.0'],
      ['video4', 'usb2', '3.00', '2-2:1.0'],
    ]);
    expect(before).toEqual([
      '0000:00:14.0 usb2.00 2:1.0',
      '0000:00:14.0 usb2.00 3.1:1.0',
      '0000:00:14.0 usb3.00 2:1.0',
    ]);
    const after = await plugsOf([
      ['video0', 'usb3', '2.00', '3-3.1:1.0'],
      ['video1', 'usb4', '3.00', '4-2:1.0'],
      ['video6', 'usb3', '2.00', '3-2:1.0'],
    ]);
    expect(after).toEqual([before[1], before[2], before[0]]);
  });
});

const hasDriver = ['/usr/bin/fswebcam', '/usr/local/bin/fswebcam'].some((path) => existsSync(path));
// fswebcam is a Debian package that a machine may lack; the stand-ins above cover the wrapper everywhere
describe.runIf(hasDriver)('备用拍照：真的 fswebcam', () => {
  test('文件夹名带空格和汉字也能拍，照片完整', async () => {
    const shot = await createStillCamera({ testRoot: home }).take(device);
    expect(readJpeg(shot.jpeg)).toMatchObject({ ok: true, value: { components: 3 } });
    const pattern = await createStillCamera({ testRoot: home }).take('TEST:');
    expect(readJpeg(pattern.jpeg).ok).toBe(true);
  });

  test('打不开的来源：退出码为 0 也不算拍成', async () => {
    writeFileSync(join(home, 'broken.jpg'), 'not a picture');
    expect(await codeOf(createStillCamera({ testRoot: home }).take(`FILE:${join(home, 'broken.jpg')}`))).not.toBe(
      'taken',
    );
  });
});
