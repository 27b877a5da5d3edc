import { expect, it } from 'vitest';
import { rehearsalOf } from '../../src-main/platform/rehearsal.ts';

const words = ['electron', '.', '--demo', '--fake-camera', '--camera-plug'];
const environment = { KAOJI_FAKE_CAMERA: '/clip.mjpeg', KAOJI_CAMERA_TEST_ROOT: '/cameras' };
const nothing = { demo: false, clip: null, cameraPlug: false, stillFolder: null };

it('打好包的登记台：演示、录好的画面、拔插摄像头、测试照片夹，一样也不听', () => {
  expect(rehearsalOf(true, words, environment)).toEqual(nothing);
});

it('没有打包的：说了才有；录好的画面要字和变量都在', () => {
  expect(rehearsalOf(false, words, environment)).toEqual({
    demo: true,
    clip: '/clip.mjpeg',
    cameraPlug: true,
    stillFolder: '/cameras',
  });
  expect(rehearsalOf(false, [], {})).toEqual(nothing);
  expect(rehearsalOf(false, [], environment).clip).toBeNull();
  expect(rehearsalOf(false, words, { KAOJI_FAKE_CAMERA: '' }).clip).toBeNull();
});
