import type { PhotoVerdict } from '#shared/photo/photo-cause.ts';

/** What one check of the day found, as it was recorded. */
type Found = {
  /** writing before the camera reads the right way round */
  readonly reads: boolean;
  /** of the test shot; null = no detector ran */
  readonly verdict: PhotoVerdict | null;
  /** the last shot was not made at all */
  readonly isShotLost: boolean;
};

/** Whether the day can begin at this camera, in a sentence; what has to be mended first comes before everything else. */
export function checkOutcome({ reads, verdict, isShotLost }: Found): string {
  if (!reads) return '字是反的，拍出来的照片也是反的：先关掉“镜像”，再举纸看一次，重新检查。';
  if (isShotLost) return '最后一次试拍没有拍成：照上面写的办，再试拍一张，重新检查。';
  if (verdict?.verdict === 'bad') return '试拍的照片没有通过：照上面写的改好，再试拍一张，重新检查。';
  if (verdict === null) return '今天可以开始登记。照片没有检测，由审核员逐张看。';
  return '今天可以开始登记。';
}
