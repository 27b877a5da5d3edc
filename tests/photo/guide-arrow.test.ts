import { expect, it } from 'vitest';
import { guideArrowOf } from '../../shared/photo/guide-arrow.ts';
import type { PhotoCauseCode } from '../../shared/photo/photo-cause.ts';

const middle = { x: 0.5, y: 0.45, width: 0.3, yaw: 0, pitch: 0 };
const arrow = (code: PhotoCauseCode, value: number | null, pose: typeof middle | null = middle, limit?: number) =>
  guideArrowOf({ code, severity: 'reject', measure: null, value, limit: limit ?? null }, pose);

it('箭头指着要去的方向，画面不镜像', () => {
  expect(arrow('FACE_TOO_SMALL', 40)).toBe('nearer');
  expect(arrow('FACE_TOO_LARGE', 400)).toBe('farther');
  expect(arrow('YAW', 14)).toBe('left');
  expect(arrow('YAW', -14)).toBe('right');
  expect(arrow('PITCH', 18)).toBe('down');
  expect(arrow('PITCH', -9)).toBe('up');
  expect(arrow('ROLL', 12)).toBe('anticlockwise');
  expect(arrow('FACE_WIDTH', 170, middle, 180)).toBe('nearer');
  expect(arrow('FACE_WIDTH', 310, middle, 300)).toBe('farther');
  expect(arrow('CROWN_PLACE', 30, middle, 50)).toBe('down');
  expect(arrow('EYES_PLACE', 320, middle, 300)).toBe('up');
  expect(arrow('OFF_CENTRE', null, { ...middle, x: 0.2 })).toBe('right');
  expect(arrow('OFF_CENTRE', null, { ...middle, x: 0.8 })).toBe('left');
  expect(arrow('CROP_OUTSIDE', null, { ...middle, y: 0.1 })).toBe('down');
  expect(arrow('CROP_OUTSIDE', null, { ...middle, y: 0.8 })).toBe('up');
});

it('没有方向可指的，不画箭头', () => {
  expect(arrow('OFF_CENTRE', null, null)).toBeNull();
  expect(arrow('YAW', null)).toBeNull();
  for (const code of ['NO_FACE', 'BG_UNEVEN', 'TOO_DARK', 'EYES_CLOSED'] as const) expect(arrow(code, 1)).toBeNull();
});
