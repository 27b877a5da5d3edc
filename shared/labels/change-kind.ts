import type { ChangeKind } from '../wire/change-message.ts';

const words = {
  classChange: '换班',
  mobileChange: '改手机号',
  examEntry: '选课报名',
  application: '业务件',
  evidencePage: '材料',
} as const satisfies Record<ChangeKind, string>;

/** What was told to the region beside a record, in a word; a kind of a newer program by its own name. */
export function changeKindLabel(kind: string): string {
  return Object.hasOwn(words, kind) ? words[kind as ChangeKind] : kind;
}
