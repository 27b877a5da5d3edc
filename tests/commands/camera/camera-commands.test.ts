import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stillFault } from '../../../src-main/camera/still-fault.ts';
import type { StillCamera } from '../../../src-main/platform/ports.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { makeDesk, reopen, type TestDesk, value } from '../../make-desk.ts';

// camera hardware is one of the few things a test may stand in for; its wrapper has tests of its own
const picture = makeJpeg(7, 640, 480);
const plugged = [
  { id: '/dev/video0', name: 'HD Webcam' },
  { id: '/dev/video2', name: 'USB Camera' },
];
let devices = plugged;
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
    expect(settings).toMatchObject({ way: 'live', stillDevice: null, liveDeviceLabel: null, stillDevices: plugged });
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

  test('没有选设备时用第一台，选过的用选的那一台', async () => {
    value(await desk.call('camera.takeStill', {}));
    value(await desk.call('camera.choose', { way: 'still', stillDevice: '/dev/video2' }));
    const shot = value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video0', '/dev/video2']);
    expect(shot.device).toBe('/dev/video2');
    expect(Buffer.compare(shot.jpeg, picture)).toBe(0);
  });

  test('选择留在台上：换回实时画面，备用设备仍记得；选择有记录', async () => {
    value(await desk.call('camera.choose', { way: 'live', stillDevice: null }));
    expect(value(await desk.call('camera.settings', {}))).toMatchObject({ way: 'live', stillDevice: '/dev/video2' });
    const kinds = desk.db().statement(`SELECT kind FROM event WHERE subject_id = 'camera'`).pluck().all();
    expect(kinds).toEqual(['desk.cameraChosen', 'desk.cameraChosen']);
  });

  test('实时画面的摄像头按名字留在台上，重开程序还在；不提就不变', async () => {
    value(
      await desk.call('camera.choose', { way: 'live', stillDevice: null, liveDeviceLabel: 'USB Camera (1234:5678)' }),
    );
    value(await desk.call('camera.choose', { way: 'live', stillDevice: null }));
    desk = await reopen(desk, { camera });
    await desk.as('clerk1');
    expect(value(await desk.call('camera.settings', {})).liveDeviceLabel).toBe('USB Camera (1234:5678)');
  });

  test('不在列表里的设备不收，什么也不改', async () => {
    const reply = await desk.call('camera.choose', { way: 'still', stillDevice: '/dev/video9; reboot' });
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'stillDevice' }] } });
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
    value(await desk.call('camera.choose', { way: 'still', stillDevice: '/dev/video2' }));
    taken.length = 0;
    devices = [
      { id: '/dev/video0', name: 'USB Camera' },
      { id: '/dev/video2', name: 'HD Webcam' },
    ];
    value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video0']);
    expect(value(await desk.call('camera.settings', {})).stillDevice).toBe('/dev/video0');
    devices = [{ id: '/dev/video2', name: 'HD Webcam' }];
    const reply = await desk.call('camera.takeStill', {});
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid', problems: [{ field: 'stillDevice' }] } });
    expect(JSON.stringify(reply)).toContain('选定的备用摄像头“USB Camera”现在认不出来');
    expect(value(await desk.call('camera.settings', {})).stillDevice).toBeNull();
    expect(taken).toEqual(['/dev/video0']);
    // other switches may be set meanwhile, and the choice stays
    value(await desk.call('camera.choose', { way: 'still', stillDevice: null, gateSound: false }));
    devices = plugged;
    value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video0', '/dev/video2']);
  });

  test('两台同名：按选时的路径分，分不出就不拍；只记了路径的旧选择要重新选', async () => {
    devices = ['/dev/video0', '/dev/video2'].map((id) => ({ id, name: 'USB Camera' }));
    value(await desk.call('camera.choose', { way: 'still', stillDevice: '/dev/video2' }));
    taken.length = 0;
    value(await desk.call('camera.takeStill', {}));
    expect(taken).toEqual(['/dev/video2']);
    devices = ['/dev/video0', '/dev/video4'].map((id) => ({ id, name: 'USB Camera' }));
    expect((await desk.call('camera.takeStill', {})).ok).toBe(false);
    desk.db().statement(`DELETE FROM desk_setting WHERE name = 'camera.stillName'`).run();
    devices = plugged;
    expect(JSON.stringify(await desk.call('camera.takeStill', {}))).toContain('重新选一次');
    expect(taken).toEqual(['/dev/video2']);
    value(await desk.call('camera.choose', { way: 'live', stillDevice: '/dev/video2' }));
  });

  test('一台也没有时说明怎么办；别的错误算程序出错', async () => {
    await desk.as('clerk2');
    devices = [];
    desk.db().statement(`DELETE FROM desk_setting WHERE name LIKE 'camera.%'`).run();
    expect(await desk.call('camera.takeStill', {})).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    devices = plugged;
    trouble = new Error('bug');
    expect(await desk.call('camera.takeStill', {})).toMatchObject({ ok: false, fault: { kind: 'broken' } });
    trouble = null;
  });

  test('只有登记员能拍', async () => {
    await desk.as('reviewer1');
    expect(await desk.call('camera.takeStill', {})).toMatchObject({ ok: false, fault: { kind: 'forbidden' } });
  });
});
