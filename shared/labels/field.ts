import type { CandidateField } from '../domain/candidate-field.ts';

const labels = {
  fullName: '姓名',
  sex: '性别',
  ethnicity: '民族',
  politicalStatus: '政治面貌',
  pupilCategory: '学生类别',
  documentType: '证件类型',
  documentNumber: '证件号码',
  birthDate: '出生日期',
  householdPlace: '户口所在地',
  householdAuthority: '户籍登记机关',
  mobile: '手机号',
  address: '通信地址',
  postCode: '邮政编码',
  foreignLanguage: '外语语种',
  resume: '本人简历',
  family: '家庭成员',
  enrolmentNo: '学籍号',
  schoolCode: '学校代码',
  schoolName: '学校名称',
  classCode: '班级代码',
  className: '班级名称',
  cohortYear: '入学年份',
} as const satisfies Record<CandidateField, string>;

/** Field of clause 1.2.1 as forms, lists and messages name it. */
export function candidateFieldLabel(field: CandidateField): string {
  return labels[field];
}
