import type { PhotoVerdict } from '#shared/photo/photo-cause.ts';

/** What one check of the day found, as it was recorded. */
type Found = {
  /** still = by the spare camera, which has no live picture to measure light and background in */
  readonly way: 'live' | 'still';
  /** writing before the camera reads the right way round */
  readonly reads: boolean;
  /** of the test shot; null = no detector ran */
  readonly verdict: PhotoVerdict | null;
  /** the last shot was not made at all */
  readonly isShotLost: boolean;
  /** what the empty place still wants, in words; null = nothing */
  readonly sceneAdvice: string | null;
  /** light and background of the empty place were seen */
  readonly isSceneSeen: boolean;
};

/**
 * Whether the day can begin at this camera, in a sentence that agrees with what each step shows; what has to be mended
 * first comes before everything else. Light and cloth alone keep nobody from working: each photo is checked all the same.
 */
export function checkOutcome({ way, reads, verdict, isShotLost, sceneAdvice, isSceneSeen }: Found): string {
  const again = way === 'still' ? '试拍' : '看';
  if (!reads) return `字是反的，拍出来的照片也是反的：先关掉“镜像”，再举纸${again}一次，重新检查。`;
  if (isShotLost) return '最后一次试拍没有拍成：照上面写的办，再试拍一张，重新检查。';
  if (verdict?.verdict === 'bad') return '试拍的照片没有通过：照上面写的改好，再试拍一张，重新检查。';
  const warned = verdict?.verdict === 'warn' ? '试拍的照片有提醒，照上面写的调一调更好。' : '';
  const unmeasured = verdict === null ? '照片没有检测，由审核员逐张看。' : '';
  if (sceneAdvice !== null) {
    const watched = verdict === null ? unmeasured : '每张照片照样检查，不合格的要重拍。';
    return `第 1 步“光和背景”还要改：${sceneAdvice}。来不及改也能登记：${watched}${warned}`;
  }
  const notYet = isSceneSeen
    ? ''
    : `第 1 步“光和背景”没有量：${way === 'still' ? '看试拍的照片' : '镜头前没有人的时候看一眼'}。`;
  return `今天可以开始登记。${unmeasured}${warned}${notYet}`;
}
