const names = {
  ethnicity: '民族',
  politicalStatus: '政治面貌',
  foreignLanguage: '外语语种',
  examArea: '考区',
  school: '学校',
} as const;

/** A code table of the region in words. */
export function codeTableLabel(name: keyof typeof names): string {
  return names[name];
}
