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
    next: codes.includes('NO_FACE')
      ? '照提示重拍。确是本人坐在镜头前、一直认不出脸的，由管理员记入请示清单，报自治区解释'
      : '照提示改好后按空格重拍',
  };
}
