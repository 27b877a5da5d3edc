/** Kinds of what is told to the region beside the records, as shared/wire/change-message.ts names them. */
const words: Readonly<Record<string, string>> = {
  classChange: '换班',
  mobileChange: '改手机号',
  examEntry: '选课报名',
  application: '业务件',
  evidencePage: '材料',
  certificate: '成绩证明',
};

/** What was told to the region beside a record, in a word; a kind of a newer program by its own name. */
export function changeKindLabel(kind: string): string {
  return Object.hasOwn(words, kind) ? (words[kind] ?? kind) : kind;
}
