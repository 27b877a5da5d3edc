import { describe, expect, test } from 'vitest';
import {
  livePicked,
  stillInUse,
  stillLabel,
  stillMissing,
  stillPicked,
} from '../../src-renderer/photo/still-choice.ts';

const plug = '0000:00:14.0 usb2.00 1.2:1.0';
const built = { id: '/dev/video0', name: 'HD Webcam', plug: null };
const usb = { id: '/dev/video2', name: 'USB Camera', plug };

describe('换照片来源：先选好的是哪一台备用摄像头', () => {
  test('选定的在，就是它', () => {
    const settings = { stillDevice: usb.id, stillName: usb.name, stillDevices: [built, usb] };
    expect([stillInUse(settings), stillMissing(settings)]).toEqual([usb, null]);
  });

  test('选定的不在：哪一台也不先选好，说缺的是哪一台', () => {
    for (const stillDevices of [[built], [built, { ...built, id: '/dev/video4' }], []]) {
      const settings = { stillDevice: null, stillName: usb.name, stillDevices };
      expect(stillInUse(settings)).toBeNull();
      expect(stillMissing(settings)).toMatch('选定的“USB Camera”现在不在');
    }
  });

  test('同名的在，认不准是不是它：也不先选好', () => {
    const settings = { stillDevice: null, stillName: usb.name, stillDevices: [usb] };
    expect(stillInUse(settings)).toBeNull();
    expect(stillMissing(settings)).toMatch('“USB Camera”有过几台');
  });

  test('没有选过：只有一台就是它；有几台要人选；一台也没有说接上', () => {
    const asked = (stillDevices: readonly (typeof usb | typeof built)[]) => {
      const settings = { stillDevice: null, stillName: null, stillDevices: [...stillDevices] };
      return [stillInUse(settings), stillMissing(settings)];
    };
    expect(asked([usb])).toEqual([usb, null]);
    expect(asked([built, usb])).toEqual([null, '有 2 台备用摄像头，选一台']);
    expect(asked([])).toEqual([null, expect.stringMatching('没有找到备用摄像头')]);
  });

  test('刚选的拔掉了：换回在用的那台，说出来；在的还是它；原处换了一台也算不在', () => {
    const settings = { stillDevice: built.id, stillName: built.name, stillDevices: [built, usb] };
    expect(stillPicked(settings, usb)).toEqual({ still: usb, gone: null });
    expect(stillPicked(settings, null)).toEqual({ still: built, gone: null });
    const said = '刚选的“USB Camera”现在不在了，下面换回了“HD Webcam”。要用它，接好 USB 线再选';
    for (const stillDevices of [[built], [built, { ...usb, plug: plug.replace('1.2:', '3:') }]])
      expect(stillPicked({ ...settings, stillDevices }, usb)).toEqual({ still: built, gone: said });
    const unsure = { stillDevice: null, stillName: usb.name, stillDevices: [built] };
    expect(stillPicked(unsure, usb)).toMatchObject({ still: null, gone: expect.stringMatching('在下面另选一台') });
    const gone = '刚选的“USB Camera”现在不在了，没有别的摄像头：接好 USB 线，接上就能选';
    expect(stillPicked({ ...unsure, stillDevices: [] }, usb)).toEqual({ still: null, gone });
  });

  test('实时画面也一样：刚选的不在了，换回画面上的那台，说出来', () => {
    const [one, two] = [
      { id: 'a', name: 'HD Webcam' },
      { id: 'b', name: 'USB Camera' },
    ] as const;
    expect(livePicked([one, two], null, 'a')).toEqual({ id: 'a', gone: null });
    expect(livePicked([one, two], two, 'a')).toEqual({ id: 'b', gone: null });
    expect(livePicked([one], two, 'a')).toEqual({ id: 'a', gone: expect.stringMatching('换回了“HD Webcam”') });
    expect(livePicked([one], two, null)).toEqual({ id: null, gone: expect.stringMatching('另选一台') });
    for (const inUse of [null, two.id])
      expect(livePicked([], two, inUse)).toEqual({ id: null, gone: expect.stringMatching('没有别的摄像头') });
  });

  test('同名的写上 USB 口，分得开', () => {
    const twin = { ...usb, id: '/dev/video4', plug: plug.replace('1.2:', '3:') };
    expect([usb, twin].map((device) => stillLabel(device, [usb, twin, built]))).toEqual([
      'USB Camera（USB 口 1.2）',
      'USB Camera（USB 口 3）',
    ]);
    expect(stillLabel(built, [usb, twin, built])).toBe('HD Webcam');
  });
});
