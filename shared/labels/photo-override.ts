import type { OverrideKind } from '../photo/override-kind.ts';
import type { PhotoCauseCode } from '../photo/photo-cause.ts';
import { causeName } from './photo-cause.ts';

const words: Readonly<Record<OverrideKind, string>> = {
  medical: '医疗原因',
  religious: '宗教原因',
  lasting: '长期状况',
};

/** Why a second person let a photo pass, in words. */
export function overrideKindLabel(kind: OverrideKind): string {
  return words[kind];
}

/** Why no second person can let a photo pass, and what to do instead. `codes`: the causes that nobody may let pass. */
export function neverOverriddenWords(codes: readonly PhotoCauseCode[]): {
  readonly what: string;
  readonly next: string;
} {
  return {
    what: `${codes.map(causeName).join('、')}，第二人也不能放行`,
    next: '照提示改好后按空格重拍',
  };
}

/** Why a reason from the list does not hold where the programme found no face, and what does. */
export const unfoundFaceKinds =
  '原因：检测没有找到脸，只能以医疗原因或长期状况放行。脸被遮住的，露出脸再拍；因病、因伤认不出的，改选原因';

/** What the second person looks at where the programme found no face. */
export const unfoundFaceWords =
  '检测没有在这张照片上找到脸。只有本人因病、因伤脸上认不出时才放行：看清照片里只有本人，头部完整、居中、清楚';
