import type { SchoolField } from '../domain/school-field.ts';

const words = {
  address: '学校地址',
  headName: '校长姓名',
  kind: '学校类别',
  staffCount: '教职工数',
  phone: '联系电话',
} as const satisfies Record<SchoolField, string>;

/** Chinese name of a field of the school (clause 1.2.2). */
export function schoolFieldLabel(field: SchoolField): string {
  return words[field];
}
