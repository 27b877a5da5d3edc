import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stillFault } from '../../../src-main/camera/still-fault.ts';
import type { StillCamera } from '../../../src-main/platform/ports.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { makeDesk, reopen, type TestDesk, value } from '../../make-desk.ts';

// camera hardware is one of the few things a test may stand in for; its wrapper has tests of its own
const picture = makeJpeg(7, 640, 480);
type Device = Awaited<ReturnType<StillCamera['devices']>>[number];
const builtIn: Device = { id: '/dev/video0', name: 'HD Webcam', plug: 'hub 0' };
const usb: Device = { id: '/dev/video2', name: 'USB Camera', plug: 'hub 2' };
const plugged = [builtIn, usb];
let devices: readonly Device[] = plugged;
let trouble: Error | null = null;
const taken: string[] = [];
const camera: StillCamera = {
  devices: async () => devices,
  take: async (device) => {
    taken.push(device);
    if (trouble) throw trouble;
    return { jpeg: picture, device };
  },
};

let desk: TestDesk;
beforeAll(async () => {
  desk = await makeDesk({ services: { camera } });
  await desk.as('clerk1');
});
afterAll(() => desk.close());

describe('照片来源', () => {
  test('没有选过时用实时画面，带今天生效的照片规格', async () => {
    const settings = value(await desk.call('camera.settings', {}));
    expect(settings).toMatchObject({
      way: 'live',
      stillDevice: null,
      stillName: null,
      liveDeviceLabel: null,
      stillDevices: plugged,
    });
    expect(settings.profile).toMatchObject({ width: 480, height: 640, dpi: 300 });
    expect(settings.profile.crownTop[0]).toBeLessThan(settings.profile.eyesTop[0]);
  });

  test('时钟退到规格施行之前：照样拍照，用最早的一版', async () => {
    const now = desk.clock.now();
    const before = value(await desk.call('camera.settings', {})).profile;
    desk.clock.set('2001-01-01T00:00:00.000Z');
    const reply = await desk.call('camera.settings', {});
    desk.clock.set(now);
    expect(value(reply).profile).toEqual(before);
  });

  test('没有选过：只有一台就用它，有几台就问用哪一台；选过的用选的那一台', async () => {
    devices = [builtIn];
    value(await desk.call('camera.takeStill', {}));
    devices = plugged;
    expect(JSON.stringify(await desk.call('camera.takeStill', {}))).toContain('有 2 台备用摄像头，还没有选用哪一台');
    value(await desk.call('camera.choose', { way: 'still', still: usb }));
    const shot = value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video0', '/dev/video2']);
    expect(shot.device).toBe('USB Camera');
    expect(Buffer.compare(shot.jpeg, picture)).toBe(0);
  });

  test('选择留在台上：换回实时画面，备用设备仍记得；选择有记录', async () => {
    value(await desk.call('camera.choose', { way: 'live' }));
    expect(value(await desk.call('camera.settings', {}))).toMatchObject({ way: 'live', stillDevice: '/dev/video2' });
    const kinds = desk.db().statement(`SELECT kind FROM event WHERE subject_id = 'camera'`).pluck().all();
    expect(kinds).toEqual(['desk.cameraChosen', 'desk.cameraChosen']);
  });

  test('实时画面的摄像头按名字留在台上，重开程序还在；不提就不变', async () => {
    value(await desk.call('camera.choose', { way: 'live', liveDeviceLabel: 'USB Camera (1234:5678)' }));
    value(await desk.call('camera.choose', { way: 'live' }));
    desk = await reopen(desk, { camera });
    await desk.as('clerk1');
    expect(value(await desk.call('camera.settings', {})).liveDeviceLabel).toBe('USB Camera (1234:5678)');
  });

  test('不在列表里的设备不收，什么也不改', async () => {
    const reply = await desk.call('camera.choose', { way: 'still', still: { ...usb, id: '/dev/video9; reboot' } });
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'still' }] } });
    expect(value(await desk.call('camera.settings', {})).way).toBe('live');
  });

  test('摄像头的毛病用它自己的话说出来，不算程序出错', async () => {
    trouble = stillFault('DEVICE_BUSY', '/dev/video2');
    const reply = await desk.call('camera.takeStill', {});
    trouble = null;
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(JSON.stringify(reply)).toContain('正被别的程序占用');
    expect(JSON.stringify(reply)).not.toContain('/dev/video2');
  });

  test('拔下重插换了路径：按名字找到选定的那一台；它不在，就不用占了它路径的那一台', async () => {
    value(await desk.call('camera.choose', { way: 'still', still: usb }));
    taken.length = 0;
    devices = [
      { ...usb, id: '/dev/video0', plug: 'hub 9' },
      { ...builtIn, id: '/dev/video2' },
    ];
    value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video0']);
    expect(value(await desk.call('camera.settings', {})).stillDevice).toBe('/dev/video0');
    devices = [{ ...builtIn, id: '/dev/video2' }];
    const reply = await desk.call('camera.takeStill', {});
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'still' }] } });
    expect(JSON.stringify(reply)).toContain('选定的备用摄像头“USB Camera”现在不在');
    // the screen can say which one is missing
    expect(value(await desk.call('camera.settings', {}))).toMatchObject({ stillDevice: null, stillName: 'USB Camera' });
    expect(taken).toEqual(['/dev/video0']);
  });

  test('开关、曝光、实时的摄像头：拔插之间拨了，备用的还是选定的那一台', async () => {
    taken.length = 0;
    devices = [{ ...builtIn, id: '/dev/video2' }];
    for (const switched of [
      { gateSound: false },
      { automaticShot: false },
      { controls: { zoom: 2 } },
      { liveDeviceLabel: 'HD Webcam' },
    ])
      value(await desk.call('camera.choose', switched));
    expect((await desk.call('camera.takeStill', {})).ok).toBe(false);
    devices = plugged;
    value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video2']);
    expect(value(await desk.call('camera.settings', {}))).toMatchObject({ way: 'still', stillName: 'USB Camera' });
  });

  test('看着列表选的时候换了线：那个地址上是别的摄像头，不收', async () => {
    devices = [{ ...builtIn, id: '/dev/video2' }];
    const reply = await desk.call('camera.choose', { way: 'still', still: usb });
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'still' }] } });
    devices = [{ ...usb, plug: 'hub 9' }];
    expect((await desk.call('camera.choose', { way: 'still', still: usb })).ok).toBe(false);
    devices = plugged;
  });

  test('两台同名：按插口分，与先后和路径无关；选定的拔了，不用剩下的那台；分不出插口的不收', async () => {
    const [one, two] = [
      { id: '/dev/video0', name: 'USB Camera', plug: 'hub 1' },
      { id: '/dev/video2', name: 'USB Camera', plug: 'hub 2' },
    ];
    devices = [one, two];
    value(await desk.call('camera.choose', { way: 'still', still: two }));
    taken.length = 0;
    value(await desk.call('camera.takeStill', {}));
    // plugged in again in the other order: the paths are swapped
    devices = [
      { ...two, id: one.id },
      { ...one, id: two.id },
    ];
    value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video2', '/dev/video0']);
    for (const left of [{ ...one, id: two.id }, one]) {
      devices = [left];
      expect(JSON.stringify(await desk.call('camera.takeStill', {}))).toContain('认不准是不是选定的那台');
      expect(value(await desk.call('camera.settings', {})).stillDevice).toBeNull();
    }
    devices = [one, two].map((device) => ({ ...device, plug: null }));
    expect((await desk.call('camera.takeStill', {})).ok).toBe(false);
    const blind = await desk.call('camera.choose', { way: 'still', still: { ...two, plug: null } });
    expect(JSON.stringify(blind)).toContain('系统分不出哪一台');
    expect(taken).toEqual(['/dev/video2', '/dev/video0']);
  });

  test('选时只有一台，后来来了同名的：插口还认得出；认不出就不拍', async () => {
    devices = [usb];
    value(await desk.call('camera.choose', { way: 'still', still: usb }));
    taken.length = 0;
    devices = [
      { ...usb, id: '/dev/video0', plug: 'hub 9' },
      { ...usb, id: '/dev/video4' },
    ];
    value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video4']);
    devices = ['hub 7', 'hub 9'].map((plug, index) => ({ ...usb, id: `/dev/video${index}`, plug }));
    expect((await desk.call('camera.takeStill', {})).ok).toBe(false);
    // the chosen one dropped out: the one that came later is not taken for it
    devices = [{ ...usb, id: '/dev/video0', plug: 'hub 9' }];
    expect((await desk.call('camera.takeStill', {})).ok).toBe(false);
    expect(taken).toEqual(['/dev/video4']);
  });

  test('只记了路径的旧选择要重新选', async () => {
    desk.db().statement(`DELETE FROM desk_setting WHERE name = 'camera.stillName'`).run();
    devices = plugged;
    taken.length = 0;
    expect(JSON.stringify(await desk.call('camera.takeStill', {}))).toContain('重新选一次');
    expect(taken).toEqual([]);
  });

  test('一台也没有时说明怎么办；别的错误算程序出错', async () => {
    await desk.as('clerk2');
    devices = [];
    desk.db().statement(`DELETE FROM desk_setting WHERE name LIKE 'camera.%'`).run();
    expect(await desk.call('camera.takeStill', {})).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    devices = [usb];
    trouble = new Error('bug');
    expect(await desk.call('camera.takeStill', {})).toMatchObject({ ok: false, fault: { kind: 'broken' } });
    trouble = null;
  });

  test('只有登记员能拍', async () => {
    await desk.as('reviewer1');
    expect(await desk.call('camera.takeStill', {})).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
  });
});
