/** Kinds of notices of the region in words. */
const kinds = {
  stepDecision: '业务件的决定',
  acceptance: '注册生效',
  numberAssigned: '考籍号',
  returned: '退回的记录',
  subjectResults: '考试成绩',
  arrival: '转籍转来的记录',
  edition: '规定版本',
  photoProfile: '照片规格',
  calendar: '考试日程',
  codeTable: '代码表',
  roster: '预注册名册',
} as const;

/** A kind of notice in words. */
export function noticeKindLabel(kind: keyof typeof kinds): string {
  return kinds[kind];
}
