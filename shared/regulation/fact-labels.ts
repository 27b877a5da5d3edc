import type { CandidacyStatus } from '../domain/candidacy-status.ts';
import type { CandidateField } from '../domain/candidate-field.ts';
import { candidateFields } from '../domain/candidate-field.ts';
import { carriedTables, tableLabel, type ValueTable, valueTables } from '../domain/code-table.ts';
import { applicantInWords } from '../labels/applicant.ts';
import { evidenceLabel, stepLabel } from '../labels/application.ts';
import { codeTableLabel } from '../labels/code-table.ts';
import { documentStateLabel, documentTypeLabel } from '../labels/document.ts';
import { subjectNames } from '../labels/exam-subject.ts';
import { candidateFieldLabel } from '../labels/field.ts';
import { foreignLineInWords, recognitionInWords } from '../labels/foreign-result.ts';
import { causeName } from '../labels/photo-cause.ts';
import { overrideKindLabel } from '../labels/photo-override.ts';
import { shotVerdictLabel } from '../labels/photo-verdict.ts';
import { provinceName } from '../labels/province.ts';
import { pupilCategoryLabel } from '../labels/pupil-category.ts';
import { roleLabel } from '../labels/role.ts';
import { schoolFieldLabel } from '../labels/school-field.ts';
import { sexLabel } from '../labels/sex.ts';
import { candidacyStatusLabel } from '../labels/status.ts';
import { instantInWords } from '../lib/instant.ts';
import { maskNumber } from '../lib/mask.ts';
import type { CandidacyFacts, FactName, KnownFacts } from './facts.ts';

/** How a fact is called, and what a person does when it is missing (Chinese, no full stop). */
type FactWords = { readonly label: string; readonly whenMissing: string; readonly isNumber?: true };

const fromDocument = '对照证件补上';
const fromRoster = '向学校要全名册后补上';
const bySchool = '由学校的账户在学校资料里补上';
const fromPupil = '问本人后补上';
const byProgram = '重新打开这名考生；还是这样就告诉管理员';

export const factWords = {
  fullName: { label: candidateFieldLabel('fullName'), whenMissing: fromDocument },
  sex: { label: candidateFieldLabel('sex'), whenMissing: fromDocument },
  ethnicity: { label: candidateFieldLabel('ethnicity'), whenMissing: fromDocument },
  politicalStatus: { label: candidateFieldLabel('politicalStatus'), whenMissing: fromPupil },
  pupilCategory: { label: candidateFieldLabel('pupilCategory'), whenMissing: fromRoster },
  documentType: { label: candidateFieldLabel('documentType'), whenMissing: fromDocument },
  documentNumber: { label: candidateFieldLabel('documentNumber'), whenMissing: fromDocument, isNumber: true },
  birthDate: { label: candidateFieldLabel('birthDate'), whenMissing: fromDocument },
  householdPlace: { label: candidateFieldLabel('householdPlace'), whenMissing: fromPupil },
  householdAuthority: { label: candidateFieldLabel('householdAuthority'), whenMissing: fromPupil },
  mobile: { label: candidateFieldLabel('mobile'), whenMissing: fromPupil, isNumber: true },
  address: { label: candidateFieldLabel('address'), whenMissing: fromPupil },
  postCode: { label: candidateFieldLabel('postCode'), whenMissing: fromPupil },
  foreignLanguage: { label: candidateFieldLabel('foreignLanguage'), whenMissing: fromPupil },
  resume: { label: candidateFieldLabel('resume'), whenMissing: fromPupil },
  family: { label: candidateFieldLabel('family'), whenMissing: fromPupil },
  enrolmentNo: { label: candidateFieldLabel('enrolmentNo'), whenMissing: fromRoster, isNumber: true },
  schoolCode: { label: candidateFieldLabel('schoolCode'), whenMissing: fromRoster },
  schoolName: { label: candidateFieldLabel('schoolName'), whenMissing: fromRoster },
  classCode: { label: candidateFieldLabel('classCode'), whenMissing: fromRoster },
  className: { label: candidateFieldLabel('className'), whenMissing: fromRoster },
  cohortYear: { label: candidateFieldLabel('cohortYear'), whenMissing: fromRoster },
  today: { label: '今天的日期', whenMissing: byProgram },
  now: { label: '现在的时间', whenMissing: byProgram },
  editionInForceFrom: { label: '规定版本的起始日', whenMissing: byProgram },
  entryCategory: { label: '考生类型', whenMissing: byProgram },
  status: { label: '考籍状态', whenMissing: byProgram },
  changedFields: { label: '要改的项目', whenMissing: byProgram },
  enrolmentListImported: { label: '学籍名单是否已导入', whenMissing: byProgram },
  enrolmentRecord: { label: '学籍名单中的记录', whenMissing: '导入自治区的学籍名单；没有名单就由自治区核定' },
  schoolArea: { label: '学校所在考区', whenMissing: '在学校清单里查学校代码' },
  ownSchoolCodes: { label: '本考区的学校', whenMissing: byProgram },
  teacherApproval: { label: '班主任审核', whenMissing: '等班主任审核，或由名册带来审核结果' },
  privateApproval: { label: '旗县和自治区的审批', whenMissing: '等审批结果' },
  hasShot: { label: '本次照片', whenMissing: '拍照' },
  photoVerdict: { label: '照片检查', whenMissing: byProgram },
  photoCauses: { label: '照片检查发现的', whenMissing: byProgram },
  photoOverride: { label: '第二人放行', whenMissing: byProgram },
  photoLookAlikes: { label: '照片几乎一样的其他人', whenMissing: byProgram },
  documentState: { label: '证件状态', whenMissing: '看证件后选定证件状态' },
  documentComparison: { label: '证件核对', whenMissing: '读证件，或看证件键入末四位' },
  unsettledDifferences: { label: '未选定的不同项', whenMissing: byProgram },
  pupilConfirmed: { label: '学生核对', whenMissing: '让学生核对屏幕上的姓名和照片' },
  pupilPresent: { label: '学生在场', whenMissing: '等学生到场后录入' },
  guardianConsent: { label: '监护人是否同意', whenMissing: '打印登记表，让监护人在上面签字，随表存档' },
  candidacyNo: { label: '考籍号', whenMissing: byProgram, isNumber: true },
  candidacyNoHolders: { label: '同一考籍号的其他人', whenMissing: byProgram },
  documentHolders: { label: '同一证件号的其他人', whenMissing: byProgram },
  registrationWindows: { label: '注册窗口', whenMissing: '导入自治区的日程；照常登记，由自治区核定' },
  correctionWindows: { label: '更正窗口', whenMissing: byProgram },
  correctionSpans: { label: '成绩公布到下次报名的时间', whenMissing: byProgram },
  recognitionWindows: { label: '成绩转入窗口', whenMissing: byProgram },
  examEntryWindows: { label: '选课报名的时间', whenMissing: byProgram },
  classChangeWindows: { label: '换班的时间', whenMissing: byProgram },
  classChangeSpans: { label: '两次报名之间的时间', whenMissing: byProgram },
  sittingLabel: { label: '考次', whenMissing: byProgram },
  sittingOn: { label: '开考日期', whenMissing: byProgram },
  sittingSubjects: { label: '考次开考的科目', whenMissing: '导入自治区的日程；照常报名，由自治区核定' },
  chosenSubjects: { label: '所选科目', whenMissing: '让学生选出要考的科目' },
  passedSubjects: { label: '已经合格的科目', whenMissing: '由管理员导入考试成绩；照常报名，由自治区核定' },
  entryLanguage: { label: '外语考试的语种', whenMissing: fromPupil },
  concernedSchoolId: { label: '要办的学校', whenMissing: byProgram },
  schoolAddress: { label: schoolFieldLabel('address'), whenMissing: bySchool },
  schoolHeadName: { label: schoolFieldLabel('headName'), whenMissing: bySchool },
  schoolKind: { label: schoolFieldLabel('kind'), whenMissing: bySchool },
  schoolStaffCount: { label: schoolFieldLabel('staffCount'), whenMissing: bySchool },
  schoolPhone: { label: schoolFieldLabel('phone'), whenMissing: bySchool },
  schoolClasses: { label: '学校的班级', whenMissing: byProgram },
  classesWithoutTeacher: { label: '没有班主任账户的班', whenMissing: byProgram },
  classCodeHolder: { label: '用着这个代码的班', whenMissing: byProgram },
  classKeyChanges: { label: '班级的代码或年份要改', whenMissing: byProgram },
  classPupilCount: { label: '班里的学生数', whenMissing: byProgram },
  targetClass: { label: '要换去的班', whenMissing: '在本校的班级里选一个' },
  joiningSchool: { label: '转入学校', whenMissing: '在学校清单里选转入学校' },
  joiningSchoolId: { label: '一起办的学校', whenMissing: byProgram },
  applicant: { label: '申请人', whenMissing: '问清是谁申请' },
  filedAt: { label: '在哪里申请的', whenMissing: byProgram },
  comingEntries: { label: '已报、还没有考的考次', whenMissing: byProgram },
  otherApplications: { label: '在办的其他业务件', whenMissing: byProgram },
  leave: { label: '休学、复学的日期', whenMissing: '照证明写上日期' },
  dueStep: { label: '该办的一步', whenMissing: byProgram },
  evidenceGiven: { label: '已附的材料', whenMissing: byProgram },
  applicantPresent: { label: '申请人在场', whenMissing: '看本人到场后记下' },
  officeCounty: { label: '本机构所在旗县', whenMissing: byProgram },
  preparedBy: { label: '准备的人', whenMissing: byProgram },
  agreedBy: { label: '同意过别的步骤的人', whenMissing: byProgram },
  stepsWithoutDecider: { label: '没有人能决定的步骤', whenMissing: byProgram },
  chain: { label: '业务件的步骤', whenMissing: byProgram },
  foreignCertificate: { label: '外省成绩证明', whenMissing: '照成绩证明填写' },
  foreignLines: { label: '外省成绩', whenMissing: '照成绩证明逐科录入' },
  recognition: { label: '成绩转入办到哪里', whenMissing: byProgram },
  recognisedSubjects: { label: '外省成绩已计合格的科目', whenMissing: byProgram },
  subjectsWithResults: { label: '有成绩的科目', whenMissing: '由管理员导入成绩文件，或从自治区取回成绩' },
  resultConflicts: { label: '来源不一样的成绩', whenMissing: byProgram },
  awaitedResults: { label: '报考过、成绩没有到的科目', whenMissing: byProgram },
  standingCertificate: { label: '有效的成绩证明', whenMissing: byProgram },
  codeTables: { label: '代码表', whenMissing: byProgram },
  actorId: { label: '办理人', whenMissing: byProgram },
  enteredBy: { label: '录入人', whenMissing: byProgram },
  capturedBy: { label: '采集人', whenMissing: byProgram },
  actorRole: { label: '办理人角色', whenMissing: byProgram },
  actorSchoolId: { label: '办理人所在学校', whenMissing: byProgram },
  actorClassIds: { label: '办理人的班级', whenMissing: byProgram },
  pupilSchoolId: { label: '考生的学校', whenMissing: byProgram },
  pupilClassId: { label: '考生的班级', whenMissing: byProgram },
} as const satisfies Record<FactName, FactWords>;

/** Chinese name of a fact. */
export function factLabel(name: FactName): string {
  return factWords[name].label;
}

/** Words for the facts that are codes. */
const wordsOfCode: { readonly [K in FactName]?: (value: NonNullable<KnownFacts[K]>) => string } = {
  sex: sexLabel,
  pupilCategory: pupilCategoryLabel,
  documentType: documentTypeLabel,
  documentState: documentStateLabel,
  codeTables: (tables) =>
    valueTables.map((name) => `${codeTableLabel(name)} ${tables[name].editionId ?? '国家标准'}`).join('、'),
  actorRole: roleLabel,
  now: instantInWords,
  photoVerdict: shotVerdictLabel,
  photoCauses: (causes) => causes.map((cause) => causeName(cause.code)).join('、') || '无',
  photoOverride: overrideKindLabel,
  sittingSubjects: (codes) => subjectNames(codes) || '无',
  chosenSubjects: (codes) => subjectNames(codes) || '无',
  passedSubjects: (codes) => subjectNames(codes) || '无',
  recognisedSubjects: (codes) => subjectNames(codes) || '无',
  subjectsWithResults: (codes) => subjectNames(codes) || '无',
  foreignCertificate: ({ province, issuer }) => [provinceName(province), issuer].filter(Boolean).join(' '),
  chain: (steps) => steps.map(stepLabel).join('、'),
  foreignLines: (lines) => lines.map(foreignLineInWords).join('；') || '无',
  recognition: recognitionInWords,
  awaitedResults: (found) =>
    found.map(({ subject, sittingLabel }) => `${sittingLabel} ${subjectNames([subject])}`).join('、') || '无',
  resultConflicts: (found) =>
    found.map(({ subject, sitting }) => `${sitting} ${subjectNames([subject])}`).join('、') || '无',
  standingCertificate: ({ number }) => number,
  targetClass: (target) => `${target.name}（${target.cohortYear} 级${target.isOpen ? '' : '，已关'}）`,
  joiningSchool: ({ name, code, areaName }) => [name, code, areaName].filter((part) => part !== null).join('，'),
  applicant: applicantInWords,
  filedAt: ({ name }) => name,
  leave: ({ from, until }) => (until === null ? `从 ${from} 起` : `${from} 至 ${until}`),
  comingEntries: (sittings) => sittings.join('、') || '无',
  otherApplications: (titles) => titles.join('、') || '无',
  dueStep: stepLabel,
  stepsWithoutDecider: (steps) => steps.map(stepLabel).join('、') || '无',
  evidenceGiven: (kinds) => kinds.map(evidenceLabel).join('、') || '无',
  entryCategory: (category) => (category === 'enrolled' ? '在校考生' : '社会考生'),
};

/** Facts that are a code of the region's tables. */
const tableOfFact: { readonly [K in FactName]?: ValueTable } = {
  ethnicity: 'ethnicity',
  politicalStatus: 'politicalStatus',
  foreignLanguage: 'foreignLanguage',
  entryLanguage: 'foreignLanguage',
};

/**
 * A fact's value for the 依据 panel: codes in words, numbers masked (also inside records), long lists as counts.
 */
export function shownFact(
  name: FactName,
  value: unknown,
  of: Pick<CandidacyFacts, 'entryCategory' | 'codeTables'> = {},
): string {
  if (value === undefined) return '未知';
  if (value === null || value === '') return '无';
  const words: FactWords = factWords[name];
  const inWords = wordsOfCode[name] as ((code: unknown) => string) | undefined;
  if (name === 'status') return candidacyStatusLabel(value as CandidacyStatus, of.entryCategory === 'private');
  const table = tableOfFact[name];
  if (table) return tableLabel((of.codeTables ?? carriedTables)[table], String(value));
  if (inWords) return inWords(value);
  if (typeof value === 'string') return words.isNumber ? maskNumber(value) : value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return shownList(value);
  return Object.entries(value as object)
    .map(([key, part]) => shownPart(key, part))
    .join('，');
}

function shownList(value: readonly unknown[]): string {
  if (value.length === 0) return '无';
  const areFields = value.every((item) => candidateFields.includes(item as CandidateField));
  return areFields ? fieldNames(value as CandidateField[]) : `${value.length} 项`;
}

function shownPart(key: string, part: unknown): string {
  if (part === null) return '无';
  if (key === 'documentNumber') return maskNumber(String(part));
  return typeof part === 'boolean' ? (part ? '是' : '否') : String(part);
}

/** Field names as people read them: 姓名、民族. */
export function fieldNames(fields: readonly CandidateField[]): string {
  return fields.map(candidateFieldLabel).join('、');
}
