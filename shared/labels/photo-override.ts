import type { OverrideKind } from '../photo/override-kind.ts';

const words: Readonly<Record<OverrideKind, string>> = {
  medical: '医疗原因',
  religious: '宗教原因',
  lasting: '长期状况',
};

/** Why a second person let a photo pass, in words. */
export function overrideKindLabel(kind: OverrideKind): string {
  return words[kind];
}
