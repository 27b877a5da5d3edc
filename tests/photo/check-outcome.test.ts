import { expect, it } from 'vitest';
import type { PhotoVerdict } from '../../shared/photo/photo-cause.ts';
import { checkOutcome } from '../../src-renderer/features/camera-check/check-outcome.ts';

type Found = Parameters<typeof checkOutcome>[0];
const verdict = (said: PhotoVerdict['verdict']): PhotoVerdict => ({ verdict: said, causes: [] });
const mayBegin = /今天可以开始登记/u;
const found = (part: Partial<Found>): Found => ({
  way: 'live',
  reads: true,
  verdict: verdict('good'),
  isShotLost: false,
  sceneAdvice: null,
  isSceneSeen: true,
  ...part,
});

it.each<[string, Partial<Found>, RegExp]>([
  ['字是反的', { reads: false }, /先关掉“镜像”/u],
  ['试拍没有通过', { verdict: verdict('bad') }, /没有通过/u],
  ['前一张好，最后一次没有拍成', { isShotLost: true }, /没有拍成/u],
  ['光和背景还要改，试拍通过', { sceneAdvice: '背景有褶皱' }, /第 1 步.*还要改：背景有褶皱/u],
  ['备用方式，字是反的', { way: 'still', reads: false }, /再举纸试拍一次/u],
  ['光和背景还要改，字又是反的', { reads: false, sceneAdvice: '背景有褶皱' }, /先关掉“镜像”/u],
])('%s：不说可以开始，说先改什么', (_what, part, way) => {
  expect(checkOutcome(found(part))).not.toMatch(mayBegin);
  expect(checkOutcome(found(part))).toMatch(way);
});

it('光和背景还要改：来不及改也能登记，照片有人看才说检查，试拍的提醒也不丢', () => {
  const advice = { sceneAdvice: '背景有褶皱' };
  expect(checkOutcome(found(advice))).toMatch(/也能登记：每张照片照样检查，不合格的要重拍。$/u);
  const unmeasured = checkOutcome(found({ ...advice, verdict: null }));
  expect(unmeasured).toMatch(/也能登记：照片没有检测，由审核员逐张看。$/u);
  expect(unmeasured).not.toMatch('照样检查');
  expect(checkOutcome(found({ ...advice, verdict: verdict('warn') }))).toMatch(/不合格的要重拍。试拍的照片有提醒/u);
});

it.each<[string, Partial<Found>, string]>([
  ['通过', {}, '今天可以开始登记。'],
  ['通过，有提醒', { verdict: verdict('warn') }, '今天可以开始登记。试拍的照片有提醒'],
  ['没有检测', { verdict: null }, '今天可以开始登记。照片没有检测'],
  [
    '通过，用备用方式',
    { way: 'still', isSceneSeen: false },
    '今天可以开始登记。第 1 步“光和背景”没有量：看试拍的照片。',
  ],
  ['通过，光和背景没有量', { isSceneSeen: false }, '今天可以开始登记。第 1 步“光和背景”没有量'],
])('字是正的，试拍%s：可以开始，没有做完的一步照说', (_what, part, begins) => {
  expect(checkOutcome(found(part)).startsWith(begins)).toBe(true);
});
