import { describe, expect, it } from 'vitest';
import { constraintsFor, controlsOf } from '../../src-renderer/photo/camera-controls.ts';

const webcam = {
  exposureMode: ['continuous', 'manual'],
  exposureTime: { min: 3, max: 2047, step: 1 },
  focusMode: ['continuous', 'manual'],
  focusDistance: { min: 0, max: 250, step: 5 },
  zoom: { min: 100, max: 400, step: 10 },
  whiteBalanceMode: ['continuous'],
  colorTemperature: { min: 2800, max: 6500, step: 100 },
  brightness: { min: 128, max: 128, step: 1 },
  width: { min: 1, max: 1920 },
};

describe('摄像头能调的', () => {
  it('只列这台摄像头真有的，带范围和现在的值', () => {
    const offered = controlsOf(webcam, { exposureTime: 250, zoom: 100 });
    expect(offered.map(({ name, at, automatic }) => [name, at, automatic])).toEqual([
      ['exposureTime', 250, 'exposureMode'],
      ['focusDistance', 0, 'focusMode'],
      ['zoom', 100, null],
      ['colorTemperature', 2800, 'whiteBalanceMode'],
    ]);
    expect(controlsOf({ width: { min: 1, max: 640 } }, {})).toEqual([]);
  });

  it('调了的先换手动再设值，值不出范围；没调的交还自动', () => {
    expect(constraintsFor({ exposureTime: 9999, zoom: 150 }, webcam)).toEqual({
      advanced: [
        { exposureMode: 'manual' },
        { focusMode: 'continuous' },
        { whiteBalanceMode: 'continuous' },
        { exposureTime: 2047 },
        { zoom: 150 },
      ],
    });
  });

  it('上一台摄像头的设置、不认识的名字不会送给这一台', () => {
    expect(constraintsFor({ pan: 3, iso: 100 }, { zoom: { min: 1, max: 3 } })).toBeNull();
  });

  it('曝光时间和感光度共用一个开关：一个手动，开关就是手动', () => {
    const both = { ...webcam, iso: { min: 100, max: 800 } };
    const modes = constraintsFor({ exposureTime: 100 }, both)?.advanced?.filter((set) => 'exposureMode' in set);
    expect(modes).toEqual([{ exposureMode: 'manual' }]);
    const later = constraintsFor({ iso: 200 }, both)?.advanced?.filter((set) => 'exposureMode' in set);
    expect(later).toEqual([{ exposureMode: 'manual' }]);
  });
});
