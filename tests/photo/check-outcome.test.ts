import { expect, it } from 'vitest';
import type { PhotoVerdict } from '../../shared/photo/photo-cause.ts';
import { checkOutcome } from '../../src-renderer/features/camera-check/check-outcome.ts';

const verdict = (said: PhotoVerdict['verdict']): PhotoVerdict => ({ verdict: said, causes: [] });
const mayBegin = /今天可以开始登记/u;

it.each([
  ['字是反的', { reads: false, verdict: verdict('good'), isShotLost: false }, /先关掉“镜像”/u],
  ['试拍没有通过', { reads: true, verdict: verdict('bad'), isShotLost: false }, /没有通过/u],
  ['前一张好，最后一次没有拍成', { reads: true, verdict: verdict('good'), isShotLost: true }, /没有拍成/u],
])('%s：不说可以开始，说先改什么', (_what, found, way) => {
  expect(checkOutcome(found)).not.toMatch(mayBegin);
  expect(checkOutcome(found)).toMatch(way);
});

it.each([
  ['通过', verdict('good')],
  ['通过，有提醒', verdict('warn')],
  ['没有检测', null],
])('字是正的，试拍%s：可以开始', (_what, said) => {
  expect(checkOutcome({ reads: true, verdict: said, isShotLost: false })).toMatch(mayBegin);
});
