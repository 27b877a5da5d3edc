import { describe, expect, it } from 'vitest';
import { causeName, isForClerk, sentenceOf, tipOf } from '../../shared/labels/photo-cause.ts';
import { photoMeasureLabels } from '../../shared/labels/photo-measure.ts';
import { measureBands } from '../../shared/photo/judge-photo.ts';
import { type PhotoCause, type PhotoCauseCode, photoCauseCodes } from '../../shared/photo/photo-cause.ts';
import { defaultPhotoProfile } from '../../shared/photo/profiles.ts';
import { isForPupil, isSpoken } from '../../src-renderer/features/desk/photo-words.ts';

function cause(code: PhotoCauseCode, measure: string | null, value: number | null, limit: number | null): PhotoCause {
  return { code, severity: 'reject', measure, value, limit };
}

describe('照片检查的话', () => {
  it.each(photoCauseCodes)('%s：名称、一句提示、一句说明', (code) => {
    expect(causeName(code).length).toBeLessThanOrEqual(8);
    for (const value of [-1, 0, 1]) {
      const tip = tipOf(cause(code, 'roll', value, 0), {});
      expect(tip.length, tip).toBeLessThanOrEqual(12);
      // the clerk is not asked, the pupil is
      expect(tip.includes('请'), tip).toBe(!isForClerk(code) || code === 'LOW_RESOLUTION');
    }
    const sentence = sentenceOf(cause(code, 'roll', 9.25, 8));
    expect(sentence).toMatch(/^.+（头歪（顺时针为正） 9\.3 度，最多 8）。.+[^。]$/u);
    expect(sentence).not.toMatch(/[!！]|失败|非法|无效|抱歉|您|请/u);
  });

  it('方向跟着量走', () => {
    const tips = (code: PhotoCauseCode, measure: string, limit: number) => [
      tipOf(cause(code, measure, -2 * limit, -limit), {}),
      tipOf(cause(code, measure, 2 * limit, limit), {}),
    ];
    expect(tips('UNEVEN_LIGHT', 'sideLight', 0.65)).toEqual(['左侧光太强', '右侧光太强']);
    expect(tips('PITCH', 'pitch', 13)).toEqual(['请把下巴抬高一点', '请把下巴收低一点']);
    expect(tips('OFF_CENTRE', 'offCentre', 0.25)).toEqual(['请往画面右边挪一点', '请往画面左边挪一点']);
    expect(tipOf(cause('CROWN_PLACE', 'crownTop', 20, 50), {})).toBe('请坐低一点');
    expect(tipOf(cause('CROWN_PLACE', 'crownTop', 130, 110), {})).toBe('请坐高一点');
  });

  it('被遮住的若是眉毛，就说头发', () => {
    expect(tipOf(cause('FACE_PARTLY_HIDDEN', 'browCover', 40, 22), {})).toBe('请把头发拨到眉毛以上');
    expect(tipOf(cause('FACE_PARTLY_HIDDEN', 'mouthContrast', 0, 0.09), {})).toBe('请露出整张脸和眉毛');
  });

  it('墙只是暗：说光，不说颜色', () => {
    const dark = cause('BG_COLOUR', 'wallLuma', 0.6, null);
    expect(tipOf(dark, {})).toBe('背景偏暗，把灯加亮');
    expect(sentenceOf(dark)).toMatch(/^背景太暗，颜色没有偏（背景亮度 0\.6）。照背景的灯/);
    expect(sentenceOf(dark)).not.toMatch(/不是白色|颜色不对|规格允许/);
    expect(tipOf(cause('BG_COLOUR', 'wallOff', 20, 6), {})).toBe('背景颜色不对');
  });

  it('没有量到也说得出是哪一项', () => {
    expect(sentenceOf(cause('EYES_CLOSED', 'eyesSeen', null, 0.034))).toContain('（睁眼程度：没有量到）');
    expect(sentenceOf(cause('MIRRORED', null, null, null))).toBe(
      '画面左右相反。在摄像头的程序里关掉镜像，再到检查页核对',
    );
  });

  it('每个有限值的量都有名称', () => {
    const nameless = measureBands(defaultPhotoProfile).filter(({ measure }) => !(measure in photoMeasureLabels));
    expect(nameless).toEqual([]);
  });
});

describe('提示给谁听', () => {
  it('光、布、镜头由登记员来调，不念给学生；坐姿和表情念', () => {
    const told = (code: PhotoCauseCode) =>
      isForPupil({ kind: 'mend', cause: cause(code, null, null, null), measurements: {} });
    for (const code of ['TOO_DARK', 'BG_UNEVEN', 'BLURRED', 'COMPRESSED'] as const)
      expect(told(code), code).toBe(false);
    for (const code of ['NO_FACE', 'ROLL', 'EYES_CLOSED', 'FACE_TOO_SMALL'] as const)
      expect(told(code), code).toBe(true);
    expect(photoCauseCodes.filter((code) => told(code) === isForClerk(code))).toEqual([]);
    expect(isForPupil({ kind: 'good' })).toBe(true);
  });

  it('念出来的：给学生的，还有哪一侧光太强', () => {
    const spoken = (code: PhotoCauseCode) =>
      isSpoken({ kind: 'mend', cause: cause(code, null, null, null), measurements: {} });
    expect(photoCauseCodes.filter((code) => spoken(code) && isForClerk(code))).toEqual(['UNEVEN_LIGHT']);
    expect(photoCauseCodes.filter((code) => !spoken(code) && !isForClerk(code))).toEqual([]);
    expect(isSpoken({ kind: 'good' })).toBe(true);
  });
});
