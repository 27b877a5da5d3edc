import { documentTypeLabel } from '#shared/labels/document.ts';
import { sexLabel } from '#shared/labels/sex.ts';
import type { DemoPupil } from './pupil.ts';
import { type SheetCell, sheetFile } from './sheet-file.ts';

/** A row of a roster before it is written; defects are planted here, for a pupil cannot hold them. */
export type RosterRow = { [field in RosterField]: SheetCell };
export type RosterField = (typeof rosterColumns)[number][0];

/** Columns in the order schools send them. Our field name, the header of the file. */
export const rosterColumns = [
  ['seatNo', '座号'],
  ['fullName', '姓名'],
  ['sex', '性别'],
  ['ethnicity', '民族'],
  ['politicalStatus', '政治面貌'],
  ['pupilCategory', '学生类别'],
  ['documentType', '证件类型'],
  ['documentNumber', '证件号码(居民身份证号)'],
  ['birthDate', '出生日期'],
  ['enrolmentNo', '学籍号'],
  ['schoolCode', '学校代码'],
  ['schoolName', '学校名称'],
  ['classCode', '班级代码'],
  ['className', '班级名称'],
  ['cohortYear', '入学年份'],
  ['householdPlace', '户口所在地'],
  ['householdAuthority', '户籍登记机关'],
  ['mobile', '手机号'],
  ['address', '通信地址'],
  ['postCode', '邮政编码'],
  ['foreignLanguage', '外语语种'],
  ['resume', '本人简历'],
  ['family', '家庭成员'],
  ['approval', '班主任审核'],
  ['approver', '审核人'],
  ['approvedOn', '审核日期'],
] as const;

export function rosterRow(pupil: DemoPupil): RosterRow {
  const { school, demoClass, approval, sex, documentType } = pupil;
  return {
    seatNo: pupil.seatNo,
    fullName: pupil.fullName,
    sex: sexLabel(sex),
    ethnicity: pupil.ethnicity,
    politicalStatus: pupil.politicalStatus,
    pupilCategory: pupil.pupilCategory,
    documentType: documentTypeLabel(documentType),
    documentNumber: pupil.documentNumber,
    birthDate: pupil.birthDate,
    enrolmentNo: pupil.enrolmentNo,
    schoolCode: school.code,
    schoolName: school.name,
    classCode: demoClass.code,
    className: demoClass.name,
    cohortYear: demoClass.cohortYear,
    householdPlace: pupil.householdPlace,
    householdAuthority: pupil.householdAuthority,
    mobile: pupil.mobile,
    address: pupil.address,
    postCode: pupil.postCode,
    foreignLanguage: pupil.foreignLanguage,
    resume: pupil.resume,
    family: pupil.family,
    approval: approval ? '同意' : null,
    approver: approval?.by ?? null,
    approvedOn: approval?.on ?? null,
  };
}

/** The roster as XLSX; data begin in row 2. */
export function rosterSheet(rows: readonly RosterRow[]): Uint8Array {
  const header = rosterColumns.map(([, title]) => title);
  return sheetFile('学生名册', [header, ...rows.map((row) => rosterColumns.map(([field]) => row[field]))]);
}

/** The region's enrolment list of the same pupils (clause 1.1.1a is judged against it, never against the roster). */
export function enrolmentSheet(pupils: readonly DemoPupil[]): Uint8Array {
  const header = ['学籍号', '姓名', '证件号码', '学校代码', '学校名称', '入学年份'];
  const rows = pupils.map(({ enrolmentNo, fullName, documentNumber, school, demoClass }) => [
    enrolmentNo,
    fullName,
    documentNumber,
    school.code,
    school.name,
    demoClass.cohortYear,
  ]);
  return sheetFile('学籍名单', [header, ...rows]);
}
